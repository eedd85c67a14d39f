import type { Locator, Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { type Started, type StartOptions, startApp } from './app.ts';
import { openBrowser, signIn } from './browser.ts';
import { addPerson, addSection } from './factories.ts';
import { addStory } from './stories.ts';

/** A newsroom with an editor at the desk, in a browser with scripts. */
export interface VisualNewsroom extends Started {
  editor: Person;
  sectionId: number;
  desk: Page;
}

export async function startVisual(options: StartOptions = {}): Promise<VisualNewsroom> {
  const app = await startApp({ ...options, shared: true });
  const sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  const desk = await openBrowser({ javaScript: true, shared: true, viewport: { width: 1280, height: 900 } });
  await signIn(desk, app.url, editor);
  return { ...app, editor, sectionId, desk };
}

let count = 0;

/** A draft with this Markdown, open in the editor. @returns its id */
export async function openDraft(
  { context, editor, sectionId, desk, url }: VisualNewsroom,
  body = '',
  language = 'en',
): Promise<number> {
  count += 1;
  const content = { sectionId, headline: `Ferries wait ${count}`, body, language };
  const { articleId } = await addStory(context, { editor, content, fate: 'draft' });
  await desk.goto(`${url}/admin/articles/${articleId}`);
  await textOf(desk).waitFor();
  return articleId;
}

/** Where the text is written. */
export const textOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Text', exact: true });

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name, exact: true }).click();

/** Saves by the form's button; what the story holds then. */
export async function savedText({ context, desk }: VisualNewsroom, articleId: number): Promise<string> {
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await desk.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  const rows = context.db.reader.selectFrom('revisions').select('body').where('article_id', '=', articleId);
  return (await rows.orderBy('id', 'desc').executeTakeFirstOrThrow()).body ?? '';
}
