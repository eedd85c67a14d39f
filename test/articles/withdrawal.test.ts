import { beforeEach, describe, expect, test } from '@jest/globals';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  ledgerOf,
  linkedData,
  type Newsroom,
  offered,
  openPanel,
  plain,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: { id: number; path: string };

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await publishNew(newsroom, { Topics: 'Ports' });
  newsroom.clock.advance({ hours: 2 });
});

const reason = 'The story rested on a forged letter.';

const withdraw = (given = reason) =>
  press(newsroom.desk, `/admin/articles/${story.id}`, 'Withdraw story', { 'Why it is withdrawn': given });

const reinstate = (note = '') =>
  press(newsroom.desk, `/admin/articles/${story.id}`, 'Publish again', { 'Why it is back': note });

describe('A withdrawn story', () => {
  test('answers with the reason, and not with its text', async () => {
    const answer = await withdraw();
    expect(answer.headers.location).toBe(`/admin/articles/${story.id}?done=withdrawn`);
    const page = await newsroom.visitor().get(story.path).expect(410);
    expect(plain(page)).toContain(reason);
    expect(page.text).toContain('<time datetime="2026-11-23T14:00:00.000Z">23 November 2026, 14:00</time>');
    expect(page.text).not.toContain(complete.Text);
  });

  test('is gone from front, section, topic, person and the cards of others', async () => {
    const related = await publishNew(newsroom, {
      Headline: 'The day after',
      Text: `Text.\n\n::related{story="${story.path}"}`,
      Bylines: '',
    });
    expect((await newsroom.visitor().get(related.path)).text).toContain(`href="${story.path}"`);
    await withdraw();
    for (const page of ['/', '/politics', related.path]) {
      const { text } = await newsroom.visitor().get(page).expect(200);
      expect(text).not.toContain(story.path);
      expect(text).not.toContain('Dockers halt speech');
    }
    await newsroom.visitor().get('/topics/ports').expect(404);
    await newsroom.visitor().get('/by/mara-oyelaran').expect(404);
  });

  test('is in the ledger, and its event names all that showed it', async () => {
    const { context, editor, politics } = newsroom;
    await withdraw();
    const at = context.now();
    expect(await articleOf(context, story.id)).toMatchObject({ state: 'withdrawn', note: reason });
    expect((await ledgerOf(context, story.id)).at(-1)).toMatchObject({ kind: 'withdrawal', note: reason, at });
    const { id, path } = story;
    const names = [
      `article:${id}`,
      `card:${id}`,
      'front',
      `path:${path}`,
      `person:${editor.id}`,
      `section:${politics}`,
      'topic:1',
    ];
    expect((await eventsOf(context, id)).at(-1)).toEqual({ action: 'article.withdrawn', at, by: editor.id, names });
  });

  test('needs a reason, of at most 1000 characters, which is kept', async () => {
    const none = await withdraw(' ');
    expect([none.status, errorsIn(none)]).toEqual([
      422,
      { reason: 'Give the reason: readers who come to the address will see it.' },
    ]);
    const long = await withdraw('x'.repeat(1001));
    expect(errorsIn(long)).toEqual({ reason: 'The reason may have at most 1000 characters.' });
    expect(fillForm(long, 'Withdraw story').fields.reason).toBe('x'.repeat(1001));
    await newsroom.visitor().get(story.path).expect(200);
  });

  test('is not withdrawn twice, nor published, submitted, scheduled or discarded', async () => {
    const { context, desk } = newsroom;
    const page = await desk.get(`/admin/articles/${story.id}`);
    const withdrawal = fillForm(page, 'Withdraw story', { reason });
    await sendForm(desk, withdrawal).expect(303);
    await sendForm(desk, withdrawal).expect(409);
    await desk.post(`/admin/articles/${story.id}/discard`).expect(409);
    for (const press of ['publish', 'submit']) {
      const save = fillForm(await desk.get(`/admin/articles/${story.id}`), 'Save');
      await sendForm(desk, { ...save, fields: { ...save.fields, press } }).expect(409);
    }
    expect(await articleOf(context, story.id)).toMatchObject({ state: 'withdrawn' });
    expect(await ledgerOf(context, story.id)).toHaveLength(2);
  });

  test('keeps its address: no other story gets it', async () => {
    await withdraw();
    expect(offered(await openPanel(newsroom.desk, 'new', complete))).toBe('dockers-halt-speech-2');
  });

  test('answers with the reason at the addresses that it had before, too', async () => {
    await publishChanges(newsroom.desk, story.id, { values: { 'Address ending': 'moved' } });
    await withdraw();
    for (const path of [story.path, '/2026/11/23/moved']) {
      expect(plain(await newsroom.visitor().get(path).expect(410))).toContain(reason);
    }
  });

  test('can be edited, and readers still get the reason', async () => {
    const { context, desk } = newsroom;
    await withdraw();
    expect(idIn(await edit(desk, story.id, { Text: 'Without the letter.' }))).toBe(story.id);
    expect(await articleOf(context, story.id)).toMatchObject({ state: 'withdrawn' });
    await newsroom.visitor().get(story.path).expect(410);
    expect(plain(await desk.get('/admin/articles'))).toContain(`Withdrawn: ${reason}`);
  });
});

