import { beforeEach, describe, expect, test } from '@jest/globals';
import { deviceOf } from '../../src/accounts/device.ts';
import type { Person } from '../../src/accounts/person.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

const own = '/admin/account/sessions';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

let newsroom: Started;
let ilse: Person;

beforeEach(async () => {
  newsroom = await startApp();
  ilse = await addPerson(newsroom.context, { role: 'author' });
});

async function signInWith(userAgent: string): Promise<Agent> {
  const agent = newsroom.visitor().set('User-Agent', userAgent);
  await agent.post('/admin/sign-in').type('form').send({ email: ilse.email, password }).expect(303);
  return agent;
}

const isIn = async (agent: Agent) => (await agent.get('/admin/articles')).status === 200;
const listed = async (agent: Agent) => readPage(await agent.get(own).expect(200));
const stored = () => newsroom.context.db.reader.selectFrom('sessions').selectAll().execute();

/** Nobody waits for what is written of use. */
async function whenUsed(at: string, count: number): Promise<void> {
  const end = performance.now() + 10_000;
  let found = 0;
  do found = (await stored()).filter(({ used_at }) => used_at === at).length;
  while (found < count && performance.now() < end);
  expect(found).toBe(count);
}

describe('Sessions', () => {
  test('are listed with device and place in time, of one’s own alone; no token, address or network is there', async () => {
    const here = await signInWith(firefox);
    newsroom.clock.advance({ hours: 2 });
    await signInWith(safari);
    await newsroom.signIn('admin');
    const page = await listed(here);
    expect(page.texts('h2')).toEqual(['Safari on iPhone', 'Firefox on Windows This one']);
    expect(page.main).toContain('Since 23 November 2026, 12:00, last used within the last hour');
    const { text } = await here.get(own);
    for (const { token_hash } of await stored()) expect(text).not.toContain(token_hash);
    expect(JSON.stringify(await stored())).not.toMatch(/127\.0\.0\.1|Mozilla|::1/);
  });

  test('are ended one by one, and all others at once', async () => {
    const here = await signInWith(firefox);
    const phone = await signInWith(safari);
    const page = await here.get(own);
    const [button = ''] = [...page.text.matchAll(/name="end" value="(\w{32})"/g)].map(([, name]) => name);
    await here.post(own).type('form').send({ end: button }).expect(303);
    expect([await isIn(here), await isIn(phone)]).toEqual([true, false]);
    await here.post(own).type('form').send({ end: button }).expect(404);
    const [tablet, laptop] = [await signInWith(safari), await signInWith(firefox)];
    const ended = await sendForm(here, fillForm(await here.get(own), 'End all others')).expect(303);
    expect((await here.get(ended.headers.location ?? '')).text).toContain('You are signed out everywhere else.');
    expect([await isIn(here), await isIn(tablet), await isIn(laptop)]).toEqual([true, false, false]);
    expect((await here.get(own)).text).not.toContain('End all others');
  });

  test('of colleagues are not ended by anybody who knows their names', async () => {
    const phone = await signInWith(safari);
    const other = await signInWith(firefox);
    const name = /name="end" value="(\w{32})"/.exec((await other.get(own)).text)?.[1];
    const admin = await newsroom.signIn('admin');
    await admin.post(own).type('form').send({ end: name }).expect(404);
    expect(await isIn(phone)).toBe(true);
  });

  test('of somebody are ended by an administrator, wherever they are, and of nobody else', async () => {
    const [laptop, phone] = [await signInWith(firefox), await signInWith(safari)];
    const admin = await newsroom.signIn('admin');
    const page = readPage(await admin.get(`/admin/people/${ilse.id}`).expect(200));
    const asking = `/admin/people/${ilse.id}/sessions`;
    expect(page.links('.end')).toContain(asking);
    const asked = await admin.get(asking).expect(200);
    expect(readPage(asked).main).toContain(`This ends 2 sessions of ${ilse.name}.`);
    const done = await sendForm(admin, fillForm(asked, 'Sign them out')).expect(303);
    expect((await admin.get(done.headers.location ?? '')).text).toContain('Signed out everywhere.');
    expect([await isIn(laptop), await isIn(phone), await isIn(admin)]).toEqual([false, false, true]);
    const log = readPage(await admin.get('/admin/activity')).main;
    expect(log).toContain(`signed the account of ${ilse.name} out everywhere`);
    const again = await admin.post(asking).expect(409);
    expect(readPage(again).main).toContain(`${ilse.name} is signed in nowhere.`);
    await admin.post('/admin/people/999/sessions').expect(404);
  });

  test('of one’s own are all ended there as well', async () => {
    const me = await addPerson(newsroom.context, { role: 'admin' });
    const admin = await newsroom.signIn(me);
    await admin.post(`/admin/people/${me.id}/sessions`).expect(303).expect('Location', '/admin?signed-out');
    expect(await isIn(admin)).toBe(false);
  });

  test('end after four days without use, and use is written once an hour at most', async () => {
    const agent = await signInWith(firefox);
    const began = newsroom.clock.now();
    newsroom.clock.advance({ minutes: 59 });
    await isIn(agent);
    await whenUsed(began, 1);
    newsroom.clock.advance({ minutes: 1 });
    await isIn(agent);
    await whenUsed(newsroom.clock.now(), 1);
    newsroom.clock.advance({ days: 3, hours: 23 });
    expect(await isIn(agent)).toBe(true);
    await whenUsed(newsroom.clock.now(), 1);
    newsroom.clock.advance({ days: 4 });
    expect(await isIn(agent)).toBe(false);
    await newsroom.signIn('editor');
    expect(await stored()).toHaveLength(1);
  });

  test('go on where their use cannot be written', async () => {
    const agent = await signInWith(firefox);
    newsroom.clock.advance({ hours: 2 });
    const { transaction } = newsroom.context.db;
    newsroom.context.db.transaction = () => Promise.reject(new Error('The disk is full.'));
    expect(await isIn(agent)).toBe(true);
    newsroom.context.db.transaction = transaction;
  });
});

test.each([
  [firefox, 'Firefox on Windows'],
  [safari, 'Safari on iPhone'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari on Mac',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  ['curl/8.9.1', 'Unknown device'],
  ['<script>alert(1)</script>', 'Unknown device'],
  [`${'x'.repeat(100_000)}Firefox/1`, 'Unknown device'],
  [undefined, 'Unknown device'],
])('%.60s is called %s', (userAgent, name) => {
  expect(deviceOf(userAgent)).toBe(name);
});
