import { join } from 'node:path';
import { sql } from 'kysely';
import { countArticles, findDeskRows } from '../src/articles/queries/desk.ts';
import { rebuildDesk } from '../src/articles/queries/desk-entries.ts';
import { type DeskFilter, type DeskPlace, findDeskPage } from '../src/articles/queries/desk-list.ts';
import { indexNewest } from '../src/articles/queries/working-texts.ts';
import { openDatabase, type Tx } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import type { State } from '../src/db/tables.ts';
import { parseQuery } from '../src/search/document/query.ts';
import { type Figure, median } from './figure.ts';
import { withPostgres } from './postgres.ts';
import { inventStory, mixedQueries } from './stories.ts';

type Database = ReturnType<typeof openDatabase>;

const stories = 100_000;
const people = 40;
const sections = 8;
const mostMilliseconds = 50;
/** So many are asked three times more. */
const slowest = 40;

/** The newsroom's list over invented stories, with every filter alone and combined, and words searched: first pages and later ones. */
export const measureDesk = (folder: string): Promise<Figure[]> =>
  measureIn(openDatabase({ kind: 'sqlite', file: join(folder, 'desk.db') }));

/** The same on PostgreSQL, with the statistics that its own housekeeping gathers within minutes. */
export const measureDeskOnPostgres = (folder: string): Promise<Figure[]> =>
  withPostgres(folder, (url) => measureIn(openDatabase({ kind: 'postgres', url })));

async function measureIn(database: Database): Promise<Figure[]> {
  try {
    await migrate(database);
    await database.transaction(fill);
    if (database.dialect === 'postgres') await sql`vacuum analyze`.execute(database.reader);
    return [await slowestOf(database)];
  } finally {
    await database.close();
  }
}

async function fill(tx: Tx): Promise<void> {
  const at = new Date(Date.UTC(2006, 0, 1)).toISOString();
  const person = (id: number) => ({ id, slug: `p${id}`, name: `Person ${id}`, email: `p${id}@example.com` });
  for (let id = 1; id <= people; id += 1) {
    await tx
      .insertInto('people')
      .values({ ...person(id), role: 'editor', bio: '', password_hash: '', created_at: at })
      .execute();
  }
  for (let id = 1; id <= sections; id += 1) {
    await tx
      .insertInto('sections')
      .values({ id, slug: `s${id}`, name: `Section ${id}`, position: id } as never)
      .execute();
  }
  for (let number = 0; number < stories; number += 100) {
    const some = Array.from({ length: 100 }, (_, index) => number + index);
    await tx.insertInto('articles').values(some.map(articleOf)).execute();
    await tx.insertInto('revisions').values(some.map(revisionOf)).execute();
    await tx
      .insertInto('revision_authors')
      .values(some.map((each) => ({ revision_id: each + 1, person_id: (each % people) + 1, position: 0 })))
      .execute();
    await tx
      .insertInto('assignments')
      .values(some.filter((each) => each % 3 === 0).map(assignmentOf))
      .execute();
    await indexNewest(
      tx,
      some.map((each) => each + 1),
    );
  }
  // Some have a story open, from the newest to the oldest.
  const open = Array.from({ length: people }, (_, index) => ({ article_id: index * 2_500 + 1, person_id: index + 1 }));
  await tx
    .insertInto('editing')
    .values(open.map((row) => ({ ...row, since: at, seen_at: at })))
    .execute();
  await rebuildDesk(tx);
}

/** Every third story was assigned to somebody. */
const assignmentOf = (number: number) => ({
  ...{ article_id: number + 1, assignee_id: (number % people) + 1, editor_id: null, brief: '' },
  planned_at: new Date(Date.UTC(2006, 0, 1) + number * 6_500_000).toISOString(),
});

/** Most are out, as in a newsroom; each hundredth is in another state. */
const stateOf = (number: number): State =>
  (['draft', 'review', 'scheduled', 'withdrawn'] as const)[number % 400 === 0 ? 2 : number % 100] ?? 'published';

function articleOf(number: number) {
  const at = new Date(Date.UTC(2006, 0, 1) + number * 6_500_000).toISOString();
  const by = (number % 7) + 1;
  const state = stateOf(number);
  const isOut = state === 'published' || state === 'withdrawn';
  return {
    ...{ id: number + 1, state, note: '', revision_id: number + 1, created_at: at, updated_at: at },
    ...{ created_by: by, updated_by: by, published_at: isOut ? at : null },
    published_revision_id: isOut ? number + (number % 500 === 7 ? 2 : 1) : null,
  };
}

function revisionOf(number: number) {
  const { title, standfirst, text, sectionId, publishedAt } = inventStory(number);
  return {
    ...({ id: number + 1, article_id: number + 1, kind: 'save', created_at: publishedAt, created_by: 1 } as const),
    ...{ headline: title, standfirst, body: text, section_id: sectionId, slug: `s${number}`, language: 'en' },
    ...({ label: 'news', comments: 'open', lead_kind: 'none', lead_decorative: 0 } as const),
  };
}

