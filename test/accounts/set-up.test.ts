import { describe, expect, test } from '@jest/globals';
import { issueSetUpToken, setUpFirstAdmin } from '../../src/accounts/actions/set-up.ts';
import { findPeople } from '../../src/accounts/queries.ts';
import { Forbidden, NotFound } from '../../src/errors.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';

const wanted = { Name: 'Mara Oyelaran', Email: 'mara@courier.example', Password: 'a lighthouse in the fog' };

async function startEmpty() {
  const app = await startApp();
  const token = await issueSetUpToken(app.context);
  if (token === null) throw new Error('The database is not empty.');
  return { ...app, token, address: `/admin/set-up?token=${token}` };
}

const peopleOf = ({ context }: Started) => findPeople(context.db.reader);

describe('The set-up page', () => {
  test('makes the first administrator, signs them in, and is gone', async () => {
    const app = await startEmpty();
    const agent = app.visitor();
    const page = await agent.get(app.address).expect(200);
    const answer = await sendForm(agent, fillForm(page, 'Make the account', wanted)).expect(303);
    expect(answer.headers.location).toBe('/admin/articles');
    await agent.get('/admin').expect(303);
    expect(await peopleOf(app)).toMatchObject([
      { name: 'Mara Oyelaran', slug: 'mara-oyelaran', email: 'mara@courier.example', role: 'admin' },
    ]);
    await app.visitor().get(app.address).expect(404);
    await sendForm(
      app.visitor(),
      fillForm(page, 'Make the account', { ...wanted, Email: 'two@courier.example' }),
    ).expect(404);
    expect(await peopleOf(app)).toHaveLength(1);
    const signIn = fillForm(await app.visitor().get('/admin'), 'Sign in', {
      Email: wanted.Email,
      Password: wanted.Password,
    });
    await sendForm(app.visitor(), signIn).expect(303);
  });

  test('shows what is wrong beside the fields, and keeps all but the password', async () => {
    const app = await startEmpty();
    const agent = app.visitor();
    const page = await agent.get(app.address);
    const wrong = { Name: '', Email: 'mara at home', Password: 'too short' };
    const answer = await sendForm(agent, fillForm(page, 'Make the account', wrong)).expect(422);
    for (const message of [
      'Enter a name.',
      'Enter an email address like',
      'A password needs at least 12 characters.',
    ]) {
      expect(answer.text).toContain(message);
    }
    expect(answer.text).toContain('value="mara at home"');
    expect(answer.text).not.toContain('too short');
    await sendForm(agent, fillForm(answer, 'Make the account', wanted)).expect(303);
  });

  test.each([
    ['no token', ''],
    ['an empty token', '?token='],
    ['another token', `?token=${'A'.repeat(43)}`],
    ['two tokens', '?token=a&token=b'],
    ['a NUL', '?token=%00'],
  ])('opens for nobody with %s', async (_what, query) => {
    const app = await startEmpty();
    const answer = await app.visitor().get(`/admin/set-up${query}`).expect(403);
    expect(answer.text).toContain('Each start of the program prints a new one.');
    const form = {
      token: new URLSearchParams(query).get('token') ?? '',
      name: 'A',
      email: 'a@b.example',
      password: wanted.Password,
    };
    await app.visitor().post('/admin/set-up').type('form').send(form).expect(403);
    expect(await peopleOf(app)).toEqual([]);
  });

  test('opens for the last token only', async () => {
    const app = await startEmpty();
    const renewed = await issueSetUpToken(app.context);
    await app.visitor().get(app.address).expect(403);
    await app.visitor().get(`/admin/set-up?token=${renewed}`).expect(200);
  });

  test('is not there where there are people, who get no token either', async () => {
    const app = await startEmpty();
    await addPerson(app.context, { role: 'author' });
    await app.visitor().get(app.address).expect(404);
    expect(await issueSetUpToken(app.context)).toBeNull();
  });

  test('makes one account for two who send it at once', async () => {
    const app = await startEmpty();
    const inputs = ['one', 'two'].map((name) => ({
      token: app.token,
      name,
      email: `${name}@b.example`,
      password: wanted.Password,
    }));
    const results = await Promise.allSettled(inputs.map((input) => setUpFirstAdmin(app.context, input)));
    const [failed] = results.filter((result) => result.status === 'rejected');
    expect(failed?.reason).toBeInstanceOf(NotFound);
    expect(await peopleOf(app)).toHaveLength(1);
  });

  test('keeps the token hashed, and out of the events', async () => {
    const app = await startEmpty();
    const { reader } = app.context.db;
    await setUpFirstAdmin(app.context, {
      token: app.token,
      name: 'Mara',
      email: 'mara@b.example',
      password: wanted.Password,
    });
    const stored = JSON.stringify([
      await reader.selectFrom('settings').selectAll().execute(),
      await reader.selectFrom('events').selectAll().execute(),
      await reader.selectFrom('people').selectAll().execute(),
    ]);
    expect(stored).not.toContain(app.token);
    expect(stored).not.toContain(wanted.Password);
    const again = setUpFirstAdmin(app.context, {
      token: '',
      name: 'A',
      email: 'a@b.example',
      password: wanted.Password,
    });
    await expect(again).rejects.toThrow(NotFound);
  });
});

test('A used token stays worthless should everybody be removed', async () => {
  const app = await startEmpty();
  const input = { token: app.token, name: 'Mara', email: 'mara@b.example', password: wanted.Password };
  await setUpFirstAdmin(app.context, input);
  await app.context.db.transaction((tx) => tx.deleteFrom('people').execute());
  await expect(setUpFirstAdmin(app.context, input)).rejects.toThrow(Forbidden);
});
