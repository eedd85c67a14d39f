import { beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

/* The pages beside the stories have a history like theirs. */

let newsroom: Started;
let editor: Person;
let about: AddedStory;

const said: Content = { ...emptyContent, headline: 'About us', body: 'A trust of eight owns us.' };

beforeEach(async () => {
  newsroom = await startApp();
  editor = await addPerson(newsroom.context, { role: 'editor' });
  const content = { ...said, sectionId: null };
  about = await addStory(newsroom.context, { editor, makes: 'page', content });
});

const read = async (path: string, status = 200) => readPage(await newsroom.visitor().get(path).expect(status));

async function change(content: Partial<Content>, kind: 'fix' | 'correction', note = ''): Promise<void> {
  const { articleId, revisionId: baseRevisionId } = about;
  const saving = { articleId, baseRevisionId, content: { ...said, ...content }, kind: 'save' } as const;
  const saved = await saveRevision(newsroom.context, editor, saving);
  await publishChanges(newsroom.context, editor, { ...saved, kind, note });
  about = { ...about, ...saved };
}

test('A page has a history, and leads to it', async () => {
  expect((await read(about.path)).links('.byline')).toEqual(['/pages/about-us/history']);
  expect((await read('/pages/about-us/history')).main).toContain('There is one version of this page.');
  await change({ body: 'A trust of six owns us.' }, 'correction', 'They are six.');
  const history = await read('/pages/about-us/history');
  expect(history.texts('h1')).toEqual(['What changed on this page']);
  expect(history.links('.kicker')).toEqual([about.path]);
  expect(history.texts('.what')[0]).toContain('Correction. They are six.');
  expect([history.texts('del'), history.texts('ins')]).toEqual([['Removed: eight'], ['Added: six']]);
});

test('It moves with the page, and stays without its text when the page is withdrawn', async () => {
  await change({ slug: 'who-we-are' }, 'fix');
  const visitor = newsroom.visitor();
  await visitor.get('/pages/about-us/history?to=2').expect(301).expect('Location', '/pages/who-we-are/history?to=2');
  await withdraw(newsroom.context, editor, { articleId: about.articleId, reason: 'It is out of date.' });
  for (const path of ['/pages/about-us/history', '/pages/who-we-are/history']) {
    const history = await read(path, 410);
    expect(history.texts('.what')[0]).toBe('Withdrawn. It is out of date.');
    expect(history.main).not.toMatch(/trust|About us/);
  }
  await visitor.get('/pages/nothing/history').expect(404);
});
