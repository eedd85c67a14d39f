import { beforeEach, describe, expect, test } from '@jest/globals';
import { setLevels } from '../../src/admin/actions/checks.ts';
import { lookForDeadLinks } from '../../src/articles/actions/dead-links.ts';
import { defaultLevels } from '../../src/articles/article/checks.ts';
import { addPerson } from '../support/factories.ts';
import { type OtherSite, startOtherSite } from '../support/other-site.ts';
import { readPage } from '../support/pages.ts';
import { articleOf, complete, edit, type Newsroom, openPanel, publishNew, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;
let site: OtherSite;

const statuses: Record<string, number> = {
  '/gone': 410,
  '/missing': 404,
  '/down': 503,
  '/closed': 403,
  '/odd?a=1&b=2': 404,
};

beforeEach(async () => {
  newsroom = await startNewsroom({ reaches: (ip) => ip === '127.0.0.1' });
  site = await startOtherSite(({ url = '' }, response) => response.writeHead(statuses[url] ?? 200).end('Here.'));
});

const linking = (...paths: string[]) =>
  paths.map((path) => `[a](${path.includes(':') ? path : site.url + path})`).join(' ');
const looked = () => newsroom.context.db.reader.selectFrom('looked_links').selectAll().orderBy('address').execute();
const sweep = () => lookForDeadLinks(newsroom.context);

/** What the panel of a draft says of links. */
async function warned(text: string): Promise<string[]> {
  const panel = await openPanel(newsroom.desk, 'new', { ...complete, Text: text });
  return readPage(panel)
    .texts('.todo')
    .filter((said) => said.includes('does not answer'));
}

describe('A link to another site', () => {
  test('is asked for by the sweep alone: neither writing nor publishing waits for it', async () => {
    const { id } = await publishNew(newsroom, { Text: linking('/gone', '/here') });
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'published' });
    expect(site.asked).toHaveLength(0);
    expect(await sweep()).toBe(2);
    expect(site.asked.map(({ url }) => url).sort()).toEqual(['/gone', '/here']);
    expect(await sweep()).toBe(0);
  });

  test('that is dead is said on the panel and in the editor, and blocks nothing', async () => {
    const text = linking('/gone', '/missing#part', '/odd?a=1&b=2', '/down', '/closed', '/here');
    const id = await write(newsroom.desk, { ...complete, Text: text });
    expect(await warned(text)).toEqual([]);
    await sweep();
    const dead = ['/gone', '/missing', '/odd?a=1&b=2'].map((path) => `The link to ${site.url}${path} does not answer.`);
    expect(await warned(text)).toEqual(dead);
    const editor = readPage(await newsroom.desk.get(`/admin/articles/${id}`))
      .texts('.todo')
      .join(' ');
    expect(editor).toContain(`the link to ${site.url}/gone does not answer`);
    await edit(newsroom.desk, id, {}, 'Publish');
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'published' });
  });

  test('that leads inside, nowhere or to ourselves is asked for never', async () => {
    const inside = [`http://127.0.0.2:${site.port}/`, 'http://10.0.0.1/', 'http://169.254.169.254/latest'];
    const none = ['mailto:desk@alder.example', 'https://alder.example/', `${newsroom.url}/2026/11/23/a`, '/politics'];
    await write(newsroom.desk, {
      ...complete,
      Text: [...inside, ...none].map((address) => `[a](${address})`).join(' '),
    });
    await sweep();
    expect(site.asked).toHaveLength(0);
    const rows = await looked();
    expect(rows.map(({ address }) => address)).toEqual([...inside].sort());
    expect(rows.every((row) => row.is_dead === 0 && row.due_at === null)).toBe(true);
  });

  test('that nobody answers is dead after three times, and alive when somebody does', async () => {
    const { clock } = newsroom;
    const text = linking('/here');
    await site.close();
    await write(newsroom.desk, { ...complete, Text: text });
    for (const minutes of [0, 10, 20]) {
      clock.set(new Date(Date.parse('2026-11-23T12:00:00.000Z') + minutes * 60_000).toISOString());
      expect(await warned(text)).toEqual([]);
      expect(await sweep()).toBe(1);
      expect(await sweep()).toBe(0);
    }
    expect(await warned(text)).toEqual([`The link to ${site.url}/here does not answer.`]);
    const back = await startOtherSite((_request, response) => response.end('Here.'), site.port);
    clock.set('2026-11-23T18:30:00.000Z');
    expect(await sweep()).toBe(1);
    expect(back.asked).toHaveLength(1);
    expect(await warned(text)).toEqual([]);
  });

  test('is asked for again a day later, when its text is saved, and forgotten after thirty', async () => {
    const { clock, desk } = newsroom;
    const id = await write(desk, { ...complete, Text: linking('/here') });
    await sweep();
    await edit(desk, id, { Headline: 'Again' });
    expect(await sweep()).toBe(0);
    clock.set('2026-11-24T12:00:01.000Z');
    await edit(desk, id, { Headline: 'And again' });
    expect(await sweep()).toBe(1);
    clock.set('2027-01-01T12:00:00.000Z');
    await edit(await newsroom.signIn('editor'), id, { Text: linking('/gone') });
    await sweep();
    expect((await looked()).map(({ address }) => address)).toEqual([`${site.url}/gone`]);
  });

  test('is one of a hundred at most that are asked for of a text, ten at a time', async () => {
    const paths = Array.from({ length: 130 }, (_, number) => `/${number}`);
    const long = `/${'x'.repeat(2000)}`;
    await write(newsroom.desk, { ...complete, Text: linking(long, ...paths) });
    expect(await looked()).toHaveLength(100);
    expect(await Promise.all([sweep(), sweep()])).toEqual([10, 10]);
    expect(new Set(site.asked.map(({ url }) => url)).size).toBe(20);
  });

  test('is asked for nowhere once an administrator turns the check off', async () => {
    const admin = await addPerson(newsroom.context, { role: 'admin' });
    await setLevels(newsroom.context, admin, { ...defaultLevels, 'dead-links': 'off' });
    await write(newsroom.desk, { ...complete, Text: linking('/gone') });
    expect([await looked(), await sweep()]).toEqual([[], 0]);
  });

  test('that is being waited for does not keep the program from ending', async () => {
    const silent = await startOtherSite(() => undefined);
    await write(newsroom.desk, { ...complete, Text: `[a](${silent.url}/)` });
    const sweeping = sweep();
    while (silent.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const begun = Date.now();
    await newsroom.close();
    expect(await sweeping).toBe(0);
    expect(Date.now() - begun).toBeLessThan(3000);
  });
});
