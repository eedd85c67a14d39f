import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { addNote } from '../../src/articles/actions/notes.ts';
import { keepTemplate } from '../../src/articles/actions/templates.ts';
import { postComment } from '../../src/comments/actions.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, password } from '../support/factories.ts';
import { askHouse, housePosts } from '../support/house.ts';
import { closing } from '../support/passing.ts';
import { addReport } from '../support/reports.ts';
import { nameOf, routesOf } from '../support/routes.ts';
import { type AddedStory, addStory, type Fate } from '../support/stories.ts';

let newsroom: Started;
let admin: Person;
let agent: Agent;
let sectionId: number;
let count = 0;

beforeAll(async () => {
  newsroom = await startApp({ shared: true, environment: { TRUST_PROXY: '1' } });
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  admin = await addPerson(newsroom.context, { role: 'admin' });
  agent = await newsroom.signIn(admin);
});

function story(fate: Fate): Promise<AddedStory> {
  count += 1;
  return addStory(newsroom.context, { editor: admin, content: { headline: `Story ${count}`, sectionId }, fate });
}

async function act(fate: Fate, ending: string) {
  const { articleId, revisionId } = await story(fate);
  const fields = { note: 'Shorter.', reason: 'Not so.', revision: String(revisionId) };
  return { path: `/admin/articles/${articleId}/${ending}`, fields };
}

async function changes() {
  const { articleId, revisionId } = await story('published');
  const content = { headline: `Story ${count}, changed`, section: String(sectionId), body: 'Text.' };
  const saving = agent.post(`/admin/articles/${articleId}`);
  for (const [name, value] of Object.entries({ ...content, press: 'save', revision: String(revisionId) })) {
    saving.field(name, value);
  }
  await saving.expect(303);
  const revisions = newsroom.context.db.reader.selectFrom('articles').select('revision_id').where('id', '=', articleId);
  const revision = String((await revisions.executeTakeFirstOrThrow()).revision_id);
  return { path: `/admin/articles/${articleId}/publish-changes`, fields: { kind: 'fix', note: '', revision } };
}

const remark = () => ({ text: `This is remark ${count}.`, name: 'Renske V.', email: `renske${count}@example.org` });

async function decide(decision: string) {
  const { path } = await story('published');
  const poster = { actor: null, browserHash: `${count}`, network: `192.0.2.${count}` };
  const { id } = await postComment(newsroom.context, poster, { ...remark(), website: '', path, parentId: null });
  return { path: `/admin/comments/${id}/${decision}`, fields: {} };
}

/** What the desk does with a report; with `changed`, its story has been corrected since. */
async function answer(ending: string, { changed = false, fields = {} as Record<string, string> } = {}) {
  const { path: sheet, fields: sent } = changed ? await changes() : { path: '', fields: { revision: '0' } };
  const live = changed
    ? { articleId: Number(sheet.split('/')[3]), revisionId: Number(sent.revision), path: await pathOfNewest() }
    : await story('published');
  const { id, publication } = await addReport(newsroom.context, admin, live);
  return { path: `/admin/reports/${id}/${ending}`, fields: changed ? { publication } : fields };
}

async function pathOfNewest(): Promise<string> {
  const rows = newsroom.context.db.reader.selectFrom('published_articles').select('path');
  return (await rows.orderBy('article_id', 'desc').executeTakeFirstOrThrow()).path;
}

async function redaction() {
  const { articleId } = await story('withdrawn');
  const rows = newsroom.context.db.reader.selectFrom('publications').select('id').where('article_id', '=', articleId);
  const publication = String((await rows.orderBy('id').executeTakeFirstOrThrow()).id);
  return { path: `/admin/articles/${articleId}/redact`, fields: { publication, reason: 'By order.', password } };
}

async function template(ending: string) {
  const { articleId } = await story('draft');
  await keepTemplate(newsroom.context, admin, { articleId, name: `Template ${count}`, replaces: null });
  const rows = newsroom.context.db.reader.selectFrom('templates').select('id').orderBy('id', 'desc');
  const { id } = await rows.executeTakeFirstOrThrow();
  return { path: `/admin/templates/${id}/${ending}`, fields: { name: `Renamed ${count}` } };
}

interface Prepared {
  path: string;
  fields: Record<string, string>;
  multipart?: boolean;
}

