import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { addArticles, correction, withdrawal } from '../bench/growth/articles.ts';
import { addComments, reasons } from '../bench/growth/comments.ts';
import { openArchive } from '../bench/growth/fill.ts';
import { type Archive, type Invented, inventArticle } from '../bench/growth/invented.ts';
import { type Remark, remarksOf } from '../bench/growth/talk.ts';
import { publish, publishChanges } from '../src/articles/actions/publish.ts';
import { submitForReview } from '../src/articles/actions/review.ts';
import { saveRevision } from '../src/articles/actions/save.ts';
import { schedule } from '../src/articles/actions/schedule.ts';
import { withdraw } from '../src/articles/actions/withdraw.ts';
import { rebuildDesk } from '../src/articles/queries/desk-entries.ts';
import { addComment, changeState } from '../src/comments/queries/state.ts';
import type { Context } from '../src/context.ts';
import type { Database } from '../src/db/database.ts';
import type { Actor } from '../src/db/tables.ts';
import { insertSection } from '../src/topics/queries.ts';
import { startApp } from './support/app.ts';
import { newDatabase } from './support/database.ts';

const tables = [
  ...['articles', 'revisions', 'revision_topics', 'revision_authors', 'publications', 'published_articles'],
  ...['published_article_topics', 'published_article_authors', 'published_references', 'published_corrections'],
  ...['withdrawn_articles', 'search_documents', 'working_texts', 'desk_entries', 'desk_counts'],
  ...['comments', 'comment_threads', 'comment_counts', 'comment_texts'],
];
const indexes = ['search_index', 'working_index', 'comment_index'];

test('what the bench fills a database with is what the program writes when the same happens one by one', async () => {
  const { context } = await startApp();
  const filled = await newDatabase();
  const archive = await prepare(filled);
  await prepare(context.db);
  await addArticles(filled, archive, () => undefined);
  await addComments(filled, archive, () => undefined);
  await filled.transaction(rebuildDesk);
  const stories = Array.from({ length: archive.stories }, (_, number) => inventArticle(archive, number));
  expect(new Set(stories.map(({ fate }) => fate)).size).toBe(7);
  expect(new Set(stories.flatMap((story) => remarksOf(archive, story)).map(({ state }) => state)).size).toBe(3);
  for (const story of stories) await happen(context, archive, story);
  for (const story of stories) await talk(context, archive, story);
  for (const table of tables) {
    const [own, real] = [await rowsOf(filled, table), await rowsOf(context.db, table)];
    expect({ table, rows: own }).toEqual({ table, rows: real });
    if (table !== 'published_references') expect(own).not.toEqual([]);
  }
  for (const index of filled.dialect === 'sqlite' ? indexes : []) {
    expect(await termsOf(filled, index)).toEqual(await termsOf(context.db, index));
  }
  expect(await eventsOf(filled)).toEqual(await eventsOf(context.db));
});

async function prepare(database: Database): Promise<Archive> {
  await database.transaction(async (tx) => {
    for (const [position, slug] of ['politics', 'economy'].entries()) {
      await insertSection(tx, { slug, name: slug, translations: '{}', position });
    }
  });
  return openArchive(database, 60);
}

async function happen(around: Context, archive: Archive, { content, newest, fate, at, later }: Invented) {
  const actor: Actor = { id: content.authorIds[0] ?? 0, name: '', email: '', role: 'editor' };
  const context = (now: string): Context => ({ ...around, now: () => now });
  const first = context(fate === 'scheduled' ? archive.now : at);
  const story = await saveRevision(first, actor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
  if (fate === 'draft') return;
  if (fate === 'review') return submitForReview(first, actor, story);
  if (fate === 'scheduled') return schedule(first, actor, { ...story, at });
  await publish(first, actor, { ...story, at });
  if (fate === 'withdrawn') await withdraw(context(later), actor, { ...story, reason: withdrawal });
  if (newest === content) return;
  const base = { articleId: story.articleId, baseRevisionId: story.revisionId };
  const changed = await saveRevision(context(later), actor, { ...base, content: newest, kind: 'save' });
  if (fate === 'changed') return;
  await publishChanges(context(later), actor, { ...changed, kind: 'correction', note: correction });
}

async function talk({ db }: Context, archive: Archive, story: Invented): Promise<void> {
  const articleId = archive.firstId + story.number;
  const ids: number[] = [];
  await db.transaction(async (tx) => {
    for (const remark of remarksOf(archive, story)) ids.push(await addRemark(tx, { archive, articleId, ids }, remark));
  });
}

type Place = { archive: Archive; articleId: number; ids: number[] };

async function addRemark(tx: Parameters<typeof addComment>[0], place: Place, remark: Remark): Promise<number> {
  const { archive, articleId, ids } = place;
  const { said, name, email, browserHash, at: createdAt, answers, heads } = remark;
  const waits = remark.state !== 'published';
  const threadId = heads === null ? null : (ids[heads] ?? 0);
  const id = await addComment(tx, {
    ...{ articleId, parentId: answers === null ? null : (ids[answers] ?? 0), threadId, personId: null },
    ...{ name, email, browserHash, network: { exact: '', wide: '' }, createdAt },
    ...{ text: said.text, html: said.html, textKey: said.textKey },
    ...{ state: waits ? 'held' : 'published', reason: waits ? reasons.held : reasons.published },
  });
  if (remark.state === 'rejected') {
    const comment = { id, articleId, threadId: threadId ?? id, state: 'held' } as const;
    const decided = { state: 'rejected', reason: reasons.rejected, rejection: 'abuse' } as const;
    await changeState(tx, comment, { ...decided, at: createdAt, by: archive.people[0] ?? 0 });
  }
  return id;
}

async function rowsOf({ reader }: Database, table: string): Promise<string[]> {
  const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(reader);
  // Where the desk counts none any more it may say so, or nothing.
  return rows
    .filter((row) => !('count' in row && row.count === 0))
    .map((row) => JSON.stringify(row))
    .sort();
}

/** Every word of an index on SQLite, with the places where it stands. */
async function termsOf(database: Database, index: string): Promise<string[]> {
  const terms = sql.table(`${index}_terms`);
  await sql`create virtual table ${terms} using fts5vocab(${sql.lit(index)}, instance)`.execute(database.writer);
  return rowsOf(database, `${index}_terms`);
}

/** The order of the names within an event means nothing. */
async function eventsOf({ reader }: Database): Promise<string[]> {
  const events = reader.selectFrom('events').select(['at', 'person_id', 'action', 'subject', 'names']);
  const rows = await events.where('subject', 'like', 'article:%').execute();
  return rows.map(({ names, ...event }) => JSON.stringify({ ...event, names: JSON.parse(names).sort() })).sort();
}
