import { beforeEach, describe, expect, test } from '@jest/globals';
import { Forbidden, Invalid } from '../../src/errors.ts';
import { placeOnFront } from '../../src/front/actions/curate.ts';
import { findFrontSlots } from '../../src/front/queries/curating.ts';
import { plain } from '../articles/newsroom.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import type { AddedStory } from '../support/stories.ts';
import { type Curated, done, frontPath, press, seen, shownOn, startCurated } from './newsroom.ts';

let newsroom: Curated;
let one: AddedStory;

beforeEach(async () => {
  newsroom = await startCurated();
  one = await newsroom.add('One');
  for (const headline of ['Two', 'Three', 'Four']) await newsroom.add(headline);
});

const top = async () => (await seen(newsroom)).top;
const place = (headline: string, to = 'lead') => done(newsroom.desk, `Place: ${headline}`, { to });
const undo = () => done(newsroom.desk, 'Undo');

describe('Undo', () => {
  test('leads back step by step to where the front began, and no further', async () => {
    await place('One');
    await place('Two', 'second-1');
    await done(newsroom.desk, 'Out: Four');
    const shown = [];
    for (let step = 0; step < 3; step += 1) {
      await undo();
      shown.push(await top());
    }
    expect(shown).toEqual([
      ['One', 'Two', 'Four'],
      ['One', 'Four', 'Three'],
      ['Four', 'Three', 'Two'],
    ]);
    expect(plain(await newsroom.desk.get(frontPath))).not.toContain('Undo');
  });

  test('after another change undoes that one first, then goes on from where it stood', async () => {
    await place('One');
    await place('Two');
    await undo();
    await place('Three');
    expect(await top()).toEqual(['Three', 'One', 'Four']);
    await undo();
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    await undo();
    expect(await top()).toEqual(['Four', 'Three', 'Two']);
  });
});

describe('Every state', () => {
  test('is listed with who, when and what, is looked at as readers would see it, and reverted to', async () => {
    await place('One');
    newsroom.clock.advance({ minutes: 5 });
    await place('Two');
    const list = await newsroom.desk.get(`${frontPath}/states`).expect(200);
    const rows = readPage(list)
      .texts('li')
      .map((text) => text.replace(/ Look at it.*/, ''));
    expect(rows).toEqual([
      '12:09 Mara Oyelaran placed “Two” in the lead.',
      '12:04 Mara Oyelaran placed “One” in the lead.',
      '12:04 Mara Oyelaran began with what readers saw.',
    ]);
    const [, placedOne = ''] = readPage(list).links('ol');
    const look = await newsroom.desk.get(placedOne).expect(200).expect('Cache-Control', 'private, no-store');
    expect(shownOn(look).top).toEqual(['One', 'Four', 'Three']);
    expect(readPage(look)).toMatchObject({ robots: 'noindex', data: [] });
    expect(plain(look)).toContain('This is the front page as Mara Oyelaran left it on 23 November 2026, 12:04');
    expect(await top()).toEqual(['Two', 'One', 'Four']);
    const form = fillForm(list, { button: 'Revert to it, the state of 12:04', action: `${placedOne}/revert` });
    await sendForm(newsroom.desk, form).expect(303);
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    await undo();
    expect(await top()).toEqual(['Two', 'One', 'Four']);
    const again = readPage(await newsroom.desk.get(`${frontPath}/states`)).texts('li');
    expect(again.map((text) => text.slice(0, 48))).toEqual(
      expect.arrayContaining([expect.stringContaining('reverted to an earlier state')]),
    );
  });

  test('is kept, however many there are, in pages', async () => {
    for (let number = 0; number < 52; number += 1) await done(newsroom.desk, number % 2 ? 'In: One' : 'Out: One');
    const first = readPage(await newsroom.desk.get(`${frontPath}/states`).expect(200));
    expect(first.texts('ol')[0]?.match(/Look at it/g)).toHaveLength(50);
    const older = first.links().find((href) => href.includes('before=')) ?? '';
    expect(readPage(await newsroom.desk.get(older).expect(200)).texts('li')).toHaveLength(3);
  }, 30_000);

  test('of nothing is none, and of what never was neither', async () => {
    expect(plain(await newsroom.desk.get(`${frontPath}/states`).expect(200))).toContain(
      'Nobody has placed anything yet.',
    );
    await newsroom.desk.get(`${frontPath}/states/1`).expect(404);
    await place('One');
    await newsroom.desk.get(`${frontPath}/states/999`).expect(404);
    const asked = newsroom.desk.post(`${frontPath}/states/999/revert`).type('form');
    expect((await asked.send({ version: '2' })).status).toBe(404);
  });
});