/** Something that each route would do if it were asked from our own pages. */
const posts: Record<string, () => Promise<Prepared>> = {
  'POST /admin/sign-in': async () => ({ path: '/admin/sign-in', fields: { email: admin.email, password } }),
  'POST /admin/sign-out': async () => ({ path: '/admin/sign-out', fields: {} }),
  'POST /admin/set-up': async () => ({
    path: '/admin/set-up',
    fields: { token: 'a', name: 'Mara', email: 'mara@news.example', password },
  }),
  'POST /admin/articles': async () => ({
    path: '/admin/articles',
    fields: { press: 'save', headline: 'New', revision: '' },
    multipart: true,
  }),
  'POST /admin/pages': async () => ({
    path: '/admin/pages',
    fields: { press: 'save', headline: 'New', revision: '' },
    multipart: true,
  }),
  'POST /admin/articles/:id': async () => {
    const { articleId, revisionId } = await story('draft');
    const fields = { press: 'save', headline: 'Changed', revision: String(revisionId) };
    return { path: `/admin/articles/${articleId}`, fields, multipart: true };
  },
  'POST /admin/articles/:id/publish': () => act('draft', 'publish'),
  'POST /admin/articles/:id/publish-changes': changes,
  'POST /admin/articles/:id/tasks/:task/close': async () =>
    closing(newsroom.context, admin, (await story('published')).articleId),
  'POST /admin/articles/:id/send-back': () => act('review', 'send-back'),
  'POST /admin/articles/:id/unschedule': () => act({ at: '2027-01-01T09:00:00.000Z' }, 'unschedule'),
  'POST /admin/articles/:id/withdraw': () => act('published', 'withdraw'),
  'POST /admin/articles/:id/reinstate': () => act('withdrawn', 'reinstate'),
  'POST /admin/articles/:id/delete': () => act('draft', 'delete'),
  'POST /admin/articles/:id/duplicate': () => act('draft', 'duplicate'),
  'POST /admin/articles/:id/translate': async () => {
    const { path } = await act('draft', 'translate');
    return { path, fields: { translateTo: 'ar' } };
  },
  'POST /admin/articles/:id/template': async () => {
    const { path } = await act('draft', 'template');
    return { path, fields: { templateName: `Kept ${count}`, replaces: '' } };
  },
  'POST /admin/templates/:id/start': () => template('start'),
  'POST /admin/templates/:id/rename': () => template('rename'),
  'POST /admin/templates/:id/remove': () => template('remove'),
  'POST /admin/articles/:id/notes': async () => {
    const { path } = await act('draft', 'notes');
    return { path, fields: { storyNote: 'Call them.' } };
  },
  'POST /admin/articles/:id/notes/:note/remove': async () => {
    const { articleId } = await story('draft');
    await addNote(newsroom.context, admin, { articleId, text: 'Call them.' });
    const rows = newsroom.context.db.reader.selectFrom('story_notes').select('id').orderBy('id', 'desc');
    return {
      path: `/admin/articles/${articleId}/notes/${(await rows.executeTakeFirstOrThrow()).id}/remove`,
      fields: {},
    };
  },
  'POST /admin/articles/:id/revisions/:revision/restore': async () => {
    const { path, fields } = await changes();
    const story = path.replace('/publish-changes', '');
    const rows = newsroom.context.db.reader.selectFrom('revisions').select('id');
    const old = await rows.where('article_id', '=', Number(story.split('/').at(-1))).executeTakeFirstOrThrow();
    return { path: `${story}/revisions/${old.id}/restore`, fields: { newest: fields.revision } };
  },
  // Without the file.
  'POST /admin/inserts/pictures': async () => ({ path: '/admin/inserts/pictures', fields: {}, multipart: true }),
  'POST /admin/comments/:id/publish': () => decide('publish'),
  'POST /admin/comments/:id/reject': () => decide('reject'),
  'POST /admin/articles/:id/redact': redaction,
  'POST /admin/reports/:id/correct': () => answer('correct'),
  'POST /admin/reports/:id/settle': () => answer('settle', { changed: true }),
  'POST /admin/reports/:id/decline': () => answer('decline', { fields: { answer: 'It is so.' } }),
  'POST /admin/reports/:id/reopen': async () => {
    const { path } = await answer('decline');
    await agent.post(path).set('Sec-Fetch-Site', 'same-origin').type('form').send({ answer: 'It is so.' });
    return { path: path.replace('decline', 'reopen'), fields: {} };
  },
  'POST ^(?<path>/\\d{4}/\\d{2}/\\d{2}/[^/]+)/report$': async () => ({
    path: `${(await story('published')).path}/report`,
    fields: { report: `It was ${count}.`, address: '', seen: '0', website: '' },
  }),
  'POST /theme': async () => ({ path: '/theme', fields: { theme: 'dark' } }),
  'POST ^(?<path>/\\d{4}/\\d{2}/\\d{2}/[^/]+)/comments$': async () => ({
    path: `${(await story('published')).path}/comments`,
    fields: remark(),
  }),
  ...Object.fromEntries(
    housePosts.map((pattern) => [`POST ${pattern}`, () => askHouse(newsroom.context, pattern) as Promise<Prepared>]),
  ),
};

/** From a browser that is signed in, with these headers in place of what it would send by itself. */
function send(prepared: Prepared, headers: Record<string, string>): Test {
  count += 1;
  const request = agent
    .post(prepared.path)
    .unset('Sec-Fetch-Site')
    .set('X-Forwarded-For', `198.51.100.${count % 250}`);
  request.set(headers);
  if (!prepared.multipart) return request.type('form').send(prepared.fields);
  for (const [name, value] of Object.entries(prepared.fields)) request.field(name, value);
  return request;
}

async function everything(): Promise<string> {
  const db = newsroom.context.db.reader;
  const tables = [
    'articles',
    'revisions',
    'publications',
    'comments',
    'error_reports',
    'events',
    'story_notes',
    'passed_checks',
    'templates',
    'people',
    'invitations',
    'sessions',
    'sections',
    'topics',
    'list_redirects',
    'settings',
  ] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
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
const answers: Record<string, number> = { 'POST /admin/set-up': 404, 'POST /admin/inserts/pictures': 422 };

test('every route that changes something is tried here', () => {
  const routes = routesOf(newsroom.app).filter(({ method }) => method === 'POST');
  expect(routes.map(nameOf).sort()).toEqual(Object.keys(posts).sort());
});

describe.each(Object.entries(posts))('%s', (route, prepare) => {
  test('is refused from elsewhere, and nothing changes', async () => {
    const prepared = await prepare();
    const before = await everything();
    for (const [whence, headers] of foreign) {
      const { status, headers: answered } = await send(prepared, headers());
      expect({ whence, status, cookies: answered['set-cookie'] }).toEqual({ whence, status: 403, cookies: undefined });
    }
    expect(await everything()).toBe(before);
  });

  test.each(ours)('is done %s', async (_whence, headers) => {
    const { status } = await send(await prepare(), headers());
    expect(status).toBe(answers[route] ?? 303);
    if (/sign-/.test(route)) agent = await newsroom.signIn(admin);
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
