import type { Term } from '../document/query.ts';
import type { Words } from './engine.ts';

/** A tsvector holds less than a megabyte: of a text that was made to be larger, the rest is not found. */
const mostBytes = 900_000;

/** `'word':1A,5C …`: positions go on from field to field with a gap, over which no phrase reaches. */
export function vectorOf({ title, standfirst, text, filed }: Words & { filed?: string }): string {
  const positions = new Map<string, string[]>(filed === undefined ? [] : [[filed, ['1D']]]);
  let position = 1;
  let bytes = 0;
  for (const [words, weight] of [
    [title, 'A'],
    [standfirst, 'B'],
    [text, 'C'],
  ] as const) {
    position += 1;
    for (const word of words) {
      position += 1;
      const known = positions.get(word) ?? [];
      if (known.length === 0) bytes += Buffer.byteLength(word) + 4;
      bytes += 2;
      if (bytes > mostBytes) break;
      positions.set(word, known);
      known.push(`${position}${weight}`);
    }
  }
  return [...positions].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

/** The term in the language of tsquery. Folded words hold letters and digits alone, so that nothing in the quotes can end them. */
export function oneOf({ places, ending }: Term): string {
  const goesOn = (word: string) => `${word}:*`;
  const lexemes = places.map(([form]) => `'${form}'`);
  if (places.length > 1) {
    const phrase = ending === 'prefix' ? [...lexemes.slice(0, -1), goesOn(lexemes.at(-1) ?? '')] : lexemes;
    return `(${phrase.join(' <-> ')})`;
  }
  const forms = (places[0] ?? []).map((form) => `'${form}'`);
  const exact = ending === 'prefix' ? [] : forms;
  const prefix = ending === 'exact' ? [] : forms.map(goesOn);
  return `(${[...exact, ...prefix].join(' | ')})`;
}
