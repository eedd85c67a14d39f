import { beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Person } from '../../src/accounts/person.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { setUpStep } from '../support/second-steps.ts';

/* An operator sees in the log that somebody tries to get in, and no secret of anybody's. */

let lines: string[];
let newsroom: Started;
let editor: Person;

beforeEach(async () => {
  lines = [];
  newsroom = await startApp({ log: pino({ level: 'info' }, { write: (line) => lines.push(line) }) });
  editor = await addPerson(newsroom.context, { role: 'editor' });
});

const told = () =>
  lines
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => /was not right$/.test(msg))
    .map(({ person, msg }) => [person, msg]);

const signIn = (email: string, given: string) =>
  newsroom.visitor().post('/admin/sign-in').type('form').send({ email, password: given });

test('A wrong password is a line, with whose account it is', async () => {
  await signIn(editor.email, 'not the lighthouse').expect(422);
  await signIn('nobody@example.org', 'not the lighthouse').expect(422);
  expect(told()).toEqual([
    [editor.id, 'a password was not right'],
    [null, 'a password was not right'],
  ]);
  await signIn(editor.email, password).expect(303);
  expect(told()).toHaveLength(2);
  expect(lines.join()).not.toMatch(/lighthouse|example\.org|@/);
});

test('So is a wrong code, and a passkey that was not asked for', async () => {
  await setUpStep(newsroom, await newsroom.signIn(editor));
  newsroom.clock.advance({ minutes: 1 });
  const browser = newsroom.visitor();
  await browser.post('/admin/sign-in').type('form').send({ email: editor.email, password }).expect(303);
  await browser.post('/admin/second-step').type('form').send({ code: '000000' }).expect(422);
  await browser.post('/admin/second-step').type('form').send({ passkey: '{"id":"a"}' }).expect(422);
  expect(told()).toEqual([
    [editor.id, 'a code was not right'],
    [null, 'a passkey was not right'],
  ]);
  expect(lines.join()).not.toContain('000000');
});
