import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFRawStream,
  type PDFStream,
} from '@cantoo/pdf-lib';
import { cleanAction } from './pdf-actions.ts';
import { withoutSaid } from './said-in-jpeg.ts';

/** Wherever they stand: what is said of the thing, files within the file, and what acts. */
const nowhere = [
  'Metadata',
  'PieceInfo',
  'LastModified',
  'EF',
  'RF',
  'AF',
  'AA',
  'PA',
  'OpenAction',
  'JS',
  'OPI',
  'Ref',
];
/** By these the content of a stream would be in another file. Source: 7.3.8.2. */
const elsewhere = ['F', 'FFilter', 'FDecodeParms'];

export const isDict = (object: PDFObject | undefined): object is PDFDict => object instanceof PDFDict;

/** Leaves a part nothing but these. */
export function keep(dict: PDFDict, names: readonly string[]): void {
  for (const key of dict.keys()) if (!names.includes(key.decodeText())) dict.delete(key);
}

/** What a list holds; nothing for what is none. */
export function listed(object: PDFObject | undefined, context: PDFContext): PDFObject[] {
  const list = context.lookup(object);
  return list instanceof PDFArray ? list.asArray() : [];
}

export const insideOf = (object: PDFObject): PDFObject[] =>
  object instanceof PDFArray ? object.asArray() : isDict(object) ? object.values() : [];

export function cleanDict(dict: PDFDict, context: PDFContext): void {
  for (const name of nowhere) dict.delete(PDFName.of(name));
  const A = PDFName.of('A');
  const action = context.lookup(dict.get(A));
  // By this name structure elements have what they look like, which has no kind of action.
  if (!isDict(action) || !action.has(PDFName.of('S'))) return;
  const cleaned = cleanAction(action, context);
  if (cleaned) dict.set(A, cleaned);
  else dict.delete(A);
}

export function cleanStream(stream: PDFStream): void {
  for (const name of elsewhere) stream.dict.delete(PDFName.of(name));
  if (!(stream instanceof PDFRawStream)) return;
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only === PDFName.of('DCTDecode')) stream.updateContents(withoutSaid(stream.contents));
}
