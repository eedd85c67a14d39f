import { beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Role } from '../../src/accounts/person.ts';
import { rebuildDesk } from '../../src/articles/queries/desk-entries.ts';
import { type DeskFilter, deskPageSize, findDeskPage, mostOnDesk } from '../../src/articles/queries/desk-list.ts';
import { indexNewest } from '../../src/articles/queries/working-texts.ts';
import type { Database } from '../../src/db/database.ts';
import { parseQuery } from '../../src/search/document/query.ts';
import type { Held } from '../../src/search/queries/engine.ts';
import { firstHolding } from '../../src/search/queries/working.ts';
import { newDatabase } from '../support/database.ts';

const stories = 6_000;
/** The newest of them, without a word that all others have. */
const without = 1_500;
const at = (id: number) => new Date(Date.UTC(2020, 0, 1) + id * 60_000).toISOString();
const range = (from: number, until: number) => Array.from({ length: from - until }, (_, index) => from - index);

let database: Database;

/** Each says "council", each but the newest "harbour", each tenth "ferry": and more, since PostgreSQL guesses nothing from a dozen words. */
beforeAll(async () => {
  database = await newDatabase({ shared: true });
  await database.transaction(async (tx) => {
    const person = { id: 1, slug: 'p', name: 'P', email: 'p@example.com', role: 'editor' as const, bio: '' };
    await tx
      .insertInto('people')
      .values({ ...person, password_hash: '', created_at: at(0) })
      .execute();
    for (let first = 1; first <= stories; first += 200) {
      const ids = range(first + 199, first - 1);
      await tx.insertInto('articles').values(ids.map(articleOf)).execute();
      await tx.insertInto('revisions').values(ids.map(revisionOf)).execute();
      await indexNewest(tx, ids);
    }
    await rebuildDesk(tx);
  });
  // As PostgreSQL's own housekeeping does within minutes, and the tests' server does not.
  if (DATABASE === 'postgres') await sql`analyze`.execute(database.reader);
});

const articleOf = (id: number) => ({
  ...{ id, state: 'draft' as const, note: '', revision_id: id, created_at: at(id), updated_at: at(id) },
  ...{ created_by: 1, updated_by: 1, published_at: null, published_revision_id: null },
});

const revisionOf = (id: number) => ({
  ...{ id, article_id: id, kind: 'save' as const, created_at: at(id), created_by: 1, section_id: null, slug: `s${id}` },
  ...{ headline: `Council ${id % 10 === 0 ? 'ferry' : ''}`, standfirst: '', language: 'en', label: 'news' as const },
  ...{
    body: `${id > stories - without ? '' : 'harbour'} number${id % 150}`,
    comments: 'open' as const,
    lead_kind: 'none' as const,
  },
  lead_decorative: 0 as const,
});

const filter = (words: string): DeskFilter => ({
  ...{
    actor: { id: 1, role: 'editor' as Role, name: 'P', email: '' },
    state: null,
    mine: false,
    sectionId: null,
    authorId: null,
  },
  ...{ assigneeId: null, from: null, until: null, changes: false, open: null, order: 'changed' as const },
  query: parseQuery(words),
});

async function idsFrom(words: string, key: number, towards: 'older' | 'newer'): Promise<number[]> {
  const place = { key: { at: at(key), id: key }, towards };
  const { keys } = await findDeskPage(database.reader, filter(words), { place, counted: false });
  return keys.map(({ id }) => id);
}

/** The ids that are found in the list of all from there on, and what of it was asked for: all to be read, a few, or what is in the index. */
async function searched(words: string, { limit = deskPageSize + 1, from = 1 } = {}) {
  const asked: string[] = [];
  const found = await firstHolding(database.reader, parseQuery(words), (db) => ({
    limit,
    list: (most, held) => {
      const condition = held?.('articles.id').compile(db).sql;
      asked.push(condition === undefined ? 'read' : condition.includes('any') ? 'few' : 'index');
      return db
        .selectFrom('articles')
        .select('id')
        .where('id', '>=', from)
        .$if(held !== null, (list) => list.where((held as Held)('articles.id')))
        .orderBy('id', 'desc')
        .limit(most);
    },
  }));
  return { ids: found.map(({ id }) => id), asked };
}

test('A word that all stories have is found next to the place, either way', async () => {
  expect(await idsFrom('council', 3_001, 'older')).toEqual(range(3_000, 2_950));
  expect(await idsFrom('council', 3_000, 'newer')).toEqual(range(3_050, 3_000));
  expect(await idsFrom('council', 21, 'older')).toEqual(range(20, 0));
});

test('The first page says how many there are, up to a bound', async () => {
  const place = { key: null, towards: 'older' as const };
  const found = async (words: string) =>
    (await findDeskPage(database.reader, filter(words), { place, counted: true })).found;
  expect(await found('council')).toBe(mostOnDesk + 1);
  expect(await found('harbour number7')).toBe(
    range(stories - without, 0).filter((id) => /^7\d?$/.test(`${id % 150}`)).length,
  );
});

test('A word that most stories have, but none of the newest, is found as far back as it stands', async () => {
  expect(await idsFrom('harbour', stories + 1, 'older')).toEqual(range(stories - without, stories - without - 50));
  expect(await idsFrom('harbour counc', 3_001, 'older')).toEqual(range(3_000, 2_950));
  expect(await idsFrom('harbour', stories - without - 20, 'newer')).toEqual(
    range(stories - without, stories - without - 20),
  );
});

test('A rarer word is found too, and what has a word that most have is left out', async () => {
  expect(await idsFrom('ferry', 101, 'older')).toEqual([100, 90, 80, 70, 60, 50, 40, 30, 20, 10]);
  expect(await idsFrom('council -harbour', stories + 1, 'older')).toEqual(range(stories, stories - 50));
  expect(await idsFrom('council -harbour', stories - without + 1, 'older')).toEqual([]);
});

const isPostgres = DATABASE === 'postgres';

test('Only on PostgreSQL is the list itself read, for a word that many have, until the page is full or the list ends', async () => {
  const asked = isPostgres ? ['read'] : ['index'];
  expect(await searched('council')).toEqual({ ids: range(stories, stories - 51), asked });
  expect(await searched('council', { from: stories - 9 })).toEqual({ ids: range(stories, stories - 10), asked });
  expect(await searched('council number7', { from: stories - 149 })).toEqual({
    ids: range(stories, stories - 150).filter((id) => /^7\d?$/.test(`${id % 150}`)),
    asked: ['index'],
  });
});

test('More of the list is read where the first were not enough, unless they hold little', async () => {
  expect(await searched('council', { limit: 300, from: stories - 219 })).toEqual({
    ids: range(stories, stories - 220),
    asked: isPostgres ? ['read', 'read'] : ['index'],
  });
  expect(await searched('council', { limit: 300 })).toMatchObject({ ids: range(stories, stories - 300) });
  expect(await searched('harbour', { from: stories - without - 60 })).toEqual({
    ids: range(stories - without, stories - without - 51),
    asked: isPostgres ? ['read', 'read', 'index'] : ['index'],
  });
});

test('A rare word is looked up in the list, and a phrase of it where it stands', async () => {
  expect(await searched('ferry number7')).toEqual({
    ids: range(stories, 0)
      .filter((id) => id % 10 === 0 && /^7\d?$/.test(`${id % 150}`))
      .slice(0, 51),
    asked: isPostgres ? ['few'] : ['index'],
  });
  expect((await searched('"harbour number149"')).ids).toEqual(
    range(stories - without, 0).filter((id) => id % 150 === 149),
  );
  expect((await searched('"number149 harbour"')).ids).toEqual([]);
});
