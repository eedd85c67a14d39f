import { beforeEach, describe, expect, test } from '@jest/globals';
import { fillForm, sendForm } from '../support/forms.ts';
import { linkIn, newsroom, openMailing, reply, subscribed, sweep } from './mailing.ts';

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
