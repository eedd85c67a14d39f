import { beforeEach, describe, expect, test } from '@jest/globals';
import Parser from 'rss-parser';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import { type Newsroom, press, publishChanges, publishNew, startNewsroom } from '../articles/newsroom.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

async function correct(id: number, note: string, text = note): Promise<void> {
  newsroom.clock.advance({ minutes: 1 });
  await publishChanges(newsroom.desk, id, { kind: 'correction', note, values: { Text: text } });
}

const page = async (path = '/corrections') => readPage(await newsroom.visitor().get(path).expect(200));
const texts = async (path?: string) =>
  (await page(path)).texts('.put-right').flatMap((text) => text.match(/It was \d+\./g) ?? []);

describe('The list of corrections', () => {
  test('has every correction of stories that readers see, newest first, with time, headline and text', async () => {
    const one = await publishNew(newsroom, { Headline: 'One' });
    const two = await publishNew(newsroom, { Headline: 'Two <b>' });
    await correct(one.id, 'It was 1.');
    await correct(two.id, 'It was 2.');
    await correct(one.id, 'It was 3.');
    await publishChanges(newsroom.desk, two.id, { kind: 'update', note: 'It was 4.', values: { Text: 'Four.' } });
    const shown = await page();
    expect(shown.texts('li').filter((text) => text.includes('It was'))).toEqual([
      '23 November 2026, 12:03 One It was 3.',
      '23 November 2026, 12:02 Two <b> It was 2.',
      '23 November 2026, 12:01 One It was 1.',
    ]);
    expect(shown.links('h2')).toContain(`${two.path}#correction`);
    expect({ ...shown, description: shown.description }).toMatchObject({
      title: 'Corrections | Broadsheet',
      canonical: `${newsroom.url}/corrections`,
      robots: 'max-image-preview:large',
    });
    await press(newsroom.desk, `/admin/articles/${one.id}`, 'Withdraw story', { 'Why it is withdrawn': 'No.' });
    expect(await texts()).toEqual(['It was 2.']);
    await press(newsroom.desk, `/admin/articles/${one.id}`, 'Publish again');
    expect(await texts()).toEqual(['It was 3.', 'It was 2.', 'It was 1.']);
    await newsroom.context.db.transaction((tx) => tx.deleteFrom('published_corrections').execute());
    expect(await texts()).toEqual([]);
    await rebuild(newsroom.context);
    expect(await texts()).toEqual(['It was 3.', 'It was 2.', 'It was 1.']);
  });

  test('says so where there is none', async () => {
    expect((await page()).main).toContain('Nothing has been corrected yet.');
    const { body, text } = await newsroom.visitor().get('/corrections/feed.xml').expect(200);
    expect(await new Parser().parseString(text ?? String(body))).toMatchObject({ items: [] });
  });

  test('is paged by the last correction of the page before', async () => {
    const { id } = await publishNew(newsroom);
    for (let number = 1; number <= 52; number += 1) await correct(id, `It was ${number}.`);
    const numbers = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => `It was ${from - index}.`);
    expect(await texts()).toEqual(numbers(52, 3));
    const [older = ''] = (await page()).links('.pager');
    expect(older).toMatch(/^\/corrections\?before=2026-11-23T12:03:00\.000Z_\d+$/);
    expect(await texts(older)).toEqual(numbers(2, 1));
    const last = await page(older);
    expect(last.links('.pager')).toEqual(['/corrections']);
    expect(last.canonical).toBe(`${newsroom.url}${older}`);
    for (const wrong of [
      'x',
      '',
      '2026-11-23T12:03:00.000Z',
      '2026-13-23T12:03:00.000Z_1',
      '2020-01-01T00:00:00.000Z_1',
    ]) {
      await newsroom.visitor().get(`/corrections?before=${wrong}`).expect(404);
    }
  }, 120_000);

  test('has its feed as Atom and JSON, too, in which every correction keeps its name', async () => {
    const { id, path } = await publishNew(newsroom);
    await correct(id, 'It was 1 & <2>.', 'Two.');
    const visitor = newsroom.visitor();
    const atom = await new Parser().parseString((await visitor.get('/corrections/feed.atom').buffer(true)).text);
    const json = JSON.parse((await visitor.get('/corrections/feed.json').buffer(true)).text);
    expect(json).toMatchObject({ feed_url: `${newsroom.url}/corrections/feed.json`, title: 'Broadsheet: Corrections' });
    expect(json.items).toEqual([
      expect.objectContaining({
        ...{ url: `${newsroom.url}${path}#correction`, date_published: '2026-11-23T12:01:00.000Z' },
        ...{ summary: 'It was 1 & <2>.', content_html: '<p dir="auto">It was 1 &amp; &lt;2&gt;.</p>' },
      }),
    ]);
    expect(atom.items.map((item) => item.id)).toEqual([json.items[0].id]);
    await publishChanges(newsroom.desk, id, { values: { 'Address ending': 'moved' } });
    const moved = JSON.parse((await visitor.get('/corrections/feed.json').buffer(true)).text);
    expect(moved.items[0]).toMatchObject({ id: json.items[0].id, url: `${newsroom.url}/2026/11/23/moved#correction` });
    expect(Object.keys((await page()).alternates)).not.toContain('en');
    expect((await visitor.get('/corrections')).text).toContain(`href="${newsroom.url}/corrections/feed.atom"`);
  });

  test('has a feed that other people’s readers can read', async () => {
    const { id, path } = await publishNew(newsroom, { Headline: 'عمال & <b>', Language: 'ar' });
    await correct(id, 'It was ]]> & <script>.', 'Two.');
    const answer = await newsroom.visitor().get('/corrections/feed.xml').expect(200);
    expect(answer.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const feed = await new Parser().parseString(answer.text ?? String(answer.body));
    expect(feed).toMatchObject({
      title: 'Broadsheet: Corrections',
      link: `${newsroom.url}/corrections`,
      language: 'en',
    });
    expect(feed.items).toEqual([
      expect.objectContaining({
        title: expect.stringMatching(/^\s*تصحيح: عمال & <b>\s*$/),
        link: `${newsroom.url}${encodeURI(path)}#correction`,
        content: expect.stringMatching(/^\s*It was \]\]> & <script>\.\s*$/),
        guid: expect.stringMatching(/^tag:localhost,2026-11-23:correction-\d+$/),
        isoDate: '2026-11-23T12:01:00.000Z',
      }),
    ]);
  });
});
