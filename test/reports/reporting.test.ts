import { beforeEach, describe, expect, test } from '@jest/globals';
import { errorsIn, plain } from '../articles/newsroom.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';
import {
  changeText,
  eventsOf,
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
});

describe('A reader who finds an error', () => {
  test('says so at the end of the story, leaves an address or none, and is thanked', async () => {
    const reader = newsroom.reader();
    const sent = await report(reader, story.path, { [where]: ' Renske@Example.org ' });
    expect([sent.status, sent.headers.location]).toEqual([303, `${story.path}/report/thanks`]);
    const thanks = readPage(await reader.get(sent.headers.location ?? '').expect(200));
    expect([thanks.texts('h1'), thanks.robots]).toEqual([['Thank you for your report'], 'noindex']);
    expect(await reportsOf(newsroom)).toEqual([
      expect.objectContaining({
        ...{ article_id: story.articleId, revision_id: story.revisionId, text: 'It was 31, not 13.' },
        ...{ email: 'renske@example.org', state: 'open', created_at: newsroom.context.now(), answer: '' },
        ...{ taken_by: null, decided_by: null, mail_id: null, publication_id: null },
      }),
    ]);
    await report(newsroom.reader(), story.path);
    expect((await reportsOf(newsroom)).map(({ email }) => email)).toEqual(['renske@example.org', '']);
  });

  test('is noted as an event without a word of what was written', async () => {
    await report(newsroom.reader(), story.path, { [where]: 'renske@example.org' });
    const [event] = await eventsOf(newsroom);
    expect(event).toEqual({
      ...{ id: expect.any(Number), at: newsroom.context.now(), person_id: null, action: 'report.received' },
      ...{ subject: 'report:1', names: '[]', hash: expect.any(String) },
    });
  });

  test('finds the form on a page of its own too', async () => {
    const reader = newsroom.reader();
    const page = await reader.get(`${story.path}/report`).expect(200);
    expect(readPage(page).robots).toBe('noindex');
    await sendForm(reader, fillForm(page, 'Send report', { [what]: 'It was 31.' })).expect(303);
    expect((await reportsOf(newsroom)).map(({ text }) => text)).toEqual(['It was 31.']);
  });

  test('who sends the same twice has reported it once, and another reader the same again', async () => {
    const both = [report(newsroom.reader(), story.path), report(newsroom.reader(), story.path)];
    for (const { status } of await Promise.all(both)) expect(status).toBe(303);
    expect(await reportsOf(newsroom)).toHaveLength(1);
    await report(newsroom.reader(), story.path, { [where]: 'other@example.org' });
    expect(await reportsOf(newsroom)).toHaveLength(2);
    newsroom.clock.advance({ days: 2 });
    await report(newsroom.reader(), story.path);
    expect(await reportsOf(newsroom)).toHaveLength(3);
  });

  test('is recorded with the version that stood above the form, also where the story changes meanwhile', async () => {
    const reader = newsroom.reader();
    const page = await reader.get(story.path).expect(200);
    newsroom.clock.advance({ minutes: 5 });
    await publishCorrection(newsroom.desk, await changeText(newsroom.desk, story.articleId, 'It was 31 votes.'));
    await sendForm(reader, fillForm(page, 'Send report', { [what]: 'It was 31.' })).expect(303);
    await report(newsroom.reader(), story.path, { [what]: 'It was 32.' });
    const [first, second] = (await reportsOf(newsroom)).map((row) => row.revision_id);
    expect(first).toBe(story.revisionId);
    expect(second).toBeGreaterThan(story.revisionId);
  });

  test('cannot make us believe in a version that readers never saw, or in one of another story', async () => {
    const other = await newsroom.write({ headline: 'Another' });
    for (const seen of [other.revisionId, 999_999, 'a', '-1', '']) {
      await report(newsroom.reader(), story.path, { seen: String(seen), [what]: `Seen ${seen}.` });
    }
    const seen = (await reportsOf(newsroom)).map((row) => row.revision_id);
    expect(seen).toEqual(Array(5).fill(story.revisionId));
  });
});

