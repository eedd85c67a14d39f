import { expect, test } from '@jest/globals';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';

const start = () => startApp({ environment: { TRUST_PROXY: '1' } });
const from = (app: Started, address: string) => app.visitor().set('X-Forwarded-For', address);
const attempt = (agent: Agent, email: string, typed: string) =>
  agent.post('/admin/sign-in').type('form').send({ email, password: typed });

test('Eight wrong passwords close an account to the network that they came from, and to no other', async () => {
  const app = await start();
  const { email } = await addPerson(app.context, { role: 'editor' });
  const guesser = from(app, '203.0.113.7');
  for (let count = 0; count < 8; count += 1) await attempt(guesser, email, `guess ${count}`).expect(422);
  for (const typed of ['guess 9', password]) {
    const answer = await attempt(guesser, email, typed).expect(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
    expect(answer.text).toContain('Too many attempts. Please try again in 15 minutes.');
    expect(answer.text).toContain(`value="${email}"`);
  }
  await attempt(from(app, '203.0.113.8'), email, password).expect(303);
  const other = await addPerson(app.context, { role: 'author' });
  await attempt(guesser, other.email, password).expect(303);
});

test('The addresses of one IPv6 customer are one network', async () => {
  const app = await start();
  const { email } = await addPerson(app.context, { role: 'editor' });
  for (let count = 0; count < 8; count += 1)
    await attempt(from(app, `2001:db8:1:2::${count}`), email, 'guess').expect(422);
  await attempt(from(app, '2001:0db8:1:2:ffff:ffff:ffff:ffff'), email, password).expect(429);
  await attempt(from(app, '2001:db8:1:3::1'), email, password).expect(303);
});

test('Signing in forgives the wrong attempts before', async () => {
  const app = await start();
  const { email } = await addPerson(app.context, { role: 'editor' });
  const agent = from(app, '203.0.113.7');
  for (let round = 0; round < 2; round += 1) {
    for (let count = 0; count < 7; count += 1) await attempt(agent, email, 'guess').expect(422);
    await attempt(agent, email, password).expect(303);
  }
});

test('Forty attempts on any accounts close the sign-in to a network', async () => {
  const app = await start();
  const { email } = await addPerson(app.context, { role: 'editor' });
  const agent = from(app, '203.0.113.7');
  for (let count = 0; count < 40; count += 1) await attempt(agent, `person${count}@news.example`, 'guess').expect(422);
  await attempt(agent, email, password).expect(429);
  await attempt(from(app, '203.0.113.8'), email, password).expect(303);
}, 30_000);
