import cliProgress from 'cli-progress';
import { sql } from 'kysely';
import { rebuildDesk } from '../../src/articles/queries/desk-entries.ts';
import type { Database } from '../../src/db/database.ts';
import { addArticles } from './articles.ts';
import { addComments } from './comments.ts';
import type { Archive } from './invented.ts';
import { countOn, insertRows, nextOf } from './rows.ts';

const [people, topics] = [40, 100];

/** Adds ten years of so many stories, with five times as many comments, to a newsroom that has sections. */
export async function fill(database: Database, stories: number): Promise<Archive> {
  const bar = new cliProgress.SingleBar({
    format: `${database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${stories.toLocaleString('en')} stories {bar} {percentage}%  {what}  {eta_formatted} left`,
    ...{ hideCursor: true, stream: process.stderr, barsize: 24 },
  });
  // Where nobody watches it draws nothing.
  bar.start(2 * stories, 0, { what: 'stories' });
  try {
    const archive = await openArchive(database, stories);
    await addArticles(database, archive, (done) => bar.update(done));
    await addComments(database, archive, (done) => bar.update(stories + done, { what: 'comments' }));
    await database.transaction(rebuildDesk);
    if (database.dialect === 'postgres') await sql`vacuum analyze`.execute(database.writer);
    return archive;
  } finally {
    bar.stop();
  }
}

/** With people and topics of its own, beside those that are there. */
export async function openArchive(database: Database, stories: number): Promise<Archive> {
  const now = new Date().toISOString();
  const [person, topic] = [await nextOf(database, 'people'), await nextOf(database, 'topics')];
  const rows = {
    people: numbered(person, people).map((id) => ({
      ...{ id, slug: `reporter-${id}`, name: `Reporter ${id}`, email: `reporter-${id}@news.example`, role: 'author' },
      ...{ bio: '', password_hash: '', created_at: now },
    })),
    topics: numbered(topic, topics).map((id) => ({
      ...{ id, slug: `matter-${id}`, name: `Matter ${id}`, translations: '{}', known_as: `matter ${id}` },
    })),
  };
  await database.transaction(async (tx) => {
    await insertRows(tx, database.dialect, rows);
    await countOn(tx, database.dialect, ['people', 'topics']);
  });
  const sections = await database.reader.selectFrom('sections').select('id').where('gone_at', 'is', null).execute();
  return {
    ...{ stories, now, firstId: await nextOf(database, 'articles'), sections: sections.map(({ id }) => id) },
    ...{ people: rows.people.map(({ id }) => id), topics: rows.topics.map(({ id }) => id) },
  };
}

const numbered = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
