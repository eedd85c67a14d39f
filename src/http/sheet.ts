import { safeHtml } from '../text/safe-html.ts';
import { exactly } from './exact.ts';

/** Where the style sheet goes. No text of anybody's can hold it: it would be escaped. */
export const sheetMark = safeHtml('<style-sheet>');

/** Where documents are put together, one after another. Longer ones get one of their own. */
const table = Buffer.allocUnsafeSlow(512 * 1024);

/**
 * Puts the style sheet at its mark, as bytes: it is most of a page, and encoding it for each costs half of what rendering does. What is handed
 * out has just the room that it needs, since it may be kept.
 */
export function putIn(document: string, sheet: Buffer): Buffer {
  const at = document.indexOf(sheetMark.html);
  if (at < 0) return Buffer.from(document);
  // No letter takes more than three bytes; counting them first takes as long as writing them.
  const most = document.length * 3 + sheet.length;
  const bytes = most > table.length ? Buffer.allocUnsafeSlow(most) : table;
  let end = bytes.write(document.slice(0, at));
  end += sheet.copy(bytes, end);
  end += bytes.write(document.slice(at + sheetMark.html.length), end);
  return exactly(bytes.subarray(0, end));
}
