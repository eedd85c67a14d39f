import { expect, test } from '@jest/globals';
import { isolatedIn } from '../../src/text/isolated.ts';
import { words } from '../../src/text/language.ts';

test.each<['ltr' | 'rtl', string, boolean]>([
  ['ltr', 'Renske V.', false],
  ['ltr', 'كريم ب.', true],
  ['rtl', 'كريم ب.', false],
  ['rtl', 'Renske V.', true],
  ['rtl', 'Ольга', true],
  ['rtl', 'كريم (Reuters)', true],
  ['ltr', '1911', false],
  ['rtl', '', false],
])('Among words that run %s, “%s” is kept apart: %s', (direction, name, isApart) => {
  expect(isolatedIn(direction)(name)).toBe(isApart ? `\u2068${name}\u2069` : name);
});

test('What stands behind a name stays behind it', () => {
  expect(words('ar').flags.recommendThat('Renske V.')).toBe('أتوصي بتعليق \u2068Renske V.\u2069؟');
  expect(words('en').flags.recommendThat('Renske V.')).toBe('Recommend the comment by Renske V.?');
});
