import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { imitates } from '../../src/comments/comment/imitation.ts';
import { comparedWords, textKey } from '../../src/comments/comment/wording.ts';

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
  const staff = ['Mara Oyelaran', 'Li', 'Anna Smith', 'Tomas Lindqvist', 'The Alder Courier'];

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
    ['Renske (staff)'],
    ['Renske – Moderator'],
    ['Renske, 0fficial'],
    ['Renske | Site team'],
    ['Renske [Мoderator]'],
    ['Mara OyeIaran'],
    ['Mara Oye|aran'],
    ['Tornas Lindqvist'],
    ['ᴍᴀʀᴀ ᴏʏᴇʟᴀʀᴀɴ'],
    ['Ꮇara Օyelaran'],
    ['ꓟꓮꓣꓮ Oyelaran'],
    ['Adm!n'],
    ['AdmIn'],
    ['Ⓐⓓⓜⓘⓝ'],
    ['🄰🄳🄼🄸🄽'],
    ['🅰🅳🅼🅸🅽'],
    ['🅐🅓🅜🅘🅝'],
    ['🇦🇩🇲🇮🇳'],
    ['Moderation team'],
    ['Alder Courier'],
    ['Alder Courier comments'],
  ])('like %j imitates staff', (name) => {
    expect(imitates(name, staff)).toBe(true);
  });

  test('is known in any disguise of letters that look alike', () => {
    const disguises: Record<string, string[]> = {
      a: ['а', 'α', 'á', '4', 'A'],
      e: ['е', 'é', 'ε', '3'],
      o: ['о', 'ο', '0', 'ö'],
    };
    const unseen = ['', '\u200b', '\u00ad', '\u2060', '\ufe0f', '\u202e'];
    const letter = (each: string) =>
      fc.tuple(fc.constantFrom(each, ...(disguises[each] ?? [each.toUpperCase()])), fc.constantFrom(...unseen));
    const name = fc.tuple(...[...'mara oyelaran'].map(letter)).map((letters) => letters.flat().join(''));
    fc.assert(fc.property(name, (disguised) => imitates(disguised, staff)));
  });

  test.each([
    ['Mara O.'],
    ['Johanna Smith'],
    ['Lily'],
    ['Li Wei'],
    ['Maria Oyelaran'],
    ['Edith Editorson'],
    ['Alder'],
    ['Anna 🇳🇴'],
    [''],
  ])('like %j does not', (name) => {
    expect(imitates(name, staff)).toBe(false);
  });
});
