import { beforeEach, describe, expect, test } from '@jest/globals';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import { tellReplies } from '../../src/comments/actions/tell-replies.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  confirm,
  email,
  letThrough,
  linkIn,
  mails,
  newsroom,
  openMailing,
  reply,
  say,
  server,
  story,
  subscribed,
  sweep,
  ticked,
  writer,
} from './mailing.ts';
import { addReply, idIn, isHeld, isPublished } from './newsroom.ts';

/* Mails about replies, through a real mail server. */

beforeEach(openMailing);

describe('Who ticks the box', () => {
  test('is asked by a mail in which nothing stands that anybody typed', async () => {
    await say(writer, { Name: 'Buy pills', Comment: 'At pills.example' });
    const [asked] = await mails();
    expect(asked).toMatchObject({ to: email, headers: { subject: 'Replies to your comment at Broadsheet?' } });
    expect(asked?.text).toContain(`${newsroom.url}${story.path}/comments/`);
    expect(asked?.text).not.toMatch(/pills/);
    expect(asked?.headers).not.toHaveProperty('list-unsubscribe');
  });

  test('gets no other mail before the link was followed and the button pressed', async () => {
    const id = idIn(await say(writer));
    await letThrough(id);
    const [asked] = await mails();
    await newsroom.visitor().get(linkIn(asked?.text)).expect(200);
    await reply(id);
    expect((await sweep()).length).toBe(1);
    // What came meanwhile is not lost.
    await confirm(writer);
    expect((await sweep()).length).toBe(2);
  });

  test('keeps the tick where something was wrong', async () => {
    const { text } = await say(writer, { Comment: '' });
    expect(text).toMatch(/name="replies" value="on" checked/);
  });

  test('is not asked where nothing was ticked', async () => {
    await say(writer, { [ticked]: false });
    expect(await mails()).toEqual([]);
  });

  test('causes one mail a day to an address, and three at most, whoever gives it', async () => {
    for (let day = 0; day < 5; day += 1) {
      for (let time = 0; time < 3; time += 1) await say(newsroom.reader());
      newsroom.clock.advance({ days: 1 });
    }
    expect((await mails()).length).toBe(3);
  });

  test('is not asked again where the comment was deleted, and a week later nothing is kept of the asking', async () => {
    for (let time = 0; time < 3; time += 1) {
      const agent = newsroom.reader();
      const page = await agent.get(`${story.path}/comments/${idIn(await say(agent))}/edit`).expect(200);
      expect((await sendForm(agent, fillForm(page, 'Delete comment'))).status).toBe(303);
    }
    expect((await mails()).length).toBe(1);
    newsroom.clock.advance({ days: 7 });
    await sweepComments(newsroom.context);
    const asked = newsroom.context.db.reader.selectFrom('asked_emails').selectAll();
    expect(await asked.execute()).toEqual([]);
  });

  test('answers with one press for all that this browser asked for', async () => {
    const first = idIn(await say(writer));
    const second = idIn(await say(writer));
    const another = idIn(await say(newsroom.reader()));
    expect((await mails()).length).toBe(1);
    await confirm(writer);
    const rows = newsroom.context.db.reader.selectFrom('reply_subscriptions').select('comment_id as id');
    const confirmed = await rows.where('confirmed_at', 'is not', null).orderBy('id').execute();
    expect(confirmed.map(({ id }) => id)).toEqual([first, second]);
    expect(another).toBeGreaterThan(second);
    // And is not asked again.
    await say(writer);
    expect((await mails()).length).toBe(1);
  });
});

describe('The link of the first mail', () => {
  test('is good for seven days, and for nobody who changes it', async () => {
    await say(writer);
    const [asked] = await mails();
    const link = linkIn(asked?.text);
    const [, id = ''] = /confirm\/(\d+)\./.exec(link) ?? [];
    for (const wrong of [
      link.slice(0, -1),
      link.replace(`/${id}.`, `/${Number(id) + 1}.`),
      `${link}a`,
      '/replies/confirm/x',
    ]) {
      await newsroom.reader().get(wrong).expect(404);
      await newsroom.reader().post(wrong).expect(404);
    }
    newsroom.clock.advance({ days: 7 });
    await writer.get(link).expect(404);
    await writer.post(link).expect(404);
    await tellReplies(newsroom.context);
    const rows = newsroom.context.db.reader.selectFrom('reply_subscriptions').selectAll();
    expect(await rows.execute()).toEqual([]);
  });

  test('makes the address count in the browser in which it was followed, and in no other', async () => {
    await letThrough(idIn(await say(writer)));
    // Name and email alone are no pass.
    expect(isHeld(await say(newsroom.reader(), { [ticked]: false }))).toBe(true);
    const elsewhere = newsroom.reader();
    await confirm(elsewhere);
    expect(isPublished(await say(elsewhere, { [ticked]: false }))).toBe(true);
    expect(isHeld(await say(elsewhere, { Name: 'Somebody else', [ticked]: false }))).toBe(true);
    expect(isHeld(await say(newsroom.reader(), { [ticked]: false }))).toBe(true);
  });
});

