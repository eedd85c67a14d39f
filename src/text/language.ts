/** The languages that stories and the reader's pages come in. */

import { ar } from './languages/ar.ts';
import type { Words } from './languages/en.ts';
import { en } from './languages/en.ts';

export type { Words };

export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];

interface LanguageFacts {
  direction: 'ltr' | 'rtl';
  words: Words;
}

const facts: Record<Language, LanguageFacts> = {
  en: { direction: 'ltr', words: en },
  ar: { direction: 'rtl', words: ar },
};

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text);
}

/** For the `dir` attribute. */
export function direction(language: Language): 'ltr' | 'rtl' {
  return facts[language].direction;
}

/** The catalogue of reader words. */
export function words(language: Language): Words {
  return facts[language].words;
}
