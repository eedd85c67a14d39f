/** What a file of text/languages is made of, and what its words share. */

/** All that a language needs beside its words. */
export interface LanguageFacts {
  /** For the `dir` attribute. */
  direction: 'ltr' | 'rtl';
  /** For Intl, with what the newsroom wants of digits and calendar: 'ar-u-nu-latn-ca-gregory'. */
  locale: string;
  /** Between a date and an hour, with its space. */
  comma: string;
  /** How many words a grown reader reads in a minute, silently; with its source. */
  wordsPerMinute: number;
  /** Font files (src/browser/fonts) that its pages cannot do without: asked for before the style sheet is read. */
  fonts: string[];
}

/** By CLDR's plural categories: those that the language has, and `other`. `#` is the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Counting {
  counted(count: number, forms: Forms): string;
  number: Intl.NumberFormat;
  /** What stands after each of `count` names in a list: [' and ', ''] for two. */
  separators(count: number): string[];
}

/** Numbers, plurals and lists of a locale. */
export function countingIn(locale: string): Counting {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const known: string[][] = [];
  return {
    number,
    counted: (count, forms) => (forms[plural.select(count)] ?? forms.other).replace('#', number.format(count)),
    separators(count) {
      // Remembered for the few names that a byline has.
      if (count > 20) return separatorsOf(list, count);
      known[count] ??= separatorsOf(list, count);
      return known[count];
    },
  };
}

function separatorsOf(format: Intl.ListFormat, count: number): string[] {
  const after: string[] = [];
  for (const part of format.formatToParts(Array.from({ length: count }, () => 'name'))) {
    if (part.type === 'element') after.push('');
    else after[after.length - 1] = part.value;
  }
  return after;
}
