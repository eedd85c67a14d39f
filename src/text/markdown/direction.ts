/** Between a place in HTML and its first letter: elements, character references, and whatever is no letter. */
const firstLetter = /(?:<[^>]*>|&[^;\s]*;|[^<&\p{L}])*(\p{L})/uy;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Characters that are looked at: a text without a letter for so long has no direction of its own. */
const farthest = 500;

/**
 * The direction of what begins at this place of clean HTML, by its first letter; 'auto' where none is near. For what holds
 * paragraphs: with `dir="auto"` browsers look past children that have a direction, find no letter, and take it for left-to-right.
 * Source: HTML Standard, "auto directionality".
 */
export function directionAt(html: string, at: number): 'ltr' | 'rtl' | 'auto' {
  const near = html.slice(at, at + farthest);
  firstLetter.lastIndex = 0;
  const letter = firstLetter.exec(near)?.[1];
  if (letter === undefined) return 'auto';
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
