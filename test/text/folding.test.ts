import { describe, expect, test } from '@jest/globals';
import { fold, formsOf, withoutArticle, wordsOf } from '../../src/text/folding.ts';

describe('A word is compared', () => {
  test.each([
    ['Council', 'council'],
    ['Été', 'ete'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße', 'strasse'],
    ['smørrebrød', 'smorrebrod'],
    ['İstanbul', 'istanbul'],
    ['ΆΘΛΟΣ', 'αθλοσ'],
    ['ﬁsh', 'fish'],
    ['٢٠٢٦', '2026'],
    ['۲۰۲۶', '2026'],
    ['مَدْرَسَة', 'مدرسه'],
    ['مـديـنة', 'مدينه'],
    ['أحمد', 'احمد'],
    ['إلى', 'الي'],
    ['آلة', 'اله'],
    ['co\u00adoperate', 'cooperate'],
  ])('without case, accents and marks: %s', (word, folded) => {
    expect(fold(word)).toBe(folded);
    expect(fold(word.normalize('NFD'))).toBe(folded);
  });

  test('by its beginning, where it is longer than any word is', () => {
    expect([...fold('é'.repeat(500))]).toHaveLength(40);
    expect([...fold('x'.repeat(500))]).toHaveLength(40);
  });

  test.each([
    ['الميناء', 'ميناء'],
    ['والميناء', 'ميناء'],
    ['بالميناء', 'ميناء'],
    ['للميناء', 'ميناء'],
    ['الله', 'الله'],
    ['والد', 'والد'],
    ['harbour', 'harbour'],
  ])('without the Arabic article: %s', (word, bare) => {
    expect(withoutArticle(fold(word))).toBe(fold(bare));
  });

  test('with all forms that the index may have of it', () => {
    expect(formsOf('harbour')).toEqual(['harbour']);
    expect(formsOf(fold('ميناء'))).toContain(fold('ميناء'));
  });
});

describe('The words of a text', () => {
  test('are where they stand', () => {
    const text = '“Été”, 31–24: الميناء!';
    expect([...wordsOf(text)].map(({ start, end }) => text.slice(start, end))).toEqual(['Été', '31', '24', 'الميناء']);
  });

  test('of scripts without spaces are their letters', () => {
    expect([...wordsOf('港の問題')].map(({ folded }) => folded)).toEqual(['港', 'の', '問', '題']);
  });

  test.each(['', ' ', '"*()-+:^', '\u0000\ufeff', '🙂🇳🇴', '\u0301\u064b', '\ud800'])('are none in %j', (text) => {
    expect([...wordsOf(text)]).toEqual([]);
  });
});
