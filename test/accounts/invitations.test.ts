import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { addPerson as enterPerson } from '../../src/accounts/actions.ts';
import type { Person } from '../../src/accounts/person.ts';
import { findPersonByEmail } from '../../src/accounts/queries.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import { readPage } from '../support/pages.ts';

let server: MailServer;
let newsroom: Started;
let admin: Person;
let desk: Agent;
let logged: string[];

const ines = { Name: 'Inês Duarte', Email: 'ines@courier.northgate', Role: 'editor' };
const chosen = 'the tide turns at four';

beforeEach(async () => {
  server = await startMailServer();
  logged = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  newsroom = await startApp({ log, environment: { SMTP_URL: server.url } });
  admin = await addPerson(newsroom.context, { role: 'admin', name: 'Mara Quist' });
  desk = await newsroom.signIn(admin);
});

async function invite(typed: Record<string, string> = {}) {
  const page = await desk.get('/admin/people/invite').expect(200);
  return sendForm(desk, fillForm(page, 'Send the invitation', { ...ines, ...typed }));
}

/** Where the newest mail that came leads. */
async function newestLink(): Promise<string> {
  await newsroom.context.mail.deliver();
  const { text } = readMail(server.received.at(-1)?.raw ?? '');
  const [, path = ''] = text.match(new RegExp(`^${newsroom.url}(/admin/invitation/[\\w-]{43})$`, 'm')) ?? [];
  return path;
}

async function invited(typed: Record<string, string> = {}): Promise<string> {
  await invite(typed).then(({ status }) => expect(status).toBe(303));
  return newestLink();
}

async function press(label: string): Promise<void> {
  const form = fillForm(await desk.get('/admin/people').expect(200), label);
  await sendForm(desk, form).expect(303);
}

const join = (agent: Agent, page: { text: string; request: { url: string } }, typed: Record<string, string> = {}) =>
  sendForm(agent, fillForm(page, 'Join the newsroom', { Password: chosen, ...typed }));

