import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Database, OpenOptions } from '../../src/db/database.ts';
import type { Tables } from '../../src/db/tables.ts';
import { bundle, startChild, twoAtOnce } from '../support/children.ts';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { type ActName, act, actNames, prepareStories, type Stories } from '../support/publishing.ts';

// Some thirty processes for each act.
jest.setTimeout(120_000);

let prepared: string;
let stories: Stories;
let script: string;

beforeAll(async () => {
  prepared = await newDatabaseUrl({ shared: true });
  stories = await opened(prepared, prepareStories);
  script = await bundle('test/support/publish-child.ts');
});

async function opened<Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
  options?: OpenOptions,
): Promise<Result> {
  const database = openUrl(url, options);
  return work(database).finally(() => database.close());
}

const copy = () => newDatabaseUrl({ copyOf: prepared });

/** Everything that publishing touches. Numbers that a failed attempt may have used up are left out. */
async function everything({ reader }: Database): Promise<Record<string, unknown[]>> {
  const tables: (keyof Tables)[] = [
    ...(['articles', 'revisions', 'publications', 'events', 'media_uses', 'redirects', 'withdrawn_articles'] as const),
    ...(['published_articles', 'published_article_topics', 'published_article_authors'] as const),
    'published_references',
  ];
  const found: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows: object[] = await reader.selectFrom(table).selectAll().execute();
    const counted = table === 'publications' || table === 'events';
    const texts = rows.map((row) => JSON.stringify(counted ? { ...row, id: 0 } : row));
    found[table] = texts.sort().map((text) => JSON.parse(text));
  }
  const mails = reader.selectFrom('outgoing_mails').select(['recipient', 'subject', 'text']);
  found.outgoing_mails = await mails.orderBy('recipient').orderBy('subject').execute();
  return found;
}

/** What is there before and after an act that nothing disturbs, and how many statements it takes. */
async function undisturbed(name: ActName) {
  let statements = 0;
  const before = await opened(prepared, everything);
  const url = await copy();
  const after = await opened(
    url,
    async (database) => {
      await act(database, name, stories);
      return everything(database);
    },
    { beforeStatement: () => (statements += 1) },
  );
  return { before, after, statements };
}

const rowsOf = (rows: Record<string, unknown[]>, table: keyof Tables, id: number) =>
  (rows[table] ?? []).filter((row) => (row as { article_id: number }).article_id === id);

describe('Killed before any of its statements', () => {
  test.each(actNames)('to %s is done whole or not at all, and can be done again', async (name) => {
    const { before, after, statements } = await undisturbed(name);
    expect(statements).toBeGreaterThan(15);
    // The one that gets through goes first: it leaves what Node made of the script to the others.
    const numbers = Array.from({ length: statements + 1 }, (_, index) => statements + 1 - index);
    await twoAtOnce(numbers, async (killedBefore) => {
      const url = await copy();
      const order = JSON.stringify({ url, name, stories, killedBefore });
      const { code, signal, stderr } = await startChild([script, order]).ended;
      expect({ killedBefore, code, signal, stderr }).toEqual(
        killedBefore <= statements
          ? { killedBefore, code: null, signal: 'SIGKILL', stderr: '' }
          : { killedBefore, code: 0, signal: null, stderr: '' },
      );
      await opened(url, async (database) => {
        const left = await everything(database);
        if (code === 0) expect(left).toEqual(after);
        else expect([before, after]).toContainEqual(left);
        if (left.events?.length === before.events?.length) await act(database, name, stories);
        expect(await everything(database)).toEqual(after);
      });
    });
  });
});

describe('What it is compared with', () => {
  test('holds a first publication in every part', async () => {
    const { before, after } = await undisturbed('publish');
    const { articleId } = stories.publish;
    const count = (rows: typeof after) =>
      Object.fromEntries(
        Object.keys(rows).map((table) => [table, rowsOf(rows, table as keyof Tables, articleId).length]),
      );
    const parts = { publications: 1, published_articles: 1, published_article_topics: 3, published_article_authors: 2 };
    const none = { publications: 0, published_articles: 0, published_article_topics: 0, published_article_authors: 0 };
    expect(count(before)).toMatchObject({ ...none, published_references: 0 });
    expect(count(after)).toMatchObject({ ...parts, published_references: 3 });
    expect(after.events).toContainEqual(
      expect.objectContaining({ action: 'article.published', subject: `article:${articleId}` }),
    );
    expect(after.articles).toContainEqual(expect.objectContaining({ id: articleId, state: 'published' }));
  });

  test('holds a correction with its new address, and a withdrawal with its reason', async () => {
    const changed = stories['publish changes'].articleId;
    const correction = (await undisturbed('publish changes')).after;
    expect(rowsOf(correction, 'redirects', changed)).toMatchObject([{ path: '/2026/11/23/dockers-halt-speech' }]);
    expect(rowsOf(correction, 'published_articles', changed)).toMatchObject([{ path: '/2026/11/23/speech-halted' }]);
    expect(rowsOf(correction, 'publications', changed)).toHaveLength(2);
    const { articleId } = stories.withdraw;
    const withdrawal = (await undisturbed('withdraw')).after;
    expect(rowsOf(withdrawal, 'published_articles', articleId)).toEqual([]);
    expect(rowsOf(withdrawal, 'withdrawn_articles', articleId)).toMatchObject([
      { reason: 'It was about somebody else.' },
    ]);
    expect(withdrawal.articles).toContainEqual(expect.objectContaining({ id: articleId, state: 'withdrawn' }));
  });
});
