import { beforeEach, describe, expect, test } from '@jest/globals';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { errorsIn, ledgerOf, plain, press } from '../articles/newsroom.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import type { AddedStory } from '../support/stories.ts';
import {
  changeText,
  eventsOf,
  mailsOf,
  type Newsroom,
  publishCorrection,
  report,
  reportsOf,
  startNewsroom,
  what,
  where,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: AddedStory;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await newsroom.write({ headline: 'The council votes', body: 'It was 13 votes.' });
  newsroom.clock.advance({ minutes: 40 });
  await report(newsroom.reader(), story.path, { [where]: 'renske@example.org' });
});

const queue = '/admin/reports';
const inQueue = (button: string, values = {}) => press(newsroom.desk, queue, button, values);
const about = ': Report of 12:40';
const states = async () => (await reportsOf(newsroom)).map(({ state }) => state);

async function colleague() {
  return newsroom.signIn(await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weber' }));
}

describe('The queue', () => {
  test('shows each report with its story, and whether somebody waits for an answer, but never the address', async () => {
    const page = await newsroom.desk.get(queue).expect(200);
    const shown = readPage(page);
    expect(shown.title).toBe('(1) Reports · The Alder Courier newsroom');
    expect(shown.main).toContain('It was 31, not 13.');
    expect(shown.main).toContain(
      'Report of 12:40 · Will be told by mail · Saw the version of 12:00, which has not changed since',
    );
    expect(shown.links('main')).toEqual(expect.arrayContaining([`/admin/articles/${story.articleId}`, story.path]));
    expect(page.text).not.toContain('renske@example.org');
    expect(shown.texts('nav')[0]).toContain('Reports 1 open');
  });

  test('is counted beside every page for those who answer, and for nobody else', async () => {
    const stories = await newsroom.desk.get('/admin/articles').expect(200);
    expect(readPage(stories).texts('nav')[0]).toContain('Reports 1');
    for (const role of ['author', 'moderator'] as const) {
      const other = await newsroom.signIn(role);
      const page = await other.get(role === 'author' ? '/admin/articles' : '/admin/comments').expect(200);
      expect(readPage(page).texts('nav')[0]).not.toContain('Reports');
      await other.get(queue).expect(403);
    }
  });

  test('is paged by key, newest first, and a wrong address is no error', async () => {
    for (let number = 0; number < 31; number += 1) {
      newsroom.clock.advance({ minutes: 1 });
      await report(newsroom.reader(), story.path, { [what]: `Report ${number}.` });
    }
    const first = readPage(await newsroom.desk.get(queue).expect(200));
    expect(first.texts('.text')).toHaveLength(30);
    expect(first.texts('.text')[0]).toBe('Report 30.');
    const [older = ''] = first.links('.pager');
    const second = readPage(await newsroom.desk.get(older).expect(200));
    expect(second.texts('.text')).toEqual(['Report 0.', 'It was 31, not 13.']);
    for (const [query, status] of Object.entries({ '?state=none': 200, '?done=constructor': 200, '?before=x': 404 })) {
      await newsroom.desk.get(queue + query).expect(status);
    }
  });
});

describe('A correction', () => {
  test('starts from a report, which stands above the story until it is answered', async () => {
    const started = await inQueue(`Start a correction${about}`);
    expect([started.status, started.headers.location]).toEqual([303, `/admin/articles/${story.articleId}#reports`]);
    const editor = plain(await newsroom.desk.get(`/admin/articles/${story.articleId}`).expect(200));
    expect(editor).toContain('A reader reports an error');
    expect(editor).toContain('It was 31, not 13.');
    expect(editor).toContain('The report of 12:40: you are on it, the reporter will be told');
    expect(plain(await newsroom.desk.get(queue).expect(200))).toContain('You have been on it since 12:40');
    expect((await eventsOf(newsroom)).map(({ action }) => action)).toEqual(['report.received', 'report.taken']);
  });

  test('answers, in its own transaction, what is ticked on its sheet: at first the report that it was started from', async () => {
    await report(newsroom.reader(), story.path, { [what]: 'Another mistake.' });
    const [first] = await reportsOf(newsroom);
    await newsroom.desk.post(`/admin/reports/${first?.id}/correct`).type('form').send({ taker: '' }).expect(303);
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    const form = fillForm(await newsroom.desk.get(sheet).expect(200), 'Publish changes', { kind: 'correction' });
    expect(Object.keys(form.fields).filter((name) => name.startsWith('report-'))).toEqual(['report-1']);
    newsroom.clock.advance({ minutes: 5 });
    await publishCorrection(newsroom.desk, sheet);
    const [settled, open] = await reportsOf(newsroom);
    expect(settled).toMatchObject({
      ...{ state: 'corrected', email: '', decided_by: newsroom.editor.id, decided_at: newsroom.context.now() },
      ...{ publication_id: expect.any(Number), mail_id: expect.any(Number), taken_by: null },
    });
    expect(open).toMatchObject({ state: 'open', mail_id: null });
    expect(await ledgerOf(newsroom.context, story.articleId)).toMatchObject([
      { kind: 'first' },
      { kind: 'correction' },
    ]);
    const answered = plain(await newsroom.desk.get(`${queue}?state=answered`).expect(200));
    expect(answered).toContain('Put right by the correction of 12:45 (Mara Oyelaran, 12:45)');
    expect(answered).toContain('It was 31 votes, not 13.');
  });

  test('that lacks its note publishes nothing and answers nobody, and the box stays as it was left', async () => {
    await inQueue(`Start a correction${about}`);
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    const wrong = await publishCorrection(newsroom.desk, sheet, { note: '', 'report-1': false });
    expect([wrong.status, await states()]).toEqual([422, ['open']]);
    expect(fillForm(wrong, 'Publish changes').fields).not.toHaveProperty('report-1');
    const ticked = await sendForm(newsroom.desk, fillForm(wrong, 'Publish changes', { 'report-1': true, note: '' }));
    expect(fillForm(ticked, 'Publish changes').fields).toHaveProperty('report-1', 'on');
    expect(await mailsOf(newsroom)).toEqual([]);
  });

  test('that leaves the box empty answers nothing; the queue then offers it as the answer', async () => {
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    newsroom.clock.advance({ minutes: 5 });
    await publishCorrection(newsroom.desk, sheet, { 'report-1': false });
    expect(await states()).toEqual(['open']);
    const settled = await inQueue(`Put right by the correction of 12:45${about}`);
    expect([settled.status, await states()]).toEqual([303, ['corrected']]);
    expect(await mailsOf(newsroom)).toHaveLength(1);
  });

  test('of a typing mistake may be a fix, and the report is answered by that', async () => {
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    await publishCorrection(newsroom.desk, sheet, { kind: 'fix', 'report-1': true });
    expect(await states()).toEqual(['corrected']);
  });

  test('cannot answer a report on another story', async () => {
    const other = await newsroom.write({ headline: 'Another' });
    const sheet = await changeText(newsroom.desk, other.articleId, 'Something else.');
    const page = await newsroom.desk.get(sheet).expect(200);
    const form = fillForm(page, 'Publish changes', { kind: 'fix' });
    await sendForm(newsroom.desk, { ...form, fields: { ...form.fields, 'report-1': 'on' } }).expect(404);
    expect([await states(), await ledgerOf(newsroom.context, other.articleId)]).toEqual([
      ['open'],
      [expect.anything()],
    ]);
  });

  test('cannot be named by the number of a publication that changed nothing, or is another story’s', async () => {
    const other = await newsroom.write({ headline: 'Another' });
    await publishCorrection(newsroom.desk, await changeText(newsroom.desk, other.articleId, 'Changed.'));
    for (const publication of ['1', '3', '999', 'a', '']) {
      await newsroom.desk.post('/admin/reports/1/settle').type('form').send({ publication }).expect(404);
    }
    expect(await states()).toEqual(['open']);
  });
});

describe('Declining', () => {
  test('needs an answer where the reporter waits for one, and gives back what was typed', async () => {
    const refused = await inQueue('Decline the report', { answer: '  ' });
    expect([refused.status, errorsIn(refused)]).toEqual([
      422,
      { 'answer-1': 'The reporter left an address: write what they are told.' },
    ]);
    const long = await sendForm(newsroom.desk, fillForm(refused, 'Decline the report', { answer: 'x'.repeat(2001) }));
    expect([long.status, fillForm(long, 'Decline the report').fields.answer]).toEqual([422, 'x'.repeat(2001)]);
    await sendForm(newsroom.desk, fillForm(long, 'Decline the report', { answer: 'It was 13.\n\nSee the minutes.' }));
    expect(await reportsOf(newsroom)).toMatchObject([
      { state: 'declined', answer: 'It was 13.\n\nSee the minutes.', email: '', mail_id: expect.any(Number) },
    ]);
    expect(plain(await newsroom.desk.get(`${queue}?state=answered`))).toContain('Declined by Mara Oyelaran, 12:40');
  });

  test('needs none where nobody waits, and writes no mail', async () => {
    await inQueue('Decline the report', { answer: 'No.' });
    await report(newsroom.reader(), story.path, { [what]: 'I disagree.' });
    await inQueue('Decline the report');
    expect(await states()).toEqual(['declined', 'declined']);
    expect(await mailsOf(newsroom)).toHaveLength(1);
  });

  test('is the answer for a story that was withdrawn, which nobody can correct', async () => {
    await withdraw(newsroom.context, newsroom.editor, { articleId: story.articleId, reason: 'Not so.' });
    const page = await newsroom.desk.get(queue).expect(200);
    expect(() => fillForm(page, `Start a correction${about}`)).toThrow('No form has the button');
    await newsroom.desk.post('/admin/reports/1/correct').type('form').send({ taker: '' }).expect(409);
    await inQueue('Decline the report', { answer: 'You were right.' });
    expect(await states()).toEqual(['declined']);
  });
});

describe('Opening again', () => {
  test('brings a report back into the queue; who was told is not told again', async () => {
    await inQueue('Decline the report', { answer: 'No.' });
    await newsroom.context.mail.deliver();
    await press(newsroom.desk, `${queue}?state=answered`, `Open again${about}`);
    expect(await reportsOf(newsroom)).toMatchObject([{ state: 'open', email: '', answer: '', decided_by: null }]);
    expect(plain(await newsroom.desk.get(queue))).toContain('Was told by mail, 12:40');
    await inQueue('Decline the report');
    expect([await states(), await mailsOf(newsroom)]).toEqual([['declined'], [expect.anything()]]);
  });

  test('twice is once, and of a report that is not there is not found', async () => {
    await inQueue('Decline the report', { answer: 'No.' });
    const page = await newsroom.desk.get(`${queue}?state=answered`).expect(200);
    for (const _time of [1, 2]) await sendForm(newsroom.desk, fillForm(page, `Open again${about}`)).expect(303);
    expect((await eventsOf(newsroom)).filter(({ action }) => action === 'report.reopened')).toHaveLength(1);
    for (const act of ['reopen', 'correct', 'decline', 'settle']) {
      await newsroom.desk.post(`/admin/reports/99/${act}`).type('form').send({ answer: 'No.' }).expect(404);
    }
  });
});

describe('Two editors', () => {
  test('who decline the same report: the second is told who did, and keeps what was typed', async () => {
    const jonas = await colleague();
    const page = await jonas.get(queue).expect(200);
    await inQueue('Decline the report', { answer: 'No.' });
    const late = await sendForm(jonas, fillForm(page, 'Decline the report', { answer: 'Yes, in a way.' }));
    expect(late.status).toBe(409);
    expect(plain(late)).toContain(
      'The report of 23 November, 12:40 is answered: Mara Oyelaran declined it on 23 November, 12:40. Nothing was changed.',
    );
    expect(plain(late)).toContain('Yes, in a way.');
    expect(await reportsOf(newsroom)).toMatchObject([{ state: 'declined', answer: 'No.' }]);
  });

  test('who start on the same report: the second is told who did, and can take it over', async () => {
    const jonas = await colleague();
    const page = await jonas.get(queue).expect(200);
    await inQueue(`Start a correction${about}`);
    const late = await sendForm(jonas, fillForm(page, `Start a correction${about}`));
    expect([late.status, plain(late)]).toEqual([409, expect.stringContaining('Mara Oyelaran started on this report')]);
    expect(plain(late)).toContain('Mara Oyelaran has been on it since 12:40');
    await sendForm(jonas, fillForm(late, `Take over${about}`)).expect(303);
    const seen = plain(await newsroom.desk.get(`/admin/articles/${story.articleId}`).expect(200));
    expect(seen).toContain('Jonas Weber is on it');
  });

  test('of whom one declines what the other’s correction is to answer: nothing is published, and no word lost', async () => {
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    const page = await newsroom.desk.get(sheet).expect(200);
    await press(await colleague(), queue, 'Decline the report', { answer: 'No.' });
    const form = { kind: 'correction', note: 'It was 31.', 'report-1': true };
    const late = await sendForm(newsroom.desk, fillForm(page, 'Publish changes', form));
    expect([late.status, plain(late)]).toEqual([422, expect.stringContaining('Jonas Weber declined it')]);
    expect(await ledgerOf(newsroom.context, story.articleId)).toHaveLength(1);
    const again = fillForm(late, 'Publish changes');
    expect(again.fields).toMatchObject({ kind: 'correction', note: 'It was 31.' });
    await sendForm(newsroom.desk, again).expect(303);
    expect(await ledgerOf(newsroom.context, story.articleId)).toHaveLength(2);
  });
});
