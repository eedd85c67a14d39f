import { beforeAll, describe, expect, test } from '@jest/globals';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import { writeRules } from '../../src/comments/queries/rules.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addReply,
  addStory,
  countComments,
  idIn,
  isHeld,
  isPublished,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
} from './newsroom.ts';

/* What the phases are told of earlier comments, by posting some. */

let newsroom: Newsroom;
let people = 0;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

/** Somebody of whom a comment was let through. */
async function addKnown(): Promise<{ agent: Agent; Email: string }> {
  people += 1;
  const [agent, Email] = [newsroom.reader(), `known-${people}@example.org`];
  const posted = await leaveComment(agent, (await addStory(newsroom)).path, { Email });
  await publishComment(newsroom.context, newsroom.editor, { id: idIn(posted), seen: 'held' });
  newsroom.clock.advance({ minutes: 2 });
  return { agent, Email };
}

describe('A second press', () => {
  const text = 'Who pays for the quay?';

  test('of a browser that is new makes one comment, and both answers lead to it', async () => {
    const { path } = await addStory(newsroom);
    const before = await countComments(newsroom.context);
    const agent = newsroom.reader();
    const form = { text, name: 'Renske V.', email: 'renske@example.org' };
    const press = () => agent.post(`${path}/comments`).type('form').send(form);
    const answers = await Promise.all([press(), press(), press()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await countComments(newsroom.context)).toBe(before + 1);
    expect((await agent.get(answers[0]?.headers.location as string).expect(200)).text).toContain(text);
  });

  test('leads to where the comment stands once it is published', async () => {
    const { agent, Email } = await addKnown();
    const { path } = await addStory(newsroom);
    const first = await leaveComment(agent, path, { Email, Comment: text });
    const second = await leaveComment(agent, path, { Email, Comment: text });
    expect(isPublished(first)).toBe(true);
    expect(second.headers.location).toBe(first.headers.location);
  });

  test('after more than a minute is a repetition, with the text kept', async () => {
    const { path } = await addStory(newsroom);
    const agent = newsroom.reader();
    await leaveComment(agent, path, { Comment: text });
    newsroom.clock.advance({ seconds: 61 });
    const again = await leaveComment(agent, path, { Comment: 'who pays for the QUAY' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('You have already posted this comment.');
    expect(readPage(again).texts('textarea')).toEqual(['who pays for the QUAY']);
  });

  test('of somebody else with the same words is a comment of their own', async () => {
    const { path } = await addStory(newsroom);
    const [first, second] = [newsroom.reader(), newsroom.reader()];
    const one = await leaveComment(first, path, { Comment: text, Email: 'a@example.org' });
    const two = await leaveComment(second, path, { Comment: text, Email: 'b@example.org' });
    expect(idIn(two)).not.toBe(idIn(one));
  });

  test('below another comment is no second press: what is long is refused there too, thanks are not', async () => {
    const { path, articleId } = await addStory(newsroom);
    const [one, other] = [await addReply(newsroom, { articleId }), await addReply(newsroom, { articleId })];
    const agent = newsroom.reader();
    const answer = async (parent: number, Comment: string) => {
      const page = await agent.get(`${path}/comments/${parent}/reply`).expect(200);
      const values = { Comment, Name: 'Renske V.', Email: 'renske@example.org' };
      return (await sendForm(agent, fillForm(page, 'Post comment', values))).status;
    };
    const long = 'Who pays for the quay, and who will pay for the boats?';
    await leaveComment(agent, path, { Comment: long });
    expect([await answer(one, long), await answer(one, 'Thanks!'), await answer(other, 'THANKS.')]).toEqual([
      ...[422, 303, 303],
    ]);
    newsroom.clock.advance({ seconds: 61 });
    expect(await answer(other, 'thanks')).toBe(422);
  });
});

describe('The same text from many browsers', () => {
  const call = 'Everybody must write to the council before Friday and say no to the harbour!';

  test('is held from the third on, on whichever story, also from somebody known', async () => {
    const { agent, Email } = await addKnown();
    for (const email of ['c1@example.org', 'c2@example.org']) {
      await leaveComment(newsroom.reader(), (await addStory(newsroom)).path, { Comment: call, Email: email });
    }
    const Comment = call.toUpperCase();
    const third = await leaveComment(agent, (await addStory(newsroom)).path, { Email, Comment });
    expect(isHeld(third)).toBe(true);
    expect((await stored(newsroom.context, idIn(third))).reason).toBe('campaign');
    newsroom.clock.advance({ days: 1, minutes: 1 });
    const later = await leaveComment(agent, (await addStory(newsroom)).path, { Email, Comment });
    expect(isPublished(later)).toBe(true);
  });

  test('is nothing where it is short', async () => {
    const { agent, Email } = await addKnown();
    for (const email of ['d1@example.org', 'd2@example.org', 'd3@example.org']) {
      await leaveComment(newsroom.reader(), (await addStory(newsroom)).path, { Comment: 'Thank you!', Email: email });
    }
    const path = (await addStory(newsroom)).path;
    expect(isPublished(await leaveComment(agent, path, { Email, Comment: 'Thank you!' }))).toBe(true);
  });
});

test('A browser that posts more than the newsroom allows in a minute is told to wait, and may go on after it', async () => {
  await newsroom.context.db.transaction((tx) => writeRules(tx, { fast: { does: 'refuse', most: 3 } }));
  const [agent, { path }] = [newsroom.reader(), await addStory(newsroom)];
  for (let count = 0; count < 3; count += 1) expect((await leaveComment(agent, path)).status).toBe(303);
  const fast = await leaveComment(agent, path, { Comment: 'And another thing.' });
  expect(fast.status).toBe(422);
  expect(fast.text).toContain('Wait a minute, and send this one again.');
  expect(readPage(fast).texts('textarea')).toEqual(['And another thing.']);
  newsroom.clock.advance({ minutes: 1, seconds: 1 });
  expect((await sendForm(agent, fillForm(fast, 'Post comment'))).status).toBe(303);
  await newsroom.context.db.transaction((tx) => writeRules(tx, { fast: { does: 'refuse', most: 10 } }));
});

test('Where first comments are not held, one from a network of which three were rejected is', async () => {
  await newsroom.context.db.transaction((tx) => writeRules(tx, { first: { does: 'off' } }));
  const { path } = await addStory(newsroom);
  const say = (address: string, number: number) => {
    const agent = newsroom.visitor().set('X-Forwarded-For', address);
    return leaveComment(agent, path, { Email: `${address}-${number}@example.org` });
  };
  for (let number = 0; number < 3; number += 1) {
    const posted = await say('203.0.113.7', number);
    expect(isPublished(posted)).toBe(true);
    await rejectComment(newsroom.context, newsroom.editor, { id: idIn(posted), seen: 'published' });
  }
  const held = await say('203.0.113.7', 4);
  expect(isHeld(held)).toBe(true);
  expect((await stored(newsroom.context, idIn(held))).reason).toBe('network');
  expect(isPublished(await say('203.0.113.8', 1))).toBe(true);
  // Two weeks later nobody knows any more where the rejected ones came from.
  newsroom.clock.advance({ days: 22 });
  await sweepComments(newsroom.context);
  expect(isPublished(await say('203.0.113.7', 5))).toBe(true);
  await newsroom.context.db.transaction((tx) => writeRules(tx, { first: { does: 'hold' } }));
});

test('An email that was confirmed in a browser is known there from where it was let through before', async () => {
  const { Email } = await addKnown();
  const { path } = await addStory(newsroom);
  const other = newsroom.reader();
  const first = await leaveComment(other, path, { Email });
  expect(isHeld(first)).toBe(true);
  const { browser_hash } = await stored(newsroom.context, idIn(first));
  const row = { email: Email, browser_hash: browser_hash as string, confirmed_at: newsroom.clock.now() };
  await newsroom.context.db.transaction((tx) => tx.insertInto('confirmed_emails').values(row).execute());
  expect(isPublished(await leaveComment(other, path, { Email }))).toBe(true);
  expect(isHeld(await leaveComment(newsroom.reader(), path, { Email }))).toBe(true);
});
