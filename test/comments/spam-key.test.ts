import { beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readSite } from '../../src/db/settings.ts';
import { plain } from '../articles/newsroom.ts';
import { type AkismetServer, akismetKey, startAkismet } from '../support/akismet.ts';
import type { Agent } from '../support/app.ts';
import { readPage } from '../support/pages.ts';
import { addStory, leaveComment, type Newsroom, startNewsroom } from './newsroom.ts';
import { setSpamCheck } from './spam-settings.ts';

const address = '/admin/settings/comments';

let akismet: AkismetServer;
let newsroom: Newsroom;
let admin: Agent;
let log: string[];

beforeEach(async () => {
  akismet = await startAkismet();
  log = [];
  newsroom = await startNewsroom({
    ...akismet.options,
    log: pino({ level: 'debug' }, { write: (line) => void log.push(line) }),
  });
  admin = await newsroom.signIn('admin');
});

const isOn = async () => (await readSite(newsroom.context.db.reader)).spamCheck === 'on';
const kept = async () => {
  const rows = newsroom.context.db.reader.selectFrom('settings').select('value').where('key', '=', 'akismet_key');
  return (await rows.executeTakeFirst())?.value ?? null;
};

test('The key is tried before it is saved, and never shown or logged afterwards', async () => {
  const saved = await setSpamCheck(admin, { key: ` ${akismetKey} ` });
  expect(saved.headers.location).toBe(`${address}?done=spam#spam`);
  expect(akismet.asked('verify-key')).toEqual([{ api_key: akismetKey, key: akismetKey, blog: `${newsroom.url}/` }]);
  expect([await isOn(), await kept()]).toEqual([true, akismetKey]);
  const shown = await admin.get(`${address}?done=spam`).expect(200);
  expect(plain(shown)).toContain('The key that ends in def6 is kept.');
  expect(shown.text).toContain('Saved. It is so for comments that come from now on');
  const pages = [shown, await admin.get('/admin/activity?kind=site'), await admin.get('/admin/settings')];
  for (const { text } of pages) expect(text).not.toContain(akismetKey);
  expect(plain(await admin.get('/admin/activity?kind=site'))).toContain(
    'changed whether comments are checked for spam',
  );
  const events = await newsroom.context.db.reader.selectFrom('events').selectAll().execute();
  expect(JSON.stringify(events) + log.join('')).not.toContain(akismetKey);
  // What is left empty stays, and is tried again.
  expect((await setSpamCheck(admin, {})).status).toBe(303);
  expect([await kept(), akismet.asked('verify-key').length]).toEqual([akismetKey, 2]);
});

test('A key that Akismet does not take is not saved: that is said beside it', async () => {
  const wrong = await setSpamCheck(admin, { key: 'abcdefabcdef' });
  expect(wrong.status).toBe(422);
  expect(readPage(wrong).texts('.error')).toEqual([
    `Akismet does not take this key for ${newsroom.url}. Compare it with the one in your account there.`,
  ]);
  expect(wrong.text).toContain('href="#akismetKey"');
  expect(wrong.text).toContain('value="abcdefabcdef"');
  expect([await isOn(), await kept()]).toEqual([false, null]);
});

test('Where Akismet cannot be asked nothing is saved, and what was there stays', async () => {
  await setSpamCheck(admin, { key: akismetKey });
  akismet.behave((_request, response) => response.destroy());
  const failed = await setSpamCheck(admin, { key: 'abcdefabcdef' });
  expect([failed.status, plain(failed).includes('Akismet could not be asked')]).toEqual([422, true]);
  expect([await isOn(), await kept()]).toEqual([true, akismetKey]);
});

test.each([
  ['', 'Give the key that Akismet gave you.'],
  ['two words', 'A key has letters and digits alone'],
  ['x'.repeat(101), 'A key has letters and digits alone'],
  ['<script>', 'A key has letters and digits alone'],
])('%j is no key, and nobody is asked about it', async (key, reason) => {
  const wrong = await setSpamCheck(admin, { key });
  expect([wrong.status, plain(wrong).includes(reason)]).toEqual([422, true]);
  expect(akismet.asked('verify-key')).toEqual([]);
});

test('To turn it off forgets the key, asks nobody, and the form says nothing any more', async () => {
  await setSpamCheck(admin, { key: akismetKey });
  const { path } = await addStory(newsroom);
  expect((await newsroom.reader().get(path)).text).toContain('Akismet');
  akismet.behave((_request, response) => response.destroy());
  expect((await setSpamCheck(admin, { on: false })).status).toBe(303);
  expect([await isOn(), await kept()]).toEqual([false, null]);
  expect((await newsroom.reader().get(path)).text).not.toContain('Akismet');
  await leaveComment(newsroom.reader(), path);
  expect(akismet.asked('comment-check')).toEqual([]);
});

test('An editor sets none of it', async () => {
  const editor = await newsroom.signIn('editor');
  const forged = { spamCheck: 'on', akismetKey };
  await editor.post(`${address}/spam`).type('form').send(forged).expect(403);
  expect([akismet.asked('verify-key').length, await kept()]).toEqual([0, null]);
});
