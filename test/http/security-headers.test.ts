import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import type { Picture } from '../../src/media/picture.ts';
import { frameOrigins } from '../../src/text/embeds.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, password } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

const videos = [
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://vimeo.com/76979871',
  'https://www.dailymotion.com/video/x8abcde',
];

let newsroom: Started;
let editor: Person;
let story: AddedStory;
let withdrawn: AddedStory;
let picture: Picture;
let desk: Agent;

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
  const { context } = newsroom;
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(context, { role: 'editor' });
  picture = await addColour(context, editor, '#c33');
  const body = videos.map((url) => `::video{url="${url}" title="A film"}`).join('\n\n');
  const lead = { leadKind: 'image', leadMediaId: picture.id, leadAlt: 'A hall' } as const;
  story = await addStory(context, { editor, content: { sectionId, body, ...lead } });
  withdrawn = await addStory(context, { editor, content: { sectionId, headline: 'Gone' }, fate: 'withdrawn' });
  desk = await newsroom.signIn(editor);
});

const remark = { text: 'What of it?', name: 'Renske V.', email: 'renske@example.org' };

/** One of every kind of answer. */
const kinds: [string, number, (visitor: Agent) => Promise<Response>][] = [
  ['the front page', 200, (visitor) => visitor.get('/')],
  ['a section', 200, (visitor) => visitor.get('/politics')],
  ['a story', 200, (visitor) => visitor.get(story.path)],
  ['a page without its body', 200, (visitor) => visitor.head(story.path)],
  ['a picture', 200, (visitor) => visitor.get(`/media/${picture.file}`)],
  ['a style sheet', 200, (visitor) => visitor.get(newsroom.context.assets.url('desk.css'))],
  ['the icon', 302, (visitor) => visitor.get('/favicon.ico')],
  ['the health page', 200, (visitor) => visitor.get('/healthz')],
  ['the health page of writing', 200, (visitor) => visitor.get('/healthz/write')],
  ['the sign-in page', 200, (visitor) => visitor.get('/admin')],
  ['the desk', 200, () => desk.get('/admin/articles')],
  ['the editor', 200, () => desk.get('/admin/articles/new')],
  ['what leads to the sign-in page', 303, (visitor) => visitor.get('/admin/articles')],
  ['a posted comment', 303, (visitor) => visitor.post(`${story.path}/comments`).type('form').send(remark)],
  ['a comment with mistakes', 422, (visitor) => visitor.post(`${story.path}/comments`).type('form').send({})],
  ['an address that is no text', 400, (visitor) => visitor.get('/%FF')],
  ['a refused form', 403, (visitor) => visitor.post('/admin/sign-out').set('Sec-Fetch-Site', 'cross-site')],
  ['an address of nothing', 404, (visitor) => visitor.get('/nowhere')],
  ['an asset of nothing', 404, (visitor) => visitor.get('/assets/nothing.css')],
  ['a withdrawn story', 410, (visitor) => visitor.get(withdrawn.path)],
];

/** The directives of a Content-Security-Policy, by name. */
function policyOf({ headers }: Response): Record<string, string[]> {
  const directives = String(headers['content-security-policy']).split(';');
  return Object.fromEntries(
    directives.map((each) => each.trim().split(' ')).map(([name = '', ...values]) => [name, values]),
  );
}

const scriptsOf: Record<string, string> = {
  'the sign-in page': 'passkeys.ts',
  'a story': 'story.ts',
  'a comment with mistakes': 'comments.ts',
  'the editor': 'editor.ts',
  'the desk': 'desk.ts',
};

