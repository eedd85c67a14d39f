import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../../src/accounts/person.ts';
import { prepareDemo } from '../../src/cli/demo-load.ts';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { type Kept, type Started, type StartOptions, startApp } from './app.ts';
import { fixedClock } from './clock.ts';
import { addPerson } from './factories.ts';

export interface Demo extends Started {
  /** Somebody of the desk who signs in with the password of tests. */
  editor: Person;
  /** The address of a story readers can see, by the end of it. */
  story(slug: string): Promise<string>;
  /** The address of a story's editor, by its headline or its beginning. */
  editing(headline: string): Promise<string>;
}

/** Stories of the demo that have something others lack, by the ends of their addresses. */
export const stories = {
  /** Leads with a video; has a figure, contents, corrections and a long thread. */
  fullest: 'dockers-halt-ministers-speech-over-scanner-contract',
  arabic: 'omal-al-mina-yuqifun-khitab-al-wazir',
  withTable: 'four-districts-one-court-the-postal-ballot-case-explained',
  withdrawn: 'mayors-aide-named-in-leaked-memo',
};

/** The program with the demo newsroom, on SQLite, for all tests of a file: to be called in beforeAll. */
export async function startDemo(options: Omit<StartOptions, 'shared' | 'copyOf'> = {}): Promise<Demo> {
  const app = await startApp({ ...options, shared: true, copyOf: await loadedDemo() });
  const { reader } = app.context.db;
  return {
    ...app,
    editor: await addPerson(app.context, { role: 'editor', name: 'Edda Lind' }),
    async story(slug) {
      const published = reader.selectFrom('published_articles').select('path').where('path', 'like', `%/${slug}`);
      const withdrawn = reader.selectFrom('withdrawn_articles').select('path').where('path', 'like', `%/${slug}`);
      return (await published.unionAll(withdrawn).executeTakeFirstOrThrow()).path;
    },
    async editing(headline) {
      const found = reader.selectFrom('revisions').select('article_id').where('headline', 'like', `${headline}%`);
      return `/admin/articles/${(await found.executeTakeFirstOrThrow()).article_id}`;
    },
  };
}

/** The demo newsroom, loaded once in a run, by whichever file is the first to need it: its pictures take some seconds. */
async function loadedDemo(): Promise<Kept> {
  const folder = join(process.env.TEST_SQLITE_FOLDER ?? '', 'demo');
  const [kept, ready] = [
    { database: `sqlite:${folder}/demo.db`, files: join(folder, 'uploads') },
    join(folder, 'ready'),
  ];
  if (mkdirSync(folder, { recursive: true }) !== undefined) {
    // Where it fails, nobody shall wait for it.
    await load(kept).finally(() => writeFileSync(ready, ''));
  }
  while (!existsSync(ready)) await wait(50);
  return kept;
}

async function load({ database, files }: Kept): Promise<void> {
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database,
    STORAGE_URL: `file:${files}`,
    LOG_LEVEL: 'silent',
  });
  const context = await createContext(config, { now: fixedClock().now });
  await prepareDemo(context);
  await context.close();
}
