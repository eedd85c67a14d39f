import type { Person } from '../../src/accounts/person.ts';
import { addNote } from '../../src/articles/actions/notes.ts';
import { keepTemplate } from '../../src/articles/actions/templates.ts';
import { type Agent, type Started, startApp } from './app.ts';
import { addPerson, addSection, password } from './factories.ts';
import { askHouse, housePosts } from './house.ts';
import { askLibrary, libraryPosts } from './library.ts';
import { askModerating, moderatingPosts } from './moderating.ts';
import { closing } from './passing.ts';
import { askPersonalData, personalDataPosts } from './personal-data.ts';
import { askPlanning, planningPosts } from './planning.ts';
import { previewPosts } from './previews.ts';
import { askReaders, readersPosts } from './readers-posts.ts';
import { addReport } from './reports.ts';
import { type AddedStory, addStory, type Fate } from './stories.ts';
import { unsavedPosts } from './unsaved.ts';

/* For each route that changes something, a request that would change it: something new each time. */

export let newsroom: Started;
export let admin: Person;
export let agent: Agent;
let sectionId: number;
let count = 0;

/** A newsroom with an administrator who is signed in. */
export async function openOwn(): Promise<void> {
  newsroom = await startApp({ shared: true, environment: { TRUST_PROXY: '1' } });
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  admin = await addPerson(newsroom.context, { role: 'admin' });
  agent = await newsroom.signIn(admin);
}

/** The administrator signs in again, where a test has signed them out. */
export async function signInAgain(): Promise<void> {
  agent = await newsroom.signIn(admin);
}

export function story(fate: Fate): Promise<AddedStory> {
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

export const remark = () => ({
  text: `This is remark ${count}.`,
  name: 'Renske V.',
  email: `renske${count}@example.org`,
});

const moderators = () => ({ context: newsroom.context, by: admin, story: () => story('published') });

async function moderated(pattern: string, of: string): Promise<Prepared> {
  const prepared = await askModerating(moderators(), pattern, of);
  if (!prepared) throw new Error(`${pattern} is no route of moderators.`);
  return prepared;
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

export interface Prepared {
  path: string;
  fields: Record<string, string>;
  multipart?: boolean;
}

/** Something that each route would do if it were asked from our own pages. */
export const posts: Record<string, () => Promise<Prepared>> = {
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
  ...unsavedPosts(() => admin, { context: () => newsroom.context, story: () => story('draft') }),
  ...previewPosts(async () => ({ context: newsroom.context, by: admin, ...(await story('draft')) })),
  'POST /admin/inserts/post': async () => ({ path: '/admin/inserts/post', fields: { url: 'https://t.me/alder/12' } }),
  'POST /admin/inserts/video': async () => ({
    path: '/admin/inserts/video',
    fields: { url: 'https://youtu.be/dQw4w9WgXcQ' },
  }),
  // Without the file.
  'POST /admin/inserts/pictures': async () => ({ path: '/admin/inserts/pictures', fields: {}, multipart: true }),
  ...Object.fromEntries(
    Object.entries(moderatingPosts).map(([pattern, of]) => [`POST ${pattern}`, () => moderated(pattern, of)]),
  ),
  ...Object.fromEntries(
    personalDataPosts.map((pattern) => [
      `POST ${pattern}`,
      async () => (await askPersonalData(moderators(), pattern)) as Prepared,
    ]),
  ),
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
    readersPosts.map((route) => [
      route,
      async () => askReaders(newsroom.context, route, (await story('published')).path),
    ]),
  ),
  ...Object.fromEntries(
    planningPosts.map((pattern) => [`POST ${pattern}`, () => askPlanning(newsroom.context, pattern, admin, sectionId)]),
  ),
  ...Object.fromEntries(
    libraryPosts.map((pattern) => [
      `POST ${pattern}`,
      () => askLibrary(newsroom.context, pattern, admin) as Promise<Prepared>,
    ]),
  ),
  ...Object.fromEntries(
    housePosts.map((pattern) => [`POST ${pattern}`, () => askHouse(newsroom.context, pattern) as Promise<Prepared>]),
  ),
};