describe('Two editors at once:', () => {
  test('the second is told what the first did, nothing is lost, and it can be done all the same', async () => {
    const colleague = await newsroom.signIn(await addPerson(newsroom.context, { role: 'editor', name: 'Ilse Brandt' }));
    const stale = fillForm(await newsroom.desk.get(frontPath), 'Place: One', { to: 'lead' });
    await done(colleague, 'Place: Two', { to: 'lead' });
    const answer = await sendForm(newsroom.desk, stale).expect(409);
    expect(plain(answer)).toContain('Somebody else changed this front page meanwhile.');
    expect(plain(answer)).toMatch(/12:04: Ilse Brandt placed “Two” in the lead\./);
    expect(plain(answer)).toContain('What you did was not kept: placed “One” in the lead.');
    expect(await top()).toEqual(['Two', 'Four', 'Three']);
    await sendForm(newsroom.desk, fillForm(answer, 'Do it all the same')).expect(303);
    expect(await top()).toEqual(['One', 'Two', 'Four']);
  });

  test('neither an undo nor a revert goes over what the other did', async () => {
    await place('One');
    const page = await newsroom.desk.get(frontPath);
    const states = await newsroom.desk.get(`${frontPath}/states`);
    await place('Two');
    await sendForm(newsroom.desk, fillForm(page, 'Undo')).expect(409);
    const action = `${readPage(states).links('ol').at(-1)}/revert`;
    await sendForm(newsroom.desk, fillForm(states, { button: 'Revert to it, the state of 12:04', action })).expect(409);
    expect(await top()).toEqual(['Two', 'One', 'Four']);
  });

  test('of two that come in the same moment one is done', async () => {
    const form = fillForm(await newsroom.desk.get(frontPath), 'Place: One', { to: 'lead' });
    const answers = await Promise.all([sendForm(newsroom.desk, form), sendForm(newsroom.desk, form)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });
});

describe('Whatever is sent,', () => {
  test.each([
    [422, {}],
    [422, { press: 'explode' }],
    [422, { press: 'place', article: '1', to: 'nowhere' }],
    [422, { press: 'place', article: '1', to: 'section-999-1' }],
    [422, { press: 'place', article: '1', to: 'section-1-5' }],
    [422, { press: 'place', article: '999999', to: 'lead' }],
    [422, { press: 'place', article: "1' or 1=1", to: 'lead' }],
    [409, { press: 'up', article: '4', slot: 'lead' }],
    [409, { press: 'down', article: '4', slot: 'second-2' }],
    [422, { press: 'pin', article: '4', slot: 'lead', until: '2026-02-31T10:00' }],
    [422, { press: 'rule', slot: 'lead', rule: 'section-999' }],
    [422, { press: 'rule', slot: 'section-1-1', rule: 'all' }],
    [422, { press: 'rule', slot: 'lead', rule: 'topic', topic: 'No such <b>topic</b>' }],
    [422, { press: 'rule', slot: 'lead', rule: 'topic', topic: ' ' }],
    [422, { press: 'strip-add', topic: 'x'.repeat(300) }],
    [409, { press: 'strip-up', strip: 'section-1' }],
    [409, { press: 'strip-remove', strip: 'section-1' }],
    [422, { press: 'strip-hide', strip: 'series-1' }],
  ] as [number, Record<string, string>][])('it answers %s: %j', async (status, fields) => {
    const answer = await newsroom.desk
      .post(frontPath)
      .type('form')
      .send({ version: '0', ...fields });
    expect({ status: answer.status, says: readPage(answer).texts('.problems').length }).toEqual({ status, says: 1 });
    expect(await top()).toEqual(['Four', 'Three', 'Two']);
    expect(await newsroom.context.db.reader.selectFrom('fronts').selectAll().execute()).toEqual([]);
  });
});

describe('Other parts', () => {
  const placing = (articleId: number, slot = 'lead', actor = newsroom.editor) =>
    newsroom.context.db.transaction((tx) => placeOnFront(newsroom.context, tx, { actor, articleId, slot }));

  test('place a story in a transaction of their own, which leaves an event that names the front', async () => {
    expect(await placing(one.articleId)).toBeNull();
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    const events = newsroom.context.db.reader.selectFrom('events').select(['action', 'names', 'person_id as by']);
    expect((await events.orderBy('id', 'desc').execute())[0]).toEqual({
      ...{ action: 'front.changed', names: '["front"]', by: newsroom.editor.id },
    });
  });

  test('are told which places there are, and what stands there', async () => {
    await done(newsroom.desk, 'Hide the strip: World');
    const slots = await findFrontSlots(newsroom.context.db.reader, newsroom.context.now());
    const told = slots.map(({ name, strip, number, card }) => [name, strip, number, card?.headline ?? null]);
    const strip = ['One', null, null, null].map((headline, index) => [
      ...[`section-${newsroom.politics}-${index + 1}`, 'Politics', index + 1, headline],
    ]);
    const shown = ['Four', 'Three', 'Two'].map((headline, index) => [null, index + 1, headline]);
    expect(told).toEqual([
      ...['lead', 'second-1', 'second-2'].map((name, at) => [name, ...(shown[at] ?? [])]),
      ...strip,
    ]);
    for (const { name } of slots) await placing(one.articleId, name);
    expect((await seen(newsroom)).Politics?.at(-1)).toBe('One');
  });

  test('are refused without the right, and for a place or a story that is none', async () => {
    const author = await addPerson(newsroom.context, { role: 'author' });
    await expect(placing(one.articleId, 'lead', author)).rejects.toThrow(Forbidden);
    await expect(placing(one.articleId, 'third')).rejects.toThrow(Invalid);
    await expect(placing(999_999)).rejects.toThrow(Invalid);
    expect((await press(newsroom.desk, 'Place: One', { to: 'lead' })).status).toBe(303);
  });
});
