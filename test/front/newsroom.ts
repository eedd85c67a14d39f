import type { Response, Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { type Agent, type Started, type StartOptions, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory, type Fate } from '../support/stories.ts';

export interface Curated extends Started {
  politics: number;
  world: number;
  editor: Person;
  /** The editor's browser, signed in. */
  desk: Agent;
  /** A story a minute newer than the one before. */
  add(headline: string, content?: Partial<Content>, fate?: Fate): Promise<AddedStory>;
}

/** The program with two sections and an editor who curates. */
export async function startCurated(options: StartOptions = {}): Promise<Curated> {
  const app = await startApp(options);
  const politics = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const world = await addSection(app.context, { slug: 'world', name: 'World' });
  const editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  return {
    ...{ ...app, politics, world, editor },
    desk: await app.signIn(editor),
    add: (headline, content = {}, fate = 'published') => {
      app.clock.advance({ minutes: 1 });
      return addStory(app.context, { editor, content: { headline, sectionId: politics, ...content }, fate });
    },
  };
}

export const frontPath = '/admin/front';

/** Opens the page, presses a button of one of its forms, and returns what that answers. */
export async function press(agent: Agent, button: string, values: Values = {}, page = frontPath): Promise<Response> {
  return sendForm(agent, fillForm(await agent.get(page).expect(200), button, values));
}

/** The same, which has to be done. */
export async function done(agent: Agent, button: string, values: Values = {}, page = frontPath): Promise<string> {
  const { status, headers, text } = await press(agent, button, values, page);
  if (status !== 303) throw new Error(`“${button}” was not done: ${status} ${readPage({ text }).main.slice(0, 600)}`);
  return headers.location as string;
}

/** What readers see: the lead, what stands under it, and each strip by its heading. */
export async function seen(app: Pick<Started, 'visitor'>): Promise<Record<string, string[]>> {
  return shownOn(await app.visitor().get('/').expect(200));
}

/** The same of any answer that shows a front. */
export function shownOn({ text }: { text: string }): Record<string, string[]> {
  const page = readPage({ text });
  const [, ...headings] = page.texts('.heading');
  const strips = page.texts('.strip').map((strip, index) => {
    const heading = headings[index] ?? '';
    return [heading, headlinesIn(text, strip)] as const;
  });
  return {
    top: [...page.texts('.lead-story'), ...page.texts('.seconds')].flatMap((each) => headlinesIn(text, each)),
    ...Object.fromEntries(strips),
  };
}

/** The headlines of cards that stand in this piece of the page, in order. */
function headlinesIn(html: string, piece: string): string[] {
  const known = [...new Set(readPage({ text: html }).texts('h3').concat(leads(html)))];
  return known
    .map((headline) => ({ headline, at: piece.indexOf(headline) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ headline }) => headline);
}

const leads = (html: string): string[] =>
  [...html.matchAll(/<h2 dir="auto"[^>]*><a href="[^"]*">([^<]*)</g)].map(([, text]) => text ?? '');

/** A request that every answer must refuse, or not, by its status. */
export const statusOf = async (test: Test): Promise<number> => (await test).status;
