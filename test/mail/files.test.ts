import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { startApp } from '../support/app.ts';
import { newFolder } from '../support/database.ts';
import { mailFiles, readMail, startMailServer } from '../support/mail-server.ts';

const letter = { language: 'ar', subject: 'بلاغك', text: 'شكرا لك.\n' } as const;

const post = ({ db, mail }: Context, to: string) => db.transaction((tx) => mail.post(tx, { ...letter, to }));

async function start(environment: Record<string, string>) {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  return { ...(await startApp({ log, environment })), lines };
}

describe('Without a mail server', () => {
  test('a mail is a whole file of the data folder, and the log says which', async () => {
    const { context, lines } = await start({});
    const { folder } = context.config.mail;
    if (context.config.database.kind === 'sqlite') {
      expect(folder).toBe(join(dirname(context.config.database.file), 'mails'));
    }
    await post(context, 'renske@post.northgate');
    await context.mail.deliver();
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^2026-11-23T12-00-00\.000Z-[\w-]{36}\.eml$/);
    const { headers, text } = readMail(mailFiles(folder)[0] ?? '');
    expect(headers).toMatchObject({
      to: 'renske@post.northgate',
      subject: 'بلاغك',
      'auto-submitted': 'auto-generated',
    });
    expect(text.trim()).toBe('شكرا لك.');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        ...{ level: 30, file: join(folder, name), msg: 'a mail was written to a file, since SMTP_URL names no server' },
      }),
    ]);
    expect(lines.join('')).not.toContain('renske');
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test('one that cannot be written waits like any other', async () => {
    const inAFile = join(newFolder(), 'file');
    const { context, clock } = await start({ SMTP_URL: `file:${inAFile}` });
    const fs = await import('node:fs/promises');
    await fs.writeFile(inAFile, 'not a folder');
    await post(context, 'renske@post.northgate');
    await context.mail.deliver();
    await fs.rm(inAFile);
    clock.advance({ minutes: 1 });
    await context.mail.deliver();
    expect(mailFiles(inAFile)).toHaveLength(1);
  });
});

test('What could never arrive, such as the addresses of the demo, is not given to the mail server', async () => {
  const server = await startMailServer();
  const { context } = await start({ SMTP_URL: server.url });
  const nobody = [
    'a@example.org',
    'b@mail.example.com',
    'c@alder.example',
    'd@some.invalid',
    'e@x.test',
    'f@y.localhost',
  ];
  const { folder } = context.config.mail;
  // Beside PostgreSQL the folder would be this repository's own.
  const isOwn = DATABASE === 'sqlite';
  const somebody = ['a@example.org.northgate', 'b@myexample.com', 'c@test.northgate'];
  for (const to of [...(isOwn ? nobody : []), ...somebody]) await post(context, to);
  await context.mail.deliver();
  expect(server.received.flatMap(({ to }) => to)).toEqual(somebody);
  if (isOwn) expect(readdirSync(folder)).toHaveLength(nobody.length);
});

describe('SMTP_URL', () => {
  const read = (SMTP_URL: string) => readConfig({ SMTP_URL }).mail;

  test('names a server, with TLS from the start or where it is offered; a password crosses no network in the clear', () => {
    const plain = { secure: false, requireTLS: false, auth: null };
    expect(read('smtp://mail.northgate').server).toEqual({ host: 'mail.northgate', port: 587, ...plain });
    expect(read('smtp://localhost:1025/').server).toEqual({ host: 'localhost', port: 1025, ...plain });
    expect(read('smtp://[::1]:25').server).toEqual({ host: '::1', port: 25, ...plain });
    const auth = { user: 'desk@news.example', pass: 'a:b/c' };
    const given = 'desk%40news.example:a%3Ab%2Fc@mail.northgate';
    expect(read(`smtp://${given}`).server).toEqual({
      host: 'mail.northgate',
      port: 587,
      ...plain,
      requireTLS: true,
      auth,
    });
    expect(read(`smtps://${given}`).server).toEqual({
      host: 'mail.northgate',
      port: 465,
      ...plain,
      secure: true,
      auth,
    });
    expect(read(`smtp://${given.replace('mail.northgate', '127.0.0.1')}`).server?.requireTLS).toBe(false);
  });

  test('names a folder, by default one beside the database', () => {
    expect(read('file:./post')).toEqual({ server: null, folder: resolve('post') });
    expect(readConfig({ DATABASE_URL: 'sqlite:/srv/courier/news.db' }).mail.folder).toBe('/srv/courier/mails');
    expect(readConfig({ DATABASE_URL: 'postgres://localhost/courier' }).mail.folder).toBe(resolve('data/mails'));
    expect(existsSync(resolve('post'))).toBe(false);
  });

  test.each([
    'mail.northgate',
    'http://mail.northgate',
    'smtp://',
    'smtp://u:secret@',
    'smtp://u:secret@mail.northgate/path',
    'smtp://u:secret@mail.northgate?pool=true',
    'smtp://u:secret%@mail.northgate',
    'smtp://u:secret@mail.northgate:99999',
    'file:',
  ])('refuses %s in words that hold no password', (SMTP_URL) => {
    expect(() => readConfig({ SMTP_URL })).toThrow(
      'SMTP_URL is wrong, but takes smtp://user:password@host:587, smtps://user:password@host:465 or file:./mails.',
    );
  });

  test.each(['desk', 'desk@', 'desk@news.example, all@news.example', 'Desk <desk@news.example>', 'a\nb@c'])(
    'and MAIL_FROM refuses %j',
    (MAIL_FROM) => {
      expect(() => readConfig({ MAIL_FROM })).toThrow('takes an email address such as desk@news.example.');
    },
  );
});
