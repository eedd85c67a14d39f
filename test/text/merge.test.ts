import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeTexts } from '../../src/text/merge.ts';

const word = fc.constantFrom('a', 'b', 'c', 'd', '- one\n- two', ':::facts', '```');
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join('\n\n'));

describe('Two texts that were made of one', () => {
  test('give the one that changed, where the other did not', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(mergeTexts(base, changed, base)).toEqual({ mine: changed, theirs: changed, clashes: false });
        expect(mergeTexts(base, base, changed)).toEqual({ mine: changed, theirs: changed, clashes: false });
        expect(mergeTexts(base, changed, changed)).toEqual({ mine: changed, theirs: changed, clashes: false });
      }),
    );
  });

  test('give the same whoever saved first', () => {
    fc.assert(
      fc.property(text, text, text, (base, one, other) => {
        const { mine, theirs, clashes } = mergeTexts(base, one, other);
        expect(mergeTexts(base, other, one)).toEqual({ mine: theirs, theirs: mine, clashes });
      }),
    );
  });

  test('lose no paragraph that one of them put in, and keep none that one of them took out alone', () => {
    fc.assert(
      fc.property(text, text, (mine, theirs) => {
        const base = ['x', mine, 'y', 'z'].filter(Boolean).join('\n\n');
        const [one, other] = [base.replace('x', 'x\n\nmine'), base.replace('\n\nz', '\n\ntheirs')];
        const merged = mergeTexts(base, one, `${other}${theirs && '\n\n'}${theirs}`);
        expect(merged.clashes).toBe(false);
        expect(merged.mine.startsWith('x\n\nmine')).toBe(true);
        expect(merged.mine).toContain('theirs');
        expect(merged.mine.split('\n\n')).not.toContain('z');
      }),
    );
  });

  test('keep blank lines in code, and line ends of any kind are the same', () => {
    const base = '```\na\n\n\n\nb\n```\n\nEnd.';
    const merged = mergeTexts(base, base.replace('End', 'The end').replaceAll('\n', '\r\n'), base.replace('a', 'aa'));
    expect(merged).toMatchObject({ mine: '```\naa\n\n\n\nb\n```\n\nThe end.', clashes: false });
  });

  test('keep the paragraph before a list that both changed', () => {
    const base = 'Before.\n\n1. a\n2. b\n3. c';
    const merged = mergeTexts(base, base.replace('1. a', '0. z\n1. a'), base.replace('c', 'd'));
    expect(merged).toMatchObject({ mine: 'Before.\n\n0. z\n1. a\n2. b\n3. d', clashes: false });
  });
});
