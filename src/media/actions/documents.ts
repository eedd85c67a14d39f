import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Forbidden, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { bringPicture } from '../actions.ts';
import { type Document, documentFile, documentLimits, type SaidOfDocument } from '../document.ts';
import { canAddPictures } from '../policy.ts';
import { isDocumentNeeded } from '../queries/document-uses.ts';
import {
  deleteDocument,
  findDocument,
  findDocumentsByFile,
  insertDocument,
  updateDocument,
} from '../queries/documents.ts';
import { pagesWith } from '../queries/in-pages.ts';
import { isNeeded } from '../queries/library.ts';
import { letGo } from '../queries/unnamed-files.ts';
import { findMedia } from '../queries.ts';
import { type ReadDocument, readDocument } from '../reading/document.ts';
import { NotUsable } from '../reading/not-usable.ts';
import { plainName, titleFrom } from './names.ts';
import { requireDescribable } from './require.ts';
import { keepFiles, removeUnnamed } from './stored.ts';
import { takeOut } from './take-out.ts';

export interface TakenDocument {
  document: Document;
  /** Its content was not in the library before. */
  isNew: boolean;
}

/**
 * Adds the PDF to the library, or finds it there, and its first page as a picture. What is kept is written anew: nothing that it
 * said of itself, and nothing that acts.
 * @throws Invalid where the file is no PDF that can be kept; Forbidden; Unavailable where too many wait or there is no room
 */
export async function takeDocument(
  context: Context,
  actor: Actor,
  { path, originalName }: { path: string; originalName: string },
): Promise<TakenDocument> {
  if (!canAddPictures(actor)) throw new Forbidden('Only those who write stories add documents.');
  const { content, pages, picture } = await readUsable(context, path);
  const file = documentFile(createHash('sha256').update(content).digest('hex'));
  const [there] = await findDocumentsByFile(context.db.reader, [file]);
  if (there) return { document: there, isNew: false };
  const title = titleFrom(originalName, documentLimits.text);
  const page = await bringPicture(context, actor, { buffer: Buffer.from(picture), ...saidOfPicture(title) });
  const files = [...page.files, { name: file, put: () => context.storage.put(file, Buffer.from(content)) }];
  const { first, ...taken } = await keepFiles(context, files, async (tx) => {
    const at = context.now();
    const [known] = await findDocumentsByFile(tx, [file]);
    if (known) return { document: known, isNew: false, first: null };
    const first = await page.write(tx);
    const document = {
      ...{ file, pages, bytes: content.length, title, credit: '', source: '', posterId: first.picture.id },
      ...{ originalName: plainName(originalName, documentLimits.originalName), createdAt: at, createdBy: actor.id },
    };
    const id = await insertDocument(tx, document);
    await record(tx, { at, actor, action: 'document.added', subject: `document:${id}`, names: [] });
    return { document: { id, ...document }, isNew: true, first };
  });
  if (first) page.taken(first);
  return taken;
}

/** Says something else of a document: readers see it at once. @throws Forbidden, NotFound */
export async function describeDocument(
  context: Context,
  actor: Actor,
  { id, ...said }: SaidOfDocument & { id: number },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const document = await requireDocument(tx, actor, id);
    await updateDocument(tx, { ...document, ...said });
    const names = await pagesWith(tx, 'document', id);
    await record(tx, { at, actor, action: 'document.described', subject: `document:${id}`, names });
  });
}

/**
 * Takes a document that nothing ever showed out of the library, with its file, and the picture of its first page, where nothing else needs that.
 * @throws Forbidden, NotFound, or Conflict where something shows it, or an old version did
 */
export async function removeDocument(context: Context, actor: Actor, id: number): Promise<void> {
  const at = context.now();
  const files = await context.db.transaction(async (tx) => {
    const document = await requireDocument(tx, actor, id);
    if (await isDocumentNeeded(tx, document)) {
      throw new Conflict('This document is used, or was: it stays in the library.');
    }
    await deleteDocument(tx, id);
    await letGo(tx, [document.file], at);
    const ofPage = await takeOutPage(tx, document, at);
    await record(tx, { at, actor, action: 'document.removed', subject: `document:${id}`, names: [] });
    return [document.file, ...ofPage];
  });
  await removeUnnamed(context, files);
}

/** What the document says stands on its first page, too. */
async function takeOutPage(tx: Tx, { posterId }: Document, at: string): Promise<string[]> {
  const [picture] = await findMedia(tx, [posterId]);
  return picture && !(await isNeeded(tx, picture)) ? takeOut(tx, picture, at) : [];
}

const requireDocument = async (tx: Tx, actor: Actor, id: number): Promise<Document> =>
  requireDescribable(tx, actor, { kind: 'document', file: await findDocument(tx, id) });

async function readUsable({ takeTurn }: Context, path: string): Promise<ReadDocument> {
  try {
    return await readDocument(path, takeTurn);
  } catch (error) {
    throw error instanceof NotUsable ? new Invalid({ document: error.message }) : error;
  }
}

const saidOfPicture = (title: string) => ({
  originalName: '',
  alt: `First page of “${title}”`.slice(0, documentLimits.text),
  // A page is known by its head.
  focalY: 0,
  caption: '',
  credit: '',
});
