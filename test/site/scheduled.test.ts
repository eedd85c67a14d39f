import { beforeEach, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { schedule } from '../../src/articles/actions/schedule.ts';
import type { Picture } from '../../src/media/picture.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { addPortrait } from '../support/people.ts';
import { readersAddresses } from '../support/readers-posts.ts';
import { nameOf, routesOf } from '../support/routes.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

/*
 * A scheduled story is on the reading side at once. Here is one with everything of its own, and stories that lead to it; every
 * address that readers can ask for must answer, to the byte, what it answered before the story was scheduled.
 */

const due = '2026-11-24T09:00:00.000Z';
const secrets = ['Zeppelin', 'zeppelin', 'Ottoline', 'ottoline', 'airships', 'Airships', 'منطاد'];

let newsroom: Started;
let editor: Person;
let secret: AddedStory;
let arabic: AddedStory;
let secretPage: AddedStory;
let picture: Picture;
let figure: Picture;
let portrait: Picture;
let open: { report: AddedStory; original: AddedStory; translation: AddedStory };
let agent: Agent;

beforeEach(async () => {
  newsroom = await startApp({ environment: { TRUST_PROXY: '1' } });
  const { context } = newsroom;
  const [politics, world] = [
    await addSection(context, { slug: 'politics', name: 'Politics' }),
    await addSection(context, { slug: 'world', name: 'World' }),
  ];
  editor = await addPerson(context, { role: 'editor', name: 'Mara Oyelaran' });
  const author = await addPerson(context, { role: 'author', name: 'Ottoline Vane', slug: 'ottoline-vane' });
  const topic = await addTopic(context, { slug: 'airships', name: 'Airships' });
  picture = await addColour(context, editor, '#c33');
  figure = await addColour(context, editor, '#3c3');
  portrait = await addPortrait(context, editor, author, '#33c');
  const written = { headline: 'The original', language: 'ar', sectionId: politics } as const;
  const original = await addStory(context, { editor, content: written });
  const content = {
    headline: 'Zeppelin over the harbour',
    standfirst: 'The zeppelin comes.',
    body: `A zeppelin.\n\n::figure{media="${figure.id}" alt="Zeppelin"}\n\n::video{url="https://youtu.be/dQw4w9WgXcQ" title="Zeppelin"}`,
    slug: 'zeppelin',
    sectionId: world,
    topicIds: [topic],
    authorIds: [editor.id, author.id],
    translationOf: original.articleId,
    ...({ leadKind: 'image', leadMediaId: picture.id, leadAlt: 'Zeppelin' } as const),
  };
  secret = await addStory(context, { editor, content, fate: 'review' });
  const inArabic = { headline: 'منطاد فوق الميناء', language: 'ar', translationOf: original.articleId } as const;
  arabic = await addStory(context, { editor, content: { ...inArabic, sectionId: politics }, fate: 'review' });
  const body = `It goes on.\n\n::related{story="${secret.articleId}"}\n\n::related{story="${original.articleId}"}`;
  const report = await addStory(context, { editor, content: { headline: 'A report', body, sectionId: politics } });
  const translated = { headline: 'The translation', language: 'ar', translationOf: secret.articleId } as const;
  const translation = await addStory(context, { editor, content: { ...translated, sectionId: politics } });
  const page = { editor, makes: 'page' } as const;
  const about = await addStory(context, { ...page, content: { headline: 'About', body, sectionId: null } });
  const policy = {
    headline: 'Airships',
    body: 'No zeppelin.',
    language: 'ar',
    translationOf: about.articleId,
  } as const;
  secretPage = await addStory(context, { ...page, content: { ...policy, sectionId: null }, fate: 'review' });
  open = { report, original, translation };
  agent = newsroom.visitor();
});

async function scheduleBoth(): Promise<void> {
  await schedule(newsroom.context, editor, { ...secret, at: due });
  await schedule(newsroom.context, editor, { ...arabic, at: due });
  await schedule(newsroom.context, editor, { ...secretPage, at: due });
}

const secretPaths = ['/2026/11/24/zeppelin', '/2026/11/23/zeppelin', `/2026/11/24/${encodeURI('منطاد-فوق-الميناء')}`];
const storyPattern = '/\\d{4}/\\d{2}/\\d{2}/[^/]+';

/**
 * For each reader route the addresses that could show the story. A new route fails the test until it stands here with addresses
 * that would; with `[]` only where it shows no stories at all.
 */
const addresses: Record<string, () => string[]> = {
  'GET /healthz': () => ['/healthz'],
  'GET /healthz/write': () => ['/healthz/write'],
  'GET /': () => ['/'],
  'GET /favicon.ico': () => ['/favicon.ico'],
  'GET /:section': () => ['/politics', '/world'],
  'GET /topics/:topic': () => ['/topics/airships'],
  'GET /series/:series': () => ['/series/airships'],
  'GET /archive/:year/:month': () => ['/archive/2026/11', '/archive/2026/12', '/archive/2026/10'],
  'GET /video': () => ['/video'],
  'GET /by/:person': () => ['/by/ottoline-vane', '/by/mara-oyelaran'],
  'GET /pages/:slug': () => ['/pages/airships', '/pages/zeppelin', '/pages/about'],
  'GET /media/:file': () =>
    [picture, figure, portrait].flatMap(({ file }) => [
      `/media/${file}`,
      `/media/${file.replace('.webp', '-64.avif')}`,
    ]),
  'GET /media/cards/:article/:key.jpg': () => [1, 2, 3].map((id) => `/media/cards/${id}/${'a'.repeat(32)}.jpg`),
  // Who holds a link to it is shown it (test/admin/by-link.test.ts); nobody else is.
  'GET /preview/:token': () => [`/preview/${'a'.repeat(43)}`],
  'POST /preview/:token': () => [`/preview/${'a'.repeat(43)}`],
  'GET /preview/:token/media/:file': () =>
    [picture, figure].map(({ file }) => `/preview/${'a'.repeat(43)}/media/${file}`),
  'GET /site-map': () => ['/site-map'],
  'GET /your-data': () => ['/your-data'],
  'POST /your-data': () => [],
  'GET /your-data/:token': () => [`/your-data/${'a'.repeat(43)}`],
  'GET /your-data/:token/export': () => [`/your-data/${'a'.repeat(43)}/export`],
  'POST /your-data/:token/erase': () => [`/your-data/${'a'.repeat(43)}/erase`],
  'POST /theme': () => [],
  ...Object.fromEntries(['feed.xml', 'feed.atom', 'feed.json'].map((path) => [`GET /${path}`, () => [`/${path}`]])),
  'GET /sitemap.xml': () => ['/sitemap.xml'],
  'GET /news-sitemap.xml': () => ['/news-sitemap.xml'],
  'GET ^/sitemap-pages(?:-(?<file>[1-9]\\d{0,3}))?\\.xml$': () => ['/sitemap-pages.xml'],
  'GET ^/sitemap-(?<year>\\d{4})-(?<month>0[1-9]|1[0-2])(?:-(?<file>[1-9]\\d{0,3}))?\\.xml$': () => [
    '/sitemap-2026-11.xml',
  ],
  'GET /robots.txt': () => ['/robots.txt'],
  'GET /.well-known/security.txt': () => ['/.well-known/security.txt'],
  'GET /oembed': () =>
    [...secretPaths, open.original.path].map((path) => `/oembed?url=${encodeURIComponent(`${newsroom.url}${path}`)}`),
  [`GET ^(?<path>${storyPattern})$`]: () => [
    ...secretPaths,
    open.report.path,
    open.original.path,
    open.translation.path,
  ],
  [`GET ^(?<path>${storyPattern})/report$`]: () => secretPaths.map((path) => `${path}/report`),
  [`POST ^(?<path>${storyPattern})/report$`]: () => secretPaths.map((path) => `${path}/report`),
  [`GET ^(?<path>${storyPattern})/report/thanks$`]: () => secretPaths.map((path) => `${path}/report/thanks`),
  [`GET ^(?<path>${storyPattern})/history$`]: () =>
    [...secretPaths, open.report.path, open.original.path].flatMap((path) => [
      `${path}/history`,
      `${path}/history?from=1&to=1`,
    ]),
  // Beginnings: the page repeats what was asked for.
  'GET /search': () => [
    '/search',
    ...['zeppel', 'ottolin', 'airship', 'منطا'].map((typed) => `/search?q=${encodeURIComponent(typed)}`),
  ],
  'GET /corrections': () => ['/corrections'],
  'GET /corrections/feed.xml': () => ['/corrections/feed.xml'],
  'GET /corrections/feed.atom': () => ['/corrections/feed.atom'],
  'GET /corrections/feed.json': () => ['/corrections/feed.json'],
  'GET ^(?<path>/pages/[^/]+)/history$': () =>
    ['/pages/airships', '/pages/zeppelin', '/pages/about'].map((path) => `${path}/history`),
  [`GET ^(?<path>${storyPattern})/comments$`]: () => secretPaths.map((path) => `${path}/comments`),
  [`POST ^(?<path>${storyPattern})/comments$`]: () => secretPaths.map((path) => `${path}/comments`),
  [`GET ^(?<path>${storyPattern})/comments/(?<id>\\d{1,15})$`]: () => secretPaths.map((path) => `${path}/comments/1`),
  [`GET ^(?<path>${storyPattern})/comments/(?<id>\\d{1,15})/thread$`]: () =>
    secretPaths.map((path) => `${path}/comments/1/thread`),
  ...readersAddresses(() => secretPaths),
  [`GET ^(?<path>${storyPattern})/comments/(?<id>\\d{1,15})/reply$`]: () =>
    secretPaths.map((path) => `${path}/comments/1/reply`),
};

const form = { text: 'I know of it.', report: 'It is wrong.', name: 'Renske V.', email: 'renske@example.org' };

for (const [route, of] of Object.entries(addresses)) {
  if (!/^GET (\/by|\/topics|\/series|\/archive|\/video|\/:section)/.test(route)) continue;
  for (const ending of ['feed.xml', 'feed.atom', 'feed.json']) {
    addresses[`${route}/${ending}`] = () => of().map((path) => `${path}/${ending}`);
  }
}

/** What every address answers, but for what no two answers share. */
async function askAll(): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [route, of] of Object.entries(addresses)) {
    for (const path of of()) {
      if (route.startsWith('POST')) answers[`POST ${path}`] = plain(await agent.post(path).type('form').send(form));
      else {
        answers[`GET ${path}`] = plain(await agent.get(path));
        answers[`HEAD ${path}`] = plain(await agent.head(path));
      }
    }
  }
  return answers;
}

