import { renderComment } from '../../text/markdown.ts';

/* Passages that are taken out of a comment, such as a telephone number, with a mark where they stood. */

export const longestPassage = 500;

/** As text alone, where nothing reads it as Markdown. */
export const plainMark = (words: string): string => `[${words}]`;

/** As text that no Markdown makes a link of. */
const escapedMark = (words: string): string => `\\[${words}\\]`;

/** The text without the passage, in place of which the mark stands; null where it is nowhere. Both are text, and no Markdown. */
export function strikeQuoted(text: string, passage: string, words: string): string | null {
  return passage !== '' && text.includes(passage) ? text.split(passage).join(plainMark(words)) : null;
}

/** The same of Markdown as it was typed. Within code, where a backslash would be seen, the mark has none. */
export function strikeOut(text: string, passage: string, words: string): string | null {
  if (passage === '' || !text.includes(passage)) return null;
  const pieces = text.split(passage);
  const inCode = placesInCode(pieces, text);
  return joinedBy(pieces, (place) => (inCode.has(place) ? plainMark(words) : escapedMark(words)));
}

const joinedBy = (pieces: string[], mark: (place: number) => string): string =>
  pieces.map((piece, index) => (index === 0 ? piece : `${mark(index - 1)}${piece}`)).join('');

/** Which places between the pieces are within code, as Markdown reads them: a word that is nowhere else is put there, and looked for. */
function placesInCode(pieces: string[], text: string): Set<number> {
  let word = 'zqx';
  while (text.includes(word)) word += 'x';
  const html = renderComment(joinedBy(pieces, (place) => `${word}${place}q`));
  const code = [...html.matchAll(/<code[^>]*>(.*?)<\/code>/gs)].map(([, inside]) => inside ?? '').join(' ');
  return new Set([...code.matchAll(new RegExp(`${word}(\\d+)q`, 'g'))].map(([, place]) => Number(place)));
}
