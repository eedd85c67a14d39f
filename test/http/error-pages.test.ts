import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { Unavailable } from '../../src/errors.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let story: AddedStory;
let withdrawn: AddedStory;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  newsroom = await startApp({ log });
  const { context } = newsroom;
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(context, { role: 'editor' });
  story = await addStory(context, { editor, content: { sectionId } });
  withdrawn = await addStory(context, { editor, content: { sectionId, headline: 'Gone' }, fate: 'withdrawn' });
});

const typed = 'What I wrote about the harbour.';
const remark = { text: typed, name: 'Renske V.', email: 'renske@example.org' };
const comment = (agent: Agent, fields: object = remark) =>
  agent.post(`${story.path}/comments`).type('form').send(fields);

/** Whatever asks for the time fails, as a mistake of ours would. */
function breakClock(): void {
  newsroom.context.now = () => {
    throw new Error('The secret lies in /srv/keys.');
  };
}

function refuseWriting(): void {
  newsroom.context.db.transaction = () => Promise.reject(new Unavailable('The newsroom is busy.'));
}

const broken = (agent: Agent): Agent => {
  breakClock();
  return agent;
};

const busy = (agent: Agent): Agent => {
  refuseWriting();
  return agent;
};

async function flood(agent: Agent): Promise<Response> {
  for (let number = 0; number < 10; number += 1) await comment(agent, { ...remark, text: `Remark ${number}` });
  return comment(agent);
}

const readers: [number, string, (agent: Agent) => Promise<Response>][] = [
  [400, 'an address that is no text', (agent) => agent.get('/%FF')],
  [403, 'a form from another site', (agent) => comment(agent).set('Sec-Fetch-Site', 'cross-site')],
  [404, 'an address of nothing', (agent) => agent.get('/nowhere')],
  [404, 'a story that is not there', (agent) => agent.get('/2026/11/23/nothing')],
  [410, 'a withdrawn story', (agent) => agent.get(withdrawn.path)],
  [413, 'a form that is too large', (agent) => comment(agent, { ...remark, text: 'x'.repeat(70_000) })],
  [429, 'a flood', flood],
  [500, 'a mistake of ours', (agent) => broken(agent).get('/')],
  [503, 'a database that is busy', (agent) => comment(busy(agent))],
];

test.each(readers)('Readers get a page of the paper with %i for %s', async (status, _what, ask) => {
  const answer = await ask(newsroom.visitor());
  expect(answer.status).toBe(status);
  const page = readPage(answer);
  expect(page.texts('.masthead')).toHaveLength(1);
  expect(page.texts('h1')).toHaveLength(1);
  expect(page.main).toContain(String(status));
  expect(page.links('main')).toContain('/');
  expectPlainWords(answer);
});

test('An address of nothing in the newsroom is said once, and then what may be the reason', async () => {
  const { main } = readPage(await (await newsroom.signIn(editor)).get('/admin/nowhere').expect(404));
  expect(main).toContain('The address may be mistyped');
  expect(main).not.toContain('no such page');
});

test('What is too large is still in its field, and the page says so', async () => {
  const answer = await comment(newsroom.visitor(), { ...remark, text: 'x'.repeat(70_000) });
  expect(readPage(answer).main).toMatch(/Go back: what you typed is still in its field/);
});

const newsroomErrors: [number, string, (desk: Agent) => Promise<Response>][] = [
  [403, 'a form from another site', (desk) => desk.post('/admin/articles').set('Sec-Fetch-Site', 'cross-site')],
  [404, 'an address of nothing', (desk) => desk.get('/admin/nowhere')],
  [404, 'a story that is not there', (desk) => desk.get('/admin/articles/999')],
  [404, 'a story with no number', (desk) => desk.get('/admin/articles/a')],
  [409, 'what the state does not allow', (desk) => desk.post(`/admin/articles/${story.articleId}/unschedule`)],
  [500, 'a mistake of ours', (desk) => broken(desk).get(`/admin/articles/${story.articleId}`)],
  [503, 'a busy database', (desk) => busy(desk).post(`/admin/articles/${withdrawn.articleId}/reinstate`)],
];