function plain({ status, headers, text, body }: Response): object {
  const { date: _date, 'x-request-id': _id, ...same } = headers;
  // A page that is not there offers to search for the words of the address that was asked for.
  const own = (content: string) => content.replace(/(name="q" value=")[^"]*/, '$1');
  return { status, headers: same, content: own(text ?? JSON.stringify(body)) };
}

const linksIn = ({ text }: Response) => [...text.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);

test('every reader route is asked here', () => {
  const routes = routesOf(newsroom.app).filter(({ path }) => !path.startsWith('/admin'));
  expect(Object.keys(addresses).sort()).toEqual(routes.map(nameOf).sort());
});

test('before its time a scheduled story changes no answer, and no answer names it', async () => {
  const before = await askAll();
  await scheduleBoth();
  const after = await askAll();
  expect(after).toEqual(before);
  for (const [address, answer] of Object.entries(after)) {
    const said = JSON.stringify(answer);
    expect({ address, found: secrets.filter((each) => said.includes(each)) }).toEqual({ address, found: [] });
  }
  expect(Object.entries(after).filter(([, answer]) => (answer as Response).status >= 500)).toEqual([]);
});

test('before its time nobody can comment on it or report an error in it, and nothing is kept of the attempt', async () => {
  await scheduleBoth();
  for (const path of secretPaths) {
    await agent.post(`${path}/comments`).type('form').send(form).expect(404);
  }
  for (const path of secretPaths) {
    await agent.post(`${path}/report`).type('form').send(form).expect(404);
  }
  for (const table of ['comments', 'error_reports'] as const) {
    expect(await newsroom.context.db.reader.selectFrom(table).selectAll().execute()).toEqual([]);
  }
});

