import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { writeSetting } from '../../src/db/settings.ts';
import { addStory, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  logged = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(JSON.parse(line)) });
  newsroom = await startNewsroom({ environment: { PAGE_CACHE_MB: '8' }, log });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  await newsroom.visitor().get(story.path).expect(200);
});

interface Told {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** As bytes, with just these headers. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Told>((resolve, reject) => {
    const asked = get(`${newsroom.url}${encodeURI(path)}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
  });

/** Changes the headline without telling anybody: what is kept does not know it, what is made anew does. */
async function changeBehindItsBack(): Promise<void> {
  const { db } = newsroom.context;
  const changing = db.writer.updateTable('published_articles').set({ headline: 'Behind its back' });
  await changing.where('article_id', '=', story.articleId).execute();
}

const isKept = ({ body }: Told) => !String(body).includes('Behind its back');

describe('A page that was made once', () => {
  beforeEach(changeBehindItsBack);

  test.each<[string, () => Promise<Told>]>([
    ['again', () => ask(story.path)],
    ['with parameters of those who count clicks', () => ask(`${story.path}?utm_source=post&fbclid=1&before=x`)],
    ['with cookies of somebody else', () => ask(story.path, { cookie: 'a=b; commenter=x; theme=plaid' })],
    ['with a session that is none', () => ask(story.path, { cookie: `session=${'a'.repeat(43)}` })],
    [
      'from another page, in another language',
      () => ask(story.path, { referer: 'https://x.example/', 'accept-language': 'ar' }),
    ],
    ['under another name of the host', () => ask(story.path, { host: 'evil.example' })],
  ])('is given %s', async (_how, asked) => {
    const told = await asked();
    expect(told.status).toBe(200);
    expect(isKept(told)).toBe(true);
  });

  test('is another one in another theme', async () => {
    expect(isKept(await ask(story.path, { cookie: 'theme=dark' }))).toBe(false);
  });

  test('is not what the newsroom’s own people see, and theirs is kept for nobody', async () => {
    const desk = await newsroom.signIn(newsroom.editor);
    const own = await desk.get(story.path).expect(200);
    expect(own.text).toContain('Behind its back');
    expect(own.text).toContain('Edit');
    expect(own.headers['cache-control']).toBe('private, no-store');
    expect(isKept(await ask(story.path))).toBe(true);
    await desk.get('/politics').expect(200);
    expect((await newsroom.visitor().get('/politics')).text).not.toContain('/admin');
  });

  test('is given in whatever way it is taken', async () => {
    const [br, gzip, plain, none] = [
      await ask(story.path, { 'accept-encoding': 'gzip, deflate, br' }),
      await ask(story.path, { 'accept-encoding': 'gzip, br;q=0' }),
      await ask(story.path),
      await ask(story.path, { 'accept-encoding': 'zstd' }),
    ];
    expect([br, gzip, plain, none].map(({ headers }) => headers['content-encoding'])).toEqual([
      ...['br', 'gzip', undefined, undefined],
    ]);
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(none.body.equals(plain.body)).toBe(true);
    for (const { headers, body } of [br, gzip, plain]) expect(headers['content-length']).toBe(String(body.length));
    expect(String(plain.headers.vary)).toContain('Accept-Encoding');
    const taken = async (accepted: string) =>
      (await ask(story.path, { 'accept-encoding': accepted })).headers['content-encoding'];
    expect(await taken('br;q=0.1, gzip')).toBe('gzip');
    expect(await taken('identity, br;q=0.5')).toBeUndefined();
    expect(await taken('*')).toBe('br');
  });

  test('is told by its headers alone, and not sent to whoever has it', async () => {
    const whole = await ask(story.path, { 'accept-encoding': 'br' });
    const head = await ask(story.path, { 'accept-encoding': 'br' }, 'HEAD');
    expect(head.body.length).toBe(0);
    expect(withoutOwn(head)).toEqual(withoutOwn(whole));
    const etag = String(whole.headers.etag);
    const known = await ask(story.path, { 'if-none-match': etag });
    expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, etag]);
    expect(known.headers['content-type']).toBeUndefined();
    expect(known.headers['content-security-policy']).toBe(whole.headers['content-security-policy']);
    expect((await ask(story.path, { 'if-none-match': 'W/"another"' })).status).toBe(200);
  });

  test('has a number of its own in the log each time', async () => {
    logged = [];
    const ids = [(await ask(story.path)).headers['x-request-id'], (await ask(story.path)).headers['x-request-id']];
    expect(new Set(ids).size).toBe(2);
    expect(logged.map(({ req, res }) => ({ req, res }))).toEqual(
      ids.map((id) => ({ req: { id, method: 'GET', path: story.path }, res: { status: 200 } })),
    );
  });
});

const withoutOwn = ({ headers: { date: _, 'x-request-id': __, ...rest } }: Told) => rest;

describe('Not kept are', () => {
  test.each([
    ['what is not there', () => '/2026/11/23/nothing', 404],
    ['what is written otherwise', () => story.path.toUpperCase(), 301],
    ['what is written in other letters', () => `${story.path}%2f`, 404],
  ])('%s', async (_what, path, status) => {
    for (const _ of [1, 2]) {
      logged = [];
      const { headers } = await newsroom.visitor().get(path()).expect(status);
      expect(headers['x-request-id']).toBeTruthy();
      // Express writes how long it took.
      expect(logged.at(-1)).toHaveProperty('responseTime');
    }
  });

  test('posts, and what is shown to who posted', async () => {
    const { headers } = await newsroom.visitor().post(`${story.path}/comments`).type('form').send({ text: '' });
    expect(headers['cache-control']).toBe('private, no-store');
  });
});

test.each([
  ...['/', '/politics', '/feed.xml', '/politics/feed.atom', '/corrections', '/site-map', '/sitemap-2026-11.xml'],
  ...['/archive/2026/11', 'history', 'comments/feed.json'],
])('%s is kept, too', async (place) => {
  const address = place.startsWith('/') ? place : `${story.path}/${place}`;
  const first = await ask(address);
  expect(first.status).toBe(200);
  const { db } = newsroom.context;
  await changeBehindItsBack();
  await db.writer.updateTable('published_articles').set({ path: '/2026/11/23/elsewhere' }).execute();
  const event = { at: '2026-11-23T13:00:00.000Z', action: 'article.rebuilt', subject: 'article:1', names: '[]' };
  await db.writer.insertInto('events').values(event).execute();
  // Those that show no story say whose they are.
  await db.transaction((tx) => writeSetting(tx, 'name', 'Behind its back'));
  expect(withoutOwn(await ask(address))).toEqual(withoutOwn(first));
});

test('A mistake’s page is pressed like every other, and its answer says what was asked', async () => {
  const { status, headers, body } = await ask('/2026/11/23/nothing', { 'accept-encoding': 'br' });
  expect([status, headers['content-encoding']]).toEqual([404, 'br']);
  expect(String(brotliDecompressSync(body))).toContain('This page is not here');
});

test('What does not count in an address is not in the page that is kept', async () => {
  const { body } = await ask('/politics?before=nonsense');
  expect(String(body)).toContain('This page is not here');
  const key = '2026-11-23T12:00:00.000Z_1';
  await ask(`/pages/about?before=${key}`);
  const first = await ask('/politics?utm_source=<script>');
  expect(first.status).toBe(200);
  expect(String(first.body)).not.toContain('utm_source');
  expect(String(first.body)).toBe(String((await ask('/politics')).body));
});

test('A redirect keeps what stands behind the question mark', async () => {
  const { headers } = await newsroom.visitor().get('/Politics?utm_source=post').expect(301);
  expect(headers.location).toBe('/politics?utm_source=post');
});

test('Five hundred who ask at once have it made once', async () => {
  await addStory(newsroom, { headline: 'Another' });
  logged = [];
  const all = await Promise.all(Array.from({ length: 500 }, () => ask(story.path, { 'accept-encoding': 'br' })));
  expect(new Set(all.map(({ status, headers }) => `${status} ${headers.etag}`)).size).toBe(1);
  expect(new Set(all.map(({ headers }) => headers['x-request-id'])).size).toBe(500);
  expect(logged.filter((line) => 'responseTime' in line)).toHaveLength(1);
});

test('Whoever goes away before it is made takes it from nobody', async () => {
  await addStory(newsroom, { headline: 'Another' });
  const gone = get(`${newsroom.url}${story.path}`);
  gone.on('error', () => undefined);
  gone.on('socket', (socket) => socket.on('connect', () => setTimeout(() => gone.destroy(), 1)));
  expect((await ask(story.path)).status).toBe(200);
  expect((await ask(story.path)).status).toBe(200);
});

test('Whoever is slow to send what no reader sends holds up nobody', async () => {
  await addStory(newsroom, { headline: 'Another' });
  const { hostname, port } = new URL(newsroom.url);
  const slow = connect({ host: hostname, port: Number(port) });
  const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500';
  await new Promise<void>((resolve) => slow.once('connect', resolve));
  slow.write(`GET ${encodeURI(story.path)} HTTP/1.1\r\nHost: localhost\r\n${form}\r\n\r\ntext=`);
  // Its own request is read first, on a connection that came first.
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask(story.path)).status).toBe(200);
  slow.destroy();
});

test('Where nobody can say any more what happened, pages are made anew', async () => {
  await newsroom.context.pages?.close();
  await changeBehindItsBack();
  logged = [];
  for (const _ of [1, 2]) expect(String((await ask(story.path)).body)).toContain('Behind its back');
  // Who looks at a file and cannot has to be told; a server that is gone is no surprise.
  if (DATABASE === 'sqlite') expect(logged.filter(({ msg }) => String(msg).includes('kept'))).toHaveLength(2);
});
