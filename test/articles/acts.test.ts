import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { addPerson } from '../support/factories.ts';
import { type FilledForm, fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  idIn,
  ledgerOf,
  type Newsroom,
  pathOf,
  pictureFile,
  plain,
  press,
  publishNew,
  revisionsOf,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

/* What was typed into the editor when a button beside it is pressed that does something else. */

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const typed = 'A paragraph that nobody saved: «لا تضيع».';

/** The editor with something typed into it, and the button pressed. */
async function act(id: number, button: string, values: Values = {}): Promise<{ form: FilledForm; answer: Response }> {
  const form = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), button, { Text: typed, ...values });
  return { form, answer: await sendForm(newsroom.desk, form) };
}

const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);
const stateOf = async (id: number) => (await articleOf(newsroom.context, id))?.state;

/** A story in the state from which each button leads elsewhere. */
const begin: Record<string, () => Promise<number>> = {
  'Send back to draft': () => write(newsroom.desk, complete, 'Submit for review'),
  'Back to draft': async () => idIn(await schedule(newsroom.desk, 'new', { ...complete, at: '2026-11-24T08:00' })),
  'Withdraw story': async () => (await publishNew(newsroom)).id,
  'Publish again': async () => {
    const { id } = await publishNew(newsroom);
    await press(newsroom.desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'Forged.' });
    return id;
  },
};
const after = { 'Send back to draft': 'draft', 'Back to draft': 'draft', 'Withdraw story': 'withdrawn' };
const said = { 'Send back to draft': { note: 'Shorter.' }, 'Withdraw story': { reason: 'Forged.' } };

describe.each(Object.keys(begin))('“%s”', (button) => {
  const words = said[button as keyof typeof said] ?? {};

  test('saves what was typed', async () => {
    const id = (await begin[button]?.()) as number;
    const { answer } = await act(id, button, words);
    expect(answer.status).toBe(303);
    expect([await stateOf(id), (await newest(id))?.body]).toEqual([
      after[button as keyof typeof after] ?? 'published',
      typed,
    ]);
  });

  test('makes no revision where nothing was typed', async () => {
    const id = (await begin[button]?.()) as number;
    const before = (await newest(id))?.id;
    await press(newsroom.desk, `/admin/articles/${id}`, button, words).then(({ status }) => expect(status).toBe(303));
    expect((await newest(id))?.id).toBe(before);
  });

  test('shows all of it again beside a mistake in it, and neither saves nor acts', async () => {
    const id = (await begin[button]?.()) as number;
    const [before, state] = [(await newest(id))?.id, await stateOf(id)];
    const { answer } = await act(id, button, { ...words, Bylines: 'Nobody at all' });
    expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, ['authors']]);
    const again = fillForm(answer, button === 'Back to draft' ? 'Save' : button);
    expect(again.fields).toMatchObject({ body: typed, authors: 'Nobody at all', ...words });
    // Off the schedule it is a draft again, where a mistake harms nobody.
    expect([(await newest(id))?.id, await stateOf(id)]).toEqual([before, button === 'Back to draft' ? 'draft' : state]);
  });

  test('shows both texts where a colleague saved meanwhile', async () => {
    const id = (await begin[button]?.()) as number;
    const form = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), button, { Text: typed, ...words });
    await edit(await newsroom.signIn('editor'), id, { Text: 'What the colleague wrote.' });
    const answer = await sendForm(newsroom.desk, form).expect(409);
    expect(readPage(answer).texts('ins').join(' ')).toContain('colleague');
    for (const text of [typed, ...Object.values(words)]) expect(plain(answer)).toContain(text);
    expect((await newest(id))?.body).toBe('What the colleague wrote.');
  });
});

test('A story is withdrawn with its reason only: without one, what was typed is saved and the reason asked for', async () => {
  const { id } = await publishNew(newsroom);
  const { answer } = await act(id, 'Withdraw story', { reason: ' ' });
  expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, ['reason']]);
  expect([await stateOf(id), (await newest(id))?.body]).toEqual(['published', typed]);
  const again = fillForm(answer, 'Withdraw story', { reason: 'Forged.' });
  await sendForm(newsroom.desk, again).expect(303);
  expect([await stateOf(id), (await newest(id))?.body]).toEqual(['withdrawn', typed]);
});

test('A picture that was chosen when a story is withdrawn is kept with it', async () => {
  const { id } = await publishNew(newsroom);
  const { answer } = await act(id, 'Withdraw story', { reason: 'Forged.', picture: await pictureFile() });
  expect(answer.status).toBe(303);
  expect(await newest(id)).toMatchObject({ body: typed, lead_kind: 'image', lead_media_id: 1 });
});

test('Readers see nothing of what was typed into a live story that is withdrawn and published again', async () => {
  const { id } = await publishNew(newsroom);
  await act(id, 'Withdraw story', { reason: 'Forged.' });
  await press(newsroom.desk, `/admin/articles/${id}`, 'Publish again');
  const page = await newsroom
    .visitor()
    .get(await pathOf(newsroom.context, id))
    .expect(200);
  expect(plain(page)).not.toContain(typed);
  expect((await ledgerOf(newsroom.context, id)).map(({ kind }) => kind)).toEqual([
    'first',
    'withdrawal',
    'reinstatement',
  ]);
});

test('An author’s form with the address of such a button does nothing', async () => {
  const author = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  const agent = await newsroom.signIn(author);
  const id = await write(agent, complete);
  const form = fillForm(await agent.get(`/admin/articles/${id}`), 'Save', { Text: typed });
  for (const name of ['send-back', 'unschedule', 'withdraw', 'reinstate']) {
    const answer = await sendForm(agent, { ...form, action: `/admin/articles/${id}/${name}` }).expect(403);
    expect(answer.text).toContain('لا تضيع');
  }
  expect((await revisionsOf(newsroom.context, id)).map(({ body }) => body)).toEqual([complete.Text]);
});
