import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { sweepAutosaves } from '../../src/articles/actions/autosave.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  eventsOf,
  idIn,
  type Newsroom,
  plain,
  press,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';
import { keepTyped, keptTexts, linkTo, open, type Typing } from './unsaved.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

/** What the editor's script sends while the newsroom's editor, or somebody else, types into the page. */
const keep = (agent: Agent, page: Response, typing: Partial<Typing> = {}) =>
  keepTyped(agent, page, { person: newsroom.editor, ...typing });

const kept = () => keptTexts(newsroom.context);

/** Opened, typed into, and left. */
async function left(id: number | 'new', values: Values): Promise<Response> {
  const page = await open(newsroom.desk, id);
  await keep(newsroom.desk, page, { values }).expect(200);
  return page;
}

const offers = (page: Response): string[] =>
  [...page.text.matchAll(/<b>(You have text of [^<]*)<\/b>/g)].map(([, text = '']) => text);

describe('What somebody types and does not save', () => {
  test('is kept with its time, and nothing else happens', async () => {
    const { context, desk, clock } = newsroom;
    const { id } = await publishNew(newsroom);
    const before = [await articleOf(context, id), await revisionsOf(context, id), await eventsOf(context, id)];
    const list = plain(await desk.get('/admin/articles'));
    const page = await open(desk, id);
    clock.advance({ minutes: 5 });
    const { body, headers } = await keep(desk, page, { values: { Text: 'Three hundred.' } }).expect(200);
    expect(body).toEqual({ state: 'kept', time: '12:05' });
    expect(headers['cache-control']).toBe('private, no-store');
    expect([await articleOf(context, id), await revisionsOf(context, id), await eventsOf(context, id)]).toEqual(before);
    expect(plain(await desk.get('/admin/articles'))).toBe(list);
    expect((await newsroom.visitor().get('/')).text).not.toContain('Three hundred.');
  });

  test('is offered when they come back, compared, and taken as it was typed', async () => {
    const { desk, clock } = newsroom;
    const id = await write(desk, { ...complete, Topics: 'Ports' });
    clock.advance({ minutes: 5 });
    const text = 'Some three hundred dockers.\n\n“Ja & nein” </textarea> نص';
    await left(id, { Text: text, Section: 'World', slug: 'Not  a Slug!', 'Decorative picture': true });
    const page = await open(desk, id);
    expect(offers(page)).toEqual(['You have text of 12:05 that was not saved.']);
    expect(fillForm(page, 'Save').fields.body).toBe(complete.Text);
    const compared = await desk.get(linkTo(page, 'Compare')).expect(200);
    expect(plain(compared)).toContain('Removed: twoAdded: three');
    expect(plain(compared)).toContain('Section Removed: Politics Added: World');
    const taken = await desk.get(linkTo(page, 'Go on with it')).expect(200);
    expect(offers(taken)).toEqual([]);
    const form = fillForm(taken, 'Save');
    expect(form.fields).toMatchObject({ body: text, section: String(newsroom.world), slug: 'Not  a Slug!' });
    expect(form.fields).toMatchObject({ pictureDecorative: 'on', topics: 'Ports' });
    await sendForm(desk, form).expect(303);
    expect((await revisionsOf(newsroom.context, id)).at(-1)).toMatchObject({ body: text, lead_decorative: 1 });
    expect(offers(await open(desk, id))).toEqual([]);
    // The page can be loaded again.
    expect((await desk.get(linkTo(page, 'Go on with it')).expect(303)).headers.location).toBe(`/admin/articles/${id}`);
  });

  test('is compared with the version from which it began, and says that there is a newer one', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { ...complete, Standfirst: 'Old.' });
    await left(id, { Text: 'Some three hundred dockers.' });
    await edit(desk, id, { Standfirst: 'New.' });
    const compared = await desk.get(linkTo(await open(desk, id), 'Compare')).expect(200);
    expect(plain(compared)).toContain('The story was saved since. When you save this, the two are merged.');
    expect(plain(compared)).toContain('Removed: twoAdded: three');
    expect(plain(compared)).not.toContain('Removed: New');
    await sendForm(desk, fillForm(await desk.get(linkTo(compared, 'Go on with it')), 'Save')).expect(303);
    const saved = (await revisionsOf(newsroom.context, id)).at(-1);
    expect(saved).toMatchObject({ body: 'Some three hundred dockers.', standfirst: 'New.' });
  });

  test('is discarded for good', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const page = await left(id, { Text: 'Three.' });
    const back = await open(desk, id);
    const discarded = await sendForm(desk, fillForm(back, 'Discard it')).expect(303);
    expect(discarded.headers.location).toBe(`/admin/articles/${id}?done=discarded`);
    expect(offers(await open(desk, id))).toEqual([]);
    expect(JSON.stringify(await kept())).not.toContain('Three.');
    // What was still on its way from the browser comes too late.
    const late = await keep(desk, page, { values: { Text: 'Three.' }, turn: 2 }).expect(200);
    expect(late.body).toEqual({ state: 'settled' });
    await sendForm(desk, fillForm(back, 'Discard it')).expect(404);
  });

  test('is not in the way any more once the page saves it', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const page = await left(id, { Text: 'Three.' });
    idIn(await sendForm(desk, fillForm(page, 'Save', { Text: 'Three hundred.' })));
    await keep(desk, page, { values: { Text: 'Three.' }, turn: 2 }).expect(200);
    expect(offers(await open(desk, id))).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  test('is not offered where it says what is saved', async () => {
    const id = await write(newsroom.desk, complete);
    await left(id, { Text: ` ${complete.Text}\r\n` });
    expect(offers(await open(newsroom.desk, id))).toEqual([]);
  });

  test('stays beside what is typed on another page, which is never written over it', async () => {
    const { desk, clock } = newsroom;
    const id = await write(desk, complete);
    await left(id, { Text: 'Before the crash.' });
    clock.advance({ minutes: 1 });
    await left(id, { Text: 'After the crash.' });
    const page = await open(desk, id);
    expect(offers(page)).toEqual([
      'You have text of 12:01 that was not saved.',
      'You have text of 12:00 that was not saved.',
    ]);
    // Who takes one and types on has that one anew, and the other as before.
    const taken = await desk.get(linkTo(page, 'Go on with it'));
    await keep(desk, taken, { values: { Text: 'After the crash, and more.' } }).expect(200);
    const texts = (await kept()).flatMap(({ form }) => (form ? [JSON.parse(form).body] : []));
    expect(texts.sort()).toEqual(['After the crash, and more.', 'Before the crash.']);
  });

  test('is the newest of the sitting, in whatever order it arrives', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const page = await open(desk, id);
    await keep(desk, page, { values: { Text: 'Third.' }, turn: 3 }).expect(200);
    expect((await keep(desk, page, { values: { Text: 'Second.' }, turn: 2 }).expect(200)).body.state).toBe('older');
    expect(JSON.stringify(await kept())).toContain('Third.');
    expect(await kept()).toHaveLength(1);
  });

  test('of a new story waits where new stories are begun, and is settled when it is saved', async () => {
    const { desk } = newsroom;
    await left('new', { Headline: 'Fire at the docks', Text: 'At noon.' });
    expect(plain(await open(desk, 'new'))).toContain('not saved. Fire at the docks');
    expect(offers(await desk.get('/admin/pages/new'))).toEqual([]);
    const page = await open(desk, 'new');
    expect(plain(await desk.get(linkTo(page, 'Compare')).expect(200))).toContain('Added: At noon.');
    const taken = await desk.get(linkTo(page, 'Go on with it')).expect(200);
    const id = idIn(await sendForm(desk, fillForm(taken, 'Save')));
    expect((await revisionsOf(newsroom.context, id)).at(-1)).toMatchObject({ headline: 'Fire at the docks' });
    expect(offers(await open(desk, 'new'))).toEqual([]);
    expect(offers(await open(desk, id))).toEqual([]);
  });

  test('is kept with what is wrong in it, and saved only when that is mended', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const long = 'h'.repeat(5_000);
    const page = await left(id, { Headline: long });
    const refused = await sendForm(desk, fillForm(page, 'Save', { Headline: long }));
    expect(refused.status).toBe(422);
    expect(fillForm(refused, 'Save').fields).toMatchObject({ draft: fillForm(page, 'Save').fields.draft });
    expect(offers(refused)).toEqual([]);
    expect(offers(await open(desk, id))).toHaveLength(1);
  });

  test('goes after thirty days, and not before', async () => {
    const { context, desk, clock } = newsroom;
    const id = await write(desk, complete);
    await left(id, { Text: 'Three.' });
    clock.advance({ days: 29 });
    await sweepAutosaves(context);
    expect(await kept()).toHaveLength(1);
    clock.advance({ days: 2 });
    await sweepAutosaves(context);
    expect(await kept()).toEqual([]);
  });

  test('goes with the account of its writer, and they have nothing open any more', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    const jonas = await addPerson(context, { role: 'editor', name: 'Jonas Weir' });
    const theirs = await newsroom.signIn(jonas);
    await keep(theirs, await open(theirs, id), { values: { Text: 'Theirs.' }, person: jonas }).expect(200);
    await theirs.post(`/admin/articles/${id}/presence`).send({ revision: '' }).expect(200);
    await left(id, { Text: 'Mine.' });
    const admin = await newsroom.signIn(await addPerson(context, { role: 'admin' }));
    const closed = await press(admin, `/admin/people/${jonas.id}/close`, 'Close the account');
    expect(closed.status).toBe(303);
    expect((await kept()).map(({ person_id }) => person_id)).toEqual([newsroom.editor.id]);
    expect((await open(desk, id)).text).not.toContain('Jonas Weir has had');
  });

  test('waits beside a draft that is discarded, is added to no more, and goes with it', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const page = await open(desk, id);
    await left(id, { Text: 'Three.' });
    await edit(desk, id, {}, 'Discard story').then(({ status }) => expect(status).toBe(303));
    await keep(desk, page, { values: { Text: 'Four.' } }).expect(409);
    expect(await kept()).toHaveLength(1);
    await desk.post(`/admin/articles/${id}/bring-back`).expect(303);
    expect(fillForm(await open(desk, id), 'Discard it').action).toMatch(/^.admin.autosaves./);
    await edit(desk, id, {}, 'Discard story');
    await (await newsroom.signIn('admin')).post(`/admin/articles/${id}/delete`).expect(303);
    expect(await kept()).toEqual([]);
  });
});

