/** The languages that stories and the reader's pages come in: one for each file in text/languages, found at the start. */

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LanguageFacts } from './catalogue.ts';
import type { Words } from './languages/en.ts';

export type { Words };

/** The name of a file in text/languages, a BCP 47 tag: "en", "ar". Any text becomes one by `isLanguage` alone. */
export type Language = string;

interface LanguageFile {
  facts: LanguageFacts;
  words: Words;
}

/** What every catalogue is measured by, and what stands in where a story's language has lost its file. */
const first = 'en';

const known = readLanguages();

/** English first, the others by their tags. */
export const languages: readonly Language[] = [...known.keys()];

export function isLanguage(text: string): text is Language {
  return known.has(text);
}

/** For the `dir` attribute. */
export const direction = (language: Language): 'ltr' | 'rtl' => factsOf(language).direction;

/** The catalogue of reader words. */
export const words = (language: Language): Words => fileOf(language).words;

export const factsOf = (language: Language): LanguageFacts => fileOf(language).facts;

const fileOf = (language: Language): LanguageFile => known.get(language) ?? (known.get(first) as LanguageFile);

/** @throws Error naming a file that is no language */
function readLanguages(): Map<Language, LanguageFile> {
  const folder = fileURLToPath(new URL('./languages/', import.meta.url));
  const load = createRequire(import.meta.url);
  const tags = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort((one, other) => Number(other === first) - Number(one === first) || (one < other ? -1 : 1));
  const files = new Map<Language, LanguageFile>();
  for (const tag of tags) {
    const { facts, words }: Partial<LanguageFile> = load(join(folder, `${tag}.ts`));
    if (!facts || !words) throw new Error(`src/text/languages/${tag}.ts exports no facts and words: see en.ts.`);
    files.set(tag, { facts, words });
  }
  return files;
}
