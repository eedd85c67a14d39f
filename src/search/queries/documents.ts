import { PostgresAdapter } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { withoutArticle, wordsOf } from '../../text/folding.ts';
import { type Document, keyOf, mostWords } from '../document/document.ts';
import type { Engine } from './engine.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

/** The one place that chooses between the databases. */
export const engineOf = (db: Db): Engine => (db.getExecutor().adapter instanceof PostgresAdapter ? postgres : sqlite);

/** Makes the document findable from its `publishedAt` on, in place of what was indexed of it. */
export async function indexDocument(tx: Tx, document: Document): Promise<void> {
  await removeDocument(tx, document.id);
  const { id, title, standfirst, text, sectionId } = document;
  const indexed = {
    title: indexedWords(title),
    standfirst: indexedWords(standfirst),
    text: indexedWords(text),
    filed: filedIn(sectionId),
  };
  await engineOf(tx).insert(tx, { key: await freeKey(tx, document), id, text }, indexed);
}

/** Nobody finds the document any more, and nothing of its text is kept. Does nothing where there is none. */
export async function removeDocument(tx: Tx, id: number): Promise<void> {
  const row = await tx.selectFrom('search_documents').select('key').where('id', '=', id).executeTakeFirst();
  if (row) await engineOf(tx).remove(tx, row.key);
}

/** Nothing is left of the words of documents that were removed or changed. Takes seconds where there are many documents. */
export const purgeRemoved = (tx: Tx): Promise<void> => engineOf(tx).purge(tx);

/** A section as a word that no text holds: it begins with a character of private use. */
export const filedIn = (sectionId: number): string => `\ue000${sectionId}`;

/** The words of a text as they are indexed, up to `mostWords`. */
export function indexedWords(text: string): string[] {
  const found: string[] = [];
  for (const { folded } of wordsOf(text)) {
    found.push(withoutArticle(folded));
    if (found.length === mostWords) break;
  }
  return found;
}

/** The first key from that of its time on that no other document has. */
async function freeKey(tx: Tx, { publishedAt }: Document): Promise<number> {
  const first = keyOf(publishedAt);
  const taken = await tx.selectFrom('search_documents').select('key').where('key', '=', first).executeTakeFirst();
  if (!taken) return first;
  const { key } = await tx
    .selectFrom('search_documents as one')
    .select('one.key')
    .where('one.key', '>=', first)
    .where(({ not, exists, selectFrom, eb }) =>
      not(
        exists(
          selectFrom('search_documents as next')
            .select('next.key')
            .where('next.key', '=', eb('one.key', '+', 1)),
        ),
      ),
    )
    .orderBy('one.key')
    .limit(1)
    .executeTakeFirstOrThrow();
  return key + 1;
}
