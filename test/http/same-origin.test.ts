import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Test } from 'supertest';
import { startApp } from '../support/app.ts';
import { everything } from '../support/everything.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { agent, newsroom, openOwn, type Prepared, posts, remark, signInAgain, story } from '../support/own-posts.ts';
import { nameOf, routesOf } from '../support/routes.ts';
import { addStory } from '../support/stories.ts';
import { unsavedAnswer } from '../support/unsaved.ts';

let network = 0;

beforeAll(openOwn);

/** From a browser that is signed in, with these headers in place of what it would send by itself. */
function send(prepared: Prepared, headers: Record<string, string>): Test {
  network += 1;
  const request = agent
    .post(prepared.path)
    .unset('Sec-Fetch-Site')
    .set('X-Forwarded-For', `198.51.100.${network % 250}`);
  request.set(headers);
  if (!prepared.multipart) return request.type('form').send(prepared.fields);
  for (const [name, value] of Object.entries(prepared.fields)) request.field(name, value);
  return request;
}

const own = () => newsroom.url;

const foreign: [string, () => Record<string, string>][] = [
  ['from another site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
  ['from another host of the same domain', () => ({ 'Sec-Fetch-Site': 'same-site' })],
  ['from another site that also claims our origin', () => ({ 'Sec-Fetch-Site': 'cross-site', Origin: own() })],
  ['with the origin of another site, from an older browser', () => ({ Origin: 'https://evil.example' })],
  ['with the origin of another port', () => ({ Origin: 'http://localhost:1' })],
  ['with an origin that only begins as ours', () => ({ Origin: `${own()}.evil.example` })],
  ['with a hidden origin', () => ({ Origin: 'null' })],
  ['with a hidden origin and our address before it', () => ({ Origin: 'null', Referer: `${own()}/` })],
  ['led on from a page of another site', () => ({ Referer: `https://evil.example/?${own()}` })],
  ['without a word of where it comes from', () => ({})],
];

const ours: [string, () => Record<string, string>][] = [
  ['from a page of ours', () => ({ 'Sec-Fetch-Site': 'same-origin' })],
  ['typed or bookmarked by the reader', () => ({ 'Sec-Fetch-Site': 'none' })],
  ['with our origin, from an older browser or over plain http', () => ({ Origin: own() })],
  ['with the address of a page of ours', () => ({ Referer: `${own()}/2026/11/23/a` })],
];

/** Where nothing is there to be done, the answer says so. */
const answers: Record<string, number> = {
  'POST /admin/set-up': 404,
  'POST /replies/stop/:token': 200,
  'POST /admin/inserts/pictures': 422,
  'POST /admin/inserts/video': 422,
  'POST /admin/inserts/post': 422,
  'POST /admin/account/second-step': 422,
  'POST /admin/account/second-step/codes': 409,
  'POST /admin/account/second-step/end': 409,
  'POST /admin/passkey/options': 200,
  'POST /admin/passkey': 422,
  'POST /admin/reset/:token': 404,
  'POST /admin/account/password': 422,
  'POST /admin/account/passkeys': 422,
  'POST /admin/account/sessions': 404,
  'POST /admin/account/passkeys/:id': 404,
  'POST /admin/account/passkeys/:id/remove': 404,
  'POST /admin/media': 422,
  'POST /admin/media/:id/replace': 422,
  'POST /admin/media/recordings/:id/tracks': 422,
  'POST /admin/comments/claims': 200,
  'POST /admin/personal-data': 200,
  'POST /admin/personal-data/export': 200,
  'POST /admin/settings/comments/test': 200,
  'POST /admin/articles/:id/preview-links': 200,
};

test('every route that changes something is tried here', () => {
  const routes = routesOf(newsroom.app).filter(({ method }) => method === 'POST');
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(posts).sort());
});

/** What mail programs send, from anywhere: it does what its address says, whoever is signed in (test/comments/ending-mails.test.ts). */
const fromAnywhere = ['POST /replies/stop/:token'];

/** Mail programs want a plain answer, and follow nothing. */
async function doneFromElsewhere(prepare: (typeof posts)[string]): Promise<void> {
  for (const [whence, headers] of foreign) {
    const prepared = await prepare();
    const before = await everything(newsroom.context);
    const { status } = await send(prepared, headers());
    expect({ whence, status }).toEqual({ whence, status: 200 });
    expect(await everything(newsroom.context)).not.toBe(before);
  }
}

describe.each(Object.entries(posts))('%s', (route, prepare) => {
  test('is refused from elsewhere, and nothing changes; or is meant for anywhere, and done', async () => {
    if (fromAnywhere.includes(route)) return doneFromElsewhere(prepare);
    const prepared = await prepare();
    const before = await everything(newsroom.context);
    for (const [whence, headers] of foreign) {
      const { status, headers: answered } = await send(prepared, headers());
      expect({ whence, status, cookies: answered['set-cookie'] }).toEqual({ whence, status: 403, cookies: undefined });
    }
    expect(await everything(newsroom.context)).toBe(before);
  });

  test.each(ours)('is done %s', async (_whence, headers) => {
    const { status } = await send(await prepare(), headers());
    expect(status).toBe(answers[route] ?? unsavedAnswer(route) ?? 303);
    if (/sign-/.test(route)) await signInAgain();
  });
});

test.each(['put', 'patch', 'delete'] as const)('%s is refused from elsewhere, whatever the address', async (method) => {
  const visitor = newsroom.visitor();
  await visitor[method]('/politics').set('Sec-Fetch-Site', 'cross-site').expect(403);
  await visitor[method]('/politics').expect(404);
});

test('What was typed comes back with the refusal', async () => {
  const { path } = await story('published');
  const fields = { ...remark(), text: 'Who paid for <b>that</b>?' };
  const { text } = await send({ path: `${path}/comments`, fields }, {}).expect(403);
  expect(text).toContain('Who paid for &lt;b&gt;that&lt;/b&gt;?');
});

test('Over plain http, on a host that is not this machine, a reader comments', async () => {
  const town = await startApp({ siteUrl: 'http://news.example' });
  const politics = await addSection(town.context, { slug: 'politics', name: 'Politics' });
  const editor = await addPerson(town.context, { role: 'editor' });
  const { path } = await addStory(town.context, { editor, content: { sectionId: politics } });
  // Browsers send no Sec-Fetch-Site there.
  const post = (origin: string) =>
    town.visitor().post(`${path}/comments`).unset('Sec-Fetch-Site').set({ Host: 'news.example', Origin: origin });
  await post('http://news.example').type('form').send(remark()).expect(303);
  await post('http://other.example').type('form').send(remark()).expect(403);
  const page = await town.visitor().get(path).set('Host', 'news.example').expect(200);
  expect(page.headers).not.toHaveProperty('strict-transport-security');
  expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  expect(page.headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
});