describe('Mistakes', () => {
  const rows: [string, Record<string, string>, Record<string, string>][] = [
    ['nothing', { [what]: ' \n ' }, { 'report-report': 'Say what is wrong.' }],
    ['signs only', { [what]: '\u202E…!\u200B' }, { 'report-report': 'Say what is wrong.' }],
    ['too much', { [what]: 'x'.repeat(2001) }, { 'report-report': 'Shorten your report to 2,000 characters.' }],
    ['no address', { [where]: 'renske' }, { 'report-address': 'Give an address like name@example.org, or none.' }],
    ['two addresses', { [where]: 'a@b.example,c@d.example' }, { 'report-address': expect.any(String) as never }],
    ['a list in an address', { [where]: 'a,b@d.example' }, { 'report-address': expect.any(String) as never }],
  ];

  test.each(rows)('such as %s come back beside the field, with what was typed', async (_name, values, errors) => {
    const reader = newsroom.reader();
    const answer = await report(reader, story.path, { [where]: 'kept@example.org', [what]: 'Kept.', ...values });
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    const again = fillForm(answer, 'Send report', { [what]: 'It was 31.', [where]: '' });
    expect(again.fields.seen).toBe(String(story.revisionId));
    const typed = fillForm(answer, 'Send report').fields;
    expect([typed.report, typed.address]).toEqual([values[what] ?? 'Kept.', values[where] ?? 'kept@example.org']);
    expect(await reportsOf(newsroom)).toEqual([]);
    await sendForm(reader, again).expect(303);
  });

  test('a program that fills the field which people do not see is refused', async () => {
    const answer = await report(newsroom.reader(), story.path, { website: 'https://casino.example' });
    expect([answer.status, plain(answer)]).toEqual([422, expect.stringContaining('a field that people do not see')]);
    expect(await reportsOf(newsroom)).toEqual([]);
  });

  test('controls and direction overrides are taken out, and line ends and letters of any script stay', async () => {
    await report(newsroom.reader(), story.path, { [what]: 'Not \u202E13\u0007\u0000\u2066,\nbut ٣١ 🗳️.' });
    expect((await reportsOf(newsroom)).map(({ text }) => text)).toEqual(['Not 13,\nbut ٣١ 🗳️.']);
  });

  test('after so many reports in ten minutes a network has to wait, and gets back what was typed', async () => {
    const reader = newsroom.reader();
    for (const number of [1, 2, 3, 4, 5]) {
      await report(reader, story.path, { [what]: `Report ${number}.` }).then(({ status }) => expect(status).toBe(303));
    }
    const refused = await report(reader, story.path, { [what]: 'Report 6.' });
    expect([refused.status, plain(refused)]).toEqual([429, expect.stringContaining('Report 6.')]);
    expect(await reportsOf(newsroom)).toHaveLength(5);
    await report(newsroom.reader(), story.path, { [what]: 'Report 6.' });
    expect(await reportsOf(newsroom)).toHaveLength(6);
  });

  test('from another site it is refused', async () => {
    const foreign = newsroom.visitor().post(`${story.path}/report`).set('Sec-Fetch-Site', 'cross-site').type('form');
    await foreign.send({ report: 'It was 31.' }).expect(403);
    expect(await reportsOf(newsroom)).toEqual([]);
  });
});

describe('Addresses', () => {
  test('of no story, of one that waits and of one that was withdrawn answer as the story does', async () => {
    const { context, editor, sectionId, reader } = newsroom;
    const place = { editor, content: { headline: 'Gone', sectionId } };
    const gone = await addStory(context, { ...place, fate: 'withdrawn' });
    const at = '2026-11-24T09:00:00.000Z';
    const later = await addStory(context, { editor, content: { headline: 'Later', sectionId }, fate: { at } });
    for (const [path, status] of [
      [gone.path, 410],
      [later.path, 404],
      ['/2026/11/23/nothing', 404],
    ] as const) {
      for (const end of ['/report', '/report/thanks'])
        await reader()
          .get(path + end)
          .expect(status);
      const answer = await reader().post(`${path}/report`).type('form').send({ report: 'It was 31.' }).expect(status);
      expect(plain(answer)).toContain('It was 31.');
    }
    expect(await reportsOf(newsroom)).toEqual([]);
  });

  test('that the story had before lead on, with what was sent', async () => {
    const old = story.path;
    await publishCorrection(newsroom.desk, await changeSlug());
    const reader = newsroom.reader();
    await reader.get(`${old}/report`).expect(301).expect('Location', '/2026/11/23/31-votes/report');
    await reader
      .post(`${old}/report`)
      .type('form')
      .send({ report: 'A' })
      .expect(308)
      .expect('Location', '/2026/11/23/31-votes/report');
  });

  async function changeSlug(): Promise<string> {
    const { desk } = newsroom;
    const page = await desk.get(`/admin/articles/${story.articleId}`).expect(200);
    const sent = await sendForm(desk, fillForm(page, 'Publish changes', { slug: '31-votes' })).expect(303);
    return sent.headers.location as string;
  }
});

describe('In Arabic', () => {
  let arabic: AddedStory;

  beforeEach(async () => {
    arabic = await newsroom.write({ headline: 'تصويت المجلس', language: 'ar' });
  });

  test('form, mistakes and thanks speak the story’s language and run its way', async () => {
    const reader = newsroom.reader();
    const page = await reader.get(encodeURI(arabic.path)).expect(200);
    const wrong = await sendForm(reader, fillForm(page, 'أرسل البلاغ', { report: ' ' }));
    expect([wrong.status, errorsIn(wrong)]).toEqual([422, { 'report-report': 'اكتب ما الخطأ.' }]);
    const shown = readPage(wrong);
    expect([shown.language, shown.direction, shown.texts('h1')]).toEqual(['ar', 'rtl', ['أبلغ عن خطأ في هذا المقال']]);
    const sent = await sendForm(reader, fillForm(wrong, 'أرسل البلاغ', { report: 'كانت ٣١ صوتا.' })).expect(303);
    const thanks = readPage(await reader.get(sent.headers.location ?? '').expect(200));
    expect([thanks.language, thanks.texts('h1')]).toEqual(['ar', ['شكرا على بلاغك']]);
    expect((await reportsOf(newsroom)).map(({ text }) => text)).toEqual(['كانت ٣١ صوتا.']);
  });
});
