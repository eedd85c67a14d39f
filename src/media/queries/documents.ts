import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { wordsOf } from '../../text/folding.ts';
import { type Document, type SaidOfDocument, wordsOfDocument } from '../document.ts';

const columns = [
  ...(['id', 'file', 'pages', 'bytes', 'title', 'credit', 'source', 'poster_id as posterId'] as const),
  ...(['original_name as originalName', 'created_at as createdAt', 'created_by as createdBy'] as const),
];

export const findDocument = async (db: Db, id: number): Promise<Document | null> =>
  (await db.selectFrom('documents').select(columns).where('id', '=', id).executeTakeFirst()) ?? null;

/** In no order; those of nothing are left out. */
export async function findDocumentsByFile(db: Db, files: readonly string[]): Promise<Document[]> {
  const wanted = [...new Set(files)];
  if (wanted.length === 0) return [];
  return await db.selectFrom('documents').select(columns).where('file', 'in', wanted).execute();
}

/** A document among others. */
export interface ListedDocument extends Document {
  /** File of the picture of its first page. */
  posterFile: string | null;
  /** Stories and pages that show it, drafts included. */
  uses: number;
}

export interface DocumentsPart {
  /** As it was typed; each of its words must stand in what is said of the document. */
  search: string;
  /** The last of the page before; null on the first. */
  before: { at: string; id: number } | null;
  limit: number;
}

/** The newest first. */
export async function findDocumentLibrary(db: Db, { search, before, limit }: DocumentsPart): Promise<ListedDocument[]> {
  let query = db
    .selectFrom('documents')
    .select(columns)
    .select((from) => [
      from.selectFrom('media').select('media.file').whereRef('media.id', '=', 'documents.poster_id').as('posterFile'),
      from
        .selectFrom('document_uses as use')
        .select((all) => all.fn.countAll<number>().as('count'))
        .whereRef('use.document_id', '=', 'documents.id')
        .as('uses'),
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  for (const { folded } of wordsOf(search)) query = query.where('words', 'like', `%${folded}%`);
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at}, ${before.id})`);
  return (await query.execute()).map((row) => ({ ...row, uses: Number(row.uses) }));
}

export async function insertDocument(tx: Tx, document: Omit<Document, 'id'>): Promise<number> {
  const { originalName, createdAt, createdBy, posterId, ...same } = document;
  const { id } = await tx
    .insertInto('documents')
    .values({
      ...{ ...same, original_name: originalName, created_at: createdAt, created_by: createdBy },
      ...{ poster_id: posterId, words: wordsOfDocument(document) },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateDocument(
  tx: Tx,
  document: Pick<Document, 'id' | 'originalName'> & SaidOfDocument,
): Promise<void> {
  const { id, title, credit, source } = document;
  const words = wordsOfDocument(document);
  await tx.updateTable('documents').set({ title, credit, source, words }).where('id', '=', id).execute();
}

export async function deleteDocument(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('documents').where('id', '=', id).execute();
}