test.each(newsroomErrors)('The newsroom gets a sheet with %i for %s', async (status, _what, ask) => {
  const desk = await newsroom.signIn(editor);
  if (status === 500)
    newsroom.context.findSession = async () => ({
      actor: editor,
      provedAt: '',
      usedAt: newsroom.clock.now(),
      lacks: null,
    });
  const answer = await ask(desk);
  expect(answer.status).toBe(status);
  const page = readPage(answer);
  expect(page.texts('.masthead')).toHaveLength(0);
  expect(page.texts('.sheet')).toHaveLength(1);
  expect(page.robots).toBe('noindex');
  expectPlainWords(answer);
});

/** For people: no trace of the program in it, nothing for caches to keep, nothing that may run. */
function expectPlainWords({ text, headers, status }: Response): void {
  expect(text).not.toMatch(/\.ts:\d|node_modules|\bat [\w.<>]+ \(|secret|\/srv|undefined|\[object/);
  expect(headers['cache-control']).toBe('private, no-store');
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
  expect(headers['retry-after'] !== undefined).toBe(status === 429 || status === 503);
  expect(text.includes(headers['x-request-id'] ?? '')).toBe(status === 500);
}

describe('What somebody typed', () => {
  test.each([
    ['is busy', 503, refuseWriting],
    ['fails', 500, breakClock],
  ])('comes back when the program %s', async (_what, status, breakIt) => {
    const agent = newsroom.visitor();
    breakIt();
    const answer = await comment(agent).expect(status);
    expect(readPage(answer).texts('textarea')).toEqual([typed]);
    expect(answer.text).not.toContain('renske@example.org');
  });

  test('comes back to an editor whose session ended', async () => {
    const posting = newsroom.visitor().post('/admin/articles').field('press', 'save').field('body', typed);
    expect(readPage(await posting.expect(401)).texts('textarea')).toEqual([typed]);
  });
});

test('An unexpected error is in the log with its cause, under the number that the page shows', async () => {
  breakClock();
  const { headers } = await newsroom.visitor().get('/?email=renske@example.org').expect(500);
  const lines = logged.filter((line) => line.includes(headers['x-request-id'] ?? '-'));
  expect(lines.join()).toContain('The secret lies in /srv/keys.');
  expect(lines.join()).toMatch(/error-pages\.test\.ts:\d/);
  expect(logged.join()).not.toContain('renske@example.org');
});

describe('Who is refused is in the log', () => {
  const noted: string[] = [];
  let site: Started;

  beforeEach(async () => {
    noted.length = 0;
    site = await startApp({ log: pino({ level: 'info' }, { write: (line) => void noted.push(line) }) });
  });

  const refusals = () => noted.map((line) => JSON.parse(line)).filter(({ msg }) => String(msg).startsWith('refused'));

  test('with who they are, what they asked for and when, and without a name', async () => {
    const author = await addPerson(site.context, { role: 'author' });
    const { headers } = await (await site.signIn(author)).get('/admin/people?q=mara').expect(403);
    await site.visitor().post('/admin/articles').type('form').send({ headline: 'Mine' }).expect(401);
    const asked = { method: 'GET', path: '/admin/people', id: headers['x-request-id'] };
    expect(refusals()).toEqual([
      expect.objectContaining({ level: 30, status: 403, person: author.id, req: expect.objectContaining(asked) }),
      expect.objectContaining({ status: 401, person: null }),
    ]);
    for (const entry of refusals()) expect(Date.now() - entry.time).toBeLessThan(60_000);
    expect(noted.join()).not.toMatch(/mara|Mine/);
    expect(noted.join()).not.toContain(author.email);
  });

  test('without what is as good as a password in the address', async () => {
    await site.visitor().post('/admin/invitation/Zz-9q').set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(refusals()).toHaveLength(1);
    expect(noted.join()).not.toContain('Zz-9q');
  });

  test('and so is who does something too often', async () => {
    const again = (email: string) => site.visitor().post('/your-data').type('form').send({ email });
    for (const each of 'abcde') await again(`${each}@example.org`).expect(303);
    await again('renske@example.org').expect(429);
    expect(refusals()).toEqual([expect.objectContaining({ status: 429, msg: 'refused: tooMany' })]);
    expect(noted.join()).not.toContain('renske@example.org');
  });
});

test('A withdrawn story gives the reason and the time', async () => {
  const page = readPage(await newsroom.visitor().get(withdrawn.path).expect(410));
  expect(page.main).toContain('Not so.');
  expect(page.attributes('time', 'datetime')).toEqual(['2026-11-23T12:00:00.000Z']);
});

test('Who has to sign in is led back, but for an address so long that no proxy would hand on the header', async () => {
  const ledTo = async (path: string) => (await newsroom.visitor().get(path).expect(303)).headers.location;
  expect(await ledTo('/admin/articles?q=pier')).toBe('/admin?next=%2Fadmin%2Farticles%3Fq%3Dpier');
  expect(await ledTo(`/admin/articles?q=${'%C3%A9'.repeat(2000)}`)).toBe('/admin?next=%2Fadmin%2Farticles');
  expect(await ledTo(`/admin/media/${'%C3%A9'.repeat(2000)}`)).toBe('/admin');
});

describe('Without its database', () => {
  beforeEach(async () => {
    await newsroom.context.db.close();
    newsroom.context.close = async () => undefined;
  });

  test.each(['/', '/politics', '/nowhere', '/2026/11/23/a', '/media/a', '/admin', '/admin/articles'])(
    '%s is answered with plain words',
    async (path) => {
      const { status, text, headers } = await newsroom.visitor().get(path);
      expect([303, 404, 500, 503]).toContain(status);
      if (status === 303) return;
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(text).toContain(headers['x-request-id'] ?? '-');
      expect(text).not.toMatch(/\.ts:\d|node_modules|destroyed|database/i);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    },
  );

  test('a browser with a session gets an answer too', async () => {
    await newsroom
      .visitor()
      .get('/')
      .set('Cookie', 'session=anything')
      .expect(/Try again in a minute/);
  });

  test('the health page says that readers cannot be served', async () => {
    await newsroom.visitor().get('/healthz').expect(503, { reading: false });
    await newsroom.visitor().get('/healthz/write').expect(503, { reading: false, writing: false });
  });
});

describe('What somebody typed in the newsroom', () => {
  test.each([
    '/admin/articles/new',
    '/admin/pages/new',
    '/admin/people/guest',
    '/admin/sections/new',
    '/admin/settings',
  ])('comes back with every field that one writes into on %s', async (page) => {
    const desk = await newsroom.signIn('admin');
    const opened = await desk.get(page).expect(200);
    const written = opened.text.matchAll(
      /<(?:textarea|input(?=[^>]* type="text")(?![^>]* disabled))[^>]* name="([^"]+)"/g,
    );
    const fields = Object.fromEntries([...written].map(([, name = '']) => [name, `Typed as ${name}.`]));
    expect(Object.keys(fields).length).toBeGreaterThan(2);
    const action = page.replace(/\/new$/, '');
    const post = desk.post(action).set('Sec-Fetch-Site', 'cross-site').type('form');
    const answer = await post.send({ ...fields, press: 'save' }).expect(403);
    const shown = readPage(answer).texts('textarea');
    expect(shown).toEqual(expect.arrayContaining(Object.values(fields)));
  });

  test('comes back where it is longer than any field may be', async () => {
    const desk = await newsroom.signIn(editor);
    const long = 'نص '.repeat(60_000).trim();
    const post = desk.post(`/admin/articles/${story.articleId}/notes`).type('form');
    const answer = await post.send({ storyNote: long }).expect(422);
    expect(readPage(answer).texts('#storyNote')).toEqual([long]);
    await newsroom.visitor().post('/admin/sign-in').type('form').send({ email: long }).expect(413);
  });

  test('is not offered to be sent again where a password belongs to it', async () => {
    refuseWriting();
    const secret = 'open sesame, and quickly';
    for (const [path, fields] of [
      [`/admin/articles/${story.articleId}/redact`, { password: secret, reason: 'By order.', publication: '1' }],
      ['/admin/set-up', { token: secret, name: 'Mara', email: 'mara@example.org', password: secret }],
    ] as const) {
      const { text } = await newsroom.visitor().post(path).type('form').send(fields);
      expect(text).not.toContain('Send it again');
      expect(text).not.toContain(secret);
    }
  });
});
