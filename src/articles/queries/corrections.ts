import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import type { ListKey } from './cards.ts';
import { visible } from './reading.ts';

/** What was put right in a story that readers see. */
export interface Correction {
  /** Of the ledger's row. */
  id: number;
  at: string;
  text: string;
  articleId: number;
  path: string;
  headline: string;
  language: Language;
}

/** Newest first, along their index. */
export async function findCorrections(
  db: Db,
  { now, limit, before }: { now: string; limit: number; before: ListKey | null },
): Promise<Correction[]> {
  const rows = await visible(db, now)
    .innerJoin('published_corrections as correction', 'correction.article_id', 'story.article_id')
    .select(['correction.publication_id as id', 'correction.at', 'correction.text'])
    .select(['story.article_id as articleId', 'story.path', 'story.headline', 'story.language'])
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(correction.at, correction.publication_id) < (${before?.at ?? ''}, ${before?.id ?? 0})`),
    )
    .orderBy('correction.at', 'desc')
    .orderBy('correction.publication_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, language: row.language as Language }));
}