describe('Published again', () => {
  test('it stands at the same address, as readers last saw it', async () => {
    const { context, desk, editor } = newsroom;
    await withdraw();
    await edit(desk, story.id, { Headline: 'Another headline', Text: 'Not for readers yet.' });
    newsroom.clock.advance({ days: 1 });
    const answer = await reinstate('The letter is genuine after all.');
    expect(answer.headers.location).toBe(`/admin/articles/${story.id}?done=reinstated`);
    const page = await newsroom.visitor().get(story.path).expect(200);
    expect(page.text).toContain(complete.Text);
    expect(page.text).not.toContain('Not for readers yet.');
    expect(linkedData(page)).toMatchObject({ datePublished: '2026-11-23T12:00:00.000Z' });
    for (const list of ['/', '/politics', '/topics/ports', '/by/mara-oyelaran'])
      expect((await newsroom.visitor().get(list).expect(200)).text).toContain(`href="${story.path}"`);
    expect((await ledgerOf(context, story.id)).at(-1)).toMatchObject({
      kind: 'reinstatement',
      note: 'The letter is genuine after all.',
      by: editor.id,
    });
    expect((await eventsOf(context, story.id)).at(-1)).toMatchObject({
      action: 'article.reinstatement',
      names: expect.arrayContaining(['front', `path:${story.path}`, 'topic:1']),
    });
  });

  test('its unpublished changes wait as before', async () => {
    const { desk } = newsroom;
    await withdraw();
    await edit(desk, story.id, { Text: 'Not for readers yet.' });
    await reinstate();
    expect(plain(await desk.get(`/admin/articles/${story.id}`))).toContain('changes not yet published');
    await publishChanges(desk, story.id, {});
    expect((await newsroom.visitor().get(story.path)).text).toContain('Not for readers yet.');
  });

  test('it keeps its corrections, and old addresses lead to it again', async () => {
    const values = { Text: 'Two.', 'Address ending': 'moved' };
    await publishChanges(newsroom.desk, story.id, { kind: 'correction', note: 'It was two.', values });
    await withdraw();
    await reinstate();
    expect(plain(await newsroom.visitor().get('/2026/11/23/moved').expect(200))).toContain('It was two.');
    await newsroom.visitor().get(story.path).expect(301).expect('Location', '/2026/11/23/moved');
  });

  test('it is only once', async () => {
    await withdraw();
    const filled = fillForm(await newsroom.desk.get(`/admin/articles/${story.id}`), 'Publish again');
    await sendForm(newsroom.desk, filled).expect(303);
    await sendForm(newsroom.desk, filled).expect(409);
    expect(await ledgerOf(newsroom.context, story.id)).toHaveLength(3);
  });

  test('it can be withdrawn again, for another reason', async () => {
    await withdraw();
    await reinstate();
    await withdraw('It was forged, the court says.');
    expect(plain(await newsroom.visitor().get(story.path).expect(410))).toContain('It was forged, the court says.');
  });
});
