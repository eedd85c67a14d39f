import { hash } from 'node:crypto';
import type { Query, Term } from '../document/query.ts';
import type { Words } from './engine.ts';
import { oneOf } from './postgres-words.ts';

/** What tells of each two words that stand side by side, as one more word. */
export const marksOf = ({ title, standfirst, text }: Words): string =>
  [...new Set([title, standfirst, text].flatMap(marksIn))].join(' ');

/** They begin with a character of private use, so that none is the beginning of a word. */
const marksIn = (words: string[]): string[] =>
  words.slice(1).map((word, index) => `'\ue001${markOf(`${words[index]} ${word}`)}'`);

/** One of 2^18: few texts have a pair's mark without the pair, and the index stays small. */
const markOf = (pair: string): string => hash('sha256', pair, 'base64url').slice(0, 3);

const isPhrase = ({ places }: Term): boolean => places.length > 1;
const isWord = (term: Term): boolean => !isPhrase(term);
const without = (term: Term): string => `!${isWord(term) ? wordOf(term) : oneOf(term)}`;
/** A word is its own beginning; named twice, it would be looked up twice, and taken for likelier than it is. */
const wordOf = (term: Term): string => oneOf(term.ending === 'either' ? { ...term, ending: 'prefix' } : term);

/**
 * What the index can answer by itself: of a phrase, that a text has all its words and the marks of its pairs. Which of these
 * texts have the phrase is looked up one by one, so they should be few.
 */
export const inIndex = ({ all, none }: Query): string =>
  [...all.map(termInIndex), ...none.filter(isWord).map(without)].join(' & ');

export const phrasesOf = ({ all, none }: Query): string =>
  [...all.filter(isPhrase).map(oneOf), ...none.filter(isPhrase).map(without)].join(' & ');

function termInIndex(term: Term): string {
  const { places, ending } = term;
  if (isWord(term)) return wordOf(term);
  const forms = places.map(([form]) => form ?? '');
  const words = forms.map((form, at) => `'${form}'${ending === 'prefix' && at === forms.length - 1 ? ':*' : ''}`);
  return [...words, ...marksIn(ending === 'prefix' ? forms.slice(0, -1) : forms)].join(' & ');
}
