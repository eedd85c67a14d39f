import { expect } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import sharp from 'sharp';
import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import type { Context } from '../../src/context.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Agent, type Started, type StartOptions, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { type FileInput, fillForm, sendForm, type Values } from '../support/forms.ts';

export interface Newsroom extends Started {
  politics: number;
  world: number;
  editor: Person;
  /** The editor's browser, signed in. */
  desk: Agent;
}

/** The program with two sections and an editor at the desk. */
export async function startNewsroom(options: StartOptions & { zone?: string } = {}): Promise<Newsroom> {
  const app = await startApp(options);
  const { zone } = options;
  if (zone) await app.context.db.transaction((tx) => writeSetting(tx, 'zone', zone));
  const politics = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const world = await addSection(app.context, { slug: 'world', name: 'World' });
  const editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  return { ...app, politics, world, editor, desk: await app.signIn(editor) };
}

/** All that readers need. */
export const complete: Values = {
  Headline: 'Dockers halt speech',
  Text: 'Some two hundred dockers.',
  Section: 'Politics',
};

/** Opens the page, fills the form with that button, and sends it. Who presses "Publish" does so on the panel, too. */
export async function press(agent: Agent, page: string, button: string, values: Values = {}): Promise<Response> {
  const answer = await sendForm(agent, fillForm(await agent.get(page).expect(200), button, values));
  return button === 'Publish' && leadsToPanel(answer) ? press(agent, panelIn(answer), button) : answer;
}

const panelIn = ({ headers }: Response): string => headers.location ?? '';

const leadsToPanel = (answer: Response): boolean => /\/\d+\/publish$/.test(panelIn(answer));

/** The panel to which "Publish" leads from the editor of a story; of a new one where there is no id. */
export async function openPanel(agent: Agent, id: number | 'new', values: Values = {}): Promise<Response> {
  const answer = await sendForm(agent, fillForm(await agent.get(`/admin/articles/${id}`), 'Publish', values));
  if (!leadsToPanel(answer)) throw new Error(`The panel did not open: ${answer.status} ${plain(answer)}`);
  return agent.get(panelIn(answer)).expect(200);
}

/** The ending of an address that the panel offers where another story has the one that was meant. */
export function offered(panel: Response, button = 'Publish'): string {
  expect(errorsIn(panel).slug).toMatch(
    /^Another (page|story of that day) has the address ending “.+”\. This one is free/,
  );
  return fillForm(panel, button).fields.slug ?? '';
}

/** Has a story come out later, as is chosen on the panel; `at` is the newsroom's time. */
export async function schedule(agent: Agent, id: number | 'new', { at = '', ...values }: Values): Promise<Response> {
  const chosen = { when: 'later', 'Publish at': at };
  return sendForm(agent, fillForm(await openPanel(agent, id, values), 'Publish', chosen));
}

/** Fills the form of the editor of a story; of a new one where there is no id. */
export const edit = (agent: Agent, id: number | 'new', values: Values, button = 'Save'): Promise<Response> =>
  press(agent, `/admin/articles/${id}`, button, values);

/** The id of the story to whose page the answer leads. */
export function idIn({ status, headers, text }: Response): number {
  const id = /^\/admin\/articles\/(\d+)\b/.exec(headers.location ?? '')?.[1];
  if (status !== 303 || id === undefined) throw new Error(`It was not done: ${status} ${text}`);
  return Number(id);
}

/** A new story, saved or whatever else the button does. */
export const write = async (agent: Agent, values: Values = {}, button = 'Save'): Promise<number> =>
  idIn(await edit(agent, 'new', values, button));

/** A new story, published. */
export async function publishNew({ context, desk }: Newsroom, values: Values = {}) {
  const id = await write(desk, { ...complete, ...values }, 'Publish');
  return { id, path: await pathOf(context, id) };
}

interface Change {
  kind?: 'fix' | 'update' | 'correction';
  note?: string;
  values?: Values;
}

/** Changes a live story and publishes the changes. */
export async function publishChanges(agent: Agent, id: number, { values = {}, ...change }: Change = {}) {
  const sheet = (await edit(agent, id, values, 'Publish changes')).headers.location as string;
  return press(agent, sheet, 'Publish changes', change);
}

export async function pathOf({ db }: Context, articleId: number): Promise<string> {
  const found = db.reader.selectFrom('published_articles').select('path').where('article_id', '=', articleId);
  return (await found.executeTakeFirstOrThrow()).path;
}

export const articleOf = ({ db }: Context, id: number) =>
  db.reader.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst();

export const revisionsOf = ({ db }: Context, id: number) =>
  db.reader.selectFrom('revisions').selectAll().where('article_id', '=', id).orderBy('id').execute();

export const ledgerOf = ({ db }: Context, id: number) =>
  db.reader
    .selectFrom('publications')
    .select(['kind', 'note', 'at', 'person_id as by', 'revision_id as revision'])
    .where('article_id', '=', id)
    .orderBy('id')
    .execute();

/** What happened to the story, in order; the names sorted. */
export async function eventsOf({ db }: Context, id: number) {
  const subject = `article:${id}`;
  const rows = await db.reader
    .selectFrom('events')
    .select(['action', 'at', 'person_id as by', 'names'])
    .where('subject', '=', subject)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, names: (JSON.parse(row.names) as string[]).sort() }));
}

const textById = ({ text }: Response, wanted: RegExp): Record<string, string> =>
  Object.fromEntries(
    DomUtils.findAll((element) => wanted.test(element.attribs.id ?? ''), parseDocument(text).children).map(
      (element) => [element.attribs.id?.replace(wanted, '') ?? '', DomUtils.textContent(element)],
    ),
  );

/** The errors that stand beside fields, by field. */
export const errorsIn = (answer: Response): Record<string, string> => textById(answer, /-error$/);

/** The text of the page, as read. */
export const plain = ({ text }: Response): string =>
  DomUtils.textContent(parseDocument(text).children.filter(({ type }) => type === 'tag'))
    .replace(/\s+/g, ' ')
    .trim();

/** What the page tells machines of its story. */
export function linkedData({ text }: Response): Record<string, unknown> {
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '{}';
  return JSON.parse(json)['@graph'][0];
}

/** A picture like no other of this colour. */
export async function pictureFile(colour = '#c33', filename = 'hall.png'): Promise<FileInput> {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: colour } });
  return { filename, content: await picture.png().toBuffer() };
}
