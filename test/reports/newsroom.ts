import type { Response } from 'supertest';
import { chooseMails } from '../../src/accounts/actions/mail-choices.ts';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/content.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { edit, press } from '../articles/newsroom.ts';
import { type Agent, type Started, type StartOptions, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

export interface Newsroom extends Started {
  editor: Person;
  /** The editor's browser, signed in. */
  desk: Agent;
  sectionId: number;
  /** A browser on a network that nobody has used yet. */
  reader(): Agent;
  write(content?: Partial<Content>): Promise<AddedStory>;
}

/** The Alder Courier, with an editor at the desk and readers on networks of their own. */
export async function startNewsroom({ environment, ...options }: StartOptions = {}): Promise<Newsroom> {
  const siteUrl = 'http://news.example';
  const app = await startApp({ siteUrl, ...options, environment: { TRUST_PROXY: '1', ...environment } });
  await app.context.db.transaction((tx) => writeSetting(tx, 'name', 'The Alder Courier'));
  const sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  // Mails of which tests speak are those to readers.
  await chooseMails(app.context, editor, []);
  let networks = 0;
  return {
    ...app,
    editor,
    sectionId,
    desk: await app.signIn(editor),
    reader() {
      networks += 1;
      return app.visitor().set('X-Forwarded-For', `198.51.100.${networks}`);
    },
    write: (content = {}) => addStory(app.context, { editor, content: { sectionId, ...content } }),
  };
}

export const what = 'What is wrong, and what is right?';
export const where = 'Where to write to you (optional)';

/** Opens the story, fills the form at its end and sends it. */
export async function report(agent: Agent, path: string, values: Values = {}): Promise<Response> {
  const page = await agent.get(encodeURI(path)).expect(200);
  return sendForm(agent, fillForm(page, 'Send report', { [what]: 'It was 31, not 13.', ...values }));
}

/** Changes the text of a live story; the sheet for publishing that. */
export async function changeText(agent: Agent, articleId: number, text: string): Promise<string> {
  return (await edit(agent, articleId, { Text: text }, 'Publish changes')).headers.location as string;
}

export const publishCorrection = (agent: Agent, sheet: string, values: Values = {}): Promise<Response> =>
  press(agent, sheet, 'Publish changes', { kind: 'correction', note: 'It was 31 votes, not 13.', ...values });

/** The button of a report in the queue, which says for screen readers which report is meant. */
export async function pressInQueue(agent: Agent, button: string, values: Values = {}): Promise<Response> {
  return press(agent, '/admin/reports', button, values);
}

export const reportsOf = ({ context }: Started) =>
  context.db.reader.selectFrom('error_reports').selectAll().orderBy('id').execute();

export const mailsOf = ({ context }: Started) =>
  context.db.reader.selectFrom('outgoing_mails').selectAll().orderBy('id').execute();

export const eventsOf = async ({ context }: Started) => {
  const rows = await context.db.reader.selectFrom('events').selectAll().orderBy('id').execute();
  return rows.filter(({ subject }) => subject.startsWith('report:'));
};