describe('An invitation', () => {
  test('comes by mail, is accepted with a password, and leads to the desk; the person signs in with it ever after', async () => {
    const link = await invited();
    expect(server.received.map(({ to }) => to)).toEqual([['ines@courier.northgate']]);
    const { headers, text } = readMail(server.received[0]?.raw ?? '');
    expect(headers.subject).toContain('Your invitation to the newsroom of');
    expect(text).toContain('Hello Inês Duarte,');
    expect(text).toContain('Mara Quist invites you');
    expect(text).toContain('as an editor.');
    expect(text).toMatch(/until 30 November 2026, \d+:\d\d \(UTC(\+1)?\)\./);
    const visitor = newsroom.visitor();
    const page = await visitor.get(link).expect(200);
    expect(readPage(page).main).toContain('ines@courier.northgate');
    const { headers: answered } = await join(visitor, page, { Name: 'Inês D.' }).expect(303);
    expect(answered.location).toBe('/admin');
    await visitor.get('/admin').expect(303).expect('Location', '/admin/articles');
    await visitor.get('/admin/articles').expect(200);
    expect(await findPersonByEmail(newsroom.context.db.reader, 'ines@courier.northgate')).toMatchObject({
      ...{ name: 'Inês D.', slug: 'inês-d', role: 'editor' },
    });
    const other = newsroom.visitor();
    const signIn = { Email: 'ines@courier.northgate', Password: chosen };
    await sendForm(other, fillForm(await other.get('/admin'), 'Sign in', signIn)).expect(303);
  });

  test('stands in the list until it is accepted, with what became of its mail', async () => {
    const link = await invited();
    const listed = readPage(await desk.get('/admin/people?done=invited')).main;
    expect(listed).toContain('The invitation is on its way.');
    expect(listed).toMatch(/Inês Duarte.*ines@courier\.northgate.*Editor.*Invited.*the mail is sent/s);
    expect(listed).toMatch(/Mara Quist.*Administrator.*Active/s);
    const visitor = newsroom.visitor();
    await join(visitor, await visitor.get(link)).expect(303);
    const after = readPage(await desk.get('/admin/people')).main;
    expect(after).toMatch(/Inês Duarte.*Editor.*Active/s);
    expect(after).not.toContain('Invited');
    await visitor.get('/admin/people/invite').expect(403);
  });

  test('works once, also where two browsers accept it at the same time', async () => {
    const link = await invited();
    const [one, other] = [newsroom.visitor(), newsroom.visitor()];
    const pages = [await one.get(link), await other.get(link)] as const;
    const answers = await Promise.all([join(one, pages[0]), join(other, pages[1], { Password: `${chosen} too` })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    const over = readPage(await newsroom.visitor().get(link).expect(410)).main;
    expect(over).toContain('This invitation was used');
    expect(over).toContain('Sign in');
  });

  test('that is sent again voids the older link', async () => {
    const old = await invited();
    newsroom.clock.advance({ days: 8 });
    expect(readPage(await newsroom.visitor().get(old).expect(410)).main).toContain('has expired');
    desk = await newsroom.signIn(admin);
    expect(readPage(await desk.get('/admin/people')).main).toContain('Expired');
    await press('Send again: Inês Duarte');
    const link = await newestLink();
    expect(link).not.toBe(old);
    expect(readPage(await newsroom.visitor().get(old).expect(410)).main).toContain('There is a newer invitation');
    const visitor = newsroom.visitor();
    await join(visitor, await visitor.get(link).expect(200)).expect(303);
  });

  test('that is revoked does not work, and its page says what to do; the address can be invited anew', async () => {
    const link = await invited();
    const visitor = newsroom.visitor();
    const page = await visitor.get(link).expect(200);
    await press('Revoke: Inês Duarte');
    const answer = await join(visitor, page).expect(410);
    expect(readPage(answer).main).toContain('ask whoever invited you');
    await visitor.get('/admin/articles').expect(303);
    expect(await findPersonByEmail(newsroom.context.db.reader, 'ines@courier.northgate')).toBeNull();
    await newsroom
      .visitor()
      .get(await invited())
      .expect(200);
  });

  test('that was revoked before its mail went out is never sent', async () => {
    server.refuseWith(451);
    await invite().then(({ status }) => expect(status).toBe(303));
    await newsroom.context.mail.deliver();
    await press('Revoke: Inês Duarte');
    server.refuseWith(null);
    newsroom.clock.advance({ hours: 1 });
    await newsroom.context.mail.deliver();
    expect(server.received).toEqual([]);
  });

  test('expires after seven days and not before', async () => {
    const link = await invited();
    newsroom.clock.advance({ days: 7, minutes: -1 });
    await newsroom.visitor().get(link).expect(200);
    newsroom.clock.advance({ minutes: 1 });
    await newsroom.visitor().get(link).expect(410);
  });

  test('that does not exist says so', async () => {
    for (const token of ['a', 'x'.repeat(5000), '%F0%9F%A6%80', '..%2f..']) {
      const { text } = await newsroom.visitor().get(`/admin/invitation/${token}`).expect(404);
      expect(text).toContain('This is no invitation');
    }
  });

  test('to somebody who got an account in another way is over', async () => {
    const link = await invited();
    await enterPerson(newsroom.context, null, { name: 'I', email: 'ines@courier.northgate', role: 'author', password });
    expect(readPage(await newsroom.visitor().get(link).expect(410)).main).toContain('This invitation was used');
    expect(readPage(await desk.get('/admin/people')).main).not.toContain('Invited');
  });
});

describe('The forms', () => {
  test('refuse an address that is in use or invited, beside the field, and keep what was typed', async () => {
    const taken = await invite({ Email: admin.email.toUpperCase() });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Somebody has this email address already.');
    expect(taken.text).toContain('value="Inês Duarte"');
    expect(taken.text).toMatch(/value="editor"[^>]* selected/);
    await invited();
    const again = await invite({ Name: 'Somebody else' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('This address is invited already');
    expect(server.received).toHaveLength(1);
  });

  test.each([
    [{ Name: ' ' }, 'Enter a name.'],
    [{ Name: 'a'.repeat(101) }, 'A name may have at most 100 characters.'],
    [{ Email: 'ines at home' }, 'Enter an email address like'],
    [{ Email: 'a@b.example, c@d.example' }, 'Enter an email address like'],
  ])('refuse %j', async (typed, message) => {
    const answer = await invite(typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    await newsroom.context.mail.deliver();
    expect(server.received).toEqual([]);
  });

  test('refuse a role that there is not', async () => {
    const fields = { name: 'Inês', email: 'ines@courier.northgate', role: 'owner' };
    const { text } = await desk.post('/admin/people/invite').type('form').send(fields).expect(422);
    expect(text).toContain('A role is one of');
  });

  test('of the link refuse a short password, and keep the name alone', async () => {
    const link = await invited({ Name: 'سلمى الحداد' });
    const visitor = newsroom.visitor();
    const answer = await join(visitor, await visitor.get(link), { Name: 'سلمى ح.', Password: 'too short' }).expect(422);
    expect(answer.text).toContain('A password needs at least 12 characters.');
    expect(answer.text).toContain('value="سلمى ح."');
    expect(answer.text).not.toContain('too short');
    await join(visitor, answer).expect(303);
  });

  test('of the link end the session that the browser had', async () => {
    const link = await invited();
    const cookie = (await desk.get('/admin/people').expect(200)).request.cookies;
    expect(cookie).toContain('session=');
    await join(desk, await desk.get(link)).expect(303);
    await desk.get('/admin/people/invite').expect(403);
    await newsroom.visitor().get('/admin/people').set('Cookie', cookie).expect(303);
  });
});

describe('The link', () => {
  test('is told to nobody: not by the log, not to other sites, and no cache keeps it', async () => {
    const link = await invited();
    const visitor = newsroom.visitor();
    const page = await visitor.get(link);
    await visitor.get(link.toUpperCase().replace(/[^/]+$/, link.split('/').at(-1) ?? ''));
    const refused = await join(visitor, page, { Password: 'short' }).expect(422);
    const accepted = await join(visitor, page).expect(303);
    const over = await visitor.get(link).expect(410);
    for (const { headers } of [page, refused, accepted, over]) {
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['cache-control']).toContain('no-store');
    }
    const token = link.split('/').at(-1) ?? '';
    expect(token).toHaveLength(43);
    expect(logged.join('')).toContain('/admin/invitation/…');
    expect(logged.join('')).not.toContain(token);
  });

  test('is nowhere in the database once the mail is out, nor is who was invited once they joined', async () => {
    const link = await invited();
    const db = newsroom.context.db.reader;
    const kept = async () =>
      JSON.stringify([
        await db.selectFrom('invitations').selectAll().execute(),
        await db.selectFrom('outgoing_mails').selectAll().execute(),
        await db.selectFrom('events').selectAll().execute(),
      ]);
    expect(await kept()).not.toContain(link.split('/').at(-1));
    const visitor = newsroom.visitor();
    await join(visitor, await visitor.get(link)).expect(303);
    expect(await kept()).not.toMatch(/Inês|ines@/);
    const actions = (await db.selectFrom('events').select('action').orderBy('id').execute()).map((row) => row.action);
    expect(actions.slice(-2)).toEqual(['person.invited', 'person.joined']);
    expect(readPage(await desk.get('/admin/activity?kind=people')).main).toContain('joined by invitation');
  });
});
