import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import { readPage } from '../support/pages.ts';
import { setUpStep } from '../support/second-steps.ts';

const other = 'the tide turns at four';

let server: MailServer;
let newsroom: Started;
let ilse: Person;
let agent: Agent;

beforeEach(async () => {
  server = await startMailServer();
  newsroom = await startApp({ environment: { SMTP_URL: server.url, TRUST_PROXY: '1' } });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt', email: 'ilse@courier.northgate' });
  agent = await newsroom.signIn(ilse);
});

let networks = 0;

async function ask(email: string, network?: string) {
  networks += 1;
  const visitor = newsroom.visitor().set('X-Forwarded-For', network ?? `203.0.113.${networks % 250}`);
  const page = await visitor.get('/admin/reset').expect(200);
  return sendForm(visitor, fillForm(page, 'Mail me a link', { Email: email }));
}

const mails = async () => {
  await newsroom.context.mail.deliver();
  return server.received.map(({ to, raw }) => ({ to, ...readMail(raw) }));
};

async function newestLink(): Promise<string> {
  const [, path = ''] = /(\/admin\/reset\/[\w-]{43})$/m.exec((await mails()).at(-1)?.text ?? '') ?? [];
  return path;
}

async function asked(): Promise<string> {
  await ask(ilse.email);
  return newestLink();
}

const choose = (path: string, typed: string, visitor = newsroom.visitor()) =>
  visitor.post(path).type('form').send({ password: typed });
const signIn = (typed: string, visitor = newsroom.visitor()) =>
  visitor.post('/admin/sign-in').type('form').send({ email: ilse.email, password: typed });
const isIn = async (browser: Agent) => (await browser.get('/admin/articles')).status === 200;

describe('A mailed link', () => {
  test('lets somebody choose another password once, ends every session, and tells the owner', async () => {
    const path = await asked();
    const visitor = newsroom.visitor();
    const page = await visitor.get(path).expect(200);
    expect([page.headers['referrer-policy'], page.headers['cache-control']]).toEqual([
      'same-origin',
      'private, no-store',
    ]);
    const done = await sendForm(visitor, fillForm(page, 'Set the password', { 'New password': other })).expect(303);
    expect((await visitor.get(done.headers.location ?? '')).text).toContain(
      'Your password is changed. Sign in with it.',
    );
    expect([await isIn(agent), await isIn(visitor)]).toEqual([false, false]);
    expect([(await signIn(password)).status, (await signIn(other)).status]).toEqual([422, 303]);
    await choose(path, 'another lighthouse, far off').expect(404);
    const told = (await mails()).at(-1);
    expect([told?.to, told?.text]).toEqual([[ilse.email], expect.stringContaining('was changed on 23 November 2026')]);
  });

  test('says the same, and mails nothing, where there is no account', async () => {
    const [known, unknown] = [await ask(ilse.email), await ask('nobody@courier.northgate')];
    expect([known.status, known.headers.location]).toEqual([303, '/admin/reset?sent']);
    expect([unknown.status, unknown.headers.location]).toEqual([known.status, known.headers.location]);
    expect((await mails()).map(({ to }) => to)).toEqual([[ilse.email]]);
    // As much is written for nobody as for somebody.
    const links = await newsroom.context.db.reader.selectFrom('reset_links').selectAll().execute();
    expect(links.map(({ person_id }) => person_id !== null).sort()).toEqual([false, true]);
    expect(JSON.stringify(links)).not.toContain('nobody@');
  });

  test('is stored hashed, and in no log or event', async () => {
    const token = (await asked()).split('/').at(-1) ?? '';
    for (const table of ['reset_links', 'events'] as const) {
      const rows = await newsroom.context.db.reader.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(token);
    }
  });

  test('works for an hour, and no longer', async () => {
    const path = await asked();
    newsroom.clock.advance({ minutes: 60 });
    expect(readPage(await newsroom.visitor().get(path).expect(404)).texts('h1')).toEqual([
      'This link does not work any more',
    ]);
    await choose(path, other).expect(404);
    expect((await signIn(password)).status).toBe(303);
  });

  test('of before is worth nothing once one was used', async () => {
    const [first, second] = [await asked(), await asked()];
    await choose(second, other).expect(303);
    await choose(first, 'another lighthouse, far off').expect(404);
  });

  test('takes no password that is too short or guessed first, and is not used up by one', async () => {
    const path = await asked();
    for (const [typed, said] of [
      ['tiny one', 'at least 12 characters'],
      ['password2026!', 'tried first'],
      ['IlseBrandt2026', 'made of a name'],
    ] as const) {
      const answer = await choose(path, typed).expect(422);
      expect(readPage(answer).texts('.problems')[0]).toContain(said);
      expect(answer.text).not.toContain(typed);
    }
    await choose(path, other).expect(303);
  });

  test('does not stand in for the second step', async () => {
    await setUpStep(newsroom, agent);
    await choose(await asked(), other).expect(303);
    expect((await signIn(other)).headers.location).toBe('/admin/second-step');
  });

  test('is mailed to one address three times in an hour at most, and asked for ten times by one network', async () => {
    for (let count = 0; count < 3; count += 1) expect((await ask(ilse.email)).status).toBe(303);
    expect((await ask(ilse.email)).status).toBe(429);
    expect((await mails()).length).toBe(3);
    for (let count = 0; count < 10; count += 1) {
      expect((await ask(`nobody${count}@news.example`, '198.51.100.7')).status).toBe(303);
    }
    expect((await ask('other@news.example', '198.51.100.7')).status).toBe(429);
  });

  test('is asked for by one press of two browsers, and works in one', async () => {
    const path = await asked();
    const statuses = (await Promise.all([choose(path, other), choose(path, other)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([303, 404]);
  });
});

describe('Under the account', () => {
  const change = async (values: Record<string, string>) =>
    sendForm(agent, fillForm(await agent.get('/admin/account/password').expect(200), 'Change it', values));

  test('the password is changed by who knows it; every other session ends', async () => {
    const elsewhere = await newsroom.signIn(ilse);
    const link = await asked();
    const answer = await change({ 'Password until now': password, 'New password': other });
    expect(answer.headers.location).toBe('/admin/account?done=password');
    expect([await isIn(agent), await isIn(elsewhere)]).toEqual([true, false]);
    expect([(await signIn(password)).status, (await signIn(other)).status]).toEqual([422, 303]);
    await choose(link, 'another lighthouse, far off').expect(404);
    expect((await mails()).at(-1)?.text).toContain('was changed on');
  });

  test.each([
    [{ 'Password until now': 'a wrong one', 'New password': other }, 'This is not your password.'],
    [{ 'Password until now': password, 'New password': 'short' }, 'at least 12 characters'],
    [{ 'Password until now': password, 'New password': 'ilsebrandt1999' }, 'made of a name'],
  ])('is not changed with %j', async (values, said) => {
    const answer = await change(values);
    expect(answer.status).toBe(422);
    expect(readPage(answer).texts('.error').join()).toContain(said);
    for (const typed of Object.values(values)) expect(answer.text).not.toContain(`value="${typed}"`);
    expect((await signIn(password)).status).toBe(303);
  });
});
