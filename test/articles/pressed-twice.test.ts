import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { articleOf, complete, edit, idIn, type Newsroom, plain, revisionsOf, startNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
let author: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  author = await newsroom.signIn(await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' }));
});

const opened = (agent: Agent) => agent.get('/admin/articles/new').expect(200);
const count = async () => (await newsroom.context.db.reader.selectFrom('articles').select('id').execute()).length;

describe('The form of a new story', () => {
  test.each(['Save', 'Preview', 'Publish'])('makes one story when %s is pressed several times', async (button) => {
    const form = fillForm(await opened(newsroom.desk), button, complete);
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendForm(newsroom.desk, form)));
    const [first] = answers;
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(
      answers.map(() => [303, first?.headers.location]),
    );
    expect(await count()).toBe(1);
    expect(await revisionsOf(newsroom.context, 1)).toHaveLength(1);
  });

  test('that is submitted twice is under review once', async () => {
    const form = fillForm(await opened(author), 'Submit for review', complete);
    const [first, again] = [await sendForm(author, form), await sendForm(author, form)];
    expect(idIn(again)).toBe(idIn(first));
    expect(await articleOf(newsroom.context, idIn(first))).toMatchObject({ state: 'review' });
    expect(await count()).toBe(1);
  });

  test('to which somebody came back changes the story that it was saved as', async () => {
    const page = await opened(newsroom.desk);
    const id = idIn(await sendForm(newsroom.desk, fillForm(page, 'Save', complete)));
    const back = fillForm(page, 'Save', { ...complete, Text: 'Written after coming back.' });
    expect(idIn(await sendForm(newsroom.desk, back))).toBe(id);
    expect((await revisionsOf(newsroom.context, id)).at(-1)?.body).toBe('Written after coming back.');
    expect(await count()).toBe(1);
  });

  test('shows both texts where the story was changed meanwhile', async () => {
    const page = await opened(newsroom.desk);
    const id = idIn(await sendForm(newsroom.desk, fillForm(page, 'Save', complete)));
    await edit(newsroom.desk, id, { Text: 'Changed on its own page.' });
    const back = await sendForm(
      newsroom.desk,
      fillForm(page, 'Save', { ...complete, Text: 'Changed on the old one.' }),
    );
    expect(back.status).toBe(409);
    expect(fillForm(back, 'Save mine')).toMatchObject({ action: `/admin/articles/${id}` });
    expect(plain(back)).toContain('Added: its');
    expect(await count()).toBe(1);
  });

  test('makes another one where the first was discarded, or where somebody else sends it', async () => {
    const page = await opened(newsroom.desk);
    const form = fillForm(page, 'Save', complete);
    const id = idIn(await sendForm(newsroom.desk, form));
    await newsroom.desk.post(`/admin/articles/${id}/discard`).expect(303);
    expect(idIn(await sendForm(newsroom.desk, form))).not.toBe(id);
    expect(idIn(await sendForm(author, { ...form, fields: { ...form.fields, authors: '' } }))).toBe(3);
  });
});

describe('A button that is pressed twice', () => {
  const twice = async (agent: Agent, form: ReturnType<typeof fillForm>) => {
    const answers = await Promise.all([sendForm(agent, form), sendForm(agent, form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[1]?.headers.location).toBe(answers[0]?.headers.location);
    return sendForm(agent, form);
  };

  test('makes one duplicate, and another one later', async () => {
    const { clock, desk } = newsroom;
    const id = idIn(await sendForm(desk, fillForm(await opened(desk), 'Save', complete)));
    const form = fillForm(await desk.get(`/admin/articles/${id}`).expect(200), 'Duplicate');
    await twice(desk, form);
    expect(await count()).toBe(2);
    clock.advance({ minutes: 1 });
    await sendForm(desk, form);
    expect(await count()).toBe(3);
  });

  test('makes one assignment, and another one where it is of something else', async () => {
    const { desk } = newsroom;
    const page = await desk.get('/admin/assignments/new').expect(200);
    await twice(desk, fillForm(page, 'Assign', { 'Working headline': 'Posters', Section: 'Politics' }));
    expect(await count()).toBe(1);
    await sendForm(desk, fillForm(page, 'Assign', { 'Working headline': 'Ferries', Section: 'Politics' }));
    expect(await count()).toBe(2);
  });

  test('leaves one note, and the colleague who says the same another one', async () => {
    const { context, desk } = newsroom;
    const id = idIn(await sendForm(author, fillForm(await opened(author), 'Save', complete)));
    const note = async (agent: Agent) =>
      fillForm(await agent.get(`/admin/articles/${id}`).expect(200), 'Add note', { 'Note for colleagues': 'Agreed.' });
    const notes = async () => (await context.db.reader.selectFrom('story_notes').select('id').execute()).length;
    await twice(author, await note(author));
    expect(await notes()).toBe(1);
    await sendForm(desk, await note(desk));
    expect(await notes()).toBe(2);
  });
});
