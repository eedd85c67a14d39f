import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Tx } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { nothingSaid } from '../src/media/picture.ts';
import { findLibrary, type LibraryPart, libraryFilters } from '../src/media/queries/library.ts';
import { insertMedia } from '../src/media/queries.ts';
import { type Figure, median } from './figure.ts';
import { withPostgres } from './postgres.ts';
import { inventStory } from './stories.ts';

type Database = ReturnType<typeof openDatabase>;

const pictures = 100_000;
const people = 40;
/** With words, all that is said of pictures may have to be read. */
const most = { filters: 50, words: 200 };

/** The library over invented pictures, with every filter alone and combined, and words searched: first pages and later ones. */
export const measureLibrary = (folder: string): Promise<Figure[]> =>
  measureIn(openDatabase({ kind: 'sqlite', file: join(folder, 'library.db') }));

export const measureLibraryOnPostgres = (folder: string): Promise<Figure[]> =>
  withPostgres(folder, (url) => measureIn(openDatabase({ kind: 'postgres', url })));

async function measureIn(database: Database): Promise<Figure[]> {
  try {
    await migrate(database);
    await database.transaction(fill);
    await sql.raw(database.dialect === 'postgres' ? 'vacuum analyze' : 'analyze').execute(database.writer);
    return [await slowestOf(database, 'filters'), await slowestOf(database, 'words')];
  } finally {
    await database.close();
  }
}

const timeOf = (number: number) => new Date(Date.UTC(2006, 0, 1) + number * 6_500_000).toISOString();

async function fill(tx: Tx): Promise<void> {
  const at = timeOf(0);
  for (let id = 1; id <= people; id += 1) {
    const person = { id, slug: `p${id}`, name: `Person ${id}`, email: `p${id}@example.com` };
    await tx
      .insertInto('people')
      .values({ ...person, role: 'editor', bio: '', password_hash: '', created_at: at })
      .execute();
  }
  await tx
    .insertInto('articles')
    .values({ id: 1, state: 'draft', note: '', created_at: at, updated_at: at, created_by: 1, updated_by: 1 })
    .execute();
  for (let number = 0; number < pictures; number += 1) await insertMedia(tx, pictureOf(number));
  // All but those of the last weeks and one in a thousand are in use.
  await sql`insert into media_uses (media_id, article_id) select id, 1 from media where id % 1000 <> 0 and id < ${pictures - 500}`.execute(
    tx,
  );
}

/** The last person added fifty; one picture in fifty has no alternative text, and one in two hundred rights that end. */
function pictureOf(number: number) {
  const { title, standfirst } = inventStory(number);
  return {
    ...{
      ...nothingSaid,
      title,
      caption: standfirst,
      credit: `Agency ${number % 300}`,
      alt: number % 50 === 0 ? '' : title,
    },
    rightsUntil: number % 200 === 0 ? timeOf(number + 3_000).slice(0, 10) : null,
    ...{
      takenOn: null,
      look: lookOfNumber(number),
      hasCredentials: 0 as const,
      ...{ original: null, focalX: 50, focalY: 50, tone: '' },
      originalName: `DSC_${number}.jpg`,
      createdAt: timeOf(number),
    },
    ...{ file: `${number}.webp`, mime: 'image/webp', width: 1200, height: 800, bytes: 90_000 },
    createdBy: number % 2_000 === 1 ? people : (number % (people - 1)) + 1,
  };
}

/** Spread as those of pictures are. */
const lookOfNumber = (number: number) => createHash('sha256').update(String(number)).digest('hex').slice(0, 16);

const everything: LibraryPart = {
  ...{
    filter: 'all',
    search: '',
    endingBy: '2026-11-30',
    personId: null,
    from: null,
    until: null,
    before: null,
    limit: 49,
  },
};

const choices: Partial<LibraryPart>[][] = [
  libraryFilters.map((filter) => ({ filter })),
  [{}, { personId: 3 }, { personId: people }, { personId: 999 }],
  [{}, { from: '2012-01-01T00:00:00.000Z', until: '2012-02-01T00:00:00.000Z' }, { until: '2007-01-01T00:00:00.000Z' }],
  ['', 'der', 'dsc_77', 'agency 299', 'harbour dockers', 'nothinghasthis'].map((search) => ({ search })),
  [{ before: null }, { before: { at: timeOf(50_000), id: 50_000 } }, { before: { at: timeOf(400), id: 400 } }],
];

const parts = choices.reduce<LibraryPart[]>(
  (all, some) => all.flatMap((part) => some.map((choice) => ({ ...part, ...choice }))),
  [everything],
);

async function slowestOf(database: Database, kind: keyof typeof most): Promise<Figure> {
  const took = async (part: LibraryPart) => {
    const begun = performance.now();
    await findLibrary(database.reader, part);
    return performance.now() - begun;
  };
  const once: { part: LibraryPart; milliseconds: number }[] = [];
  const asked = parts.filter(({ search }) => (search === '') === (kind === 'filters'));
  for (const part of asked) once.push({ part, milliseconds: await took(part) });
  const again: typeof once = [];
  for (const { part } of once.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, 20)) {
    again.push({ part, milliseconds: median([await took(part), await took(part), await took(part)]) });
  }
  const worst = again.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one));
  const middle = median(once.map(({ milliseconds }) => milliseconds));
  const { limit, endingBy, ...said } = worst.part;
  return {
    name: `library, any ${kind === 'filters' ? 'filter' : 'words'}${database.dialect === 'sqlite' ? '' : ', PostgreSQL'}`,
    value: `${worst.milliseconds.toFixed(1)} ms (middle of all ${middle.toFixed(1)} ms)`,
    how: `slowest of ${once.length} pages over ${pictures.toLocaleString('en')} pictures: ${JSON.stringify(said)}`,
    bound: `${most[kind]} ms`,
    pass: worst.milliseconds <= most[kind],
  };
}
