import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  idIn,
  type Newsroom,
  plain,
  press,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';
import { keepTyped, keptTexts, linkTo } from './unsaved.ts';

/* What is typed into one part of the editor's page when the button of another part is pressed. */

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

const inHouse = (id: number) => `/admin/articles/${id}`;
const typed = 'Typed, and not saved.';
const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1)?.body;

describe('What was typed into the text is kept', () => {
  test('when a hold is lifted', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    await press(desk, inHouse(id), 'Hold', { 'Held for': 'the desk', 'Why it is held': 'Wait.' });
    const answer = await press(desk, inHouse(id), 'Lift the hold', { Text: typed });
    expect(answer.headers.location).toBe(`${inHouse(id)}?done=lifted`);
    expect(await newest(id)).toBe(typed);
    expect(await context.db.reader.selectFrom('holds').selectAll().execute()).toEqual([]);
  });

  test('when the assignment is saved, also where that is refused', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const wrong = { Text: typed, Brief: 'Ask the printers.', 'Planned for': 'tomorrow' };
    const refused = await press(desk, inHouse(id), 'Save the assignment', wrong);
    expect(refused.status).toBe(422);
    expect(fillForm(refused, 'Save the assignment').fields).toMatchObject({
      ...{ body: typed, brief: 'Ask the printers.', plannedAt: 'tomorrow' },
    });
    const again = fillForm(refused, 'Save the assignment', { 'Planned for': '2026-11-25T18:00' });
    expect((await sendForm(desk, again)).headers.location).toBe(`${inHouse(id)}?done=planned`);
    expect(await newest(id)).toBe(typed);
    expect(plain(await desk.get(inHouse(id)))).toContain('Planned for 25 November 2026, 18:00');
  });

  test('when a note is added', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const answer = await press(desk, inHouse(id), 'Add note', { Text: typed, 'Note for colleagues': 'Call them.' });
    expect(answer.headers.location).toBe(`${inHouse(id)}?done=noted#notes`);
    expect(await newest(id)).toBe(typed);
    expect(plain(await desk.get(inHouse(id)))).toContain('Notes (1) Call them.');
  });

  test('when the draft is discarded: it is offered when the draft is back, wrong as it may be', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const long = 'x'.repeat(400);
    const answer = await press(desk, inHouse(id), 'Discard story', { Headline: long, Text: typed });
    expect(answer.headers.location).toBe('/admin/articles?done=discarded');
    expect(await revisionsOf(context, id)).toHaveLength(1);
    await desk.post(`${inHouse(id)}/bring-back`).expect(303);
    const page = await desk.get(inHouse(id));
    const take = /href="([^"]+take[^"]+)"/.exec(page.text)?.[1]?.replace('&#x3D;', '=') ?? '';
    expect(fillForm(await desk.get(take).expect(200), 'Save').fields).toMatchObject({ headline: long, body: typed });
  });

  test('and nothing more is kept of a discarded draft into which nobody typed', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    await press(desk, inHouse(id), 'Discard story');
    expect(await keptTexts(context)).toEqual([]);
  });
});

