import { sql } from 'kysely';
import { visible } from '../../articles/queries/reading.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { Standing } from '../comment/closing.ts';
import type { History } from '../comment.ts';
import { withStanding } from './closings.ts';

/** One that says the same. */
export type SameText = Awaited<ReturnType<typeof sameTexts>>[number];

const sameTexts = compiled({ key: String, since: String }, (db, { key, since }) =>
  db
    .selectFrom('comments')
    .select(['id', 'state', 'article_id as articleId', 'parent_id as parentId', 'name', 'email'])
    .select(['browser_hash as browserHash', 'network_hash as networkHash', 'created_at as createdAt'])
    .where('text_key', '=', key)
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(100),
);

/** The last ones with this key, the newest first. */
export const findSame = (db: Db, key: string, since: string): Promise<SameText[]> => sameTexts(db, { key, since });

const lastOfBrowser = compiled({ browserHash: String }, (db, { browserHash }) =>
  db
    .selectFrom('comments')
    .select('created_at as at')
    .where('browser_hash', '=', browserHash)
    .orderBy('id', 'desc')
    .limit(100),
);

/** How many comments a browser has posted since then, up to a hundred. */
export async function countSince(db: Db, browserHash: string, since: string): Promise<number> {
  return (await lastOfBrowser(db, { browserHash })).filter(({ at }) => at > since).length;
}

export interface Writer {
  email: string;
  name: string;
  browserHash: string;
}

const decided = sql<string>`coalesce(decided_at, created_at)`;

const histories = compiled({ email: String, name: String, browserHash: String, changed: Number }, (db, writer) =>
  db
    .selectFrom('comments')
    .select((select) => [
      select.fn
        .max<string | null>(decided)
        .filterWhere('state', '=', 'published')
        .filterWhere('name', '=', writer.name)
        .as('lastPublished'),
      select.fn
        .max<string | null>(decided)
        // What waits because its writer objected is rejected until somebody decides otherwise.
        .filterWhere((where) => where.or([where('state', '=', 'rejected'), where('rejection', 'is not', null)]))
        .as('lastRejected'),
    ])
    .where('email', '=', writer.email)
    // An email that was confirmed in this browser is known from whichever it was trusted in.
    .where((where) =>
      where.or([
        where('browser_hash', '=', writer.browserHash),
        where.exists(
          db
            .selectFrom('confirmed_emails as confirmed')
            .select('confirmed.email')
            .where('confirmed.email', '=', writer.email)
            .where('confirmed.browser_hash', '=', writer.browserHash),
        ),
      ]),
    )
    .where('person_id', 'is', null)
    // Nobody vouches for a changed text by having posted another one in its place.
    .where((where) => where.or([where('id', '<>', writer.changed), where('decided_by', 'is not', null)])),
);

/** @param changed the comment whose text is changed, which counts where a moderator let it through; null for a new one */
export async function findHistory(
  db: Db,
  { email, name, browserHash }: Writer,
  changed: number | null,
): Promise<History> {
  const [row] = await histories(db, { email, name, browserHash, changed: changed ?? 0 });
  return row ?? { lastPublished: null, lastRejected: null };
}

const stories = compiled({ now: String, path: String }, (db, { now, path }) =>
  visible(db, now)
    .select(['article_id as articleId', 'path', 'language', 'comments', 'published_at as publishedAt'])
    .select('section_id as sectionId')
    .where('path', '=', path),
);

/** What is commented on: of a story that readers see, what posting needs to know. */
export type CommentedOn = Awaited<ReturnType<typeof stories>>[number] & { standing: Standing };

export async function findCommentedOn(db: Db, at: { path: string; now: string }): Promise<CommentedOn | null> {
  const [story] = await stories(db, at);
  return story ? withStanding(db, story, at.now) : null;
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
