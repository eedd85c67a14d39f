import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { askedOf, type Device, newDevice, type Odd } from '../support/authenticator.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

const own = '/admin/account/passkeys';
const notRight = 'This passkey is not known here, or it was not used in time. Try again, or use your password.';

let newsroom: Started;
let ilse: Person;
let agent: Agent;
let device: Device;

beforeEach(async () => {
  newsroom = await startApp({ environment: { TRUST_PROXY: '1' } });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  agent = await newsroom.signIn(ilse);
  device = newDevice(newsroom.url);
});

async function add(browser: Agent = agent, key: Device = device, odd: Odd = {}) {
  const passkey = key.create(await askedOf(browser, 'add'), odd);
  return browser.post(own).type('form').send({ keyName: 'My telephone', passkey });
}

const send = (browser: Agent, passkey: string) => browser.post('/admin/passkey').type('form').send({ passkey });
const isIn = async (browser: Agent) => (await browser.get('/admin/articles')).status === 200;
const rows = () => newsroom.context.db.reader.selectFrom('passkeys').selectAll().execute();
async function lastAction(): Promise<string | undefined> {
  const events = newsroom.context.db.reader.selectFrom('events').select('action').orderBy('id', 'desc');
  return (await events.executeTakeFirst())?.action;
}

describe('A passkey', () => {
  test('is added, with recovery codes that are shown once, and signs in as both steps in one', async () => {
    const added = await add();
    expect(added.status).toBe(200);
    expect(readPage(added).texts('code')).toHaveLength(8);
    expect(readPage(await agent.get(own)).main).toMatch(
      /My telephone\s*Added on Monday 23 November 2026, not used yet/,
    );
    const browser = newsroom.visitor();
    const answer = await send(browser, device.sign(await askedOf(browser, 'sign-in')));
    expect([answer.status, answer.headers.location]).toEqual([303, '/admin/articles']);
    expect(await isIn(browser)).toBe(true);
    expect(await lastAction()).toBe('person.signed_in_by_passkey');
    expect(readPage(await browser.get(own)).main).toContain('last used on');
  });

  test('is asked for by the site’s own name, with a look at who holds the device, and for no attestation', async () => {
    const options = await askedOf(agent, 'add');
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Broadsheet' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(JSON.stringify(options.user?.id)).not.toContain(Buffer.from(String(ilse.id)).toString('base64url'));
    expect(await askedOf(newsroom.visitor(), 'sign-in')).toMatchObject({
      ...{ rpId: 'localhost', userVerification: 'required', allowCredentials: [] },
    });
  });

  test('is the second step, too: the password alone opens nothing any more', async () => {
    await add();
    const browser = newsroom.visitor();
    const first = await browser.post('/admin/sign-in').type('form').send({ email: ilse.email, password });
    expect(first.headers.location).toBe('/admin/second-step');
    const page = await browser.get('/admin/second-step').expect(200);
    expect(readPage(page).main).toContain('Use a passkey');
    const asked = await askedOf(browser, 'step');
    expect(asked).toMatchObject({ allowCredentials: [{ id: device.credential }] });
    await browser
      .post('/admin/second-step')
      .type('form')
      .send({ passkey: device.sign(asked) })
      .expect(303);
    expect(await isIn(browser)).toBe(true);
  });

  test('of a colleague is no second step', async () => {
    const other = newDevice(newsroom.url);
    await add(await newsroom.signIn('editor'), other);
    await add();
    const browser = newsroom.visitor();
    await browser.post('/admin/sign-in').type('form').send({ email: ilse.email, password }).expect(303);
    const passkey = other.sign(await askedOf(browser, 'step'));
    await browser.post('/admin/second-step').type('form').send({ passkey }).expect(422);
    expect(await isIn(browser)).toBe(false);
  });

  test('satisfies a role that has to have a second step, and is added on the way there', async () => {
    const admin = await newsroom.signIn('admin');
    await admin.post('/admin/settings/sign-in').type('form').send({ author: 'on' }).expect(303);
    expect(await isIn(agent)).toBe(false);
    await add();
    expect(await isIn(agent)).toBe(true);
    const answer = await agent.post(`${own}/${(await rows())[0]?.id}/remove`).expect(409);
    expect(readPage(answer).texts('.problems')[0]).toContain('Your role has to have a second step.');
    expect(await rows()).toHaveLength(1);
  });

  test('is renamed and removed by who has it, and by nobody else; without any, the password is enough', async () => {
    await add();
    const id = Number((await rows())[0]?.id);
    const stranger = await newsroom.signIn('admin');
    await stranger.post(`${own}/${id}`).type('form').send({ keyName: 'Mine' }).expect(404);
    await stranger.post(`${own}/${id}/remove`).expect(404);
    const form = fillForm(await agent.get(own), 'Rename', { keyName: '  My <b>ring</b> ' });
    await sendForm(agent, form).expect(303);
    expect((await rows()).map(({ name }) => name)).toEqual(['My <b>ring</b>']);
    const elsewhere = newsroom.visitor();
    await send(elsewhere, device.sign(await askedOf(elsewhere, 'sign-in'))).expect(303);
    await agent.post(`${own}/${id}/remove`).expect(303);
    expect([await isIn(agent), await isIn(elsewhere), await rows()]).toEqual([true, false, []]);
    expect(await newsroom.context.db.reader.selectFrom('recovery_codes').selectAll().execute()).toEqual([]);
    const browser = newsroom.visitor();
    await send(browser, device.sign(await askedOf(browser, 'sign-in'))).expect(422);
    const { headers } = await browser.post('/admin/sign-in').type('form').send({ email: ilse.email, password });
    expect(headers.location).toBe('/admin/articles');
  });

  test('is taken away with the rest by an administrator', async () => {
    await add();
    const admin = await newsroom.signIn('admin');
    await admin.post(`/admin/people/${ilse.id}/second-step`).expect(303);
    expect([await rows(), await isIn(agent)]).toEqual([[], false]);
  });

  test('is asked for in place of the password before what matters most', async () => {
    await add();
    newsroom.clock.advance({ minutes: 10 });
    await agent.post(`${own}/1`).type('form').send({ keyName: 'Other' }).expect(401);
    const passkey = device.sign(await askedOf(agent, 'prove'));
    await agent.post(`${own}/1`).type('form').send({ keyName: 'Other', proof: '', passkey }).expect(303);
    newsroom.clock.advance({ minutes: 10 });
    const colleague = newDevice(newsroom.url);
    await add(await newsroom.signIn('editor'), colleague);
    const foreign = colleague.sign(await askedOf(agent, 'prove'));
    await agent.post(`${own}/1`).type('form').send({ keyName: 'X', proof: '', passkey: foreign }).expect(422);
  });
});