const actor = { id: 3, role: 'editor', name: 'Person 3' } as DeskFilter['actor'];
const everything: DeskFilter = {
  ...{ actor, state: null, mine: false, sectionId: null, authorId: null, assigneeId: null, from: null, until: null },
  ...{ changes: false, open: null, order: 'changed', query: null },
};

const states: Partial<DeskFilter>[] = [{}, { state: 'draft' }, { state: 'published' }, { state: 'scheduled' }];
const owners: Partial<DeskFilter>[] = [{}, { mine: true }, { actor: { ...actor, id: 39, role: 'author' } }];
const days: Partial<DeskFilter>[] = [
  {},
  { from: '2012-01-01T00:00:00.000Z', until: '2020-01-01T00:00:00.000Z' },
  { until: '2007-01-01T00:00:00.000Z' },
];
const either: Partial<DeskFilter>[][] = [
  [{}, { sectionId: 3 }, { sectionId: 99 }],
  [{}, { authorId: 3 }, { authorId: 11 }],
  [{}, { assigneeId: 3 }],
  [{}, { changes: true }],
  [{}, { order: 'published' }],
];

/** To anybody, and to one person. */
const openTo: Partial<DeskFilter>[] = [null, 3].map((personId) => ({ open: { since: '2006-01-01', personId } }));

/** From a word that stands in three of four stories to some that stand in none. */
const searched: Partial<DeskFilter>[] = mixedQueries
  .map(({ typed }) => parseQuery(typed))
  .filter(({ all }) => all.length > 0)
  .map((query) => ({ query }));

/** Each choice of each filter with each of the others; each search alone, and some with all but the days. */
function allFilters(): DeskFilter[] {
  const some = searched.filter((_, index) => index % 8 === 0);
  return [
    ...combined([states, owners, days, ...either]),
    ...combined([searched]),
    ...combined([openTo, states, owners, days, ...either]),
    ...combined([some, states, owners, ...either]),
  ];
}

const combined = (choices: Partial<DeskFilter>[][]): DeskFilter[] =>
  choices.reduce<DeskFilter[]>(
    (filters, some) => filters.flatMap((filter) => some.map((choice) => ({ ...filter, ...choice }))),
    [everything],
  );

const places: DeskPlace[] = [
  { key: null, towards: 'older' },
  { key: { at: '2013-06-01T12:00:00.000Z', id: 36_000 }, towards: 'older' },
  { key: { at: '2013-06-01T12:00:00.000Z', id: 36_000 }, towards: 'newer' },
];

interface Asked {
  filter: DeskFilter;
  place: DeskPlace;
}

/** All that a page of the list asks of the database about stories; in milliseconds. */
async function timeOf({ reader }: Database, { filter, place }: Asked): Promise<number> {
  const begun = performance.now();
  const [{ keys }] = await Promise.all([
    findDeskPage(reader, filter, { place, counted: true }),
    countArticles(reader, filter.actor, filter.mine),
  ]);
  await findDeskRows(
    reader,
    keys.map(({ id }) => id),
  );
  return performance.now() - begun;
}

async function slowestOf(database: Database): Promise<Figure> {
  const all = allFilters().flatMap((filter) => places.map((place) => ({ filter, place })));
  const once: (Asked & { milliseconds: number })[] = [];
  for (const asked of all) once.push({ ...asked, milliseconds: await timeOf(database, asked) });
  const middle = median(once.map(({ milliseconds }) => milliseconds));
  const slow = once.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, slowest);
  const again: (Asked & { milliseconds: number })[] = [];
  for (const asked of slow) {
    const taken = [await timeOf(database, asked), await timeOf(database, asked), await timeOf(database, asked)];
    again.push({ ...asked, milliseconds: median(taken) });
  }
  const worst = again.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one));
  return {
    name: `desk list, any filter${database.dialect === 'sqlite' ? '' : ', PostgreSQL'}`,
    value: `${worst.milliseconds.toFixed(1)} ms`,
    how: `the slowest of ${all.length} pages over ${stories} stories in ${database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, filters combined and words searched, median of three (${saying(worst)}); half take less than ${middle.toFixed(1)} ms`,
    bound: `< ${mostMilliseconds} ms`,
    pass: worst.milliseconds < mostMilliseconds,
  };
}

function saying({ filter: { actor, query, ...filter }, place }: Asked): string {
  const chosen = Object.entries({ ...filter, [actor.role]: actor.id }).filter(([, value]) => value);
  const words = query ? [`words ${JSON.stringify(query.all.map(({ places }) => places))}`] : [];
  const page = place.key ? `a later page towards ${place.towards}` : 'first page';
  return [...chosen.map(([name, value]) => `${name} ${value}`), ...words, page].join(', ');
}
