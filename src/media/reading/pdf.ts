import {
  EncryptedPDFError,
  type PDFContext,
  type PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { documentLimits } from '../document.ts';
import { damagedDocument } from './document.ts';
import { NotUsable } from './not-usable.ts';
import { cleanAnnotations } from './pdf-annotations.ts';
import { cleanDict, cleanStream, insideOf, isDict, keep, listed } from './pdf-parts.ts';

const encrypted =
  'The document is locked. Open it with its password, print it into a new PDF without one, then send that.';
const tooManyPages = `The document has more than ${documentLimits.pages.toLocaleString('en')} pages. Send it in parts.`;

/** What the catalogue of a document may hold: its pages, their order and headings, and what reads them aloud. Source: ISO 32000-2, 7.7.2. */
const ofCatalogue = [
  ...['Type', 'Version', 'Pages', 'PageLabels', 'PageLayout', 'Outlines', 'Dests', 'Names', 'Lang', 'StructTreeRoot'],
  ...['MarkInfo', 'OCProperties', 'OutputIntents', 'ViewerPreferences'],
];
/** Of a page what is drawn: no small picture of how it was once, no action, no note of the program that made it. Source: 7.7.3.3. */
const ofPage = [
  ...['Type', 'Parent', 'Resources', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Contents', 'Rotate'],
  ...['Group', 'Annots', 'StructParents', 'Tabs', 'UserUnit'],
];
/**
 * Writes a PDF anew with what can be reached from its pages alone, without what it says of itself, files in it, and actions other
 * than going to a place in it or to an address of the web.
 * @throws NotUsable where it is locked, too long, marked for blackening, or damaged
 */
export async function cleanDocument(source: Buffer): Promise<{ content: Uint8Array; pages: number }> {
  const document = await load(source);
  const { context } = document;
  context.trailerInfo = { Root: context.trailerInfo.Root as PDFObject };
  keep(document.catalog, ofCatalogue);
  const names = document.catalog.lookup(PDFName.of('Names'));
  if (isDict(names)) keep(names, ['Dests']);
  const pages = pagesOf(document);
  for (const page of pages) {
    keep(page, ofPage);
    cleanAnnotations(page, context);
  }
  sweep(context, new Set(pages));
  const content = await document.save({ addDefaultPage: false, updateFieldAppearances: false });
  return { content, pages: pages.length };
}

async function load(source: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(source, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    // What is locked may be unreadable long before anything says so.
    const isLocked = error instanceof EncryptedPDFError || source.includes('/Encrypt');
    throw new NotUsable(isLocked ? encrypted : damagedDocument, { cause: error });
  }
}

/** In their order. The tree may be no tree: each page and each branch counts once. */
function pagesOf({ context, catalog }: PDFDocument): PDFDict[] {
  const pages: PDFDict[] = [];
  const seen = new Set<PDFObject>();
  const waiting: PDFObject[] = [catalog.get(PDFName.of('Pages')) ?? context.obj({})];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = context.lookup(next);
    if (!isDict(node) || seen.has(node)) throw new NotUsable(damagedDocument);
    seen.add(node);
    const kids = node.get(PDFName.of('Kids'));
    if (kids === undefined) pages.push(node);
    else for (const kid of listed(kids, context).toReversed()) waiting.push(kid);
    if (pages.length > documentLimits.pages || seen.size > documentLimits.pages * 2) throw new NotUsable(tooManyPages);
  }
  if (pages.length === 0) throw new NotUsable(damagedDocument);
  return pages;
}

/** Cleans all that can be reached, and forgets the rest: what was deleted once is still in most files. */
function sweep(context: PDFContext, pages: ReadonlySet<PDFObject>): void {
  const seen = new Set<PDFObject>();
  const waiting: PDFObject[] = [context.trailerInfo.Root as PDFObject];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const object = next instanceof PDFRef ? context.lookup(next) : next;
    if (!object) continue;
    if (next instanceof PDFRef) waiting.push(object);
    if (object instanceof PDFStream) cleanStream(object);
    const dict = object instanceof PDFStream ? object.dict : object;
    if (isDict(dict)) {
      // Headings and links may lead to a page that was taken out.
      if (dict.get(PDFName.of('Type')) === PDFName.of('Page') && !pages.has(dict)) keep(dict, []);
      cleanDict(dict, context);
    }
    for (const inside of insideOf(dict)) waiting.push(inside);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!seen.has(ref)) context.delete(ref);
}