describe('Nobody else', () => {
  test('reads, takes or discards it', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    await left(id, { Text: 'Mine alone.' });
    const page = await open(desk, id);
    const admin = await newsroom.signIn(await addPerson(context, { role: 'admin' }));
    expect((await open(admin, id)).text).not.toContain('not saved');
    await admin.get(linkTo(page, 'Compare')).expect(404);
    await admin.get(linkTo(page, 'Go on with it')).expect(404);
    await admin.post(`${linkTo(page, 'Compare')}/discard`).expect(404);
    expect(offers(await open(desk, id))).toHaveLength(1);
  });

  test('who signed in meanwhile in the same browser gets it as theirs', async () => {
    const id = await write(newsroom.desk, complete);
    const page = await open(newsroom.desk, id);
    const jonas = await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weir' });
    const answer = await keep(await newsroom.signIn(jonas), page, { values: { Text: 'Mara’s.' } }).expect(409);
    expect(answer.body).toEqual({ state: 'somebody-else' });
    expect(await kept()).toEqual([]);
  });
});

test('Who may not see the story any more does not see what they typed into it, until they may again', async () => {
  const author = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  const theirs = await newsroom.signIn(author);
  const id = await write(newsroom.desk, { ...complete, Bylines: 'Ilse Brandt' });
  await keep(theirs, await open(theirs, id), { values: { Text: 'One more.' }, person: author }).expect(200);
  const compared = linkTo(await open(theirs, id), 'Compare');
  await edit(newsroom.desk, id, { Bylines: 'Mara Oyelaran' });
  await theirs.get(compared).expect(404);
  await theirs.get(`/admin/articles/${id}?take=${compared.split('/').at(-1)}`).expect(404);
  await edit(newsroom.desk, id, { Bylines: 'Ilse Brandt' });
  expect(plain(await theirs.get(compared).expect(200))).toContain('Added: more');
});

test('An author whose story is taken under review while they type loses nothing, and cannot save', async () => {
  const author = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  const theirs = await newsroom.signIn(author);
  const id = await write(theirs, complete);
  const page = await open(theirs, id);
  await edit(newsroom.desk, id, {}, 'Submit for review');
  await keep(theirs, page, { values: { Text: 'One more paragraph.' }, person: author }).expect(200);
  const back = await open(theirs, id);
  expect(offers(back)).toHaveLength(1);
  expect(plain(await theirs.get(linkTo(back, 'Compare')).expect(200))).toContain('Added: paragraph');
  expect((await sendForm(theirs, fillForm(page, 'Save', { Text: 'One more paragraph.' }))).status).toBe(403);
});