describe('Nobody is signed in', () => {
  beforeEach(async () => {
    await add();
  });

  const wrong: [string, Odd][] = [
    ['from another site', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://localhost:1' }],
    ['for another host', { host: 'evil.example' }],
    ['by a device that did not look who holds it', { verified: false }],
    ['by an answer to something else', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['with the number of another account', { handle: Buffer.from('1').toString('base64url') }],
  ];

  test.each(wrong)('%s', async (_what, odd) => {
    const browser = newsroom.visitor();
    const answer = await send(browser, device.sign(await askedOf(browser, 'sign-in'), odd)).expect(422);
    expect(readPage(answer).texts('.problems')).toEqual([notRight]);
    expect(await isIn(browser)).toBe(false);
  });

  test.each(wrong.slice(0, 5))('nor is a passkey added %s', async (_what, odd) => {
    const answer = await add(agent, newDevice(newsroom.url), odd);
    expect(answer.status).toBe(422);
    expect(await rows()).toHaveLength(1);
  });

  test('twice by one signature, from the same browser or another one', async () => {
    const browser = newsroom.visitor();
    const passkey = device.sign(await askedOf(browser, 'sign-in'));
    await send(browser, passkey).expect(303);
    await send(browser, passkey).expect(422);
    await send(newsroom.visitor(), passkey).expect(422);
  });

  test('by a signature that another browser was asked for, and that is over for both', async () => {
    const [asked, other] = [newsroom.visitor(), newsroom.visitor()];
    const passkey = device.sign(await askedOf(asked, 'sign-in'));
    await askedOf(other, 'sign-in');
    await send(other, passkey).expect(422);
    await send(asked, passkey).expect(422);
  });

  test('by a signature for something else', async () => {
    const passkey = device.sign(await askedOf(agent, 'prove'));
    await send(newsroom.visitor(), passkey).expect(422);
    const browser = newsroom.visitor();
    await browser.post('/admin/sign-in').type('form').send({ email: ilse.email, password }).expect(303);
    const forSignIn = device.sign(await askedOf(browser, 'sign-in'));
    await browser.post('/admin/second-step').type('form').send({ passkey: forSignIn }).expect(422);
  });

  test('five minutes later', async () => {
    const browser = newsroom.visitor();
    const passkey = device.sign(await askedOf(browser, 'sign-in'));
    newsroom.clock.advance({ minutes: 5 });
    await send(browser, passkey).expect(422);
  });

  test('by a copy of a key that counts its uses', async () => {
    const browser = newsroom.visitor();
    await send(browser, device.sign(await askedOf(browser, 'sign-in'))).expect(303);
    await send(browser, device.sign(await askedOf(browser, 'sign-in'), { counter: 1 })).expect(422);
  });

  test('by a key that is not known here', async () => {
    const browser = newsroom.visitor();
    const passkey = newDevice(newsroom.url).sign(await askedOf(browser, 'sign-in'), { handle: null });
    const answer = await send(browser, passkey).expect(422);
    expect(readPage(answer).texts('.problems')).toEqual([notRight]);
  });

  test.each(['', '{}', 'null', '[]', '{"id":1}', `{"response":{"clientDataJSON":"${'A'.repeat(50_000)}"}}`, '\u0000'])(
    'by %.30j',
    async (passkey) => {
      await send(newsroom.visitor(), passkey).expect(422);
    },
  );
});

test('What browsers are asked to sign is bounded for a network', async () => {
  const browser = newsroom.visitor().set('X-Forwarded-For', '203.0.113.7');
  for (let count = 0; count < 120; count += 1) await askedOf(browser, 'sign-in');
  await browser.post('/admin/passkey/options').type('form').send({ use: 'sign-in' }).expect(429);
  newsroom.clock.advance({ minutes: 6 });
  await askedOf(newsroom.visitor(), 'sign-in');
  const left = newsroom.context.db.reader.selectFrom('passkey_challenges').selectAll().execute();
  expect(await left).toHaveLength(1);
}, 30_000);
