import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { signIn } from '../../src/accounts/actions.ts';
import { demoClear } from '../../src/cli/demo-clear.ts';
import { demoLoad, prepareDemo } from '../../src/cli/demo-load.ts';
import { readConfig } from '../../src/config.ts';
import { type Context, createContext } from '../../src/context.ts';
import { readSetting, readSite } from '../../src/db/settings.ts';
import { allOf } from '../storage/places.ts';
import { type Started, startApp } from '../support/app.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';
import { addPerson } from '../support/factories.ts';
import { run } from './run.ts';

// Reading and writing twenty pictures takes its time.
jest.setTimeout(60_000);

let app: Started;
let lines: string[];

beforeAll(async () => {
  app = await startApp({ shared: true, now: '2027-03-04T05:06:07.890Z' });
  lines = await prepareDemo(app.context);
});

const states = async () => {
  const rows = await app.context.db.reader
    .selectFrom('articles')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

describe('The demo newsroom', () => {
  test('holds a paper of two years, with a story in every state', async () => {
    const { published = 0, ...others } = await states();
    expect(published).toBeGreaterThanOrEqual(24);
    expect(others).toEqual({ draft: 1, review: 1, scheduled: 1, withdrawn: 1 });
    const sections = await app.context.db.reader
      .selectFrom('published_articles')
      .select('section_id')
      .distinct()
      .execute();
    expect(sections).toHaveLength(6);
  });

  test('ends at the present: what is scheduled is to come, and everything else is past', async () => {
    const { db, now } = app.context;
    const scheduled = await db.reader
      .selectFrom('published_articles')
      .select('path')
      .where('published_at', '>', now())
      .execute();
    expect(scheduled).toHaveLength(1);
    for (const [table, column] of [
      ['comments', 'created_at'],
      ['publications', 'at'],
      ['events', 'at'],
    ] as const) {
      const late = await db.reader
        .selectFrom(table)
        .selectAll()
        .where(column as never, '>', now() as never)
        .execute();
      expect([table, late]).toEqual([table, []]);
    }
    const newest = await db.reader
      .selectFrom('comments')
      .select('created_at')
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    expect(newest?.created_at.slice(0, 10)).toBe('2027-03-04');
  });

  test('has pages of its own beside the stories, in two languages, one of them corrected', async () => {
    const about = await app.visitor().get('/pages/about').expect(200);
    expect(about.text).toContain(`hreflang="ar" href="${app.url}/pages/man-nahnu"`);
    expect(about.text).toContain('class="correction"');
    for (const name of ['contact', 'comment-policy', 'corrections-policy', 'man-nahnu', 'siyasat-al-tashih'])
      await app.visitor().get(`/pages/${name}`).expect(200);
    expect(await readSite(app.context.db.reader)).toMatchObject({ email: 'desk@alder.example', language: 'en' });
    expect((await app.visitor().get('/').expect(200)).text).not.toContain('How to reach us');
  });

  test('has a front page, a corrected story, one in Arabic beside its original, and a withdrawn one', async () => {
    await app
      .visitor()
      .get('/')
      .expect(200, /The Alder Courier/);
    const { reader } = app.context.db;
    const arabic = await reader
      .selectFrom('published_articles')
      .selectAll()
      .where('language', '=', 'ar')
      .executeTakeFirstOrThrow();
    const original = await reader
      .selectFrom('published_articles')
      .select(['path', 'corrections'])
      .where('article_id', '=', arabic.translation_of ?? 0)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(original.corrections)).toHaveLength(1);
    const page = await app.visitor().get(encodeURI(arabic.path)).expect(200);
    expect(page.text).toContain(`href="${original.path}"`);
    const withdrawn = await reader.selectFrom('withdrawn_articles').select('path').executeTakeFirstOrThrow();
    await app.visitor().get(withdrawn.path).expect(410);
  });

  test('has comments in every state, replies included', async () => {
    const rows = await app.context.db.reader.selectFrom('comments').select(['state', 'parent_id']).execute();
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['held', 'published', 'rejected']));
    expect(rows.filter(({ parent_id }) => parent_id !== null).length).toBeGreaterThan(3);
  });

  test('has two open reports of errors, one with an address, and has written no mail', async () => {
    const { reader } = app.context.db;
    const reports = await reader.selectFrom('error_reports').select(['state', 'email']).orderBy('id').execute();
    expect(reports).toEqual([
      { state: 'open', email: '' },
      { state: 'open', email: 'northern.booth@example.org' },
    ]);
    expect(await reader.selectFrom('outgoing_mails').select('id').execute()).toEqual([]);
  });

  test('says how to sign in for each role, at every start the same', async () => {
    const signIns = lines.slice(1).map((line) => line.trim().split(/\s+/));
    expect(signIns.map(([role]) => role)).toEqual(['author', 'editor', 'moderator', 'admin']);
    for (const [role, email = '', password = ''] of signIns) {
      const { person } = await signIn(app.context, { email, password, network: 'test' });
      expect(person.role).toBe(role);
    }
    expect(await prepareDemo(app.context)).toEqual(lines);
  });

  test('is not loaded twice', async () => {
    expect((await run(demoLoad, app.context)).failure).toMatch(/^The demo newsroom is loaded already\./);
  });

  test('goes as a whole with demo:clear, and stays away; the ledger is guarded as before', async () => {
    const { db, storage } = app.context;
    const stranger = await addPerson(app.context, { role: 'author', name: 'Somebody Else' });
    expect((await run(demoClear, app.context)).failure).toMatch(/did not bring Somebody Else.*demo:clear --everything/);
    expect(Object.keys(await states())).toHaveLength(5);
    const { out, failure } = await run(demoClear, app.context, ['--everything']);
    expect([failure, out]).toEqual([null, expect.stringMatching(/^The newsroom is empty\./)]);
    const tables = await db.reader.introspection.getTables();
    // FTS5 keeps settings of its own beside each index.
    const indexed = ['search_index', 'working_index', 'comment_index'];
    const indexes = indexed.flatMap((index) => [`${index}_config`, `${index}_data`]);
    const kept = ['settings', 'events', 'limits', ...indexes];
    for (const { name } of tables.filter((table) => !kept.includes(table.name))) {
      expect([
        name,
        await db.reader
          .selectFrom(name as 'people')
          .selectAll()
          .execute(),
      ]).toEqual([name, []]);
    }
    expect(await allOf(storage)).toEqual([]);
    expect(await prepareDemo(app.context)).toEqual([]);
    expect((await run(demoClear, app.context)).failure).toBe('This is not the demo newsroom, so nothing was removed.');
    expect(stranger.id).toBeGreaterThan(0);
    await expectGuardedLedger(app.context);
  });
});

