import { sql } from 'kysely';
import { visible } from '../../articles/queries/reading.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { History } from '../comment.ts';

export interface Repeat {
  articleId: number;
  email: string;
  text: string;
  /** Looks no further back than this. */
  since: string;
}

const repeats = compiled({ article: Number, email: String, text: String, since: String }, (db, asked) =>
  db
    .selectFrom('comments')
    .select('id')
    .where('email', '=', asked.email)
    .where('article_id', '=', asked.article)
    .where('text', '=', asked.text)
    .where('created_at', '>', asked.since)
    .limit(1),
);

export async function isRepeat(db: Db, { articleId, email, text, since }: Repeat): Promise<boolean> {
  return (await repeats(db, { article: articleId, email, text, since })).length > 0;
}

export interface Writer {
  email: string;
  name: string;
  browserHash: string;
}

const decided = sql<string>`coalesce(decided_at, created_at)`;

const histories = compiled({ email: String, name: String, browserHash: String }, (db, writer) =>
  db
    .selectFrom('comments')
    .select((select) => [
      select.fn
        .max<string | null>(decided)
        .filterWhere('state', '=', 'published')
        .filterWhere('name', '=', writer.name)
        .as('lastPublished'),
      select.fn.max<string | null>(decided).filterWhere('state', '=', 'rejected').as('lastRejected'),
    ])
    .where('email', '=', writer.email)
    .where('browser_hash', '=', writer.browserHash)
    .where('person_id', 'is', null),
);

export async function findHistory(db: Db, { email, name, browserHash }: Writer): Promise<History> {
  const [row] = await histories(db, { email, name, browserHash });
  return row ?? { lastPublished: null, lastRejected: null };
}

const stories = compiled({ now: String, path: String }, (db, { now, path }) =>
  visible(db, now)
    .select(['article_id as articleId', 'path', 'language', 'comments', 'published_at as publishedAt'])
    .select('section_id as sectionId')
    .where('path', '=', path),
);

/** What is commented on: of a story that readers see, what posting needs to know. */
export type CommentedOn = Awaited<ReturnType<typeof stories>>[number];

export async function findCommentedOn(db: Db, at: { path: string; now: string }): Promise<CommentedOn | null> {
  return (await stories(db, at))[0] ?? null;
}

const staffNames = compiled({}, (db) => db.selectFrom('people').select('name'));

/** Of everybody who has or had an account or a byline. */
export async function findStaffNames(db: Db): Promise<string[]> {
  return (await staffNames(db, {})).map(({ name }) => name);
}

/** Of whoever has left the newsroom, comments keep the name alone. */
export async function forgetStaffEmail(tx: Tx, personId: number): Promise<void> {
  await tx.updateTable('comments').set({ email: '' }).where('person_id', '=', personId).execute();
}
