import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { type AkismetServer, akismetKey, startAkismet } from '../support/akismet.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addStory,
  idIn,
  isHeld,
  isPublished,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';
import { letFirstThrough, setSpamCheck } from './spam-settings.ts';

let akismet: AkismetServer;
let newsroom: Newsroom;
let story: TestStory;
let admin: Agent;
let log: string[];

const spammer = { Name: 'viagra-test-123', Email: 'spammer@example.org' };

beforeEach(async () => {
  akismet = await startAkismet();
  log = [];
  newsroom = await startNewsroom({
    ...akismet.options,
    log: pino({ level: 'debug' }, { write: (line) => void log.push(line) }),
  });
  story = await addStory(newsroom);
  admin = await newsroom.signIn('admin');
  await letFirstThrough(admin);
});

const turnOn = async () => expect((await setSpamCheck(admin, { key: akismetKey })).status).toBe(303);
const checks = () => newsroom.context.db.reader.selectFrom('spam_checks').selectAll().execute();
const cardOf = async (posted: Response): Promise<string[]> =>
  readPage(await admin.get(`/admin/comments/${idIn(posted)}`).expect(200)).texts('.why');

async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; took: number }> {
  const begun = performance.now();
  const result = await work;
  return { result, took: performance.now() - begun };
}

test('Nobody outside is asked before the newsroom wants it', async () => {
  const { text } = await newsroom.reader().get(story.path).expect(200);
  expect(text).not.toContain('Akismet');
  expect(isPublished(await leaveComment(newsroom.reader(), story.path, spammer))).toBe(true);
  expect(akismet.asked('comment-check')).toEqual([]);
  expect(await checks()).toEqual([]);
});

