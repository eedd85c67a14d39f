import type { Db, Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { removeWorking } from '../../search/queries/working.ts';
import type { Owned } from '../policy.ts';
import { listOf } from './desk.ts';
import { everybody, showOnDesk } from './desk-entries.ts';
import { authorIds } from './revision-filing.ts';
import { indexNewest } from './working-texts.ts';

/** A draft that is in nobody's list, and can be brought back. */
export interface Discarded extends Owned {
  id: number;
  revisionId: number;
  headline: string;
  language: string;
  at: string;
  /** Who discarded it. */
  by: string;
}

/** Null for what is not there, and for what is not discarded. */
export async function findDiscarded(db: Db, id: number): Promise<Discarded | null> {
  const row = await described(db).where('articles.id', '=', id).executeTakeFirst();
  return row ? { ...rowOf(row), authorIds: await authorIds(db, row.revisionId ?? 0) } : null;
}

export interface DiscardedPage {
  actor: Actor;
  before: { at: string; id: number } | null;
  limit: number;
}

/** Those that the actor may bring back, discarded last first. */
export async function findAllDiscarded(db: Db, { actor, before, limit }: DiscardedPage): Promise<Discarded[]> {
  const rows = await described(db)
    .$if(listOf(actor, false) !== everybody, (query) =>
      query
        .where('articles.created_by', '=', actor.id)
        .where('articles.state', '=', 'draft')
        .where('articles.kind', '=', 'story'),
    )
    .$if(before !== null, (query) =>
      query
        .where('discarded_at', '<=', before?.at ?? '')
        .where(({ eb, or }) =>
          or([eb('discarded_at', '<', before?.at ?? ''), eb('articles.id', '<', before?.id ?? 0)]),
        ),
    )
    .orderBy('discarded_at', 'desc')
    .orderBy('articles.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

/** Those that were discarded at that time or before. */
export async function findDiscardedBefore(db: Db, time: string): Promise<number[]> {
  const rows = await db.selectFrom('articles').select('id').where('discarded_at', '<=', time).limit(500).execute();
  return rows.map(({ id }) => id);
}

/** Takes the draft out of every list, and out of the search; or, with null, puts it back. */
export async function setDiscarded(
  tx: Tx,
  id: number,
  discarded: { at: string; personId: number } | null,
): Promise<void> {
  const set = { discarded_at: discarded?.at ?? null, discarded_by: discarded?.personId ?? null };
  await tx.updateTable('articles').set(set).where('id', '=', id).execute();
  await showOnDesk(tx, id);
  await (discarded ? removeWorking(tx, id) : indexNewest(tx, [id]));
}

const described = (db: Db) =>
  db
    .selectFrom('articles')
    .innerJoin('revisions', 'revisions.id', 'articles.revision_id')
    .innerJoin('people', 'people.id', 'articles.discarded_by')
    .select(['articles.id', 'articles.kind', 'articles.state', 'articles.created_by as createdBy'])
    .select(['articles.revision_id as revisionId', 'revisions.headline', 'revisions.language'])
    .leftJoin('assignments', 'assignments.article_id', 'articles.id')
    .select(['articles.discarded_at as at', 'people.name as by', 'assignee_id as assigneeId'])
    .where('articles.discarded_at', 'is not', null);

type Described = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

const rowOf = ({ revisionId, headline, at, ...row }: Described): Discarded => ({
  ...row,
  ...{ revisionId: revisionId ?? 0, headline: headline ?? '', at: at ?? '', authorIds: [] },
});
