import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { publishComment } from '../../src/comments/actions/decide.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { findComment } from '../../src/comments/queries/thread.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

/* What people of the newsroom see on the pages of readers, and readers never do. */

let newsroom: Started;
let editor: Person;
let author: Person;
let sectionId: number;
let story: AddedStory;
let held = 0;

beforeEach(async () => {
  newsroom = await startApp();
  const { context } = newsroom;
  sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  [editor, author] = [await addPerson(context, { role: 'editor' }), await addPerson(context, { role: 'author' })];
  story = await addStory(context, { editor, content: { headline: 'Dockers halt speech', sectionId } });
});

async function comment(text: string): Promise<number> {
  held += 1;
  const typed = { text, name: `Renske ${held}`, email: `renske${held}@example.org`, website: '' };
  const poster = { actor: null, browserHash: `browser ${held}`, network: networkAround(`192.0.2.${held}`) };
  return (await postComment(newsroom.context, poster, { ...typed, path: story.path, parentId: null })).id;
}

const see = async (agent: Agent, path = story.path) => agent.get(encodeURI(path)).expect(200);
const strip = '.state-note';

describe('Above a story, the newsroom sees', () => {
  test('its state and the ways to its editor and its history', async () => {
    const page = await see(await newsroom.signIn(editor));
    expect(readPage(page).texts(strip)).toEqual(['Published. Edit · History · Put on the front']);
    const address = `/admin/articles/${story.articleId}`;
    expect(readPage(page).links(strip)).toEqual([
      address,
      `${address}/revisions`,
      `/admin/front?story=${story.articleId}`,
    ]);
    expect(page.headers['cache-control']).toBe('private, no-store');
  });

  test('that there are changes which readers do not see', async () => {
    const content = { ...emptyContent, headline: 'Dockers halt speech twice', sectionId };
    await saveRevision(newsroom.context, editor, {
      ...{ articleId: story.articleId, baseRevisionId: story.revisionId, kind: 'save', content },
    });
    const page = readPage(await see(await newsroom.signIn(editor)));
    expect(page.texts(strip)[0]).toContain('Published, with changes that readers do not see yet.');
    expect(page.texts('h1')).toEqual(['Dockers halt speech']);
  });

  test.each([
    [1, '1 held comment'],
    [2, '2 held comments'],
  ])('how many comments wait below it: %s', async (count, words) => {
    for (let number = 0; number < count; number += 1) await comment(`Remark ${number}`);
    const other = await addStory(newsroom.context, { editor, content: { headline: 'Another', sectionId } });
    const agent = await newsroom.signIn('moderator');
    expect(readPage(await see(agent)).texts(strip)).toEqual([`Published. History · ${words}`]);
    expect(readPage(await see(agent)).links(strip)).toContain('/admin/comments?state=held');
    expect(readPage(await see(agent, other.path)).texts(strip)).toEqual(['Published. History']);
  });

  test('no way to change it, where it is another author’s', async () => {
    expect(readPage(await see(await newsroom.signIn(author))).texts(strip)).toEqual([]);
    const own = await addStory(newsroom.context, {
      ...{ editor, by: author, content: { headline: 'Own', sectionId, authorIds: [author.id] } },
    });
    expect(readPage(await see(await newsroom.signIn(author), own.path)).texts(strip)).toEqual([
      'Published. Edit · History',
    ]);
  });

  test('the same above a page beside the stories', async () => {
    const about = await addStory(newsroom.context, {
      editor,
      makes: 'page',
      content: { headline: 'About us', sectionId: null },
    });
    const page = await see(await newsroom.signIn(editor), about.path);
    expect(readPage(page).texts(strip)).toEqual(['Published. Edit · History']);
    expect(page.headers['cache-control']).toBe('private, no-store');
  });
});

test('A reader sees nothing of it, and the page may be kept', async () => {
  const id = await comment('Whose cameras are these?');
  await publishComment(newsroom.context, editor, { id, seen: 'held' });
  const page = await see(newsroom.visitor());
  expect(readPage(page).texts(strip)).toEqual([]);
  expect(page.text).not.toContain('/admin');
  expect(page.headers['cache-control']).toBe('max-age=0, must-revalidate');
});

describe('Beside each comment', () => {
  test('who moderates has a button that rejects it, and comes back to the story', async () => {
    const ids = [await comment('Whose cameras are these?'), await comment('Who pays?')];
    for (const id of ids) await publishComment(newsroom.context, editor, { id, seen: 'held' });
    const agent = await newsroom.signIn('moderator');
    const action = `/admin/comments/${ids[0]}/reject?state=published&back=story`;
    const button = `Reject: Renske ${held - 1}`;
    const { headers } = await sendForm(agent, fillForm(await see(agent), { button, action })).expect(303);
    expect(headers.location).toBe(`${story.path}#comments`);
    const left = await see(newsroom.visitor());
    expect(left.text).not.toContain('Whose cameras');
    expect(left.text).toContain('Who pays?');
  });

  test('of two who reject it at once the second is told who was first', async () => {
    const id = await comment('Whose cameras are these?');
    await publishComment(newsroom.context, editor, { id, seen: 'held' });
    const action = `/admin/comments/${id}/reject?state=published&back=story`;
    const button = `Reject: Renske ${held}`;
    const [first, second] = [await newsroom.signIn(editor), await newsroom.signIn('moderator')];
    const [one, two] = [await see(first), await see(second)];
    await sendForm(first, fillForm(one, { button, action })).expect(303);
    const { text } = await sendForm(second, fillForm(two, { button, action })).expect(409);
    expect(text).toContain(`${editor.name} rejected this comment on`);
    expect(await findComment(newsroom.context.db.reader, id)).toMatchObject({ decidedByName: editor.name });
  });

  test('an author of the story has none', async () => {
    const own = await addStory(newsroom.context, {
      ...{ editor, by: author, content: { headline: 'Own', sectionId, authorIds: [author.id] } },
    });
    story = own;
    await publishComment(newsroom.context, editor, { id: await comment('Who pays?'), seen: 'held' });
    const page = await see(await newsroom.signIn(author));
    expect(page.text).toContain('Who pays?');
    expect(page.text).not.toContain('/reject');
  });
});
