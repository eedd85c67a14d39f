import { beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { whoHas } from '../support/people.ts';

/* What matters most is asked of nobody who only happens to be signed in. */

let newsroom: Started;
let ilse: Person;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startApp();
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  admin = await newsroom.signIn('admin');
  newsroom.clock.advance({ minutes: 10 });
});

const changeRole = async (agent: Agent) => {
  const page = await agent.get(`/admin/people/${ilse.id}`).expect(200);
  return sendForm(agent, fillForm(page, 'Save', { role: 'editor', Biography: 'Writes.\nOf ships.' }));
};
const roleOf = async () => (await whoHas(newsroom.context, ilse.id)).role;

test.each([
  ['/admin/people/invite', { name: 'I', email: 'i@news.example', role: 'author' }],
  ['/admin/people/1/close', {}],
  ['/admin/people/1/second-step', {}],
  ['/admin/people/1/sessions', {}],
  ['/admin/account/sessions', { end: 'others' }],
  ['/admin/people/1', { name: 'Ilse', role: 'admin' }],
  ['/admin/invitations/1/again', {}],
  ['/admin/invitations/1/revoke', {}],
  ['/admin/settings/comments/spam', { spamCheck: 'off' }],
  ['/admin/settings/sign-in', { author: 'on' }],
  ['/admin/account/second-step', { code: '123456' }],
  ['/admin/account/second-step/codes', {}],
  ['/admin/account/second-step/end', {}],
  ['/admin/articles/1/delete', {}],
])('%s asks for the password again ten minutes after it was given', async (path, fields) => {
  const answer = await admin.post(path).type('form').send(fields);
  expect(answer.status).toBe(401);
  expect(readPage(answer).texts('h1')).toEqual(['Confirm that it is you']);
  expect(answer.headers['cache-control']).toBe('private, no-store');
});

test('What was typed goes on from there once the password was given, and no more is asked for ten minutes', async () => {
  const asked = await changeRole(admin);
  expect([asked.status, await roleOf()]).toEqual([401, 'author']);
  const done = await sendForm(admin, fillForm(asked, 'Go on', { Password: password }));
  expect([done.status, done.headers.location]).toEqual([303, `/admin/people/${ilse.id}?done=saved`]);
  expect(await whoHas(newsroom.context, ilse.id)).toMatchObject({ role: 'editor', bio: 'Writes.\nOf ships.' });
  newsroom.clock.advance({ minutes: 9 });
  await admin.post('/admin/people/999/close').expect(404);
  newsroom.clock.advance({ minutes: 1 });
  await admin.post('/admin/people/999/close').expect(401);
});

test('A wrong password changes nothing, and is said with all that was typed; so is the end of attempts', async () => {
  let page = await changeRole(admin);
  for (let count = 0; count < 8; count += 1) {
    page = await sendForm(admin, fillForm(page, 'Go on', { Password: 'a wrong one' })).expect(422);
    expect(readPage(page).texts('.problems')).toEqual(['This is not your password.']);
    expect(page.text).not.toContain('a wrong one');
  }
  const closed = await sendForm(admin, fillForm(page, 'Go on', { Password: password })).expect(429);
  expect(Number(closed.headers['retry-after'])).toBeGreaterThan(800);
  expect(fillForm(closed, 'Go on').fields).toMatchObject({ role: 'editor', bio: 'Writes.\r\nOf ships.' });
  expect(await roleOf()).toBe('author');
});

test('The proof is of one session: another of the same person is asked itself', async () => {
  const mara = await addPerson(newsroom.context, { role: 'admin' });
  const [old, other] = [await newsroom.signIn(mara), await newsroom.signIn(mara)];
  newsroom.clock.advance({ minutes: 10 });
  await sendForm(old, fillForm(await changeRole(old), 'Go on', { Password: password })).expect(303);
  await other.post(`/admin/people/${ilse.id}/close`).expect(401);
});

test('An editor who only sees to bylines of guests is not asked', async () => {
  const editor = await newsroom.signIn('editor');
  newsroom.clock.advance({ minutes: 10 });
  const page = await editor.get('/admin/people/guest');
  const { headers } = await sendForm(editor, fillForm(page, 'Add the byline', { Name: 'A Guest' })).expect(303);
  const path = (headers.location ?? '').split('?')[0] ?? '';
  await sendForm(editor, fillForm(await editor.get(path), 'Save', { Biography: 'A sailor.' })).expect(303);
});

test('A role is asked before the password: who may not is told so at once', async () => {
  const author = await newsroom.signIn(ilse);
  newsroom.clock.advance({ minutes: 10 });
  await author.post(`/admin/people/${ilse.id}/close`).type('form').send({ proof: password }).expect(403);
  await newsroom.visitor().post(`/admin/people/${ilse.id}/close`).send({ proof: password }).expect(401);
});
