import { formsOf, type Word, withoutArticle, wordsOf } from '../../text/folding.ts';

/**
 * A word or phrase that is looked for. For each word of it the forms that the index may have, the likeliest first; a phrase has
 * one for each. `ending`: whether its last word may go on (prefix), may not (exact), or may while both were meant (either).
 */
export interface Term {
  places: string[][];
  ending: 'exact' | 'prefix' | 'either';
}

/** All of `all` must stand in a document, and none of `none`. */
export interface Query {
  all: Term[];
  none: Term[];
}

export const longestQuery = 200;
export const mostTerms = 20;

// A minus, then a phrase up to its closing mark or the end, or whatever is up to the next space.
const parts = /(?<minus>[-−](?=[^\s-]))?(?:"(?<phrase>[^"]*)"?|(?<word>\S+))/gu;
const quotes = /[“”„‟«»＂]/g;
/** Letters from which a last word may go on although nobody asked for that. */
const shortestStart = 3;

/**
 * What a reader typed: words, "phrases", beginnings* and -words that should not occur. The last word may be a beginning too.
 * Any text is a query; one without letters and digits asks for nothing.
 */
export function parseQuery(typed: string): Query {
  const all: Term[] = [];
  const none: Term[] = [];
  const last = typed.trimEnd().length;
  for (const match of typed.replace(quotes, '"').matchAll(parts)) {
    const { minus, phrase, word = '' } = match.groups ?? {};
    const words = [...wordsOf(phrase ?? word)].map(({ folded }) => folded);
    if (words.length === 0) continue;
    const isLast = match.index + match[0].length === last && minus === undefined;
    const ending = phrase === undefined ? endingOf(words, { word, isLast }) : 'exact';
    (minus === undefined ? all : none).push(termOf(words, ending));
  }
  return { all: unique(all), none: unique(none) };
}

function endingOf(words: string[], { word, isLast }: { word: string; isLast: boolean }): Term['ending'] {
  const length = words.at(-1)?.length ?? 0;
  if (word.endsWith('*')) return length > 1 ? 'prefix' : 'exact';
  const canGoOn = words.length === 1 && length >= shortestStart && !/^\p{N}+$/u.test(words[0] ?? '');
  return isLast && canGoOn ? 'either' : 'exact';
}

const termOf = (words: string[], ending: Term['ending']): Term => ({
  places: words.length === 1 ? words.map(formsOf) : words.map((word) => [withoutArticle(word)]),
  ending,
});

const unique = (terms: Term[]): Term[] => [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];

/** How many of the words, from the first on, the term is found in; 0 where it is not there. */
export function lengthOf({ places, ending }: Term, words: Pick<Word, 'folded'>[]): number {
  const found = places.every((forms, index) => {
    const folded = words[index]?.folded;
    if (folded === undefined) return false;
    const goesOn = ending !== 'exact' && index === places.length - 1;
    const indexed = withoutArticle(folded);
    return forms.some((form) => (goesOn ? indexed.startsWith(form) : indexed === form));
  });
  return found ? places.length : 0;
}
