import { beforeEach, expect, test } from '@jest/globals';
import { errorsIn, openPanel, plain, press as pressOf } from '../articles/newsroom.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import type { AddedStory } from '../support/stories.ts';
import { type Curated, done, seen, startCurated } from './newsroom.ts';

/* The place on the front page that the publishing panel offers. */

let newsroom: Curated;
let draft: AddedStory;

beforeEach(async () => {
  newsroom = await startCurated();
  const { add, world } = newsroom;
  await add('One');
  await add('Older', { sectionId: world });
  await add('Two');
  await add('Three');
  await add('Four');
  draft = await add('Draft', { sectionId: world }, 'draft');
});

const front = () => seen(newsroom);
const panel = () => openPanel(newsroom.desk, draft.articleId);
const publish = async (values: Record<string, string>) =>
  sendForm(newsroom.desk, fillForm(await panel(), 'Publish', values));

test('A story comes out where the panel puts it; what a hand placed there moves down', async () => {
  await done(newsroom.desk, 'Place: One', { to: 'lead' });
  expect((await publish({ slot: 'lead' })).status).toBe(303);
  expect((await front()).top).toEqual(['Draft', 'One', 'Four']);
  expect(plain(await newsroom.desk.get('/admin/front/states'))).toContain('placed “Draft” in the lead');
});

test('Without a choice nobody has curated anything', async () => {
  expect((await publish({})).status).toBe(303);
  expect((await front()).top).toEqual(['Draft', 'Four', 'Three']);
  expect(plain(await newsroom.desk.get('/admin/front'))).toContain('Nobody has placed anything');
});

test('Offered are the top and the own section, each with what stands there now', async () => {
  const text = plain(await panel());
  expect(text).toContain('Lead, where “\u2068Four\u2069” stands now');
  expect(text).toContain('First in World, where “\u2068Older\u2069” stands now');
  expect(text).not.toContain('First in Politics');
});

test('Changes of a story can give it another place, and say where it stands', async () => {
  await publish({ slot: 'second-1' });
  const page = `/admin/articles/${draft.articleId}`;
  const { headers } = await pressOf(newsroom.desk, page, 'Publish changes', { Standfirst: 'More is known.' });
  const opened = await newsroom.desk.get(headers.location ?? '').expect(200);
  expect(plain(opened)).toContain('As now: Second');
  await sendForm(newsroom.desk, fillForm(opened, 'Publish changes', { kind: 'update', slot: 'lead' })).expect(303);
  expect((await front()).top?.[0]).toBe('Draft');
});

test('A story that comes out later gets no place now, and keeps what was chosen', async () => {
  const answer = await publish({ slot: 'lead', when: 'later', at: '2031-07-01T08:00' });
  expect(answer.status).toBe(422);
  expect(errorsIn(answer)).toEqual({
    slot: 'For a story that comes out later, prepare a front that is launched then.',
  });
  expect(fillForm(answer, 'Publish').fields).toMatchObject({ slot: 'lead', at: '2031-07-01T08:00' });
});

test('A place that is none publishes nothing', async () => {
  const { fields, ...form } = fillForm(await panel(), 'Publish');
  const answer = await sendForm(newsroom.desk, { ...form, fields: { ...fields, slot: 'section-999-1' } });
  expect(answer.status).toBe(422);
  expect(errorsIn(answer)).toHaveProperty('slot');
  expect((await front()).top).not.toContain('Draft');
});