describe('Replies', () => {
  test('are told of by one mail that says how to end them', async () => {
    const id = await subscribed();
    await reply(id);
    await reply(id, 'Corrie');
    const told = await sweep();
    expect(told.length).toBe(1);
    const [{ headers, text, to } = { headers: {}, text: '', to: '' }] = told;
    expect(to).toBe(email);
    expect(headers).toMatchObject({
      subject: 'Your comment at Broadsheet was answered',
      'list-unsubscribe': `<${newsroom.url}${linkIn(text, 'stop')}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    expect(text).toContain(`${newsroom.url}${story.path}/comments/${id}`);
    expect(text).not.toMatch(/Bram|Corrie/);
    expect((await sweep()).length).toBe(1);
  });

  test('are told of when they stand for a minute, and at most every ten', async () => {
    const id = await subscribed();
    await reply(id);
    await tellReplies(newsroom.context);
    expect(await mails()).toEqual([]);
    newsroom.clock.advance({ minutes: 1 });
    await tellReplies(newsroom.context);
    await reply(id);
    newsroom.clock.advance({ minutes: 2 });
    await tellReplies(newsroom.context);
    expect((await mails()).length).toBe(1);
    expect((await sweep()).length).toBe(2);
  });

  test('that are held are told of when a moderator lets them through, once', async () => {
    const id = await subscribed();
    const page = await newsroom.reader().get(`${story.path}/comments/${id}/reply`);
    const form = fillForm(page, 'Post comment', { Comment: 'Not so.', Name: 'Bram', Email: 'bram@post.northgate' });
    const answer = idIn(await sendForm(newsroom.reader(), form));
    expect(await sweep()).toEqual([]);
    await letThrough(answer);
    expect((await sweep()).length).toBe(1);
    await rejectComment(newsroom.context, newsroom.editor, { id: answer, seen: 'published' });
    await publishComment(newsroom.context, newsroom.editor, { id: answer, seen: 'rejected' });
    expect((await sweep()).length).toBe(1);
  });

  test('by oneself are not told of', async () => {
    const id = await subscribed();
    const page = await writer.get(`${story.path}/comments/${id}/reply`);
    const values = { Comment: 'What is more', Name: 'Renske V.', Email: email };
    expect(isPublished(await sendForm(writer, fillForm(page, 'Post comment', values)))).toBe(true);
    expect(await sweep()).toEqual([]);
  });

  test('that answer somebody else are not told of', async () => {
    const id = await subscribed();
    const other = await reply(id);
    await sweep();
    await addReply(newsroom, { articleId: story.articleId, threadId: id, parentId: other });
    expect((await sweep()).length).toBe(1);
  });

  test('that were taken away are not told of, even where the mail waits already', async () => {
    const id = await subscribed();
    const before = await reply(id);
    await rejectComment(newsroom.context, newsroom.editor, { id: before, seen: 'published' });
    expect(await sweep()).toEqual([]);
    server.refuseWith(451);
    const after = await reply(id);
    await sweep();
    await rejectComment(newsroom.context, newsroom.editor, { id: after, seen: 'published' });
    server.refuseWith(null);
    newsroom.clock.advance({ hours: 2 });
    expect(await mails()).toEqual([]);
    await publishComment(newsroom.context, newsroom.editor, { id: after, seen: 'rejected' });
    expect((await sweep()).length).toBe(1);
  });

  test('to what is no longer shown are not told of', async () => {
    const id = await subscribed();
    await reply(id);
    await rejectComment(newsroom.context, newsroom.editor, { id, seen: 'published' });
    expect(await sweep()).toEqual([]);
  });
});
