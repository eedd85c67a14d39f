import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { addComment } from '../../src/comments/queries/state.ts';
import type { Context } from '../../src/context.ts';
import { type Agent, type Started, type StartOptions, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';

export interface Newsroom extends Started {
  editor: Person;
  sectionId: number;
  /** A browser on a network that nobody has used yet. */
  reader(): Agent;
}

/** The program with an editor and a section, behind a proxy so that every reader has a network of their own. */
export async function startNewsroom(options: StartOptions = {}): Promise<Newsroom> {
  const app = await startApp({ ...options, environment: { ...options.environment, TRUST_PROXY: '1' } });
  let networks = 0;
  return {
    ...app,
    editor: await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' }),
    sectionId: await addSection(app.context, { slug: 'politics', name: 'Politics' }),
    reader() {
      networks += 1;
      return app.visitor().set('X-Forwarded-For', `198.51.100.${networks}`);
    },
  };
}

export interface TestStory {
  articleId: number;
  revisionId: number;
  path: string;
}

let stories = 0;

/** A published story, by the editor. */
export async function addStory(newsroom: Newsroom, given: Partial<Content> = {}): Promise<TestStory> {
  const draft = await addDraft(newsroom, given);
  await publish(newsroom.context, newsroom.editor, draft);
  return { ...draft, path: await pathOf(newsroom.context, draft.articleId) };
}

export async function addDraft({ context, editor, sectionId }: Newsroom, given: Partial<Content> = {}) {
  stories += 1;
  const headline = given.headline ?? `Story ${stories}`;
  const filed = { ...emptyContent, headline, body: 'Some two hundred dockers.', sectionId, authorIds: [editor.id] };
  const content = { ...filed, ...given };
  return saveRevision(context, editor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
}

export async function pathOf({ db }: Context, articleId: number): Promise<string> {
  const found = db.reader.selectFrom('published_articles').select('path').where('article_id', '=', articleId);
  return (await found.executeTakeFirstOrThrow()).path;
}

export const renske = { Name: 'Renske V.', Email: 'renske@example.org' };

let comments = 0;

/** Fills the form below the story and sends it. */
export async function leaveComment(agent: Agent, path: string, values: Values = {}): Promise<Response> {
  const page = await agent.get(encodeURI(path)).expect(200);
  comments += 1;
  const filled = { Comment: `This is remark ${comments}.`, ...renske, ...values };
  return sendForm(agent, fillForm(page, 'Post comment', filled));
}

/** The id of the comment to which the answer leads. */
export function idIn({ status, headers, text }: Response): number {
  const id = /#comment-(\d+)$/.exec(headers.location ?? '')?.[1];
  if (id === undefined) throw new Error(`No comment was posted: ${status} ${text}`);
  return Number(id);
}

export const isHeld = ({ status, headers }: Response): boolean =>
  status === 303 && /\/comments\/\d+\?key=[\w-]{43}#comment-\d+$/.test(headers.location ?? '');

export const isPublished = ({ status, headers }: Response): boolean =>
  status === 303 && /^\/\d{4}\/\d{2}\/\d{2}\/[^/?]+#comment-\d+$/.test(headers.location ?? '');

export async function stored({ db }: Context, id: number) {
  return db.reader.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function countComments({ db }: Context): Promise<number> {
  return (await db.reader.selectFrom('comments').select('id').execute()).length;
}

/** The cookie by which a browser is known, as it would send it. */
export const commenterCookie = ({ headers }: Response): string =>
  /^commenter=[^;]+/.exec([headers['set-cookie'] ?? []].flat().join('\n'))?.[0] ?? '';

/** A published comment, as though it had been posted and let through: a new thread where it answers nothing. */
export function addReply(
  { context, clock }: Newsroom,
  comment: { articleId: number; threadId?: number; parentId?: number; name?: string; text?: string },
): Promise<number> {
  comments += 1;
  const { articleId, threadId = null, parentId = threadId, name = 'Renske V.', text = `Remark ${comments}.` } = comment;
  const known = { name, email: `${comments}@example.org`, browserHash: `${comments}`, personId: null };
  const from = { network: { exact: '', wide: '' }, createdAt: clock.now() };
  const shown = { text, html: `<p>${text}</p>`, state: 'published', reason: 'known' } as const;
  return context.db.transaction((tx) => addComment(tx, { articleId, threadId, parentId, ...known, ...from, ...shown }));
}