describe.each(kinds)('%s', (what, status, ask) => {
  test('forbids everything that it does not need', async () => {
    const answer = await ask(newsroom.visitor()).then((given) => given);
    const { headers } = answer;
    expect(answer.status).toBe(status);
    const policy = policyOf(answer);
    expect(policy['default-src']).toEqual(["'none'"]);
    // A picture's own policy is stricter still.
    const isPicture = what === 'a picture';
    expect(policy['script-src']).toEqual(isPicture ? undefined : ["'self'"]);
    expect(policy['require-trusted-types-for']).toEqual(isPicture ? undefined : ["'script'"]);
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|\*|data:|blob:|https?:(?!\/\/)/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['permissions-policy']).toMatch(/(^|, )camera=\(\), .*microphone=\(\), .*-get=\(self\)$/);
    expect(headers['permissions-policy']).not.toMatch(/fullscreen|autoplay|encrypted-media|picture-in-picture/);
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['cross-origin-resource-policy']).toBe(what === 'a picture' ? 'cross-origin' : 'same-origin');
  });

  test('runs nothing that is not a file of ours, and styles nothing but with the sheet whose hash is allowed', async () => {
    const answer = await ask(newsroom.visitor());
    if (!String(answer.headers['content-type']).startsWith('text/html') || !answer.text) return;
    const styles = [...answer.text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css);
    const hashes = styles.map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);
    expect(policyOf(answer)['style-src']).toEqual(expect.arrayContaining(["'self'", ...hashes]));
    expect(answer.text).not.toMatch(/<[^>]+\s(style|on[a-z]+)=|javascript:/i);
    const scripts = [...answer.text.matchAll(/<script(?! type="application\/ld\+json")[^>]*>([\s\S]*?)<\/script>/g)];
    const file = scriptsOf[what];
    expect(scripts.map(([element]) => element)).toEqual(
      file ? [`<script type="module" src="${newsroom.context.assets.url(file)}"></script>`] : [],
    );
  });
});

test('Only players of known providers can be framed, and each that a story can hold is one of them', async () => {
  const answer = await newsroom.visitor().get(story.path).expect(200);
  const allowed = policyOf(answer)['frame-src'];
  expect(allowed).toEqual(frameOrigins());
  for (const origin of allowed ?? []) expect(origin).toMatch(/^https:\/\/[a-z.-]+$/);
  const shown = readPage(answer).attributes('iframe', 'src');
  expect(shown).toHaveLength(videos.length);
  for (const address of shown) expect(allowed).toContain(new URL(address).origin);
});

test('Nothing on a page comes from another host before the reader asks for it', async () => {
  for (const path of ['/', '/politics', story.path]) {
    const { text } = await newsroom.visitor().get(path).expect(200);
    const eager = [...text.matchAll(/<(?:img|link|source|script|video|audio)\b[^>]*?\b(?:src|srcset|href)="([^"]+)"/g)];
    const elsewhere = eager.map(([, address = '']) => address).filter((address) => !address.startsWith('/'));
    expect(elsewhere.filter((address) => !address.startsWith(newsroom.url))).toEqual([]);
    expect(text).not.toMatch(/url\(["']?https?:/);
  }
});

test('A picture that is opened by itself is no document of this site', async () => {
  const answer = await newsroom.visitor().get(`/media/${picture.file}`).expect(200);
  expect(policyOf(answer)).toHaveProperty('sandbox');
});

describe('On https', () => {
  test('browsers are told to stay there, and cookies are for this host and https only', async () => {
    const site = await startApp({ siteUrl: 'https://news.example' });
    const { context } = site;
    const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
    const person = await addPerson(context, { role: 'editor' });
    const { path } = await addStory(context, { editor: person, content: { sectionId } });
    const front = await site.visitor().get('/').expect(200);
    expect(front.headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/);
    expect(front.headers['set-cookie']).toBeUndefined();
    const signedIn = await site.visitor().post('/admin/sign-in').type('form').send({ email: person.email, password });
    const commented = await site.visitor().post(`${path}/comments`).type('form').send(remark);
    for (const { headers } of [signedIn, commented]) {
      expect(cookieOf(headers)).toMatch(/^__Host-\w+=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
    }
  });
});

describe('On plain http', () => {
  test('browsers are told nothing of https, and cookies work', async () => {
    const visitor = newsroom.visitor();
    const front = await visitor.get('/').expect(200);
    expect(front.headers['strict-transport-security']).toBeUndefined();
    expect(String(front.headers['content-security-policy'])).not.toContain('upgrade-insecure-requests');
    const signedIn = await visitor.post('/admin/sign-in').type('form').send({ email: editor.email, password });
    expect(cookieOf(signedIn.headers)).toMatch(/^session=[\w-]{40,}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  });
});

test('Reading sets no cookie', async () => {
  for (const path of ['/', '/politics', story.path, '/nowhere', '/admin']) {
    expect((await newsroom.visitor().get(path)).headers['set-cookie']).toBeUndefined();
  }
});

const cookieOf = (headers: Response['headers']): string => [headers['set-cookie'] ?? []].flat().join('\n');
