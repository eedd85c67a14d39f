import { describe, expect, test } from '@jest/globals';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { press } from '../articles/newsroom.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import {
  changeText,
  mailsOf,
  type Newsroom,
  publishCorrection,
  report,
  reportsOf,
  startNewsroom,
  what,
  where,
} from './newsroom.ts';

/* What reporters are told: by a real mail server, after an editor did something in the forms as they are rendered. */

const renske = 'renske@post.northgate';

async function start(): Promise<{ newsroom: Newsroom; server: MailServer }> {
  const server = await startMailServer();
  return { server, newsroom: await startNewsroom({ environment: { SMTP_URL: server.url } }) };
}

async function receive({ newsroom, server }: { newsroom: Newsroom; server: MailServer }) {
  await newsroom.context.mail.deliver();
  expect(server.received).toHaveLength(1);
  const [mail] = server.received;
  return { ...readMail(mail?.raw ?? ''), from: mail?.from, to: mail?.to };
}

describe('Who reported an error', () => {
  test('gets the text of the correction and the address, right after it was published, and is then forgotten', async () => {
    const started = await start();
    const { newsroom } = started;
    const story = await newsroom.write({ headline: 'The “council” votes', body: 'It was 13 votes.' });
    newsroom.clock.advance({ minutes: 40 });
    await report(newsroom.reader(), story.path, { [where]: renske });
    newsroom.clock.advance({ minutes: 5 });
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    const note = `It was 31 votes, not 13. ${'A long line that goes on. '.repeat(20).trim()}`;
    await publishCorrection(newsroom.desk, sheet, { 'report-1': true, note });
    const { headers, text, from, to } = await receive(started);
    expect([from, to]).toEqual(['noreply@news.example', [renske]]);
    expect(headers).toMatchObject({
      from: 'The Alder Courier <noreply@news.example>',
      to: renske,
      subject: 'Your report on “The “council” votes”',
      date: 'Mon, 23 Nov 2026 12:45:00 +0000',
      'message-id': expect.stringMatching(/^<[\w-]{36}@news\.example>$/),
      'auto-submitted': 'auto-generated',
      'content-language': 'en',
      'content-type': 'text/plain; charset=utf-8',
    });
    expect(text).toBe(`On 23 November 2026, 12:40 you reported an error in a story of The Alder Courier. Thank you.

The “council” votes
http://news.example${story.path}

We have corrected the story. The correction says:

${note}

What changed in the story, and when:
http://news.example${story.path}/history

Your address is deleted now; there will be no further mail about this. If it was not you who reported this, there is nothing for you to do.

The Alder Courier
`);
    expect(Math.max(...(started.server.received[0]?.raw ?? '').split('\r\n').map((line) => line.length))).toBeLessThan(
      79,
    );
    expect(await mailsOf(newsroom)).toMatchObject([
      { recipient: '', subject: '', text: '', sent_at: newsroom.context.now(), given_up_at: null, leased_until: null },
    ]);
    expect(JSON.stringify([await reportsOf(newsroom), await mailsOf(newsroom)])).not.toContain('renske');
  });

  test('gets the editors’ answer where the story stays as it is', async () => {
    const started = await start();
    const { newsroom } = started;
    const story = await newsroom.write();
    await report(newsroom.reader(), story.path, { [where]: renske });
    await press(newsroom.desk, '/admin/reports', 'Decline the report', { answer: 'It was 13.\n\n.\nSee the minutes.' });
    const { text } = await receive(started);
    expect(text).toContain(
      'did not change the story.\n\nThe editors write:\n\nIt was 13.\n\n.\nSee the minutes.\n\nWhat changed',
    );
  });

  test('hears of a fix that it was put right, without a note', async () => {
    const started = await start();
    const { newsroom } = started;
    const story = await newsroom.write();
    await report(newsroom.reader(), story.path, { [where]: renske });
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    await publishCorrection(newsroom.desk, sheet, { kind: 'fix', 'report-1': true });
    const { text } = await receive(started);
    expect(text).toContain('\n\nWe have put it right in the story.\n\nWhat changed');
  });

  test('hears that the story was withdrawn, and is not sent to a history that is not there', async () => {
    const started = await start();
    const { newsroom } = started;
    const story = await newsroom.write();
    await report(newsroom.reader(), story.path, { [where]: renske });
    await withdraw(newsroom.context, newsroom.editor, { articleId: story.articleId, reason: 'Not so.' });
    await press(newsroom.desk, '/admin/reports', 'Decline the report', { answer: 'You were right.' });
    const { text } = await receive(started);
    expect(text).toContain(
      'We have withdrawn the story. Its address gives the reason.\n\nThe editors write:\n\nYou were right.',
    );
    expect(text).not.toContain('/history');
  });

  test('of a story in Arabic is told in Arabic', async () => {
    const started = await start();
    const { newsroom } = started;
    const story = await newsroom.write({ headline: 'تصويت المجلس', language: 'ar', body: 'كانت ١٣ صوتا.' });
    const reader = newsroom.reader();
    await reader
      .post(encodeURI(`${story.path}/report`))
      .type('form')
      .send({ report: 'كانت ٣١.', address: renske })
      .expect(303);
    const sheet = await changeText(newsroom.desk, story.articleId, 'كانت ٣١ صوتا.');
    await publishCorrection(newsroom.desk, sheet, { 'report-1': true, note: 'كانت ٣١ صوتا لا ١٣.' });
    const { headers, text } = await receive(started);
    expect(headers).toMatchObject({ subject: 'بلاغك عن «تصويت المجلس»', 'content-language': 'ar' });
    expect(text).toContain('صححنا المقال. وهذا نص التصحيح:\n\nكانت ٣١ صوتا لا ١٣.\n\n');
    expect(text).toContain(`http://news.example${encodeURI(story.path)}\n`);
  });

  test('who left no address is not told, and what they wrote is in no mail', async () => {
    const started = await start();
    const { newsroom, server } = started;
    const story = await newsroom.write();
    const advert = 'Buy at https://casino.example';
    await report(newsroom.reader(), story.path, { [what]: advert });
    await report(newsroom.reader(), story.path, { [what]: advert, [where]: renske });
    const sheet = await changeText(newsroom.desk, story.articleId, 'It was 31 votes.');
    await publishCorrection(newsroom.desk, sheet, { 'report-1': true, 'report-2': true });
    const { text } = await receive(started);
    expect([text.includes('casino'), server.received.length]).toEqual([false, 1]);
  });

  test('of a mail that could not be sent yet stays in the report that is opened again', async () => {
    const started = await start();
    const { newsroom, server } = started;
    const story = await newsroom.write();
    await report(newsroom.reader(), story.path, { [where]: renske });
    server.refuseWith(451);
    await press(newsroom.desk, '/admin/reports', 'Decline the report', { answer: 'A slip.' });
    await newsroom.context.mail.deliver();
    await press(newsroom.desk, '/admin/reports?state=answered', 'Open again: Report of 12:00');
    expect(await reportsOf(newsroom)).toMatchObject([{ state: 'open', email: renske, mail_id: null }]);
    server.refuseWith(null);
    newsroom.clock.advance({ hours: 1 });
    await press(newsroom.desk, '/admin/reports', 'Decline the report', { answer: 'Meant so.' });
    const { text } = await receive(started);
    expect(text).toContain('Meant so.');
  });
});

test('Lines that would be headers stay what they are: letters of a headline, a note or an answer', async () => {
  const started = await start();
  const { newsroom } = started;
  const story = await newsroom.write({ headline: 'Votes\r\nBcc: all@post.northgate\r\n\r\nHello' });
  await report(newsroom.reader(), story.path, { [where]: renske });
  await press(newsroom.desk, '/admin/reports', 'Decline the report', {
    answer: 'No.\r\n.\r\nRCPT TO:<all@post.northgate>\r\n',
  });
  const { headers, text, to } = await receive(started);
  expect(to).toEqual([renske]);
  expect(headers.subject).toBe('Your report on “Votes Bcc: all@post.northgate Hello”');
  expect(headers).not.toHaveProperty('bcc');
  expect(text).toContain('No.\n.\nRCPT TO:<all@post.northgate>\n');
});
