/* Passages that are taken out of a comment, such as a telephone number, with a mark where they stood. */

export const longestPassage = 500;

/** Every place of the passage in the text, in place of which the mark stands; null where it is nowhere. Both are Markdown as it was typed. */
export function strikeOut(text: string, passage: string, mark: string): string | null {
  if (passage === '' || !text.includes(passage)) return null;
  return text.split(passage).join(mark);
}

/** As text that no Markdown makes a link of. */
export const markOf = (words: string): string => `\\[${words}\\]`;