test('its pictures are there for the newsroom only, and no cache may keep them', async () => {
  await scheduleBoth();
  const desk = await newsroom.signIn(editor);
  for (const { file } of [picture, figure]) {
    await agent.get(`/media/${file}`).expect(404).expect('Cache-Control', 'private, no-store');
    await desk.get(`/media/${file}`).expect(200).expect('Cache-Control', 'private, no-store');
  }
});

test('a signed-in editor sees no trace of it on the reader’s pages either', async () => {
  await scheduleBoth();
  const desk = await newsroom.signIn(editor);
  for (const path of ['/', '/world', open.report.path, open.original.path]) {
    const { text } = await desk.get(encodeURI(path)).expect(200);
    expect(secrets.filter((each) => text.includes(each))).toEqual([]);
  }
  await desk.get('/2026/11/24/zeppelin').expect(404);
});

test('at its time it is everywhere at once, without a sweep', async () => {
  await scheduleBoth();
  newsroom.clock.set(due);
  const zeppelin = ['/', '/world', '/topics/airships', '/by/ottoline-vane', '/by/mara-oyelaran', open.report.path];
  for (const path of zeppelin) {
    const { text } = await agent.get(path).expect(200);
    expect({ path, shown: text.includes('Zeppelin over the harbour') }).toEqual({ path, shown: true });
  }
  const page = await agent.get('/2026/11/24/zeppelin').expect(200);
  expect(page.text.includes(`datetime="${due}"`)).toBe(true);
  expect(linksIn(page)).toEqual(expect.arrayContaining(['/2026/11/24/منطاد-فوق-الميناء', open.original.path]));
  for (const { path } of [open.original, open.translation]) {
    expect(linksIn(await agent.get(encodeURI(path)).expect(200))).toContain('/2026/11/24/zeppelin');
  }
  const about = linksIn(await agent.get('/pages/about').expect(200));
  expect(about).toEqual(expect.arrayContaining(['/pages/airships', '/2026/11/24/zeppelin']));
  await agent.get('/pages/airships').expect(200, /No zeppelin/);
  for (const { file } of [picture, figure]) {
    await agent
      .get(`/media/${file}`)
      .expect(200)
      .expect('Cache-Control', /^public/);
  }
  await agent.post('/2026/11/24/zeppelin/comments').type('form').send(form).expect(303);
  const events = newsroom.context.db.reader.selectFrom('events').select('id').where('action', '=', 'article.published');
  expect(await events.execute()).toHaveLength(4);
});

test('at its time it has a history, before the sweep wrote it down, too', async () => {
  await scheduleBoth();
  newsroom.clock.set(due);
  const { text } = await agent.get('/2026/11/24/zeppelin/history').expect(200);
  expect(text).toContain(`<time datetime="${due}">`);
  expect(text).toContain('by Mara Oyelaran and Ottoline Vane');
});

test('an address that it had while it waited leads nowhere, then and later', async () => {
  await scheduleBoth();
  await schedule(newsroom.context, editor, { ...secret, at: '2026-11-25T09:00:00.000Z' });
  newsroom.clock.set('2026-11-25T09:00:00.000Z');
  await agent.get('/2026/11/24/zeppelin').expect(404);
  await agent.get('/2026/11/25/zeppelin').expect(200);
});
