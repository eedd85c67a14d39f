import { type Expression, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import type { FileKind } from '../../media/queries/with-desk.ts';
import { canPublish } from '../policy.ts';
import type { FiledStory } from './filed.ts';

/** Stories and pages that show a file of the library: in what readers see, or in their newest version. */
export interface FileUses {
  /** Those that the actor may see, the newest first, some at most. */
  stories: FiledStory[];
  /** Of all. */
  count: number;
}

const most = 50;

const using = {
  picture: (db: Db, id: number) => db.selectFrom('media_uses').select('article_id').where('media_id', '=', id),
  recording: (db: Db, id: number) =>
    db.selectFrom('recording_uses').select('article_id').where('recording_id', '=', id),
  document: (db: Db, id: number) => db.selectFrom('document_uses').select('article_id').where('document_id', '=', id),
} satisfies Record<FileKind, unknown>;

export async function findFileUses(
  db: Db,
  { kind, id, actor }: { kind: FileKind; id: number; actor: Actor },
): Promise<FileUses> {
  const all = using[kind](db, id);
  const { count } = await db
    .selectFrom(all.as('use'))
    .select((uses) => uses.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { stories: await findUsing(db, actor, all.$asScalar()), count: Number(count) };
}

async function findUsing(db: Db, actor: Actor, using: Expression<number>): Promise<FiledStory[]> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions as newest', 'newest.id', 'articles.revision_id')
    .select(['articles.id', 'newest.headline', 'newest.language', 'articles.state'])
    .where('articles.id', 'in', using)
    .$if(!canPublish(actor), (stories) =>
      // Of an author, the desk's list knows which are theirs.
      stories.where(
        sql<boolean>`exists (select 1 from desk_entries own where own.article_id = articles.id and own.person_id = ${actor.id})`,
      ),
    )
    .orderBy('articles.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, headline: row.headline ?? '' }));
}
