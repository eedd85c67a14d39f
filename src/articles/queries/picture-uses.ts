import { type Expression, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { canPublish } from '../policy.ts';
import type { FiledStory } from './filed.ts';

/** Stories and pages that show a picture or a recording: in what readers see, or in their newest version. */
export interface PictureUses {
  /** Those that the actor may see, the newest first, some at most. */
  stories: FiledStory[];
  /** Of all. */
  count: number;
}

const most = 50;

export async function findPictureUses(
  db: Db,
  { mediaId, actor }: { mediaId: number; actor: Actor },
): Promise<PictureUses> {
  const uses = db.selectFrom('media_uses').where('media_id', '=', mediaId);
  const { count } = await uses.select((all) => all.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return { stories: await findUsing(db, actor, uses.select('article_id').$asScalar()), count: Number(count) };
}

export async function findRecordingUses(
  db: Db,
  { recordingId, actor }: { recordingId: number; actor: Actor },
): Promise<PictureUses> {
  const uses = db.selectFrom('recording_uses').where('recording_id', '=', recordingId);
  const { count } = await uses.select((all) => all.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return { stories: await findUsing(db, actor, uses.select('article_id').$asScalar()), count: Number(count) };
}

export async function findDocumentUses(
  db: Db,
  { documentId, actor }: { documentId: number; actor: Actor },
): Promise<PictureUses> {
  const uses = db.selectFrom('document_uses').where('document_id', '=', documentId);
  const { count } = await uses.select((all) => all.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return { stories: await findUsing(db, actor, uses.select('article_id').$asScalar()), count: Number(count) };
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
