import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { eraseAgain, purgeErased } from '../../src/comments/actions/erasing.ts';
import { erasePerson } from '../../src/comments/actions/personal-data.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import type { Actor } from '../../src/db/tables.ts';
import { plain } from '../articles/newsroom.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import {
  addReply,
  addStory,
  idIn,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

const email = 'zubaida.kestrel@post.northgate';
const writer = { Name: 'Zubaida Kestrel', Email: email, Comment: 'The quernstone speaks.' };

let newsroom: Newsroom;
let story: TestStory;
let post: MailServer;
let log: string[];

beforeEach(async () => {
  post = await startMailServer();
  log = [];
  newsroom = await startNewsroom({
    environment: { SMTP_URL: post.url },
    log: pino({ level: 'debug' }, { write: (line) => void log.push(line) }),
  });
  story = await addStory(newsroom);
});

/** Asks for the link and finds it in the mail. */
async function linkOf(address = email): Promise<string> {
  const reader = newsroom.reader();
  const page = await reader.get('/your-data').expect(200);
  const sent = await sendForm(reader, fillForm(page, 'Send me the link', { Email: address }));
  expect([sent.status, sent.headers.location]).toEqual([303, '/your-data?sent']);
  await newsroom.context.mail.deliver();
  const { text } = readMail(post.received.at(-1)?.raw ?? '');
  return /\/your-data\/[\w-]{43}/.exec(text)?.[0] ?? '';
}

