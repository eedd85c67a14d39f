import { describe, expect, test } from '@jest/globals';
import { comparedWords, imitates, textKey } from '../../src/comments/comment/wording.ts';

test.each([
  ['Casino!', 'casino'],
  ['CASINO', 'casino'],
  ['cásínö', 'casino'],
  ['саsіnо', 'casino'],
  ['c4s1n0', 'casino'],
  ['ca$ino', 'casino'],
  ['ca\u200bsi\u00adno', 'casino'],
  ['c a s i n o', 'casino'],
  ['c.a.s.i.n.o', 'casino'],
  ['Ｃａｓｉｎｏ', 'casino'],
  ['A big casino, now', 'a big casino now'],
  ['In 2026, 150 came', 'in 2026 150 came'],
  ['الكَازِينُو', 'الكازينو'],
  ['\u{1f600} — !', ''],
])('%j is compared as %j', (text, words) => {
  expect(comparedWords(text).join(' ')).toBe(words);
});

test('Texts that differ in how they are written have one key, and others have another', () => {
  const key = textKey('Vote for the harbour, NOW!');
  expect(textKey('vote  for the harbour – now')).toBe(key);
  expect(textKey('vote for the harbour later')).not.toBe(key);
  expect(textKey('👍')).not.toBe(textKey('👎'));
});

describe('A name', () => {
  const staff = ['Mara Oyelaran', 'Li', 'Anna Smith'];

  test.each([
    ['mara oyelaran'],
    ['MARA  OYELARAN'],
    ['Mara\u00a0Oyelaran'],
    ['MaraOyelaran'],
    ['Ｍａｒａ Oyelaran'],
    ['Mara\u200b Oyel\u00adaran'],
    ['\u2066Mara Oyelaran\u2069'],
    ['Mаra Oyelarаn'],
    ['Mará Öyelaran'],
    ['M4ra Oyelaran'],
    ['Mara Oyelaran (editor)'],
    ['✓ Mara Oyelaran ✓'],
    ['the real Mara Oyelaran'],
    ['LI'],
    ['Editor'],
    ['The editor'],
    ['M O D E R A T O R'],
    ['هيئة التحرير'],
  ])('like %j imitates staff', (name) => {
    expect(imitates(name, staff)).toBe(true);
  });

  test.each([['Mara O.'], ['Johanna Smith'], ['Lily'], ['Li Wei'], ['Maria Oyelaran'], ['Edith Editorson'], ['']])(
    'like %j does not',
    (name) => {
      expect(imitates(name, staff)).toBe(false);
    },
  );
});
