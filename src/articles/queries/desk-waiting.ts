import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { assignedTo } from './desk-entries.ts';

/** Drafts of one's own that the desk sent back, with a note. */
export async function countReturned(db: Db, actor: Actor): Promise<number> {
  const { count } = await db
    .selectFrom('desk_entries as entry')
    .innerJoin('articles', 'articles.id', 'entry.article_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('entry.person_id', '=', actor.id)
    .where('entry.state', '=', 'draft')
    .where('articles.note', '<>', '')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Drafts that the actor is to write. */
export async function countAssigned(db: Db, actor: Actor): Promise<number> {
  const row = await db
    .selectFrom('desk_counts')
    .select('count')
    .where('person_id', '=', assignedTo(actor.id))
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return row?.count ?? 0;
}
