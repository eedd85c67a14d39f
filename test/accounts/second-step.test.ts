import { beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Person } from '../../src/accounts/person.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type App, appFrom, setUpStep } from '../support/second-steps.ts';

let newsroom: Started;
let editor: Person;
let agent: Agent;
let networks = 0;

beforeEach(async () => {
  newsroom = await startApp({ environment: { TRUST_PROXY: '1' } });
  editor = await addPerson(newsroom.context, { role: 'editor' });
  agent = await newsroom.signIn(editor);
});

/** A browser on a network of its own, where the password was given. */
async function begun(network?: string): Promise<Agent> {
  networks += 1;
  const browser = newsroom.visitor().set('X-Forwarded-For', network ?? `198.51.100.${networks}`);
  await browser.post('/admin/sign-in').type('form').send({ email: editor.email, password }).expect(303);
  return browser;
}

const give = (browser: Agent, code: string) => browser.post('/admin/second-step').type('form').send({ code });
const isIn = async (browser: Agent) => (await browser.get('/admin/articles')).status === 200;
const actions = async () =>
  (await newsroom.context.db.reader.selectFrom('events').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  );

describe('A second step', () => {
  let app: App;

  beforeEach(async () => {
    app = await setUpStep(newsroom, agent);
    newsroom.clock.advance({ minutes: 1 });
  });

  test('is asked for after the password, and until then nothing is open', async () => {
    const browser = newsroom.visitor();
    const page = await browser.get('/admin?next=/admin/comments');
    const answer = await sendForm(browser, fillForm(page, 'Sign in', { Email: editor.email, Password: password }));
    expect([answer.status, answer.headers.location]).toEqual([303, '/admin/second-step?next=%2Fadmin%2Fcomments']);
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=600;')]);
    for (const path of ['/admin/articles', '/admin/account', '/admin/account/second-step']) {
      expect((await browser.get(path).expect(303)).headers.location).toMatch(/^\/admin\?next=/);
    }
    await browser.post('/admin/account').type('form').send({ review: 'on' }).expect(401);
    await browser.post('/admin/account/second-step').type('form').send({ code: app.code() }).expect(401);
    const asked = await browser.get(answer.headers.location ?? '').expect(200);
    const passed = await sendForm(browser, fillForm(asked, 'Sign in', { Code: ` ${app.code()} ` }));
    expect([passed.status, passed.headers.location]).toEqual([303, '/admin/comments']);
    expect(await isIn(browser)).toBe(true);
    expect((await actions()).slice(-2)).toEqual(['person.second_step_set', 'person.signed_in']);
  });

  test('leads there from wherever somebody wanted to go', async () => {
    const browser = await begun();
    const { headers } = await browser.get('/admin/articles/7').expect(303);
    const on = await browser.get(headers.location ?? '').expect(303);
    expect(on.headers.location).toBe('/admin/second-step?next=%2Fadmin%2Farticles%2F7');
  });

  test('gives another token than the password did, and the one before is worth nothing', async () => {
    const browser = newsroom.visitor();
    const first = await browser.post('/admin/sign-in').type('form').send({ email: editor.email, password });
    const before = String(first.headers['set-cookie']).split(';')[0] ?? '';
    await give(browser, app.code()).expect(303);
    const copy = newsroom.visitor().set('Cookie', before);
    expect(await isIn(copy)).toBe(false);
    await copy.get('/admin').expect(200);
  });

  test('takes each code once, from whichever browser it comes', async () => {
    const [one, other] = [await begun(), await begun()];
    const code = app.code();
    await give(one, code).expect(303);
    const answer = await give(other, code).expect(422);
    expect(readPage(answer).texts('.problems')).toEqual([
      'This code is not right, or it was used already. Wait for the next one of your app.',
    ]);
    newsroom.clock.advance({ seconds: 30 });
    await give(other, app.code()).expect(303);
  });

  test('takes a code once of two that come at the same moment', async () => {
    const [one, other] = [await begun(), await begun()];
    const code = app.code();
    const statuses = (await Promise.all([give(one, code), give(other, code)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([303, 422]);
  });

  test('takes the code of the half minute before and of the next one, and none besides', async () => {
    for (const [seconds, status] of [
      [-60, 422],
      [60, 422],
      [-30, 303],
      [30, 303],
    ] as const) {
      await give(await begun(), app.code(seconds)).expect(status);
    }
    // A later one was used: what came before it is over.
    await give(await begun(), app.code(0)).expect(422);
  });

  test('takes the digits of another keyboard', async () => {
    const arabic = app.code().replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    await give(await begun(), arabic).expect(303);
  });

  test('takes a recovery code in its place, once, however it is typed', async () => {
    const [first = '', second = ''] = app.recoveryCodes;
    await give(await begun(), first.toUpperCase().replaceAll('-', ' ')).expect(303);
    expect((await actions()).at(-1)).toBe('person.signed_in_by_recovery');
    await give(await begun(), first).expect(422);
    const browser = await begun();
    await give(browser, second).expect(303);
    expect(readPage(await browser.get('/admin/account')).main).toContain('6 of 8 are left.');
  });

  test('says the same of a wrong code, a used one and a text, and gives none back', async () => {
    const [used = ''] = app.recoveryCodes;
    await give(await begun(), used).expect(303);
    const browser = await begun();
    const answers = [];
    for (const typed of ['000000', used, 'x'.repeat(5000), '', '<script>alert(1)</script>', "' or 1=1"]) {
      const answer = await give(browser, typed).expect(422);
      expect(answer.headers['cache-control']).toBe('private, no-store');
      if (typed) expect(answer.text).not.toContain(typed);
      answers.push(answer.text);
    }
    expect(new Set(answers).size).toBe(1);
  });

  test('keeps no code and no secret of somebody else’s app: those of colleagues do not work', async () => {
    const colleague = await addPerson(newsroom.context, { role: 'editor' });
    const theirs = await setUpStep(newsroom, await newsroom.signIn(colleague));
    newsroom.clock.advance({ minutes: 1 });
    const browser = await begun();
    await give(browser, theirs.code()).expect(422);
    await give(browser, theirs.recoveryCodes[0] ?? '').expect(422);
    const rows = await newsroom.context.db.reader.selectFrom('recovery_codes').selectAll().execute();
    expect(rows).toHaveLength(16);
    expect(JSON.stringify(rows)).not.toContain((app.recoveryCodes[1] ?? '').replaceAll('-', ''));
  });

  test('is over ten minutes after the password', async () => {
    const browser = await begun();
    newsroom.clock.advance({ minutes: 10 });
    await give(browser, app.code()).expect(401);
    expect(await isIn(browser)).toBe(false);
  });

  test('can be left for another time', async () => {
    const browser = await begun();
    await sendForm(browser, fillForm(await browser.get('/admin/second-step'), 'Not now')).expect(303);
    await browser.get('/admin').expect(200);
  });

  test('closes to a network that guesses, and to no other', async () => {
    const guesser = await begun('203.0.113.7');
    for (let count = 0; count < 8; count += 1) await give(guesser, `00000${count}`).expect(422);
    const answer = await give(guesser, app.code()).expect(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
    await give(await begun('203.0.113.8'), app.code()).expect(303);
  });

  test('closes for an hour at most to guesses from everywhere, which only who has the password can make', async () => {
    for (let network = 0; network < 10; network += 1) {
      const browser = await begun(`203.0.113.${network}`);
      for (let count = 0; count < 6; count += 1) await give(browser, `00000${count}`).expect(422);
    }
    await give(await begun('203.0.113.99'), app.code()).expect(429);
  }, 30_000);
});

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
])('Codes are those of RFC 6238 (appendix B, SHA-1): %i', async (seconds, code) => {
  const { stepOf } = await import('../../src/accounts/one-time-codes.ts');
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  const at = new Date(seconds * 1000).toISOString();
  expect(stepOf(code, secret, at)).toBe(Math.floor(seconds / 30));
  expect(stepOf(code, secret, new Date((seconds + 60) * 1000).toISOString())).toBeNull();
});

test('The picture tells an app the newsroom, the account and the key that stands beside it', async () => {
  const page = await agent.get('/admin/account/second-step').expect(200);
  const app = appFrom(page.text, newsroom.clock);
  expect(
    new TOTP({ secret: Secret.fromBase32(app.secret) }).generate({ timestamp: Date.parse(newsroom.clock.now()) }),
  ).toBe(app.code());
  expect(app.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(page.text).toMatch(/<svg class="qr" viewBox="0 0 \d+ \d+"/);
});
