import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { bringIn } from '../../src/articles/actions/bring-in.ts';
import { publishChanges, reinstate } from '../../src/articles/actions/publish.ts';
import { rebuildIfOutdated } from '../../src/articles/actions/rebuild.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type ArticleKind, type Content, emptyContent } from '../../src/articles/article.ts';
import { findArticle, findRevision } from '../../src/articles/queries/writing.ts';
import { rebuild } from '../../src/cli/rebuild.ts';
import { readSite, writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { run } from './run.ts';

const tables = [
  'published_articles',
  'published_article_topics',
  'published_article_authors',
  'published_references',
  'withdrawn_articles',
  'redirects',
] as const;

let app: Started;
let editor: Person;
let sectionId: number;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

async function add(
  headline: string,
  content: Partial<Content> = {},
  publishedAt: string | null = null,
  kind: ArticleKind = 'story',
): Promise<number> {
  const { topicIds: _, authorIds: __, translationOf: ___, leadMediaId: ____, seriesId: _____, ...empty } = emptyContent;
  const { articleId } = await bringIn(app.context, editor, {
    kind,
    content: { ...empty, headline, sectionId, body: 'The text.\n\n## A part\n\nMore.', ...content },
    names: { topics: ['Rail', 'Ports'], authors: [editor.email], series: '', original: '' },
    ...{ pictures: [], lead: null, state: 'published', publishedAt },
  });
  return articleId;
}

/** Writes another version, as the newest. */
async function edit(articleId: number, change: Partial<Content>) {
  const article = await findArticle(app.context.db.reader, articleId);
  const revision = await findRevision(app.context.db.reader, article?.revisionId ?? 0);
  if (!revision) throw new Error('There is no such story.');
  const content = { ...revision, ...change };
  return saveRevision(app.context, editor, { articleId, baseRevisionId: revision.id, content, kind: 'save' });
}

async function change(articleId: number, kind: 'fix' | 'update' | 'correction', content: Partial<Content>) {
  app.clock.advance({ minutes: 5 });
  const saved = await edit(articleId, content);
  await publishChanges(app.context, editor, { ...saved, kind, note: `What the ${kind} changed.` });
}

/** Stories in every state and with every kind of past that the reading side shows. */
async function publishMuch(): Promise<number[]> {
  const first = await add('First', {}, '2024-05-01T23:30:00.000Z');
  const fixed = await add('Fixed', { body: `A text.\n\n::related{story="first"}\n\n::related{story="${first}"}` });
  await change(fixed, 'fix', { body: 'A text, fixed.\n\n::related{story="first"}' });
  const corrected = await add('Corrected', {
    leadKind: 'video',
    leadVideo: 'https://vimeo.com/123456',
    leadVideoTitle: 'On film',
  });
  await change(corrected, 'update', { standfirst: 'More is known.' });
  await change(corrected, 'correction', { body: 'What is right.' });
  await change(corrected, 'fix', { headline: 'Corrected since' });
  const moved = await add('Moved');
  await change(moved, 'fix', { slug: 'moved-away' });
  await edit(moved, { headline: 'Not published yet' });
  const gone = await add('Gone');
  await change(gone, 'correction', { body: 'Better.' });
  await withdraw(app.context, editor, { articleId: gone, reason: 'It was wrong.' });
  const back = await add('Back');
  await withdraw(app.context, editor, { articleId: back, reason: 'It may be wrong.' });
  app.clock.advance({ minutes: 5 });
  await reinstate(app.context, editor, { articleId: back, note: 'It is right.' });
  const scheduled = await add('Later', {}, '2026-11-30T12:00:00.000Z');
  await edit(scheduled, { headline: 'Later, but better', translationOf: first });
  // Its time has come, and the sweep has not.
  await add('Due', {}, '2026-11-23T12:40:00.000Z');
  app.clock.advance({ hours: 1 });
  return [first, fixed, corrected, moved, gone, back, scheduled];
}

async function readingSide(): Promise<Record<string, string[]>> {
  const entries = tables.map(async (table) => {
    const rows = await app.context.db.reader.selectFrom(table).selectAll().execute();
    return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('rebuild', () => {
  test('leaves the reading side as it was, to the byte', async () => {
    await publishMuch();
    const before = await readingSide();
    for (const table of tables) expect(before[table]?.length).toBeGreaterThan(0);
    expect(await run(rebuild, app.context)).toEqual({
      out: 'The reading side holds 8 stories again.\n',
      err: '',
      failure: null,
    });
    expect(await readingSide()).toEqual(before);
  });

  test('makes a reading side that is gone', async () => {
    await publishMuch();
    const before = await readingSide();
    await app.context.db.transaction(async (tx) => {
      for (const table of [...tables.slice(1, 5), tables[0]]) await tx.deleteFrom(table).execute();
    });
    await run(rebuild, app.context);
    expect(await readingSide()).toEqual(before);
  });

  test('does the same for pages, withdrawn and moved ones too', async () => {
    const story = await add('First');
    const about = await add('About', { body: `Us.\n\n::related{story="${story}"}` }, null, 'page');
    await change(about, 'correction', { slug: 'about-us' });
    const gone = await add('Contact', {}, null, 'page');
    await withdraw(app.context, editor, { articleId: gone, reason: 'We moved.' });
    await add('Later', {}, '2026-11-30T12:00:00.000Z', 'page');
    const pageTables = ['published_page_references', 'published_pages', 'withdrawn_articles', 'redirects'] as const;
    const read = () =>
      Promise.all(pageTables.map((table) => app.context.db.reader.selectFrom(table).selectAll().execute()));
    const before = await read();
    expect(before.map(({ length }) => length)).toEqual([1, 2, 1, 1]);
    await run(rebuild, app.context);
    expect(await read()).toEqual(before);
    // All that the reading side holds of them, but for the addresses that only it knows.
    await app.context.db.transaction(async (tx) => {
      for (const table of pageTables.slice(0, 2)) await tx.deleteFrom(table).execute();
    });
    await run(rebuild, app.context);
    expect(await read()).toEqual(before);
  });

  test('keeps addresses where the newsroom has moved to another zone', async () => {
    const id = await add('First', {}, '2024-05-01T23:30:00.000Z');
    await app.context.db.transaction((tx) => writeSetting(tx, 'zone', 'Asia/Tokyo'));
    expect((await readSite(app.context.db.reader)).zone).toBe('Asia/Tokyo');
    await run(rebuild, app.context);
    expect((await readingSide()).published_articles).toEqual([expect.stringContaining('"/2024/05/01/first"')]);
    expect((await readingSide()).published_articles).toEqual([expect.stringContaining(`"article_id":${id},`)]);
  });

  test('tells whoever keeps pages', async () => {
    const id = await add('First');
    await run(rebuild, app.context);
    const events = app.context.db.reader.selectFrom('events').select(['subject', 'names', 'person_id']);
    const rows = await events.where('action', '=', 'article.rebuilt').execute();
    expect(rows).toMatchObject([{ subject: `article:${id}`, person_id: null }]);
    expect(JSON.parse(rows[0]?.names ?? '')).toEqual(
      expect.arrayContaining([`article:${id}`, 'front', `section:${sectionId}`]),
    );
  });
});

describe('At start', () => {
  const age = (articleId: number) =>
    app.context.db.transaction((tx) =>
      tx
        .updateTable('published_articles')
        .set({ renderer: 0, blocks: '[]' })
        .where('article_id', '=', articleId)
        .execute(),
    );

  test('what an older renderer made is made again, and nothing else', async () => {
    const [old] = [await add('Old'), await add('New')];
    const before = await readingSide();
    await age(old);
    expect(await rebuildIfOutdated(app.context)).toBe(1);
    expect(await readingSide()).toEqual(before);
  });

  test('pages, too, that an older renderer made', async () => {
    await add('About', {}, null, 'page');
    const read = () => app.context.db.reader.selectFrom('published_pages').selectAll().execute();
    const before = await read();
    await app.context.db.transaction((tx) =>
      tx.updateTable('published_pages').set({ renderer: 0, blocks: '[]' }).execute(),
    );
    expect(await rebuildIfOutdated(app.context)).toBe(1);
    expect(await read()).toEqual(before);
  });

  test('nothing is looked at once all is made by today’s', async () => {
    const id = await add('Old');
    expect(await rebuildIfOutdated(app.context)).toBe(0);
    await age(id);
    expect(await rebuildIfOutdated(app.context)).toBe(0);
  });
});