describe('What was typed beside the text stays on the page when the story is saved', () => {
  test('for a review, with who is asked; and goes with the next press', async () => {
    const { desk, context } = newsroom;
    const jonas = await addPerson(context, { role: 'editor', name: 'Jonas Adeyemi' });
    const note = 'Is the second paragraph fair? '.repeat(20).trim();
    const values = { ...complete, 'What to look at': note, 'Who is to review it': 'Jonas Adeyemi' };
    const saved = await edit(desk, 'new', values);
    const id = idIn(saved);
    expect(saved.headers.location).not.toContain('paragraph');
    const page = await desk.get(saved.headers.location ?? '').expect(200);
    expect(plain(page)).toContain('Saved.');
    const form = fillForm(page, 'Save and ask for review');
    expect(form.fields).toMatchObject({
      reviewNote: note,
      reviewer: String(jonas.id),
      headline: 'Dockers halt speech',
    });
    expect((await sendForm(desk, form)).headers.location).toBe(`${inHouse(id)}?done=submitted`);
    expect(await articleOf(context, id)).toMatchObject({ state: 'review', note, reviewer_id: jonas.id });
  });

  test('for a hold, a withdrawal and an assignment', async () => {
    const { desk } = newsroom;
    const { id } = await publishNew(newsroom);
    const beside = { heldFor: 'the lawyer', holdReason: 'A ruling.', reason: 'Not so.', brief: 'Ask again.' };
    const saved = await edit(desk, id, { Text: typed, ...beside });
    const page = await desk.get(saved.headers.location ?? '').expect(200);
    expect(fillForm(page, 'Save').fields).toMatchObject({ ...beside, body: typed });
    expect(page.text.match(/<details[^>]* open>/g)?.length).toBeGreaterThanOrEqual(3);
    expect(await newest(id)).toBe(typed);
  });

  test('and on the page of a version that somebody else’s was merged with', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, { ...complete, Text: 'One.\n\nTwo.' });
    const other = await newsroom.signIn(await addPerson(context, { role: 'editor', name: 'Jonas Adeyemi' }));
    const open = await desk.get(inHouse(id));
    await edit(other, id, { Text: 'One.\n\nTwo, changed.' });
    const note = { reviewNote: 'The first.' };
    const saved = await sendForm(desk, fillForm(open, 'Save', { Text: 'One, changed.\n\nTwo.', ...note }));
    const page = await desk.get(saved.headers.location ?? '').expect(200);
    expect(fillForm(page, 'Save').fields).toMatchObject({
      ...{ reviewNote: 'The first.', body: 'One, changed.\n\nTwo, changed.' },
    });
    expect(plain(page)).toContain('Jonas Adeyemi');
  });

  test('for a note, which is offered no more when it was added', async () => {
    const { desk, editor, context } = newsroom;
    const id = await write(desk, complete);
    const page = await desk.get(inHouse(id));
    const values = { 'Note for colleagues': 'Call them.' };
    await keepTyped(desk, page, { person: editor, values }).expect(200);
    await sendForm(desk, fillForm(page, 'Add note', values)).expect(303);
    const late = await keepTyped(desk, page, { person: editor, values, turn: 2 });
    expect(late.body).toEqual({ state: 'settled' });
    expect(await keptTexts(context)).toEqual([]);
  });

  test('or when another act is done, where the newest version stands beside it', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const open = await desk.get(inHouse(id));
    const other = await newsroom.signIn(await addPerson(context, { role: 'editor', name: 'Jonas Adeyemi' }));
    await edit(other, id, { Text: 'Theirs.' });
    const beside = { heldFor: 'the desk', holdReason: 'Wait.', storyNote: 'Call them.', reviewNote: 'Is it fair?' };
    const held = await sendForm(desk, fillForm(open, 'Hold', beside));
    expect(held.headers.location).toContain('?done=held&take=');
    const form = fillForm(await desk.get(held.headers.location ?? '').expect(200), 'Add note');
    expect(form.fields).toMatchObject({ storyNote: 'Call them.', reviewNote: 'Is it fair?', body: 'Theirs.' });
    const noted = await sendForm(desk, form);
    const last = fillForm(await desk.get(noted.headers.location ?? '').expect(200), 'Submit for review');
    expect(last.fields).toMatchObject({ storyNote: '', reviewNote: 'Is it fair?', body: 'Theirs.' });
    expect(await newest(id)).toBe('Theirs.');
  });

  test('but a save with nothing beside it leads to the story and keeps nothing', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    expect((await edit(desk, id, { Text: typed })).headers.location).toBe(`${inHouse(id)}?done=saved`);
    expect(await keptTexts(context)).toEqual([]);
  });
});

test('An address of unsaved text that was saved meanwhile, as when a page is loaded again, leads to the story', async () => {
  const { desk, editor } = newsroom;
  const id = await write(desk, complete);
  const page = await desk.get(inHouse(id));
  await keepTyped(desk, page, { person: editor, values: { Text: typed } }).expect(200);
  const take = linkTo(await desk.get(inHouse(id)), 'Go on with it');
  await sendForm(desk, fillForm(await desk.get(take).expect(200), 'Save'));
  expect((await desk.get(take).expect(303)).headers.location).toBe(inHouse(id));
  await desk.get(`${inHouse(id)}?take=${'a'.repeat(20)}`).expect(404);
});
