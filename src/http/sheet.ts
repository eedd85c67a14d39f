import { safeHtml } from '../text/safe-html.ts';

/** Where the style sheet goes. No text of anybody's can hold it: it would be escaped. */
export const sheetMark = safeHtml('<style-sheet>');

/** Puts the style sheet at its mark, as bytes: it is most of a page, and encoding it for each costs half of what rendering does. */
export function putIn(document: string, sheet: Buffer): Buffer {
  const at = document.indexOf(sheetMark.html);
  if (at < 0) return Buffer.from(document);
  // No letter takes more than three bytes; counting them first takes as long as writing them.
  const bytes = Buffer.allocUnsafe(document.length * 3 + sheet.length);
  let end = bytes.write(document.slice(0, at));
  end += sheet.copy(bytes, end);
  end += bytes.write(document.slice(at + sheetMark.html.length), end);
  return bytes.subarray(0, end);
}
