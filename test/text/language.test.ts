import { describe, expect, test } from '@jest/globals';
import { direction, factsOf, isLanguage, languages, words } from '../../src/text/language.ts';

function names(catalogue: object, before = ''): string[] {
  return Object.entries(catalogue).flatMap(([name, value]) =>
    typeof value === 'object' ? names(value, `${before}${name}.`) : [`${before}${name}: ${typeof value}`],
  );
}

describe('languages', () => {
  test('every catalogue has the same names, and no empty word', () => {
    for (const language of languages) {
      expect(names(words(language)).sort()).toEqual(names(words('en')).sort());
      expect(JSON.stringify(words(language))).not.toContain('""');
    }
  });

  test('every language says how its pages run, count and are read', () => {
    for (const language of languages) {
      const { locale, comma, wordsPerMinute } = factsOf(language);
      expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toHaveLength(1);
      expect(locale.split('-')[0]).toBe(language.split('-')[0]);
      expect(comma.trim()).toHaveLength(1);
      expect(wordsPerMinute).toBeGreaterThan(50);
    }
  });

  test('a language without a file reads as English', () => {
    expect(words('tlh')).toBe(words('en'));
    expect(direction('__proto__')).toBe('ltr');
  });

  test('Arabic runs from right to left', () => {
    expect(direction('ar')).toBe('rtl');
    expect(direction('en')).toBe('ltr');
  });

  test('only languages with a catalogue are languages', () => {
    expect(isLanguage('ar')).toBe(true);
    expect(isLanguage('toString')).toBe(false);
    expect(isLanguage('AR')).toBe(false);
    expect(isLanguage('')).toBe(false);
  });

  test.each([
    [0, '0 comments'],
    [1, '1 comment'],
    [2, '2 comments'],
    [27, '27 comments'],
    [1204, '1,204 comments'],
  ])('%i comments are counted in English', (count, text) => {
    expect(words('en').comments(count)).toBe(text);
  });

  test.each([
    [0, 'لا تعليقات'],
    [1, 'تعليق واحد'],
    [2, 'تعليقان'],
    [3, '3 تعليقات'],
    [10, '10 تعليقات'],
    [11, '11 تعليقا'],
    [27, '27 تعليقا'],
    [99, '99 تعليقا'],
    [100, '100 تعليق'],
    [103, '103 تعليقات'],
    [1204, '1,204 تعليقات'],
  ])('%i comments are counted in Arabic', (count, text) => {
    expect(words('ar').comments(count)).toBe(text);
  });

  test.each([
    [1, 'دقيقة.'],
    [2, 'دقيقتين.'],
    [10, '10 دقائق.'],
    [15, '15 دقيقة.'],
  ])('who tried too often waits %i minutes in Arabic', (minutes, text) => {
    expect(words('ar').tooManyFor(minutes)).toBe(`محاولات كثيرة. حاول مرة أخرى بعد ${text}`);
  });

  test.each([
    [0, []],
    [1, ['']],
    [2, [' and ', '']],
    [3, [', ', ' and ', '']],
  ])('what stands between %i names', (count, after) => {
    expect(words('en').separators(count)).toEqual(after);
  });

  test('Arabic joins two names with one letter', () => {
    expect(words('ar').separators(2)).toEqual([' و', '']);
  });
});