/** Whatever the triggers are called, they refuse. */
async function expectGuardedLedger({ db }: Context): Promise<void> {
  const person = {
    slug: 'a',
    name: 'A',
    email: 'a@a.example',
    role: 'admin',
    password_hash: '',
    created_at: '',
    bio: '',
  } as const;
  const remove = db.transaction(async (tx) => {
    const { id } = await tx.insertInto('people').values(person).returning('id').executeTakeFirstOrThrow();
    const article = {
      state: 'draft',
      created_at: '',
      created_by: id,
      updated_at: '',
      updated_by: id,
      note: '',
    } as const;
    const { id: article_id } = await tx
      .insertInto('articles')
      .values(article)
      .returning('id')
      .executeTakeFirstOrThrow();
    const revision = {
      article_id,
      kind: 'save',
      created_at: '',
      created_by: id,
      label: 'news',
      language: 'en',
      slug: '',
    } as const;
    const lead = { lead_kind: 'none', lead_decorative: 0, comments: 'open' } as const;
    const made = await tx
      .insertInto('revisions')
      .values({ ...revision, ...lead })
      .returning('id')
      .executeTakeFirstOrThrow();
    const publication = { article_id, revision_id: made.id, kind: 'first', note: '', at: '', text_hash: '' } as const;
    await tx.insertInto('publications').values(publication).execute();
    await tx.deleteFrom('publications').execute();
  });
  await expect(remove).rejects.toMatchObject({ message: expect.stringContaining('the ledger is append-only') });
}

describe('A database that is no demo', () => {
  test('with people in it, is left alone', async () => {
    const { context } = await startApp();
    await addPerson(context, { role: 'admin' });
    expect(await prepareDemo(context)).toEqual([]);
    expect((await run(demoLoad, context)).failure).toMatch(/^There are people in this newsroom already\./);
    expect((await run(demoClear, context)).failure).toBe('This is not the demo newsroom, so nothing was removed.');
  });
});

test('A load that was cut short is done again by the next start', async () => {
  const url = await newDatabaseUrl();
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    STORAGE_URL: `file:${newFolder()}`,
    LOG_LEVEL: 'silent',
  });
  let dead = false;
  let people = 0;
  const beforeStatement = (statement: string) => {
    if (statement.startsWith('insert into "people"')) people += 1;
    dead ||= people === 3;
    if (dead) throw new Error('The power is out.');
  };
  const log = pino({ level: 'silent' });
  const dying = await createContext(config, { migrated: true, log, database: { beforeStatement } });
  await expect(prepareDemo(dying)).rejects.toMatchObject({ message: 'The power is out.' });
  await dying.close();
  const context = await createContext(config, { migrated: true, log });
  try {
    expect(await readSetting(context.db.reader, 'demo')).toBe('loading');
    expect(await prepareDemo(context)).toHaveLength(5);
    expect(await context.db.reader.selectFrom('people').select('id').execute()).toHaveLength(5);
  } finally {
    await context.close();
  }
});

test('Two processes that start on one new database load the demo once, and both tell how to sign in', async () => {
  const config = readConfig({ DATABASE_URL: await newDatabaseUrl(), STORAGE_URL: `file:${newFolder()}` });
  const log = pino({ level: 'silent' });
  const [one, other] = [
    await createContext(config, { migrated: true, log }),
    await createContext(config, { migrated: true, log }),
  ];
  try {
    const [first, second] = await Promise.all([prepareDemo(one), prepareDemo(other)]);
    expect(first).toHaveLength(5);
    expect(second).toEqual(first);
    expect(await one.db.reader.selectFrom('people').select('id').execute()).toHaveLength(5);
  } finally {
    await one.close();
    await other.close();
  }
});
