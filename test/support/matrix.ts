import type { Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { addNote } from '../../src/articles/actions/notes.ts';
import { keepTemplate } from '../../src/articles/actions/templates.ts';
import { type Agent, type Started, startApp } from './app.ts';
import { addPerson, addSection, password } from './factories.ts';
import { askHouse } from './house.ts';
import { askInsert } from './inserts.ts';
import { askLibrary } from './library.ts';
import { askModerating } from './moderating.ts';
import { addTask } from './passing.ts';
import { askPersonalData } from './personal-data.ts';
import { planningFates, planningForms, settle } from './planning.ts';
import { addLinkOf } from './previews.ts';
import { addReport } from './reports.ts';
import { columns } from './rights.ts';
import { type AddedStory, addStory, type Fate } from './stories.ts';
import { addUnsaved, typedBy } from './unsaved.ts';

/* The people of the permission matrix, and what each route is asked about: something new each time. */

export let newsroom: Started;
let sectionId: number;
export let people: Record<'moderator' | 'author' | 'other' | 'editor' | 'holder' | 'admin', Person>;
export let agents: Record<string, Agent>;
let count = 0;

/** A newsroom with somebody of each role. */
export async function openNewsroom(): Promise<void> {
  newsroom = await startApp({ shared: true, environment: { TRUST_PROXY: '1' } });
  const { context } = newsroom;
  sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  people = {
    moderator: await addPerson(context, { role: 'moderator' }),
    author: await addPerson(context, { role: 'author' }),
    other: await addPerson(context, { role: 'author' }),
    editor: await addPerson(context, { role: 'editor' }),
    holder: await addPerson(context, { role: 'editor' }),
    admin: await addPerson(context, { role: 'admin' }),
  };
  agents = Object.fromEntries(await Promise.all(columns.map(async (who) => [who, await agentOf(who)])));
}

const personOf = (who: string): Person | null =>
  who === 'nobody' ? null : (people[who as keyof typeof people] ?? people.author);

export async function agentOf(who: string): Promise<Agent> {
  const person = personOf(who);
  count += 1;
  // A network of its own, so that many sign-ins are no attack.
  const agent = newsroom.visitor().set('X-Forwarded-For', `198.51.100.${count % 250}`);
  if (person) await agent.post('/admin/sign-in').type('form').send({ email: person.email, password }).expect(303);
  return agent;
}

const fates: Record<string, Fate> = {
  ...{
    draft: 'draft',
    page: 'published',
    review: 'review',
    published: 'published',
    changed: 'published',
    redrafted: 'draft',
    ...planningFates,
    withdrawn: 'withdrawn',
  },
  scheduled: { at: '2027-01-01T09:00:00.000Z' },
};

/** A story in that state that is, for this column, another's, one with their byline, or their own. */
export async function storyFor(who: string, state: string): Promise<AddedStory> {
  count += 1;
  const fate = fates[state];
  if (!fate) return { articleId: 999_999, revisionId: 1, path: '' };
  const by = who === 'own' ? people.author : people.other;
  const content = { headline: `Story ${count}`, sectionId, authorIds: [who === 'bylined' ? people.author.id : by.id] };
  const story = await addStory(newsroom.context, {
    editor: people.editor,
    ...(state === 'page' ? { makes: 'page' } : { by }),
    ...{ content, fate },
  });
  await settle(newsroom.context, people.holder, { ...story, state });
  if (state !== 'changed' && state !== 'redrafted') return story;
  const saved = savedFields(story);
  const authors = who === "another's" ? people.other.name : saved.authors;
  const changes = { press: 'save', headline: `Story ${count}, changed`, ...saved, authors };
  await multipart(agents.editor as Agent, `/admin/articles/${story.articleId}`, changes).expect(303);
  const newest = newsroom.context.db.reader
    .selectFrom('articles')
    .select('revision_id')
    .where('id', '=', story.articleId);
  return { ...story, revisionId: (await newest.executeTakeFirstOrThrow()).revision_id ?? 0 };
}

const savedFields = ({ revisionId }: Pick<AddedStory, 'revisionId'>) => ({
  revision: String(revisionId),
  authors: `${people.author.name}, ${people.other.name}`,
  body: 'Text.',
  section: String(sectionId),
});

/** As it is for the person: what they did, they may undo. */
const moderatingFor = (who: string) => ({
  context: newsroom.context,
  by: who === 'moderator' || who === 'admin' ? people[who] : people.editor,
  story: () => {
    count += 1;
    return addStory(newsroom.context, { editor: people.editor, content: { headline: `Story ${count}`, sectionId } });
  },
});

function multipart(agent: Agent, path: string, fields: Record<string, string>): Test {
  const request = agent.post(path);
  for (const [name, value] of Object.entries(fields)) request.field(name, value);
  return request;
}

/** The request as the newsroom's own page would send it. */
export async function ask(agent: Agent, { route, of, who }: { route: string; of: string; who: string }): Promise<Test> {
  const [method, pattern = '', press = 'press=save'] = route.split(' ');
  const house = await askHouse(newsroom.context, pattern, of);
  if (house) return method === 'GET' ? agent.get(house.path) : agent.post(house.path).type('form').send(house.fields);
  const media = await askLibrary(newsroom.context, pattern, who === 'own' ? people.author : people.other);
  if (media) return method === 'GET' ? agent.get(media.path) : agent.post(media.path).type('form').send(media.fields);
  const own = await askModerating(moderatingFor(who), pattern, of);
  if (own) return method === 'GET' ? agent.get(own.path) : agent.post(own.path).type('form').send(own.fields);
  const data = await askPersonalData(moderatingFor(who), pattern);
  if (data) return method === 'GET' ? agent.get(data.path) : agent.post(data.path).type('form').send(data.fields);
  const insert = await askInsert(newsroom.context, pattern, {
    by: people.editor,
    story: () => storyFor(who, 'published'),
  });
  if (insert) return method === 'GET' ? agent.get(insert) : agent.post(insert).type('form').send({});
  const story = /^.admin.(articles.:id|bulk)/.test(pattern) ? await storyFor(who, of) : null;
  const reported = pattern.startsWith('/admin/reports/:id') ? (of === 'corrected' ? 'changed' : 'published') : null;
  const report = reported && (await addReport(newsroom.context, people.editor, await storyFor('bylined', reported)));
  const template = pattern.startsWith('/admin/templates/:id') ? await templateFor(of) : null;
  const id = story?.articleId ?? report?.id ?? template ?? 0;
  const first = story ? await firstRevision(story.articleId) : 0;
  const note = pattern.includes(':note') ? await noteFor(story?.articleId ?? 0, who) : 0;
  const link = pattern.includes(':link') ? await linkFor(story?.articleId ?? 0, who) : 0;
  const task = pattern.includes(':task') ? await addTask(newsroom.context, people.editor, story?.articleId ?? 0) : 0;
  const draft = pattern.includes(':draft') ? await draftFor(who) : '';
  const asked = pattern.endsWith('/difference') ? `?from=${first}&to=${story?.revisionId}` : '';
  const path = withIds(pattern, { id, revision: first, note, link, task, draft }) + asked;
  if (method === 'GET') return agent.get(path);
  if (['/admin/articles', '/admin/pages', '/admin/articles/:id'].includes(pattern)) {
    count += 1;
    const typed = { press: press.slice('press='.length), headline: `Typed ${count}` };
    return multipart(agent, path, { ...typed, ...savedFields(story ?? { revisionId: 0 }) });
  }
  const filled: Record<string, Record<string, string>> = {
    'sign-in': { email: (personOf(who) ?? people.editor).email, password },
    'set-up': { token: 'a', name: 'Mara', email: 'mara@news.example', password },
    settle: { publication: report?.publication ?? '' },
    redact: { publication: await firstRow(story?.articleId ?? 0), reason: 'By order.', password },
    template: { templateName: `Kept ${count}`, replaces: '' },
    rename: { name: `Renamed ${count}` },
    translate: { translateTo: 'ar' },
    notes: { storyNote: 'Call them.' },
    'preview-links': { previewFor: 'Mr Tan', previewDays: '3' },
    ...planningForms(story ?? { articleId: 0, revisionId: 0 }),
    autosave: typedBy(personOf(who) ?? people.editor),
    restore: { newest: String(story?.revisionId) },
    publish: {
      when: press === 'when=later' ? 'later' : 'now',
      at: '2027-02-01T09:00',
      revision: String(story?.revisionId),
    },
    'publish-changes': { kind: 'fix', note: '', revision: String(story?.revisionId) },
  };
  const form = filled[pattern.split('/').at(-1) ?? ''] ?? { note: 'Shorter.', reason: 'Not so.' };
  return agent.post(path).type('form').send(form);
}

const withIds = (pattern: string, ids: Record<string, number | string>): string =>
  pattern.replace(/:(\w+)/g, (whole, name: string) => (name in ids ? String(ids[name]) : whole));

/** Of who asks; of a colleague, where they have none. */
const draftFor = (who: string): Promise<string> =>
  addUnsaved(
    newsroom.context,
    ['nobody', 'moderator'].includes(who) ? people.editor : (personOf(who) ?? people.editor),
  );

/** On a story of theirs it is theirs, else a colleague's. */
async function noteFor(articleId: number, who: string): Promise<number> {
  const by = who === 'own' ? people.author : people.editor;
  await addNote(newsroom.context, by, { articleId, text: 'Ask them again.' });
  const rows = newsroom.context.db.reader.selectFrom('story_notes').select('id').orderBy('id', 'desc');
  return (await rows.executeTakeFirstOrThrow()).id;
}

/** Of a story of theirs it is theirs, else the desk's. */
const linkFor = (articleId: number, who: string) =>
  addLinkOf(newsroom.context, articleId, { by: people.editor, as: people[who === 'own' ? 'author' : 'editor'].id });

/** Of a page, or of a story. */
async function templateFor(of: string): Promise<number> {
  const { articleId } = await storyFor('bylined', of === 'page' ? 'page' : 'draft');
  await keepTemplate(newsroom.context, people.editor, { articleId, name: `Template ${count}`, replaces: null });
  const rows = newsroom.context.db.reader.selectFrom('templates').select('id').orderBy('id', 'desc');
  return (await rows.executeTakeFirstOrThrow()).id;
}

export async function firstRevision(articleId: number): Promise<number> {
  const rows = newsroom.context.db.reader.selectFrom('revisions').select('id').where('article_id', '=', articleId);
  return (await rows.orderBy('id').executeTakeFirst())?.id ?? 1;
}

/** Of the story's ledger; '' where readers never saw it. */
export async function firstRow(articleId: number): Promise<string> {
  const rows = newsroom.context.db.reader.selectFrom('publications').select('id').where('article_id', '=', articleId);
  return String((await rows.orderBy('id').executeTakeFirst())?.id ?? '');
}
