import { describe, expect, test } from '@jest/globals';
import { fold, formsOf, withoutArticle, wordsOf } from '../../src/text/folding.ts';

const foldedWords = (text: string) => [...wordsOf(text)].map(({ folded }) => folded);

describe('Words of a text', () => {
  test.each([
    ['Dockers halt speech.', ['dockers', 'halt', 'speech']],
    ['O’Brien’s well-known e-mail', ['o', 'brien', 's', 'well', 'known', 'e', 'mail']],
    ['31–24, 3.5 % of 1,000', ['31', '24', '3', '5', 'of', '1', '000']],
    ['', []],
    [' \n\t…!? — “”', []],
    ['🗞️👩‍🚀', []],
    ['\u0301\u064b\ufeff\ud800', []],
    ['ab\u0000cd', ['ab', 'cd']],
    ['exam\u00adple', ['example']],
    ['\ue0001', ['1']],
    // Each letter of a script without spaces is a word of its own.
    ['東京の朝', ['東', '京', 'の', '朝']],
    ['NHK東京2', ['nhk', '東', '京', '2']],
    ['ภาษา', ['ภ', 'า', 'ษ', 'า']],
  ])('%j', (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });

  test('stand where they say', () => {
    const text = '«Crème brûlée», قالت المدينةُ 🗞️ the e\u0301cole.';
    const found = [...wordsOf(text)].map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(['Crème', 'brûlée', 'قالت', 'المدينةُ', 'the', 'e\u0301cole']);
  });

  test('are letters and digits alone, so that they can stand in a query of either database', () => {
    const every = Array.from({ length: 0x2_0000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    const odd = every.flatMap((character) => [...foldedWords(character), ...foldedWords(`a${character}`)]);
    expect(odd.filter((word) => !/^[\p{L}\p{N}\p{M}]+$/u.test(word))).toEqual([]);
  });

  test('of a hostile text are found in a moment', () => {
    const begun = performance.now();
    for (const text of [
      'a'.repeat(1_000_000),
      'a\u0301'.repeat(300_000),
      '\u0301'.repeat(500_000),
      'ا ل '.repeat(200_000),
    ]) {
      const longest = foldedWords(text).reduce((most, { length }) => Math.max(most, length), 0);
      expect(longest).toBeLessThanOrEqual(40);
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
  }, 30_000);
});

describe('The same word is folded to the same', () => {
  test.each([
    ['Élysée', 'elysee', 'E\u0301lyse\u0301e'],
    ['Straße', 'strasse', 'STRASSE', 'Strasse'],
    ['Łódź', 'lodz'],
    ['Ærø', 'aero'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδός', 'οδοσ'],
    ['ёлка', 'ЕЛКА'],
    ['fiancé', 'ﬁance'],
    ['Ｔｏｋｙｏ', 'tokyo'],
    ['x²', 'x2'],
    ['ΆΘΛΟΣ', 'αθλοσ'],
    ['smørrebrød', 'smorrebrod'],
    ['آلة', 'اله'],
    ['إلى', 'الي'],
    ['co\u00adoperate', 'cooperate'],
    ['٢٠٢٦', '۲۰۲۶', '2026'],
    ['אָלֶף', 'אלף'],
    ['مُحَمَّد', 'محمد', 'محـــمد'],
    ['أحمد', 'إحمد', 'آحمد', 'ٱحمد', 'احمد'],
    ['مدينة', 'مدينه'],
    ['مستشفى', 'مستشفي', 'مستشفی'],
    ['کتاب', 'كتاب'],
    ['ﻻجئ', 'لاجئ'],
  ])('%s', (...spellings) => {
    const composed = spellings.flatMap((word) => [word, word.normalize('NFD')]);
    expect(new Set(composed.map(fold)).size).toBe(1);
  });

  test('while different ones stay different', () => {
    for (const [one, other] of [
      ['port', 'ports'],
      ['किताब', 'कताब'],
      ['и', 'н'],
      ['𐐷', '𐐨'],
    ] as const) {
      expect(fold(one)).not.toBe(fold(other));
    }
  });

  test('long ones by their beginning, at whole characters', () => {
    expect(fold('a'.repeat(5_000))).toBe('a'.repeat(40));
    expect(fold('𐐷'.repeat(5_000)).isWellFormed()).toBe(true);
  });
});

describe('The Arabic article', () => {
  test.each([
    ['الميناء', 'ميناء'],
    ['والميناء', 'ميناء'],
    ['بالميناء', 'ميناء'],
    ['للميناء', 'ميناء'],
    ['وللميناء', 'ميناء'],
    // Words of their own.
    ['الله', 'الله'],
    ['التي', 'التي'],
    ['والد', 'والد'],
    ['بال', 'بال'],
    ['ال', 'ال'],
    ['ميناء', 'ميناء'],
    ['port', 'port'],
  ])('of %s leaves %s', (word, left) => {
    expect(withoutArticle(fold(word))).toBe(fold(left));
  });

  test.each([
    ['ميناء', 'الميناء', 'والميناء', 'بالميناء', 'للميناء', 'وميناء'],
    ['الميناء', 'ميناء', 'والميناء', 'للميناء'],
    ['حق', 'الحق', 'والحق', 'للحق', 'بالحق'],
    ['البان', 'البان', 'الالبان'],
    ['والد', 'والد', 'الوالد'],
  ])('whoever asks for %s means what is indexed of the others', (asked, ...written) => {
    const forms = formsOf(fold(asked));
    expect(written.filter((word) => !forms.includes(withoutArticle(fold(word))))).toEqual([]);
  });

  test('makes no more forms of one word than a query can bear', () => {
    for (const word of ['حق', 'ال', 'الال', 'والحقيقة', 'وبال', 'port']) {
      expect(formsOf(fold(word)).length).toBeLessThan(16);
    }
  });
});
