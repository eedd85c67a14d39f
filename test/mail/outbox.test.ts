import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Context, createContext } from '../../src/context.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { fixedClock } from '../support/clock.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';
import { readMail, startMailServer } from '../support/mail-server.ts';

const letter = { to: 'renske@post.northgate', language: 'en', subject: 'Your report', text: 'Thank you.\n' } as const;

const post = ({ db, mail }: Context, given: Partial<typeof letter> | { to: string } = {}) =>
  db.transaction((tx) => mail.post(tx, { ...letter, ...given }));

const rowsOf = ({ db }: Context) => db.reader.selectFrom('outgoing_mails').selectAll().orderBy('id').execute();

async function start(environment: Record<string, string> = {}) {
  const server = await startMailServer();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const app = await startApp({ log, environment: { SMTP_URL: server.url, ...environment } });
  return { server, lines, app, context: app.context };
}

describe('A mail that the server does not take', () => {
  test('is tried again after growing pauses until it is taken, under the same id', async () => {
    const { server, app, context } = await start();
    await post(context);
    server.refuseWith(451);
    const pauses = [1, 5, 15, 60];
    for (const minutes of pauses) {
      await context.mail.deliver();
      app.clock.advance({ minutes: minutes - 0.5 });
      await context.mail.deliver();
      app.clock.advance({ minutes: 0.5 });
    }
    const [waiting] = await rowsOf(context);
    expect(waiting).toMatchObject({ attempts: pauses.length, sent_at: null, given_up_at: null });
    expect(server.received).toEqual([]);
    server.refuseWith(null);
    await context.mail.deliver();
    expect(readMail(server.received[0]?.raw ?? '').headers['message-id']).toBe(`<${waiting?.message_id}>`);
    expect(await rowsOf(context)).toMatchObject([{ attempts: 5, sent_at: context.now(), recipient: '', text: '' }]);
  });

  test('for four days is given up, and forgotten with its address; the log says so without it, and without the password', async () => {
    const { server, app, context, lines } = await start();
    await post(context);
    server.refuseWith(550);
    for (let hour = 0; hour < 5 * 24; hour += 1) {
      await context.mail.deliver();
      app.clock.advance({ hours: 1 });
    }
    expect(await rowsOf(context)).toMatchObject([
      { sent_at: null, given_up_at: expect.any(String), recipient: '', subject: '', text: '', leased_until: null },
    ]);
    const [last = '{}'] = lines.slice(-1);
    expect(JSON.parse(last)).toMatchObject({
      ...{ level: 50, mail: 1, responseCode: 550, msg: 'a mail could not be sent and is given up' },
    });
    expect(lines.length).toBeLessThan(20);
    expect(lines.join('')).not.toMatch(/renske|p@ss|p%40ss/);
    server.refuseWith(null);
    await context.mail.deliver();
    expect(server.received).toEqual([]);
  });

  test('holds up no other for longer than until the next sweep', async () => {
    const { server, context } = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    await post(context);
    await post(context);
    await context.mail.deliver();
    expect((await rowsOf(context)).map(({ attempts }) => attempts)).toEqual([1, 0]);
    await context.mail.deliver();
    expect((await rowsOf(context)).map(({ attempts }) => attempts)).toEqual([1, 1]);
    expect(server.received).toEqual([]);
  });

  test('because it wants no password, or another one, waits too', async () => {
    const { server, context, lines } = await start();
    const wrong = server.url.replace('p%40ss', 'wrong');
    const other = await start({ SMTP_URL: wrong });
    await post(other.context);
    await other.context.mail.deliver();
    expect(await rowsOf(other.context)).toMatchObject([{ attempts: 1, sent_at: null, given_up_at: null }]);
    expect([...lines, ...other.lines].join('')).not.toContain('wrong');
    expect(context.config.mail.server?.auth).toEqual({ user: 'courier', pass: 'p@ss:word' });
  });
});

