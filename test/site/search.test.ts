import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Person } from '../../src/accounts/person.ts';
import { publish, publishChanges, reinstate } from '../../src/articles/actions/publish.ts';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { schedule } from '../../src/articles/actions/schedule.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory, type Fate } from '../support/stories.ts';

/* Readers find what is out now, in the words that it has now. */

let newsroom: Started;
let editor: Person;
let politics: number;

beforeEach(async () => {
  newsroom = await startApp();
  politics = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor' });
});

const write = (headline: string, content: Partial<Content> = {}, fate: Fate = 'published') =>
  addStory(newsroom.context, {
    editor,
    content: { headline, body: 'It was so.', sectionId: politics, ...content },
    fate,
  });

const address = (query: string | Record<string, string>) =>
  `/search?${new URLSearchParams(typeof query === 'string' ? { q: query } : query)}`;

const open = async (query: string | Record<string, string>) =>
  readPage(await newsroom.visitor().get(address(query)).expect(200));

/** The addresses of what is found, in order. */
const find = async (query: string | Record<string, string>) => (await open(query)).links('h3').map(decodeURI);

async function change({ articleId, revisionId }: AddedStory, content: Partial<Content>): Promise<void> {
  newsroom.clock.advance({ minutes: 5 });
  const saved = await saveRevision(newsroom.context, editor, {
    ...{ articleId, baseRevisionId: revisionId, kind: 'save' as const },
    content: { ...emptyContent, headline: 'Dockers', body: 'It was so.', sectionId: politics, ...content },
  });
  expect(await find(content.body ?? 'x')).toEqual([]);
  await publishChanges(newsroom.context, editor, { ...saved, kind: 'update', note: 'More is known.' });
}

describe('A story', () => {
  test('is found once it is published, and not before', async () => {
    const draft = await write('Dockers', {}, 'draft');
    expect(await find('dockers')).toEqual([]);
    await publish(newsroom.context, editor, draft);
    expect(await find('dockers')).toEqual(['/2026/11/23/dockers']);
  });

  test('that changed is found by its new words, and no more by the old', async () => {
    const story = await write('Dockers', { standfirst: 'Lighthouse', body: 'Thirty-one.' });
    await change(story, { standfirst: 'Harbour', body: 'Twenty-four.' });
    for (const gone of ['lighthouse', 'thirty-one']) expect(await find(gone)).toEqual([]);
    for (const typed of ['dockers', 'harbour', 'twenty-four']) expect(await find(typed)).toEqual([story.path]);
  });

  test('is found at the address that it has now', async () => {
    const story = await write('Dockers');
    await change(story, { slug: 'dockers-halt', body: 'Otherwise.' });
    expect(await find('dockers')).toEqual(['/2026/11/23/dockers-halt']);
  });

  test('that was withdrawn is gone, and is back when it is published again', async () => {
    const story = await write('Dockers');
    await withdraw(newsroom.context, editor, { articleId: story.articleId, reason: 'Not so.' });
    expect(await find('dockers')).toEqual([]);
    await reinstate(newsroom.context, editor, { ...story, note: 'So after all.' });
    expect(await find('dockers')).toEqual([story.path]);
  });

  test('that is scheduled is found at its time, to the moment', async () => {
    await write('Ministers');
    const story = await write('Dockers', {}, 'review');
    await schedule(newsroom.context, editor, { ...story, at: '2026-11-24T09:00:00.000Z' });
    newsroom.clock.set('2026-11-24T08:59:59.999Z');
    const asked: Record<string, string>[] = [
      { q: 'dockers' },
      { q: 'dock*', order: 'newest' },
      { q: 'dockers', to: '2027-01-01' },
    ];
    for (const query of asked) {
      expect(await find(query)).toEqual([]);
    }
    expect(await find('so -ministers')).toEqual([]);
    newsroom.clock.set('2026-11-24T09:00:00.000Z');
    expect(await find('dockers')).toEqual(['/2026/11/24/dockers']);
  });

  test('that is a page beside the stories is not found', async () => {
    await addStory(newsroom.context, { editor, makes: 'page', content: { headline: 'About', sectionId: null } });
    expect(await find('about')).toEqual([]);
  });

  test('is found by phrases, beginnings, without accents, and in Arabic', async () => {
    const french = await write('L’Élysée répond aux dockers');
    const arabic = await write('عُمّال الميناء يوقفون كلمة الوزيرة', { language: 'ar' });
    for (const typed of ['elysee', 'elys*', '"repond aux dockers"', 'dockers -harbour']) {
      expect({ typed, found: await find(typed) }).toEqual({ typed, found: [french.path] });
    }
    for (const typed of ['عمال', 'ميناء', 'والميناء', '«كلمة الوزيره»', 'يوقف*']) {
      expect({ typed, found: await find(typed) }).toEqual({ typed, found: [arabic.path] });
    }
    const page = await open('الميناء');
    expect(page.texts('mark')).toEqual(['الميناء']);
    expect(page.attributes('article', 'lang')).toEqual(['ar']);
  });

  test('shows what was looked for in its headline and around it, as text', async () => {
    await write('The <b>vote</b> & the harbour', {
      body: `${'Word upon word. '.repeat(60)}A vote "was" held. ${'More. '.repeat(90)}`,
    });
    const { text } = await newsroom.visitor().get(address('vote')).expect(200);
    expect(text).toContain('The &lt;b&gt;<mark>vote</mark>&lt;/b&gt; &amp; the harbour');
    expect(text).toMatch(/<p dir="auto">… [^<]*A <mark>vote<\/mark> &quot;was&quot; held\. [^<]* …<\/p>/);
  });
});

describe('The index', () => {
  const wipe = () =>
    newsroom.context.db.transaction(async (tx) => {
      await tx.deleteFrom('search_documents').execute();
      if (DATABASE === 'sqlite') await sql`delete from search_index`.execute(tx);
    });

  test('is made again with the rest of the reading side', async () => {
    const story = await write('Dockers', { body: 'A lighthouse.' });
    await write('Ministers', {}, 'withdrawn');
    await write('Lawyers', {}, 'draft');
    await wipe();
    expect(await find('lighthouse')).toEqual([]);
    for (let time = 0; time < 2; time += 1) {
      await rebuild(newsroom.context);
      expect(await find('lighthouse')).toEqual([story.path]);
      for (const typed of ['ministers', 'lawyers']) expect(await find(typed)).toEqual([]);
    }
  });
});
