import { describe, expect, jest, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { compiled } from '../../src/db/compiled.ts';
import type { Database } from '../../src/db/database.ts';
import { newDatabase } from '../support/database.ts';

const at = '2026-11-23T12:00:00.000Z';

async function newDatabaseWithTopics(): Promise<Database> {
  const database = await newDatabase();
  const topics = ['ahoy', 'bay', "captain's", 'ميناء'].map((slug) => ({
    slug,
    name: `On ${slug}`,
    translations: '{}',
  }));
  await database.transaction((tx) => tx.insertInto('topics').values(topics).execute());
  return database;
}

const slugsBetween = compiled({ first: Number, last: Number, except: String }, (db, { first, last, except }) =>
  db
    .selectFrom('topics')
    .select(['id', 'slug'])
    .where('id', '>=', first)
    .where((where) => where.or([where('id', '<', last), where('id', '=', last)]))
    .where('slug', '<>', except)
    .where('translations', '=', '{}')
    .orderBy('id')
    .limit(10),
);

describe('A compiled query', () => {
  test('takes new values each time, in their places', async () => {
    const { reader } = await newDatabaseWithTopics();
    const slugs = async (first: number, last: number, except: string) =>
      (await slugsBetween(reader, { first, last, except })).map(({ slug }) => slug);
    expect(await slugs(1, 4, '')).toEqual(['ahoy', 'bay', "captain's", 'ميناء']);
    expect(await slugs(2, 4, "captain's")).toEqual(['bay', 'ميناء']);
    expect(await slugs(1, 1, 'ميناء')).toEqual(['ahoy']);
    expect(await slugs(1, 4, "' or 1=1 --")).toHaveLength(4);
  });

  test('asked many times at once gives each its own answer', async () => {
    const { reader } = await newDatabaseWithTopics();
    const ids = Array.from({ length: 40 }, (_, index) => (index % 4) + 1);
    const found = await Promise.all(ids.map((id) => slugsBetween(reader, { first: id, last: id, except: '' })));
    expect(found.map(([row]) => row?.id)).toEqual(ids);
  });

  test('sees, in a transaction, what it wrote', async () => {
    const database = await newDatabaseWithTopics();
    const count = await database.transaction(async (tx) => {
      await tx.insertInto('topics').values({ slug: 'dock', name: 'Dock', translations: '{}' }).execute();
      return (await slugsBetween(tx, { first: 1, last: 9, except: '' })).length;
    });
    expect(count).toBe(5);
  });

  test('is built once for each database', async () => {
    const [one, two] = [await newDatabaseWithTopics(), await newDatabaseWithTopics()];
    let built = 0;
    const all = compiled({ slug: String }, (db, { slug }) => {
      built += 1;
      return db.selectFrom('topics').select('id').where('slug', '=', slug);
    });
    for (const slug of ['ahoy', 'bay', 'ahoy']) expect(await all(one.reader, { slug })).toHaveLength(1);
    expect(built).toBe(1);
    expect(await all(two.reader, { slug: 'bay' })).toEqual([{ id: 2 }]);
    expect(built).toBe(2);
  });
});

describe('Values', () => {
  test('ids, counts and flags are numbers, times the text that they were', async () => {
    const { reader, transaction } = await newDatabase();
    await transaction(async (tx) => {
      const people = { slug: 'mara', name: 'Mara', email: 'm@x.example', bio: '', password_hash: '', created_at: at };
      await tx
        .insertInto('people')
        .values({ ...people, role: 'editor' })
        .execute();
      const article = { created_at: at, created_by: 1, updated_at: at, updated_by: 1, note: '' };
      await tx
        .insertInto('articles')
        .values({ ...article, state: 'draft' })
        .execute();
      const revision = { article_id: 1, created_at: at, created_by: 1, language: 'en', slug: '', lead_decorative: 1 };
      await tx
        .insertInto('revisions')
        .values({ ...revision, lead_decorative: 1, kind: 'save', label: 'news', comments: 'open', lead_kind: 'none' })
        .execute();
    });
    const row = await reader
      .selectFrom('revisions')
      .select(['id', 'article_id', 'lead_decorative', 'created_at', 'headline'])
      .select((select) => [select.fn.countAll<number>().over().as('count')])
      .where('created_at', '<=', at)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ id: 1, article_id: 1, lead_decorative: 1, created_at: at, headline: null, count: 1 });
  });

  test('times sort as they passed', async () => {
    const { reader, transaction } = await newDatabase();
    const times = ['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-11-23T12:00:00.000Z'];
    const rows = times
      .toReversed()
      .map((time) => ({ at: time, action: 'a', subject: 's', names: '[]', person_id: null }));
    await transaction((tx) => tx.insertInto('events').values(rows).execute());
    const sorted = await reader.selectFrom('events').select('at').orderBy('at').execute();
    expect(sorted.map((row) => row.at)).toEqual(times);
  });

  test('a number beyond 32 bits stays what it is', async () => {
    const { reader } = await newDatabase();
    const { rows } = await sql<{ large: number }>`select cast(${'9007199254740991'} as bigint) as large`.execute(
      reader,
    );
    expect(rows).toEqual([{ large: Number.MAX_SAFE_INTEGER }]);
  });
});

describe('Statements', () => {
  if (DATABASE === 'sqlite')
    test('are prepared once for each text', async () => {
      const { reader } = await newDatabaseWithTopics();
      await slugsBetween(reader, { first: 1, last: 4, except: '' });
      const prepare = jest.spyOn(Sqlite.prototype, 'prepare');
      try {
        for (let last = 1; last <= 4; last += 1) {
          expect(await slugsBetween(reader, { first: 1, last, except: '' })).toHaveLength(last);
        }
        expect(prepare).not.toHaveBeenCalled();
      } finally {
        prepare.mockRestore();
      }
    });

  test('of which there are ever new ones are not kept for ever', async () => {
    const { reader } = await newDatabase();
    for (let number = 0; number < 1200; number += 1) {
      const { rows } = await sql<{ n: number }>`select ${sql.lit(number)} as n`.execute(reader);
      expect(rows).toEqual([{ n: number }]);
    }
  });

  test('still work when the tables that they name have changed', async () => {
    const database = await newDatabaseWithTopics();
    const columns = async () =>
      Object.keys((await database.reader.selectFrom('topics').selectAll().limit(1).execute())[0] ?? {});
    const before = await columns();
    await database.transaction((tx) => sql`alter table topics add column weather text`.execute(tx));
    expect(await columns()).toEqual([...before, 'weather']);
  });
});