describe('Several at once', () => {
  test('send each mail once', async () => {
    const { server, context } = await start();
    const other = await createContext(context.config, {
      migrated: true,
      log: pino({ level: 'silent' }),
      now: context.now,
    });
    try {
      for (let count = 0; count < 12; count += 1) await post(context, { subject: `Mail ${count}` } as never);
      const both = [context, other].flatMap(({ mail }) => [mail.deliver(), mail.deliver()]);
      await Promise.all(both);
      await Promise.all([context.mail.deliver(), other.mail.deliver()]);
      const ids = server.received.map(({ raw }) => readMail(raw).headers['message-id']);
      expect([ids.length, new Set(ids).size]).toEqual([12, 12]);
      expect((await rowsOf(context)).every(({ sent_at }) => sent_at !== null)).toBe(true);
    } finally {
      await other.close();
    }
  });

  test('do not touch what another is sending, and take it over where that one has died', async () => {
    const { server, app, context } = await start();
    await post(context);
    const leased = new Date(Date.parse(context.now()) + 5 * 60_000).toISOString();
    await context.db.transaction((tx) => tx.updateTable('outgoing_mails').set({ leased_until: leased }).execute());
    await context.mail.deliver();
    expect(await context.db.transaction((tx) => context.mail.takeBack(tx, 1))).toBeNull();
    expect(server.received).toEqual([]);
    app.clock.advance({ minutes: 5 });
    await context.mail.deliver();
    expect(server.received).toHaveLength(1);
  });
});

test('A power cut before any of the statements of a mail loses none, and doubles at most the one that was on its way', async () => {
  const server = await startMailServer();
  const log = pino({ level: 'silent' });
  for (let deadBefore = 1; ; deadBefore += 1) {
    const clock = fixedClock();
    const environment = {
      DATABASE_URL: await newDatabaseUrl(),
      STORAGE_URL: `file:${newFolder()}`,
      SMTP_URL: server.url,
    };
    const config = readConfig(environment);
    let statements = 0;
    let isCounting = false;
    const beforeStatement = () => {
      if (isCounting && ++statements >= deadBefore) throw new Error('The power is out.');
    };
    const dying = await createContext(config, { migrated: true, log, now: clock.now, database: { beforeStatement } });
    isCounting = true;
    const posted = await post(dying).catch(() => null);
    await dying.mail.deliver().catch(() => undefined);
    isCounting = false;
    await dying.close();
    const context = await createContext(config, { migrated: true, log, now: clock.now });
    const [left] = await rowsOf(context);
    // A transaction whose commit was not answered may have happened, or not: no mail without its cause, and none lost with it.
    if (posted !== null) expect(left).toBeDefined();
    clock.advance({ minutes: 5 });
    await context.mail.deliver();
    const [after] = await rowsOf(context);
    await context.close();
    const ids = server.received.splice(0).map(({ raw }) => readMail(raw).headers['message-id']);
    if (left) {
      expect(after).toMatchObject({ sent_at: expect.any(String), recipient: '' });
      expect([1, 2]).toContain(ids.length);
      expect([...new Set(ids)]).toEqual([`<${left.message_id}>`]);
    }
    if (statements < deadBefore) break;
    expect(deadBefore).toBeLessThan(40);
  }
});

describe('The sender', () => {
  const senderOf = async (given: Record<string, string>, prepare?: (app: Started) => Promise<unknown>) => {
    const { server, context, app } = await start(given);
    await prepare?.(app);
    await post(context);
    await context.mail.deliver();
    const [mail] = server.received;
    return [mail?.from, readMail(mail?.raw ?? '').headers.from];
  };
  const say = (settings: Record<string, string>) => (app: Started) =>
    app.context.db.transaction(async (tx) => {
      for (const [key, value] of Object.entries(settings)) await writeSetting(tx, key, value);
    });

  test('is the address of MAIL_FROM, else the newsroom’s own, else noreply at the site’s host', async () => {
    const desk = say({ name: 'البريد, "Courier"', email: 'desk@news.example' });
    const site = { SITE_URL: 'https://www.news.example:8443' };
    expect(await senderOf(site)).toEqual(['noreply@www.news.example', 'Broadsheet <noreply@www.news.example>']);
    expect(await senderOf(site, desk)).toEqual([
      'desk@news.example',
      expect.stringMatching(/البريد, "Courier".* <desk@news\.example>$/),
    ]);
    const mine = await senderOf({ ...site, MAIL_FROM: 'post+mail@alder.example' }, desk);
    expect(mine[0]).toBe('post+mail@alder.example');
  });
});
