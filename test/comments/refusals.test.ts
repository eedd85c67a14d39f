import { beforeAll, describe, expect, test } from '@jest/globals';
import { schedule } from '../../src/articles/actions/schedule.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { words } from '../../src/text/language.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addDraft,
  addStory,
  countComments,
  idIn,
  isHeld,
  leaveComment,
  type Newsroom,
  pathOf,
  renske,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
});

const post = (path: string, fields: Record<string, string>) =>
  newsroom
    .reader()
    .post(`${encodeURI(path)}/comments`)
    .type('form')
    .send(fields);

const fine = { text: 'Which law covers this?', name: 'T. Marchetti', email: 't@example.org' };

describe('A mistake', () => {
  test.each<[string, Values, string, string]>([
    ['no text', { Comment: '  ' }, 'comment-text', 'Write your comment.'],
    ['too long a text', { Comment: 'a'.repeat(5001) }, 'comment-text', 'Shorten your comment to 5,000 characters.'],
    ['no name', { Name: ' \u200b ' }, 'comment-name', 'Give a name.'],
    ['a text without ink', { Comment: '\u3164 \u2800' }, 'comment-text', 'Write your comment.'],
    ['a name without ink', { Name: '\u3164' }, 'comment-name', 'Give a name.'],
    ['too long a name', { Name: 'n'.repeat(61) }, 'comment-name', 'Shorten the name to 60 characters.'],
    ['no email', { Email: '' }, 'comment-email', 'Give an email address.'],
    ['a wrong email', { Email: 'renske@' }, 'comment-email', 'Give an email address like name@example.org.'],
    ['the name of staff', { Name: ' mara  OYELARAN' }, 'comment-name', 'Somebody of the newsroom has this name.'],
  ])(
    '%s: the form comes again with the text kept and the reason beside the field',
    async (_what, values, id, reason) => {
      const before = await countComments(newsroom.context);
      const typed = { Comment: 'Nobody updated the sign.', ...renske, ...values };
      const answer = await leaveComment(newsroom.reader(), story.path, typed);
      expect(answer.status).toBe(422);
      const { fields } = fillForm(answer.text, 'Post comment');
      expect(fields).toMatchObject({ text: typed.Comment, name: typed.Name, email: typed.Email, website: '' });
      expect(answer.text).toMatch(new RegExp(`aria-describedby="${id}-error"`));
      expect(answer.text).toMatch(new RegExp(`id="${id}-error">${reason.replaceAll('.', '\\.')}`));
      expect(answer.text).toContain(`href="#${id}"`);
      expect(answer.text).toMatch(/<title>Dockers halt speech \|/);
      expect(answer.headers['cache-control']).toBe('private, no-store');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(await countComments(newsroom.context)).toBe(before);
    },
  );

  test('is put right on the page that says so', async () => {
    const agent = newsroom.reader();
    const wrong = await leaveComment(agent, story.path, { Email: 'renske@' });
    expect(isHeld(await sendForm(agent, fillForm(wrong, 'Post comment', renske)))).toBe(true);
  });

  test('in a reply shows the parent again, and stays a reply', async () => {
    const agent = newsroom.reader();
    const parent = idIn(await leaveComment(agent, story.path, { Comment: 'Nobody told us.' }));
    await publishComment(newsroom.context, newsroom.editor, { id: parent, seen: 'held' });
    const page = await agent.get(`${story.path}/comments/${parent}/reply`);
    const wrong = await sendForm(agent, fillForm(page, 'Post comment', { Comment: 'Why?', Name: '', Email: '' }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Nobody told us.');
    expect(fillForm(wrong.text, 'Post comment').fields).toMatchObject({ parent: String(parent), text: 'Why?' });
  });

  test('is told in the language of the story', async () => {
    const arabic = await addStory(newsroom, { headline: 'عمال الميناء', language: 'ar' });
    const page = await newsroom.reader().get(encodeURI(arabic.path)).expect(200);
    const form = fillForm(page, words('ar').postComment, { name: 'سلمى', email: 's@example.org' });
    const answer = await sendForm(newsroom.reader(), form).expect(422);
    expect(answer.text).toContain('اكتب تعليقك.');
    const posted = await sendForm(newsroom.reader(), { ...form, fields: { ...form.fields, text: 'سؤال' } }).expect(303);
    expect(posted.headers.location).toContain(`${encodeURI(arabic.path)}/comments/`);
    expect((await newsroom.reader().get(posted.headers.location as string)).text).toContain(words('ar').waiting);
  });
});

test('What fills every field is refused, with a sentence for a person whose browser did it', async () => {
  const answer = await leaveComment(newsroom.reader(), story.path, { website: 'https://example.org' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Something filled in a field that people do not see.');
  expect(fillForm(answer.text, 'Post comment').fields.website).toBe('');
});

test('The same text by the same email on the same story waits a day', async () => {
  const again = { ...fine, text: 'Once is enough.' };
  await post(story.path, again).expect(303);
  const answer = await post(story.path, { ...again, name: 'Somebody', email: 'T@Example.org ' }).expect(422);
  expect(answer.text).toContain('You have already posted this comment.');
  await post((await addStory(newsroom)).path, again).expect(303);
  newsroom.clock.advance({ days: 1, minutes: 1 });
  await post(story.path, again).expect(303);
});

test('A reply to what is gone keeps its text', async () => {
  const agent = newsroom.reader();
  const parent = idIn(await leaveComment(agent, story.path));
  await publishComment(newsroom.context, newsroom.editor, { id: parent, seen: 'held' });
  const page = await agent.get(`${story.path}/comments/${parent}/reply`);
  await rejectComment(newsroom.context, newsroom.editor, { id: parent, seen: 'published' });
  const answer = await sendForm(agent, fillForm(page, 'Post comment', { Comment: 'I agree.', ...renske }));
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('The comment that you reply to is no longer here.');
  const { fields } = fillForm(answer.text, 'Post comment');
  expect(fields).toMatchObject({ text: 'I agree.' });
  expect(fields.parent).toBeUndefined();
});

test.each(['1e3', '-1', '0', 'x', '99999999999999999999'])('There is nothing to reply to at %j', async (parent) => {
  await post(story.path, { ...fine, parent }).expect(422);
});

test('Scripts in the text and in the name are shown as they were typed, and do nothing', async () => {
  const agent = newsroom.reader();
  const nasty = {
    Comment: '<script>alert(1)</script> <img src=x onerror=alert(2)> [go](javascript:alert(3))',
    Name: '<b onclick=x>Bo</b>',
  };
  const posted = await leaveComment(agent, story.path, nasty);
  await publishComment(newsroom.context, newsroom.editor, { id: idIn(posted), seen: 'held' });
  const { text } = await agent.get(story.path);
  expect(text).not.toMatch(/<script>alert|<img src=x|<b onclick|href="javascript/);
  expect(text).toContain('&lt;b onclick&#x3D;x&gt;Bo&lt;/b&gt;');
});

test('Characters that nobody can see, or that turn the line around, do not get into names or texts', async () => {
  const posted = await post(story.path, { ...fine, text: 'a\u0000b\u0007c', name: '\u202eT.\u0000 Mar\u2066chetti\n' });
  const { text, name, html } = await stored(newsroom.context, idIn(posted));
  expect(text).toBe('abc');
  expect(html).toContain('abc');
  expect(name).toBe('T. Marchetti');
});

describe('Where it comes from', () => {
  test('another site is refused', async () => {
    const before = await countComments(newsroom.context);
    await post(story.path, fine).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(await countComments(newsroom.context)).toBe(before);
  });

  test('over plain http, from a host that is not localhost, Origin is enough', async () => {
    const form = { ...fine, text: 'From the intranet.' };
    const request = post(story.path, form).unset('Sec-Fetch-Site').set('Host', 'news.intranet:3000');
    await request.set('Origin', 'http://news.intranet:3000').expect(303);
    const other = post(story.path, form).unset('Sec-Fetch-Site').set('Host', 'news.intranet:3000');
    await other.set('Origin', 'http://evil.example').expect(403);
  });

  test('one network gets ten in ten minutes', async () => {
    const agent = newsroom.reader();
    const target = await addStory(newsroom);
    for (let count = 0; count < 10; count += 1) expect((await leaveComment(agent, target.path)).status).toBe(303);
    const refused = await leaveComment(agent, target.path, { Comment: 'The eleventh, and it is kept.' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.text).toContain('The eleventh, and it is kept.');
    expect((await leaveComment(newsroom.reader(), target.path)).status).toBe(303);
  });
});

describe('What nobody can comment on', () => {
  test('a story whose comments are closed: no form, and a post gets its text back', async () => {
    const closed = await addStory(newsroom, { comments: 'closed' });
    expect((await newsroom.reader().get(closed.path)).text).not.toContain('Post comment');
    const answer = await post(closed.path, fine).expect(422);
    expect(answer.text).toContain('Comments on this story are closed.');
    expect(answer.text).toContain(fine.text);
  });

  test('a story that is not out yet', async () => {
    const draft = await addDraft(newsroom);
    await schedule(newsroom.context, newsroom.editor, { ...draft, at: '2026-12-31T12:00:00.000Z' });
    await post(await pathOf(newsroom.context, draft.articleId), fine).expect(404);
  });

  test('a story that was withdrawn, which says why and gives the text back', async () => {
    const { articleId, path } = await addStory(newsroom);
    await withdraw(newsroom.context, newsroom.editor, { articleId, reason: 'It was not so.' });
    const answer = await post(path, fine).expect(410);
    expect(answer.text).toContain('It was not so.');
    expect(readPage(answer).texts('textarea')).toEqual([fine.text]);
  });

  test.each(['/2026/11/23/nothing', '/2026/11/23/%00', '/2026/11/23/a%2Fb'])('%s', async (path) => {
    await newsroom.reader().post(`${path}/comments`).type('form').send(fine).expect(404);
    await newsroom.reader().get(`${path}/comments/1/reply`).expect(404);
  });
});

describe('A story that moved while somebody wrote', () => {
  test.each([
    ['dockers', 'ar'],
    // Begins as what stands below it.
    ['comments-are-open', 'en'],
    ['ميناء-ألدر', 'ar'],
  ] as const)('gets the comment at its new address, with all that was typed: from %s', async (slug, language) => {
    const { articleId, path } = await addStory(newsroom, { headline: `عمال ${slug}`, language });
    const moved = encodeURI(path);
    const old = { path: `/2026/11/23/${slug}`, article_id: articleId, created_at: newsroom.context.now() };
    await newsroom.context.db.transaction((tx) => tx.insertInto('redirects').values(old).execute());
    const reader = newsroom.reader();
    const address = `${encodeURI(old.path)}/comments`;
    await reader.get(`${address}/1/reply`).expect(301).expect('Location', `${moved}/comments/1/reply`);
    // As browsers do it: the same request again, with what was sent.
    const answer = await reader.post(address).type('form').send(fine).redirects(1);
    expect(answer.redirects).toHaveLength(1);
    expect(new URL(answer.redirects[0] ?? '').pathname).toBe(`${moved}/comments`);
    expect(answer.status).toBe(303);
    const { text, article_id: on } = await stored(newsroom.context, idIn(answer));
    expect({ text, on }).toEqual({ text: fine.text, on: articleId });
  });
});