describe('Where comments are checked', () => {
  beforeEach(turnOn);

  test('readers are told so by the form, and where it is told what is kept', async () => {
    const form = readPage(await newsroom.reader().get(story.path).expect(200)).texts('.hint');
    expect(form.join(' ')).toContain('checked for spam by Akismet');
    expect((await newsroom.reader().get('/your-data').expect(200)).text).toContain('checked for spam by Akismet');
    const arabic = await addStory(newsroom, { language: 'ar' });
    const said = readPage(await newsroom.reader().get(encodeURI(arabic.path)).expect(200)).texts('.hint');
    expect(said.join(' ')).toContain('تفحصها Akismet');
  });

  test('spam is held, and the queue says why and how sure that is', async () => {
    const held = await leaveComment(newsroom.reader(), story.path, spammer);
    const sure = await leaveComment(newsroom.reader(), story.path, { ...spammer, Comment: 'Pills beyond doubt.' });
    expect([isHeld(held), isHeld(sure)]).toEqual([true, true]);
    expect(await stored(newsroom.context, idIn(held))).toMatchObject({ state: 'held', reason: 'spam-check' });
    expect(await cardOf(held)).toEqual(['Spam check: Akismet takes it for spam']);
    expect(await cardOf(sure)).toEqual(['Spam check: Akismet is sure that it is spam']);
    const ruled = await admin.get('/admin/comments?state=rules').expect(200);
    expect(ruled.text).toContain(`id="comment-${idIn(held)}"`);
    // Its writer hears nothing of it.
    expect(
      (
        await newsroom
          .reader()
          .get(held.headers.location ?? '')
          .expect(200)
      ).text,
    ).not.toMatch(/spam check/i);
  });

  test('what is no spam passes, and goes out with what the documentation asks for', async () => {
    const reader = newsroom
      .visitor()
      .set({ 'X-Forwarded-For': '203.0.113.77', 'User-Agent': `Browser/7 ${'x'.repeat(600)}` })
      .set('Referer', `${newsroom.url}${story.path}?key=secret#comments`);
    const typed = { Name: 'Zoë', Email: 'zoe@example.org', Comment: 'A question, & an answer.' };
    const first = await leaveComment(reader, story.path, typed);
    expect([isPublished(first), await cardOf(first)]).toEqual([true, []]);
    const [sent] = akismet.asked('comment-check');
    expect(sent).toEqual({
      ...{ api_key: akismetKey, blog: `${newsroom.url}/`, blog_lang: 'en', blog_charset: 'UTF-8' },
      ...{ user_ip: '203.0.113.77', user_agent: `Browser/7 ${'x'.repeat(490)}` },
      ...{ referrer: `${newsroom.url}${story.path}`, permalink: `${newsroom.url}${story.path}` },
      ...{ comment_type: 'comment', comment_author: 'Zoë', comment_author_email: 'zoe@example.org' },
      ...{ comment_content: 'A question, & an answer.', comment_date_gmt: newsroom.clock.now() },
      ...{ comment_post_modified_gmt: newsroom.clock.now(), honeypot_field_name: 'website', website: '' },
    });
    const kept = JSON.stringify([await checks(), await stored(newsroom.context, idIn(first))]);
    expect(kept).not.toContain('203.0.113.77');
    expect(log.join('')).not.toMatch(/203\.0\.113\.77|123abc45def6|zoe@example/);
    const other = newsroom.reader();
    const page = await other.get(`${story.path}/comments/${idIn(first)}/reply`).expect(200);
    const answer = { Comment: 'An answer.', Name: 'Ann', Email: 'ann@example.org' };
    expect(isPublished(await sendForm(other, fillForm(page, 'Post comment', answer)))).toBe(true);
    expect(akismet.asked('comment-check').at(-1)?.comment_type).toBe('reply');
  });

  test('nothing is sent of staff, of who is trusted, and of what the rules decide without it', async () => {
    const reader = newsroom.reader();
    const known = { Name: 'Known', Email: 'known@example.org' };
    expect(isPublished(await leaveComment(reader, story.path, known))).toBe(true);
    expect(akismet.asked('comment-check')).toHaveLength(1);
    expect(isPublished(await leaveComment(reader, story.path, known))).toBe(true);
    const page = await admin.get(story.path).expect(200);
    await sendForm(admin, fillForm(page, 'Post comment', { Comment: 'From us.' })).expect(303);
    const links = { Comment: 'www.a.example www.b.example www.c.example' };
    expect(isHeld(await leaveComment(newsroom.reader(), story.path, links))).toBe(true);
    const trapped = fillForm(await newsroom.reader().get(story.path), 'Post comment', { Comment: 'a', ...known });
    const robot = { ...trapped, fields: { ...trapped.fields, website: 'https://pills.example' } };
    expect((await sendForm(newsroom.reader(), robot)).status).toBe(422);
    expect((await leaveComment(newsroom.reader(), story.path, { Name: 'Mara Oyelaran' })).status).toBe(422);
    expect(akismet.asked('comment-check')).toHaveLength(1);
  });

  test('a changed text is checked again, and what is not theirs to change is not', async () => {
    const reader = newsroom.reader();
    const posted = await leaveComment(reader, story.path, { ...spammer, Name: 'viagra-test-12' });
    const id = idIn(posted);
    const form = await reader.get(`${story.path}/comments/${id}/edit`).expect(200);
    akismet.behave((_request, response) => response.end('true'));
    await sendForm(reader, fillForm(form, 'Save changes', { Comment: 'Pills, pills.' })).expect(303);
    akismet.behave(null);
    // What stood there before vouches for nothing.
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'held', reason: 'spam-check' });
    expect((await checks()).map(({ answer }) => answer)).toEqual(['spam']);
    await newsroom.reader().post(`${story.path}/comments/${id}/edit`).type('form').send({ text: 'No.' }).expect(404);
    const held = await leaveComment(newsroom.reader(), story.path, spammer);
    const own = String(held.headers.location).split('#')[0]?.replace('?', '/edit?') ?? '';
    const again = newsroom.reader();
    await sendForm(
      again,
      fillForm(await again.get(own).expect(200), 'Save changes', { Comment: 'Other pills.' }),
    ).expect(303);
    expect(akismet.asked('comment-check').at(-1)).toMatchObject({
      comment_content: 'Other pills.',
      recheck_reason: 'edit',
    });
    expect(await stored(newsroom.context, idIn(held))).toMatchObject({ state: 'held', text: 'Other pills.' });
    expect(await checks()).toHaveLength(2);
  });

  test.each<[string, (response: import('node:http').ServerResponse) => void]>([
    ['never answers', () => undefined],
    ['begins and does not end', (response) => void response.write('tr')],
    ['answers an error', (response) => void response.writeHead(500).end('true')],
    ['answers nonsense', (response) => void response.end('<html>Down for repair</html>')],
    ['answers without end', (response) => void response.end('true'.repeat(100_000))],
    ['hangs up', (response) => void response.destroy()],
  ])('a post goes on within two seconds where Akismet %s, and moderators are told', async (_what, behave) => {
    akismet.behave((_request, response) => behave(response));
    const { result, took } = await timed(leaveComment(newsroom.reader(), story.path, spammer));
    expect(isPublished(result)).toBe(true);
    expect(took).toBeLessThan(2_500);
    expect(await cardOf(result)).toEqual(['Not checked for spam: Akismet gave no answer']);
    expect((await newsroom.reader().get(story.path).expect(200)).text).not.toContain('gave no answer');
    expect(log.join('')).toContain('without the outside check');
  });

  test('a key that is taken no more holds nobody up, and moderators are told', async () => {
    akismet.behave((_request, response) => response.end('invalid'));
    const posted = await leaveComment(newsroom.reader(), story.path, spammer);
    expect(isPublished(posted)).toBe(true);
    expect(await cardOf(posted)).toEqual(['Not checked for spam: Akismet does not take the key any more']);
  });

  test('posts at once are asked about at once, and wait for no other', async () => {
    akismet.behave((_request, response) => setTimeout(() => response.end('false'), 700));
    const { result, took } = await timed(
      Promise.all(Array.from({ length: 12 }, () => leaveComment(newsroom.reader(), story.path))),
    );
    expect(result.every(isPublished)).toBe(true);
    expect(akismet.asked('comment-check')).toHaveLength(12);
    expect(took).toBeLessThan(5_000);
  });
});

test('A post goes on where Akismet has no address', async () => {
  await turnOn();
  const lost = await startNewsroom({ ...akismet.options, akismet: 'http://akismet.invalid/1.1/' });
  await letFirstThrough(await lost.signIn('admin'));
  await lost.context.db.transaction(async (tx) => {
    const { writeSpamKey } = await import('../../src/comments/queries/spam-checks.ts');
    await writeSpamKey(tx, akismetKey);
  });
  const { path } = await addStory(lost);
  const { result, took } = await timed(leaveComment(lost.reader(), path, spammer));
  expect(isPublished(result)).toBe(true);
  expect(took).toBeLessThan(2_500);
});
