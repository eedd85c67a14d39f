import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { removeExpired } from '../../src/articles/actions/discards.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import {
  complete,
  errorsIn,
  eventsOf,
  type Newsroom,
  press,
  publishNew,
  revisionsOf,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;
let ilse: Person;
let author: Agent;
let id: number;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  author = await newsroom.signIn(ilse);
  const { context, editor, politics: sectionId } = newsroom;
  id = (await addStory(context, { editor, by: ilse, content: { sectionId }, fate: 'review' })).articleId;
});

const note = (agent: Agent, text: string) =>
  press(agent, `/admin/articles/${id}`, 'Add note', { 'Note for colleagues': text });

/** The notes on the story's page, as this person sees them. */
const notesFor = async (agent: Agent) => readPage(await agent.get(`/admin/articles/${id}`).expect(200));

describe('Notes beside a story', () => {
  test('are seen by everybody who may see the story, with who and when, newest last', async () => {
    const { clock, desk } = newsroom;
    expect((await note(author, 'Did he say <b>so</b>?\r\n\r\nAsk again.')).headers.location).toContain('done=noted');
    clock.advance({ minutes: 90 });
    await note(desk, 'نعم، قال ذلك.');
    for (const agent of [author, desk]) {
      const page = await notesFor(agent);
      expect(page.texts('#notes-title')).toEqual(['Notes (2)']);
      expect(page.texts('.said')).toEqual(['Did he say <b>so</b>? Ask again.', 'نعم، قال ذلك.']);
      const times = page.texts('#notes')[0];
      expect(times).toContain('Ilse Brandt, 23 November 2026, 13:00');
      expect(times).toContain('Mara Oyelaran, 23 November 2026, 14:30');
    }
  });

  test('make no revision, move nothing, and are written down without their words', async () => {
    const { context } = newsroom;
    await note(author, 'A secret.');
    expect(await revisionsOf(context, id)).toHaveLength(1);
    const events = await eventsOf(context, id);
    expect(events.at(-1)).toMatchObject({ action: 'article.noted', by: ilse.id, names: [] });
    expect(JSON.stringify(events)).not.toContain('A secret.');
  });

  test('are on no page of readers', async () => {
    const { desk, visitor } = newsroom;
    const { id: published, path } = await publishNew(newsroom, complete);
    await press(desk, `/admin/articles/${published}`, 'Add note', { 'Note for colleagues': 'A secret.' });
    for (const page of [path, `${path}/history`, '/', '/politics', '/feed.xml', '/search?q=secret']) {
      expect((await visitor().get(page).buffer(true).expect(200)).text).not.toContain('A secret.');
    }
    expect((await desk.get(`/admin/articles/${published}/preview`)).text).not.toContain('A secret.');
  });

  test.each([
    ['nothing', '  \n ', 'Write the note first.'],
    ['too much', 'x'.repeat(4001), 'A note may have at most 4,000 characters.'],
  ])('with %s in them are refused, and what was typed stays', async (_what, text, message) => {
    const answer = await note(author, text);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toMatchObject({ storyNote: message });
    expect(fillForm(answer, 'Add note').fields.storyNote?.trim()).toBe(text.trim());
    expect((await notesFor(author)).texts('.said')).toEqual([]);
  });

  test('are removed by who wrote them, and any by an editor', async () => {
    const { context, desk } = newsroom;
    await note(desk, 'The editor’s.');
    await note(author, 'The author’s.');
    const own = await notesFor(author);
    expect(own.texts('button').filter((text) => text.startsWith('Remove the note'))).toHaveLength(1);
    const [editors] = await context.db.reader.selectFrom('story_notes').selectAll().orderBy('id').execute();
    await author.post(`/admin/articles/${id}/notes/${editors?.id}/remove`).expect(403);
    const page = await author.get(`/admin/articles/${id}`);
    const button = 'Remove the note of 23 November 2026, 13:00';
    expect((await sendForm(author, fillForm(page, button))).headers.location).toContain('done=note-removed');
    expect((await notesFor(desk)).texts('.said')).toEqual(['The editor’s.']);
    await note(author, 'Once more.');
    const rows = await context.db.reader.selectFrom('story_notes').select('id').orderBy('id').execute();
    for (const { id: noteId } of rows) await desk.post(`/admin/articles/${id}/notes/${noteId}/remove`).expect(303);
    expect((await notesFor(desk)).texts('.said')).toEqual([]);
    await desk.post(`/admin/articles/${id}/notes/${rows[0]?.id}/remove`).expect(404);
  });

  test('of another story are not found here, and go with a story that is deleted', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    await note(author, 'Gone soon.');
    const [row] = await context.db.reader.selectFrom('story_notes').selectAll().execute();
    const other = await addStory(context, { editor, content: { sectionId }, fate: 'draft' });
    await desk.post(`/admin/articles/${other.articleId}/notes/${row?.id}/remove`).expect(404);
    await press(desk, `/admin/articles/${id}`, 'Discard story');
    newsroom.clock.advance({ days: 30 });
    await removeExpired(context);
    expect(await context.db.reader.selectFrom('story_notes').selectAll().execute()).toEqual([]);
  });

  test('have no place on a story that was never saved', async () => {
    expect((await newsroom.desk.get('/admin/articles/new')).text).not.toContain('Add note');
  });
});
