import { describe, expect, test } from '@jest/globals';
import { changedPassages, compareWords, type Part } from '../../src/text/diff.ts';

/** As `[-removed-]` and `{+added+}`. */
const written = (parts: Part[]): string =>
  parts.map(({ text, removed, added }) => (removed ? `[-${text}-]` : added ? `{+${text}+}` : text)).join('');

describe('Two texts in one', () => {
  test.each([
    ['the same', 'the same', 'the same'],
    ['', 'new', '{+new+}'],
    ['old', '', '[-old-]'],
    ['', '', ''],
    ['two hundred dockers', 'three hundred dockers', '[-two-]{+three+} hundred dockers'],
    ['Some dockers.', 'Some angry dockers.', 'Some {+angry +}dockers.'],
    ['قال المتحدث نعم', 'قال المتحدث لا', 'قال المتحدث [-نعم-]{+لا+}'],
    ['وقال المجلس', 'وأضاف المدير', '[-وقال-]{+وأضاف+} [-المجلس-]{+المدير+}'],
    ['नमस्ते दुनिया', 'नमस्कार दुनिया', '[-नमस्ते-]{+नमस्कार+} दुनिया'],
    ['two hundred', 'two  hundred', 'two[- -]{+  +}hundred'],
  ])('“%s” and “%s”: %s', (before, after, expected) => {
    expect(written(compareWords(before, after))).toBe(expected);
  });

  test.each([
    ['One.\n\nTwo, three.', 'One!\n\nThree.\n\nFour.'],
    ['a b c d e f', 'f e d c b a'],
    ['<b>Bold</b> & “quoted”', '<i>Bold</i>'],
  ])('hold both whole: “%s”', (before, after) => {
    const parts = compareWords(before, after);
    const without = (side: 'added' | 'removed') => parts.filter((part) => !part[side]).map(({ text }) => text);
    expect(without('added').join('')).toBe(before);
    expect(without('removed').join('')).toBe(after);
    expect(parts.filter((part) => part.added && part.removed)).toEqual([]);
  });

  test('are not compared where that would hold everybody up', () => {
    const before = 'one two '.repeat(15_000);
    const after = 'two one '.repeat(15_000);
    expect(compareWords(before, after)).toEqual([
      { text: before, removed: true, added: false },
      { text: after, removed: false, added: true },
    ]);
  });
});

describe('Changed passages', () => {
  const shown = (before: string, after: string) => changedPassages(before, after).map(({ parts }) => written(parts));

  test.each([
    ['One.\n\nTwo.\n\nThree.', 'One.\n\nTwo and a half.\n\nThree.', ['Two{+ and a half+}.']],
    ['One.\n\nTwo.', 'One.\n\nTwo.', []],
    ['One.', 'One.\n\nTwo.', ['{+Two.+}']],
    ['One.\n\nTwo.\n\nThree.', 'One.\n\nThree.', ['[-Two.-]']],
    ['', 'One.', ['{+One.+}']],
  ] as [string, string, string[]][])('of “%s” and “%s” are those that differ', (before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });
});
