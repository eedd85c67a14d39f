import { beforeEach, describe, expect, test } from '@jest/globals';
import { publishDue } from '../../src/articles/actions/schedule.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  ledgerOf,
  type Newsroom,
  offered,
  openPanel,
  pathOf,
  plain,
  press,
  publishNew,
  revisionsOf,
  schedule,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

/** 08:00 in Berlin. */
const due = '2026-11-24T07:00:00.000Z';
const path = '/2026/11/24/dockers-halt-speech';

const scheduled = async (values: Values = {}) =>
  idIn(await schedule(newsroom.desk, 'new', { ...complete, Topics: 'Ports', at: '2026-11-24T08:00', ...values }));

const seenBy = async (address: string) => (await newsroom.visitor().get(address)).status;

describe('A scheduled story', () => {
  test('is nowhere for readers before its time, and everywhere from then on, with nobody awake', async () => {
    const { clock, visitor } = newsroom;
    await scheduled();
    clock.set('2026-11-24T06:59:59.999Z');
    expect(await Promise.all([path, '/topics/ports', '/by/mara-oyelaran'].map(seenBy))).toEqual([404, 404, 404]);
    for (const list of ['/', '/politics']) expect((await visitor().get(list)).text).not.toContain(path);
    clock.set(due);
    expect(await Promise.all([path, '/topics/ports', '/by/mara-oyelaran'].map(seenBy))).toEqual([200, 200, 200]);
    for (const list of ['/', '/politics']) expect((await visitor().get(list)).text).toContain(path);
    expect((await visitor().get(path)).text).toContain(`<time datetime="${due}">24 November 2026, 8:00 (UTC+1)</time>`);
  });

  test('is saved as typed, in the newsroom’s time, and shown so', async () => {
    const { context, desk, editor, politics } = newsroom;
    const id = await scheduled({ Standfirst: 'Typed in the same breath.' });
    expect((await revisionsOf(context, id)).at(-1)).toMatchObject({ standfirst: 'Typed in the same breath.' });
    expect(await articleOf(context, id)).toMatchObject({
      state: 'scheduled',
      published_at: due,
      published_revision_id: null,
    });
    expect(await ledgerOf(context, id)).toEqual([]);
    const names = [
      `article:${id}`,
      `card:${id}`,
      'front',
      `path:${path}`,
      `person:${editor.id}`,
      `section:${politics}`,
      'topic:1',
    ];
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({ action: 'article.scheduled', by: editor.id, names });
    const page = await desk.get(`/admin/articles/${id}?done=scheduled`);
    expect(plain(page)).toContain('For 24 November, 8:00');
    expect(plain(page)).toContain('UTC+1');
    expect(fillForm(await openPanel(desk, id), 'Publish').fields).toMatchObject({
      when: 'later',
      at: '2026-11-24T08:00',
    });
    expect(plain(await desk.get('/admin/articles'))).toContain('Scheduled for 24 November, 8:00');
  });

  test.each([
    ['2026-11-23T13:00', 'That time has passed. Choose a later one, or publish now.'],
    ['2026-11-22T13:00', 'That time has passed. Choose a later one, or publish now.'],
    ['', 'Choose a date and a time.'],
    ['tomorrow', 'Choose a date and a time.'],
    ['2027-03-28T02:30', 'There is no such time: the clocks go forward past it, to 03:30.'],
    ['9999-01-01T08:00', 'The year 9999 is more than ten years ahead. Correct it.'],
  ])('has a time to come; “%s” is refused, and all that was typed is kept', async (at, message) => {
    const { context, desk } = newsroom;
    const answer = await schedule(desk, 'new', { ...complete, at });
    expect([answer.status, errorsIn(answer)]).toEqual([422, { at: message }]);
    const { action, fields } = fillForm(answer, 'Publish');
    expect(fields).toMatchObject({ when: 'later', at });
    const id = Number(action.split('/').at(-2));
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_at: null });
    const again = await sendForm(desk, fillForm(answer, 'Publish', { 'Publish at': '2026-11-24T08:00' }));
    expect(again.headers.location).toBe(`/admin/articles/${id}?done=scheduled`);
  });

  test('needs all that readers need', async () => {
    const id = await scheduled();
    const form = fillForm(await openPanel(newsroom.desk, id), 'Publish', { 'Publish at': '2026-11-25T08:00' });
    await edit(newsroom.desk, id, { Section: 'World' });
    await sendForm(newsroom.desk, form).expect(409);
    const answer = await edit(newsroom.desk, id, { Section: '' });
    expect(errorsIn(answer)).toEqual({ section: 'Choose the section in which it appears.' });
  });

  test('holds its address: others of that day are offered another', async () => {
    await scheduled();
    const refused = await schedule(newsroom.desk, 'new', { ...complete, at: '2026-11-24T10:00' });
    expect(refused.status).toBe(422);
    expect(offered(refused)).toBe('dockers-halt-speech-2');
    newsroom.clock.set(due);
    expect(offered(await openPanel(newsroom.desk, 'new', complete))).toBe('dockers-halt-speech-2');
  });

  test('that is rescheduled moves without leaving a trace', async () => {
    const { context, desk, clock } = newsroom;
    const id = await scheduled();
    await schedule(desk, id, { at: '2026-11-25T08:00' });
    expect(await pathOf(context, id)).toBe('/2026/11/25/dockers-halt-speech');
    expect((await eventsOf(context, id)).at(-1)?.names).toEqual(
      expect.arrayContaining([`path:${path}`, 'path:/2026/11/25/dockers-halt-speech']),
    );
    clock.set('2026-11-26T12:00:00.000Z');
    expect(await seenBy(path)).toBe(404);
    expect(await seenBy('/2026/11/25/dockers-halt-speech')).toBe(200);
    expect(await context.db.reader.selectFrom('redirects').selectAll().execute()).toEqual([]);
  });

  test('comes out with what was saved last, at its address as it is then', async () => {
    const { context, desk, clock, visitor } = newsroom;
    const id = await scheduled();
    await edit(desk, id, { Text: 'The newest text.', Section: 'World', Topics: '', 'Address ending': 'walk-in' });
    expect(await articleOf(context, id)).toMatchObject({ state: 'scheduled' });
    clock.set(due);
    expect((await visitor().get('/2026/11/24/walk-in').expect(200)).text).toContain('The newest text.');
    expect(await seenBy(path)).toBe(404);
    expect((await visitor().get('/politics')).text).not.toContain('walk-in');
    expect((await visitor().get('/world')).text).toContain('walk-in');
    await publishDue(context);
    expect((await ledgerOf(context, id)).at(0)?.revision).toBe((await revisionsOf(context, id)).at(-1)?.id);
  });

  test('cannot be saved without what readers need; nothing changes, and the text is kept', async () => {
    const { context, desk, clock, visitor } = newsroom;
    const id = await scheduled();
    const answer = await edit(desk, id, { Section: '', Text: 'A text to keep.' });
    expect([answer.status, errorsIn(answer)]).toEqual([422, { section: 'Choose the section in which it appears.' }]);
    expect(fillForm(answer, 'Save').fields).toMatchObject({ body: 'A text to keep.', section: '' });
    expect(await revisionsOf(context, id)).toHaveLength(1);
    clock.set(due);
    expect((await visitor().get(path).expect(200)).text).toContain(complete.Text);
  });

  test('goes back to draft, out of readers’ sight for good', async () => {
    const { context, desk, clock, editor } = newsroom;
    const id = await scheduled();
    const answer = await press(desk, `/admin/articles/${id}`, 'Back to draft');
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=unscheduled`);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_at: null });
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({
      action: 'article.unscheduled',
      by: editor.id,
      names: expect.arrayContaining([`path:${path}`, 'front']),
    });
    clock.set('2026-11-26T12:00:00.000Z');
    expect(await publishDue(context)).toBe(0);
    expect(await seenBy(path)).toBe(404);
    await publishNew(newsroom);
  });

  test('is published at once where somebody wants that, dated now', async () => {
    const { context, desk } = newsroom;
    const id = await scheduled();
    await sendForm(desk, fillForm(await openPanel(desk, id), 'Publish', { when: 'now' })).expect(303);
    expect(await pathOf(context, id)).toBe('/2026/11/23/dockers-halt-speech');
    expect((await ledgerOf(context, id)).map(({ kind, at }) => [kind, at])).toEqual([['first', context.now()]]);
    expect(await seenBy(path)).toBe(404);
  });
});

describe('The sweep', () => {
  test('writes the ledger, the state and the event with the time at which the story came out', async () => {
    const { context, clock, editor, politics } = newsroom;
    const id = await scheduled();
    expect(await publishDue(context)).toBe(0);
    clock.set('2026-11-24T07:00:42.000Z');
    expect(await publishDue(context)).toBe(1);
    const revision = (await revisionsOf(context, id)).at(-1)?.id;
    expect(await articleOf(context, id)).toMatchObject({
      state: 'published',
      published_revision_id: revision,
      published_at: due,
    });
    expect(await ledgerOf(context, id)).toEqual([{ kind: 'first', note: '', at: due, by: null, revision }]);
    const names = [
      `article:${id}`,
      `card:${id}`,
      'front',
      `path:${path}`,
      `person:${editor.id}`,
      `section:${politics}`,
      'topic:1',
    ];
    expect((await eventsOf(context, id)).at(-1)).toEqual({ action: 'article.published', at: due, by: null, names });
    expect(await publishDue(context)).toBe(0);
    expect(plain(await newsroom.desk.get(`/admin/articles/${id}`))).toContain('by the clock');
  });

  test('catches up after a stop, and leaves what is not due', async () => {
    const { context, clock } = newsroom;
    const first = await scheduled({ Headline: 'One' });
    const second = await scheduled({ Headline: 'Two', at: '2026-11-25T08:00' });
    const third = await scheduled({ Headline: 'Three', at: '2026-12-01T08:00' });
    clock.set('2026-11-28T12:00:00.000Z');
    expect(await publishDue(context)).toBe(2);
    expect((await ledgerOf(context, first))[0]?.at).toBe(due);
    expect((await ledgerOf(context, second))[0]?.at).toBe('2026-11-25T07:00:00.000Z');
    expect(await articleOf(context, third)).toMatchObject({ state: 'scheduled' });
  });
});

describe('Before the sweep comes by, a story that is due', () => {
  test('is settled by an edit, which then waits for its publication', async () => {
    const { context, desk, clock } = newsroom;
    const id = await scheduled();
    const page = await desk.get(`/admin/articles/${id}`);
    clock.set('2026-11-24T07:01:00.000Z');
    await sendForm(desk, fillForm(page, 'Save', { Text: 'A change.', 'Address ending': '' })).expect(303);
    expect(await articleOf(context, id)).toMatchObject({ state: 'published', published_at: due });
    expect((await ledgerOf(context, id)).map(({ kind, at, by }) => [kind, at, by])).toEqual([['first', due, null]]);
    expect((await newsroom.visitor().get(path)).text).toContain(complete.Text);
    expect((await eventsOf(context, id)).map(({ action }) => action).slice(-2)).toEqual([
      'article.published',
      'article.saved',
    ]);
    expect(await publishDue(context)).toBe(0);
  });

  test('is settled by a withdrawal, and is withdrawn', async () => {
    const { context, desk, clock } = newsroom;
    const id = await scheduled();
    clock.set('2026-11-24T07:01:00.000Z');
    await desk.post(`/admin/articles/${id}/withdraw`).type('form').send({ reason: 'Too early.' }).expect(303);
    expect((await ledgerOf(context, id)).map(({ kind, at }) => [kind, at])).toEqual([
      ['first', due],
      ['withdrawal', '2026-11-24T07:01:00.000Z'],
    ]);
    expect(await seenBy(path)).toBe(410);
  });

  test('can no longer be taken off the schedule, rescheduled or published', async () => {
    const { desk, clock } = newsroom;
    const id = await scheduled();
    const page = await desk.get(`/admin/articles/${id}`);
    const panel = await openPanel(desk, id);
    clock.set('2026-11-24T07:01:00.000Z');
    await sendForm(
      desk,
      fillForm(page, { button: 'Back to draft', action: `/admin/articles/${id}/unschedule` }),
    ).expect(409);
    await sendForm(desk, fillForm(panel, 'Publish', { at: '2026-11-30T08:00' })).expect(409);
    const { fields, ...save } = fillForm(await desk.get(`/admin/articles/${id}`), 'Save');
    await sendForm(desk, { ...save, fields: { ...fields, press: 'publish' } }).expect(409);
    await desk.post(`/admin/articles/${id}/discard`).expect(409);
    expect(await seenBy(path)).toBe(200);
  });
});
