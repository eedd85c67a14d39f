import { type PDFContext, type PDFDict, PDFName, PDFNumber, PDFStream } from '@cantoo/pdf-lib';
import { NotUsable } from './not-usable.ts';
import { isDict, keep, listed } from './pdf-parts.ts';

/** What is drawn on a page and stays as it looks. Links lead on, and the fields of a form become what is in them. Source: ISO 32000-2, 12.5.6. */
const drawn = [
  ...['FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut'],
  ...['Stamp', 'Caret', 'Ink', 'Widget', 'Watermark'],
];
/** Without who drew it and when, and what they wrote beside it. */
const ofDrawn = ['Type', 'Subtype', 'Rect', 'AP', 'AS', 'F', 'C', 'Border', 'BS', 'QuadPoints', 'OC', 'StructParent'];
const ofLink = ['Type', 'Subtype', 'Rect', 'F', 'C', 'Border', 'BS', 'QuadPoints', 'Dest', 'A', 'H', 'StructParent'];

const unblackened =
  'In this document something is marked for blackening and not blackened yet: it can still be read. Finish that where it was marked, then send it again.';

/** Readers may print it, and change nothing. Source: ISO 32000-2, 12.5.3. */
const [hidden, print, readOnly] = [0b11, 0b100, 0b1000000];

/** @throws NotUsable where something is yet to be blackened */
export function cleanAnnotations(page: PDFDict, context: PDFContext): void {
  const Annots = PDFName.of('Annots');
  const kept = listed(page.get(Annots), context).filter((each) => {
    const annotation = context.lookup(each);
    if (!isDict(annotation)) return false;
    const stays = cleanAnnotation(annotation, context);
    // What reads the document aloud may know of it, too.
    if (!stays) keep(annotation, []);
    return stays;
  });
  if (kept.length > 0) page.set(Annots, context.obj(kept as never));
  else page.delete(Annots);
}

/** Whether it stays. */
function cleanAnnotation(annotation: PDFDict, context: PDFContext): boolean {
  const kind = annotation.lookup(PDFName.of('Subtype'));
  const name = kind instanceof PDFName ? kind.decodeText() : '';
  if (name === 'Redact') throw new NotUsable(unblackened);
  if (name === 'Link') {
    keep(annotation, ofLink);
    return true;
  }
  const look = drawn.includes(name) ? lookOf(annotation) : null;
  if (!look) return false;
  keep(annotation, ofDrawn);
  const flags = annotation.lookup(PDFName.of('F'));
  const number = flags instanceof PDFNumber ? flags.asNumber() : 0;
  annotation.set(PDFName.of('AP'), context.obj({ N: look }));
  annotation.delete(PDFName.of('AS'));
  annotation.set(PDFName.of('F'), PDFNumber.of((number & hidden) | (number & print) | readOnly));
  if (name === 'Widget') annotation.set(PDFName.of('Subtype'), PDFName.of('Stamp'));
  return true;
}

/** As it looks now; a box that can be ticked has a look for each. */
function lookOf(annotation: PDFDict) {
  const looks = annotation.lookup(PDFName.of('AP'));
  const normal = isDict(looks) ? PDFName.of('N') : null;
  if (!isDict(looks) || !normal) return null;
  const look = looks.lookup(normal);
  if (look instanceof PDFStream) return looks.get(normal) ?? null;
  const state = annotation.lookup(PDFName.of('AS'));
  if (!isDict(look) || !(state instanceof PDFName)) return null;
  return look.lookup(state) instanceof PDFStream ? (look.get(state) ?? null) : null;
}