describe('What is kept of a person', () => {
  test('is seen and saved by a mailed link, which works for a day', async () => {
    const { context, clock } = newsroom;
    const id = idIn(await leaveComment(newsroom.reader(), story.path, writer));
    const link = await linkOf();
    const page = await newsroom.reader().get(link).expect(200);
    expect(plain(page)).toContain(`Under ${email} we keep:`);
    expect(plain(page)).toContain('Comments: 1');
    expect(plain(page)).toContain('The quernstone speaks.');
    expect(page.headers).toMatchObject({ 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' });
    const file = await newsroom.reader().get(`${link}/export`).expect(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename=personal-data.json');
    expect(JSON.parse(file.text)).toMatchObject({
      email,
      comments: [{ id, name: 'Zubaida Kestrel', text: 'The quernstone speaks.', state: 'held', path: story.path }],
    });
    clock.advance({ days: 1 });
    await newsroom.reader().get(link).expect(404);
    await sweepComments(context);
    expect(await context.db.reader.selectFrom('personal_data_links').selectAll().execute()).toEqual([]);
  });

  test('is told to nobody who asks for it without the mail', async () => {
    await leaveComment(newsroom.reader(), story.path, writer);
    const reader = newsroom.reader();
    const known = await reader.post('/your-data').type('form').send({ email });
    const unknown = await reader.post('/your-data').type('form').send({ email: 'nobody@post.northgate' });
    expect([known.status, known.headers.location]).toEqual([unknown.status, unknown.headers.location]);
    await newsroom.context.mail.deliver();
    expect(post.received.map(({ to }) => to)).toEqual([[email]]);
    // Writing takes time: as much is written for both, and nothing of somebody unknown.
    const links = newsroom.context.db.reader.selectFrom('personal_data_links').select('email');
    expect((await links.execute()).map((link) => link.email).sort()).toEqual(['', email]);
    await reader.get('/your-data/undefined').expect(404);
    await reader.get(`/your-data/${'x'.repeat(43)}/export`).expect(404);
    await reader.post(`/your-data/${'x'.repeat(43)}/erase`).expect(404);
    const wrong = await reader.post('/your-data').type('form').send({ email: 'no address' }).expect(422);
    expect(fillForm(wrong, 'Send me the link').fields).toEqual({ email: 'no address' });
    expect(plain(wrong)).toContain('Give an address like name@example.org.');
  });

  test('is asked for a few times an hour, and mailed to one address three times a day', async () => {
    await leaveComment(newsroom.reader(), story.path, writer);
    for (let times = 0; times < 3; times += 1) await linkOf();
    const asked = await newsroom.reader().post('/your-data').type('form').send({ email });
    expect(asked.status).toBe(429);
    await newsroom.context.mail.deliver();
    expect(post.received).toHaveLength(3);
  });

  test('is for administrators, who give their password to erase it', async () => {
    const { signIn } = newsroom;
    const id = idIn(await leaveComment(newsroom.reader(), story.path, writer));
    const office = await signIn('admin');
    const sheet = await office.get('/admin/personal-data').expect(200);
    const nobody = await sendForm(office, fillForm(sheet, 'Look', { Email: 'nobody@post.northgate' }));
    expect(plain(nobody)).toContain('Nothing is kept under this address.');
    const found = await sendForm(office, fillForm(sheet, 'Look', { Email: email.toUpperCase() }));
    expect(plain(found)).toContain('The quernstone speaks.');
    const file = await sendForm(office, fillForm(found, 'Save all of it as a file'));
    expect(JSON.parse(file.text).comments).toHaveLength(1);
    const refused = await sendForm(office, fillForm(found, 'Erase for good', { Password: 'not it at all' }));
    expect(refused.status).toBe(422);
    expect(plain(refused)).toContain('This is not your password.');
    expect((await stored(newsroom.context, id)).email).toBe(email);
    const done = await sendForm(office, fillForm(refused, 'Erase for good', { Password: password }));
    expect(done.headers.location).toBe('/admin/personal-data?done');
    expect((await stored(newsroom.context, id)).email).toBe('');
    const activity = await office.get('/admin/activity').expect(200);
    expect(plain(activity)).toContain('erased what was kept of a person who commented');
  });

  test('is not erased of somebody with an account', async () => {
    const { context } = newsroom;
    const desk = await addPerson(context, { role: 'moderator', name: 'Ana', email });
    await leaveComment(newsroom.reader(), story.path, writer);
    const actor = (await addPerson(context, { role: 'admin', name: 'Ada' })) as unknown as Actor;
    await expect(erasePerson(context, actor, desk.email)).rejects.toThrow('Close the account first');
  });
});

describe('Erasing', () => {
  test('keeps threads whole, and takes the rest: the words, the name, the address, mails and search', async () => {
    const { context } = newsroom;
    const { articleId, path } = story;
    const first = idIn(await leaveComment(newsroom.reader(), path, writer));
    await context.db.transaction((tx) =>
      sql`update comments set state = 'published' where id = ${first}`.execute(tx).then(() => undefined),
    );
    await sql`update comment_threads set published = 1`.execute(context.db.writer);
    await sql`update comment_counts set published = 1, held = 0`.execute(context.db.writer);
    await addReply(newsroom, { articleId, threadId: first, text: 'I do not think so.' });
    const link = await linkOf();
    await context.db.transaction((tx) => context.mail.post(tx, { to: email, language: 'en', subject: 'S', text: 'T' }));
    const reader = newsroom.reader();
    const page = await reader.get(link);
    const erased = await sendForm(reader, fillForm(page, 'Erase for good'));
    expect(erased.headers.location).toBe('/your-data?erased');
    await context.mail.deliver();
    expect(post.received.filter(({ raw }) => raw.includes('Subject: S'))).toEqual([]);
    const below = plain(await newsroom.reader().get(path));
    expect(below).toContain('I do not think so.');
    expect(below).not.toContain('quernstone');
    expect(below).not.toContain('Zubaida');
    expect(below).toContain('1 comment');
    await reader.get(link).expect(404);
    const moderator = await newsroom.signIn('moderator');
    expect(plain(await moderator.get('/admin/comments?q=quernstone'))).not.toContain('The quernstone');
  });

  test('leaves no trace of the address: in no table, no file and no log', async () => {
    const { context } = newsroom;
    const id = idIn(await leaveComment(newsroom.reader(), story.path, writer));
    await fillEveryTable(id);
    const link = await linkOf();
    expect(await tablesWith(email)).toContain('comments');
    await newsroom.reader().post(`${link}/erase`).expect(303);
    await purgeErased(context);
    await settled();
    expect(await tablesWith(email)).toEqual([]);
    expect(await tablesWith('quernstone')).toEqual([]);
    expect(await tablesWith('Zubaida')).toEqual([]);
    expect(filesWith(email, 'Zubaida', 'quernstone')).toEqual([]);
    expect(log.join('')).not.toMatch(/zubaida|quernstone/i);
    expect(log.join('')).not.toContain(link.split('/')[2]);
  });

  test('is done again where a backup brings back what was erased, but not to what was written since', async () => {
    const { context, clock } = newsroom;
    const before = idIn(await leaveComment(newsroom.reader(), story.path, writer));
    const backup = await stored(context, before);
    await newsroom
      .reader()
      .post(`${await linkOf()}/erase`)
      .expect(303);
    expect(await eraseAgain(context)).toBe(0);
    clock.advance({ hours: 1 });
    const since = idIn(await leaveComment(newsroom.reader(), story.path, { ...writer, Comment: 'Once more.' }));
    const { id: _, ...row } = backup;
    const told = { comment_id: since, email, token_hash: 'x', created_at: clock.now(), confirmed_at: null };
    await context.db.transaction(async (tx) => {
      await tx.insertInto('reply_subscriptions').values(told).execute();
      await tx.updateTable('comments').set(row).where('id', '=', before).execute();
      await tx.deleteFrom('erased_emails').execute();
    });
    expect(await eraseAgain(context)).toBe(1);
    expect(await stored(context, before)).toMatchObject({ email: '', text: '', state: 'removed' });
    expect(await stored(context, since)).toMatchObject({ email, text: 'Once more.' });
    expect(await context.db.reader.selectFrom('reply_subscriptions').selectAll().execute()).toHaveLength(1);
    expect(await eraseAgain(context)).toBe(0);
  });

  /** A row with the address, or about it, in every table that has room for one. */
  async function fillEveryTable(commentId: number): Promise<void> {
    const { context } = newsroom;
    const { browser_hash: browser } = await stored(context, commentId);
    const other = await addReply(newsroom, { articleId: story.articleId });
    const at = context.now();
    await context.db.transaction(async (tx) => {
      const subscription = { comment_id: commentId, email, token_hash: 'x', created_at: at, confirmed_at: null };
      await tx
        .insertInto('reply_subscriptions')
        .values({ ...subscription, comment_id: other })
        .execute();
      await tx
        .insertInto('confirmed_emails')
        .values({ email, browser_hash: browser ?? '', confirmed_at: at })
        .execute();
      const report = { comment_id: other, reason: 'other', created_at: at, settled_at: null } as const;
      await tx
        .insertInto('comment_reports')
        .values({ ...report, browser_hash: browser ?? '', note: `Write to ${email}` })
        .execute();
      const edit = { comment_id: commentId, at, person_id: null, kind: 'edited' } as const;
      await tx
        .insertInto('comment_history')
        .values({ ...edit, detail: 'The quernstone spoke.' })
        .execute();
      const ban = { kind: 'browser', value_hash: browser ?? '', key: '', reason: 'Spam.', created_at: at } as const;
      const until = { expires_at: '2027-01-01T00:00:00.000Z', created_by: newsroom.editor.id };
      await tx
        .insertInto('comment_bans')
        .values({ ...ban, ...until, label: 'Zubaida Kestrel' })
        .execute();
      const error = { article_id: story.articleId, revision_id: story.revisionId, text: 'A slip.', created_at: at };
      await tx
        .insertInto('error_reports')
        .values({ ...error, email, state: 'open', answer: '' })
        .execute();
      await context.mail.post(tx, { to: email, language: 'en', subject: `For ${email}`, text: 'T' });
    });
  }

  async function tablesWith(text: string): Promise<string[]> {
    const { reader } = newsroom.context.db;
    const tables = await reader.introspection.getTables();
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(reader);
      if (JSON.stringify(rows).includes(text)) found.push(name);
    }
    return found;
  }

  /** Of the database and of what is kept beside it, as bytes. */
  function filesWith(...texts: string[]): string[] {
    const { database, storage } = newsroom.context.config;
    const folders = [
      database.kind === 'sqlite' ? dirname(database.file) : null,
      storage.kind === 'disk' ? storage.folder : null,
    ];
    const files = folders.flatMap((folder) =>
      folder ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))) : [],
    );
    return files.filter((file) => statSync(file).isFile() && texts.some((text) => readFileSync(file).includes(text)));
  }

  /** What the erasure set off by itself is over too. */
  async function settled(): Promise<void> {
    while (
      (await newsroom.context.db.reader.selectFrom('settings').selectAll().where('key', '=', 'purge_wanted').execute())
        .length > 0
    ) {
      await purgeErased(newsroom.context);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
