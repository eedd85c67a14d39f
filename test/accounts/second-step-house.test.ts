import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { personSecondStepOff } from '../../src/cli/person-second-step.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { appFrom, setUpStep } from '../support/second-steps.ts';

const own = '/admin/account/second-step';

let newsroom: Started;
let ilse: Person;
let mara: Person;
let admin: Agent;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startApp();
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  mara = await addPerson(newsroom.context, { role: 'admin', name: 'Mara Quist' });
  agent = await newsroom.signIn(ilse);
  admin = await newsroom.signIn(mara);
});

const isIn = async (browser: Agent) => (await browser.get('/admin/articles')).status === 200;
const begin = (browser: Agent) =>
  browser.post('/admin/sign-in').type('form').send({ email: ilse.email, password }).expect(303);

async function eventsOf({ id }: Person): Promise<string[]> {
  const rows = newsroom.context.db.reader.selectFrom('events').select('action').where('subject', '=', `person:${id}`);
  return (await rows.orderBy('id').execute()).map(({ action }) => action);
}

describe('Under the account, a second step', () => {
  test('is set up by a code of the app, and ends every other session', async () => {
    const elsewhere = await newsroom.signIn(ilse);
    const app = await setUpStep(newsroom, agent);
    expect(app.recoveryCodes).toHaveLength(8);
    expect(new Set(app.recoveryCodes).size).toBe(8);
    for (const code of app.recoveryCodes) expect(code).toMatch(/^([a-z2-7]{6}-){3}[a-z2-7]{6}$/);
    expect([await isIn(agent), await isIn(elsewhere)]).toEqual([true, false]);
    expect(readPage(await agent.get('/admin/account')).main).toContain('On: a code of your app after the password.');
    expect(readPage(await agent.get('/admin/account')).main).toContain('8 of 8 are left.');
  });

  test('has recovery codes of which the database knows the hashes alone', async () => {
    const { recoveryCodes } = await setUpStep(newsroom, agent);
    const rows = await newsroom.context.db.reader.selectFrom('recovery_codes').selectAll().execute();
    expect(new Set(rows.map(({ code_hash }) => code_hash)).size).toBe(8);
    for (const { code_hash } of rows) expect(code_hash).toMatch(/^[\da-f]{64}$/);
    for (const code of recoveryCodes) {
      expect(JSON.stringify(rows)).not.toContain(code);
      expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
    }
  });

  test('is not set up by another code, and the page still shows the same key', async () => {
    const page = await agent.get(own);
    const key = appFrom(page.text, newsroom.clock).secret;
    const answer = await sendForm(agent, fillForm(page, 'Turn it on', { 'Code that the app shows': '12 34 56' }));
    expect(answer.status).toBe(422);
    expect(readPage(answer).texts('.problems')).toEqual([
      'This is not the code that the app shows now. Try the next one.',
    ]);
    expect(appFrom(answer.text, newsroom.clock).secret).toBe(key);
    expect(await newsroom.context.db.reader.selectFrom('second_steps').selectAll().execute()).toEqual([]);
    expect(appFrom((await admin.get(own)).text, newsroom.clock).secret).not.toBe(key);
  });

  test('gets another app, and the one before makes no codes any more', async () => {
    const before = await setUpStep(newsroom, agent);
    const now = await setUpStep(newsroom, agent, `${own}?anew`);
    newsroom.clock.advance({ minutes: 1 });
    const browser = newsroom.visitor();
    await begin(browser);
    for (const [code, status] of [
      [before.code(), 422],
      [before.recoveryCodes[0], 422],
      [now.code(), 303],
    ] as const) {
      await browser.post('/admin/second-step').type('form').send({ code }).expect(status);
    }
  });

  test('gets new recovery codes, and those before are worth nothing', async () => {
    const app = await setUpStep(newsroom, agent);
    const shown = await sendForm(
      agent,
      fillForm(await agent.get('/admin/account'), 'Make new ones: Recovery codes'),
    ).expect(200);
    const codes = readPage(shown).texts('code');
    const browser = newsroom.visitor();
    await begin(browser);
    await browser.post('/admin/second-step').type('form').send({ code: app.recoveryCodes[0] }).expect(422);
    await browser.post('/admin/second-step').type('form').send({ code: codes[0] }).expect(303);
    await admin.post(`${own}/codes`).expect(409);
  });

  test('is turned off, and then the password is enough', async () => {
    await setUpStep(newsroom, agent);
    const answer = await sendForm(agent, fillForm(await agent.get(own), 'Turn it off')).expect(303);
    expect(readPage(await agent.get(answer.headers.location ?? '')).main).toContain('The app is off');
    const browser = newsroom.visitor();
    expect((await begin(browser)).headers.location).toBe('/admin/articles');
    for (const table of ['second_steps', 'recovery_codes'] as const) {
      expect(await newsroom.context.db.reader.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect((await eventsOf(ilse)).slice(1, 3)).toEqual(['person.second_step_set', 'person.second_step_ended']);
  });

  test('goes with the account', async () => {
    await setUpStep(newsroom, agent);
    await admin.post(`/admin/people/${ilse.id}/close`).expect(303);
    expect(await newsroom.context.db.reader.selectFrom('second_steps').selectAll().execute()).toEqual([]);
  });
});

describe('A role that has to have a second step', () => {
  const all = ['Authors', 'Editors', 'Moderators', 'Administrators'];
  const require = async (...roles: string[]) => {
    const page = await admin.get('/admin/settings/sign-in').expect(200);
    const ticked = Object.fromEntries(all.map((role) => [role, roles.includes(role)]));
    await sendForm(admin, fillForm(page, 'Save', ticked)).expect(303);
  };

  test('can do nothing else until it is set up, also where somebody is signed in', async () => {
    await require('Authors');
    expect((await agent.get('/admin/articles').expect(303)).headers.location).toMatch(/^\/admin\?next=/);
    await agent.post('/admin/articles').field('press', 'save').field('headline', 'Typed before').expect(401);
    await agent.post('/admin/account').type('form').send({ review: 'on' }).expect(401);
    await agent.post(`${own}/codes`).expect(401);
    expect(await isIn(admin)).toBe(true);
  });

  test('is led there after the password, and on from there to where somebody wanted to go', async () => {
    await require('Authors');
    const browser = newsroom.visitor();
    const signedIn = await browser
      .post('/admin/sign-in')
      .type('form')
      .send({ email: ilse.email, password, next: '/admin/articles/new' });
    const first = await browser.get(signedIn.headers.location ?? '').expect(303);
    const second = await browser.get(first.headers.location ?? '').expect(303);
    expect(second.headers.location).toBe(`${own}?next=%2Fadmin%2Farticles%2Fnew`);
    const page = await browser.get(second.headers.location ?? '').expect(200);
    expect(readPage(page).main).toContain('Your role signs in with a second step.');
    const code = appFrom(page.text, newsroom.clock).code();
    const done = await sendForm(browser, fillForm(page, 'Turn it on', { 'Code that the app shows': code })).expect(200);
    expect(readPage(done).links('.primary')).toEqual(['/admin/articles/new']);
    await browser.get('/admin/articles/new').expect(200);
  });

  test('cannot turn it off, and can change the app', async () => {
    await setUpStep(newsroom, agent);
    await require('Authors', 'Editors');
    const { text } = await agent.get(own).expect(200);
    expect(text).not.toContain('Turn it off');
    expect((await agent.post(`${own}/end`).expect(409)).text).toContain('Your role has to have a second step.');
    await setUpStep(newsroom, agent, `${own}?anew`);
  });

  test('is a choice of administrators, which says how many have none yet, and stands in the activity', async () => {
    await setUpStep(newsroom, admin);
    const { main } = readPage(await admin.get('/admin/settings/sign-in'));
    expect(main).toMatch(/Authors\s*one has none yet/);
    expect(main).not.toMatch(/Administrators\s*one has/);
    await require('Authors');
    expect(readPage(await admin.get('/admin/activity')).main).toContain('changed who has to have a second step');
    await require();
    expect(await isIn(agent)).toBe(true);
  });
});

describe('A lost second step', () => {
  test('is taken away by an administrator: the password is enough again, and every session ends', async () => {
    await setUpStep(newsroom, agent);
    const person = await admin.get(`/admin/people/${ilse.id}`);
    expect(readPage(person).main).toContain('Signs in with a password and a second step.');
    const page = await admin.get(`/admin/people/${ilse.id}/second-step`).expect(200);
    expect(readPage(page).main).toContain('be sure that it is they who ask: call them');
    const taken = await sendForm(admin, fillForm(page, 'Take the second step away')).expect(303);
    const after = readPage(await admin.get(taken.headers.location ?? '')).main;
    expect(after).toContain('Signs in with a password alone.');
    expect(await isIn(agent)).toBe(false);
    expect((await begin(newsroom.visitor())).headers.location).toBe('/admin/articles');
    expect(readPage(await admin.get('/admin/activity')).main).toMatch(
      /took the second step from the account of\s*Ilse Brandt/,
    );
  });

  test('is not there twice', async () => {
    await admin.post(`/admin/people/${ilse.id}/second-step`).expect(409);
    expect(readPage(await admin.get(`/admin/people/${ilse.id}/second-step`)).main).toContain('has no second step');
    await admin.post('/admin/people/999/second-step').expect(404);
  });
});

test('Where nobody else can, it is taken away on the command line', async () => {
  await setUpStep(newsroom, admin);
  await personSecondStepOff(newsroom.context, ['--email', mara.email.toUpperCase()]);
  expect(await isIn(admin)).toBe(false);
  expect(await newsroom.context.db.reader.selectFrom('second_steps').selectAll().execute()).toEqual([]);
  expect((await eventsOf(mara)).at(-1)).toBe('person.second_step_taken');
  await expect(personSecondStepOff(newsroom.context, ['--email', 'x@news.example'])).rejects.toThrow(
    'Nobody has the address',
  );
});
