import { beforeEach, describe, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/comments/actions/personal-data.ts';
import { tellReplies } from '../../src/comments/actions/tell-replies.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
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
  writer,
} from './mailing.ts';
import { idIn } from './newsroom.ts';

beforeEach(openMailing);

describe('One press ends them', () => {
  let stop: string;
  let id: number;

  beforeEach(async () => {
    id = await subscribed();
    await reply(id);
    const [told] = await sweep();
    stop = linkIn(told?.text, 'stop');
    await reply(id);
  });

  test('by a mail program, from anywhere, without a cookie, and led nowhere', async () => {
    const pressed = await newsroom
      .visitor()
      .post(stop)
      .unset('Sec-Fetch-Site')
      .type('form')
      .send('List-Unsubscribe=One-Click');
    expect({ status: pressed.status, cookies: pressed.headers['set-cookie'] }).toEqual({
      status: 200,
      cookies: undefined,
    });
    expect((await sweep()).length).toBe(1);
  });

  test('on a page that asks, and says so again to who comes again', async () => {
    const page = await newsroom.visitor().get(stop).expect(200);
    expect((await sweep()).length).toBe(2);
    const answer = await sendForm(newsroom.visitor(), fillForm(page, 'Stop the mails')).expect(200);
    expect(answer.text).toContain('You get no more mails about this comment');
    expect((await newsroom.visitor().get(stop).expect(200)).text).toContain('You get no more mails about this comment');
    await reply(id);
    expect((await sweep()).length).toBe(2);
  });

  test('and the link of a mail is good for nothing else', async () => {
    await newsroom.reader().get(stop.replace('stop', 'confirm')).expect(404);
    const forged = await newsroom.reader().post(`/replies/stop/${'a'.repeat(43)}`);
    expect(forged.status).toBe(200);
    expect((await sweep()).length).toBe(2);
  });
});

describe('A mail that waits is not sent', () => {
  const waiting = async () => {
    const rows = newsroom.context.db.reader.selectFrom('outgoing_mails').select('id').where('sent_at', 'is', null);
    return (await rows.where('given_up_at', 'is', null).execute()).length;
  };
  /** Replies settle, and the mail about them is written, but the mail server takes none for now. */
  const write = async () => {
    server.refuseWith(451);
    newsroom.clock.advance({ minutes: 4 });
    await tellReplies(newsroom.context);
    await mails();
    server.refuseWith(null);
  };
  const later = () => {
    newsroom.clock.advance({ hours: 2 });
    return mails();
  };

  test('once the writer who would get it has deleted their comment', async () => {
    const id = await subscribed();
    await reply(id);
    await write();
    expect(await waiting()).toBe(1);
    const form = await writer.get(`${story.path}/comments/${id}/edit`).expect(200);
    await sendForm(writer, fillForm(form, 'Delete comment', {})).expect(303);
    expect([await waiting(), await later()]).toEqual([0, []]);
  });

  test.each([
    ['the writer who would get it', email],
    ['the writer of the reply', 'bram@post.northgate'],
  ])('once what is kept of %s was erased', async (_who, erased) => {
    const admin = await addPerson(newsroom.context, { role: 'admin' });
    const id = await subscribed();
    const page = await newsroom.reader().get(`${story.path}/comments/${id}/reply`).expect(200);
    const typed = { Comment: 'An answer.', Name: 'Bram', Email: 'bram@post.northgate' };
    await letThrough(idIn(await sendForm(newsroom.reader(), fillForm(page, 'Post comment', typed))));
    await write();
    expect(await waiting()).toBe(1);
    await erasePerson(newsroom.context, admin, erased);
    expect([await waiting(), await later()]).toEqual([0, []]);
  });

  test('but others are, about replies to other comments', async () => {
    const [one, two] = [await subscribed(), idIn(await say(writer))];
    await reply(one);
    await reply(two);
    await write();
    expect(await waiting()).toBe(2);
    const form = await writer.get(`${story.path}/comments/${two}/edit`).expect(200);
    await sendForm(writer, fillForm(form, 'Delete comment', {})).expect(303);
    const sent = await later();
    expect(sent.map(({ text }) => text.includes(`/comments/${one}`))).toEqual([true]);
  });
});

test('Of tokens the database keeps hashes alone', async () => {
  const id = await subscribed();
  await reply(id);
  const [told] = await sweep();
  const token = linkIn(told?.text, 'stop').split('/').at(-1) ?? '';
  expect(token).toMatch(/^[\w-]{43}$/);
  const { reader } = newsroom.context.db;
  const kept = [
    await reader.selectFrom('reply_subscriptions').selectAll().execute(),
    await reader.selectFrom('outgoing_mails').selectAll().execute(),
  ];
  expect(JSON.stringify(kept)).not.toContain(token);
});
