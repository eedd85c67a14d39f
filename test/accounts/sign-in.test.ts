import { beforeAll, describe, expect, test } from '@jest/globals';
import { signIn } from '../../src/accounts/actions.ts';
import type { Person } from '../../src/accounts/person.ts';
import { hashToken } from '../../src/text/tokens.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';

let app: Started;
let author: Person;

beforeAll(async () => {
  app = await startApp({ shared: true, environment: { TRUST_PROXY: '1' } });
  author = await addPerson(app.context, { role: 'author' });
});

let networks = 0;

/** A browser on a network that nobody has used yet. */
function newcomer(): Agent {
  networks += 1;
  return app.visitor().set('X-Forwarded-For', `198.51.100.${networks}`);
}

async function attempt(agent: Agent, values: Values) {
  return sendForm(agent, fillForm(await agent.get('/admin').expect(200), 'Sign in', values));
}

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String([answer.headers['set-cookie'] ?? []].flat()[0]);

describe('Signing in', () => {
  test.each([
    ['author', '/admin/articles'],
    ['editor', '/admin/articles'],
    ['moderator', '/admin/comments'],
    ['admin', '/admin/articles'],
  ] as const)('leads %s to their work', async (role, work) => {
    const agent = newcomer();
    const { email } = await addPerson(app.context, { role });
    const answer = await attempt(agent, { Email: ` ${email.toUpperCase()} `, Password: password });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(work);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect((await agent.get('/admin').expect(303)).headers.location).toBe(work);
  });

  test('sets a cookie that scripts and other sites cannot use, for two weeks', async () => {
    const answer = await attempt(newcomer(), { Email: author.email, Password: password });
    expect(cookieOf(answer)).toMatch(/^session=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/);
  });

  test('says the same of a wrong password and of an unknown address, and keeps the address only', async () => {
    const known = await attempt(newcomer(), { Email: author.email, Password: 'a lighthouse in the sun' });
    const unknown = await attempt(newcomer(), { Email: 'nobody@news.example', Password: 'a lighthouse in the sun' });
    for (const [answer, email] of [
      [known, author.email],
      [unknown, 'nobody@news.example'],
    ] as const) {
      expect(answer.status).toBe(422);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['cache-control']).toBe('private, no-store');
      expect(answer.text).toContain('That email and password do not match.');
      expect(answer.text).toContain(`value="${email}"`);
      expect(answer.text).not.toContain('a lighthouse');
    }
    await newcomer().get('/admin/sign-in').expect(303).expect('Location', '/admin');
    expect(unknown.text.replace('nobody@news.example', author.email)).toBe(known.text);
  });

  test.each<[string, Values]>([
    ['ten thousand letters', { Email: 'nobody@news.example', Password: 'x'.repeat(10_000) }],
    ['a NUL in the password', { Email: 'nobody@news.example', Password: `${password}\u0000` }],
    ['a NUL in the address', { Email: 'nobody\u0000@news.example', Password: password }],
    ['letters of all kinds', { Email: 'ناشر@أخبار.example', Password: '🦀\u202E\uFEFF\u0301' }],
    ['a long address', { Email: `${'a'.repeat(5000)}@news.example`, Password: password }],
    ['markup', { Email: '"><script>alert(1)</script>@x.example', Password: password }],
    ['a statement', { Email: "' or 1=1 --@news.example", Password: "' or 1=1 --" }],
    ['nothing', { Email: '', Password: '' }],
  ])('is refused for %s, on the page', async (_what, values) => {
    const answer = await attempt(newcomer(), values);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).not.toContain('<script>');
  });

  test('takes the last of two passwords, as any form does', async () => {
    const answer = await newcomer()
      .post('/admin/sign-in')
      .type('form')
      .send(`email=${author.email}&password=wrong&password=${encodeURIComponent(password)}`);
    expect(answer.status).toBe(303);
  });

  test('is refused from another site', async () => {
    const agent = newcomer().set('Sec-Fetch-Site', 'cross-site');
    await agent.post('/admin/sign-in').type('form').send({ email: author.email, password }).expect(403);
  });

  test('goes on to the page that asked for it, through a wrong attempt', async () => {
    const agent = newcomer();
    const page = await agent.get('/admin?next=/admin/articles/12').expect(200);
    expect(page.text).toContain('Sign in to go on.');
    const wrong = await sendForm(agent, fillForm(page, 'Sign in', { Email: author.email, Password: 'wrong' })).expect(
      422,
    );
    const right = await sendForm(agent, fillForm(wrong, 'Sign in', { Password: password })).expect(303);
    expect(right.headers.location).toBe('/admin/articles/12');
  });

  test.each([
    ...[
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/admin/../../evil',
      '/admin@evil.example',
      '/',
      '/administrator',
    ],
    ...[
      'javascript:alert(1)',
      '/admin\r\nSet-Cookie: a=b',
      ' /admin',
      '/admin?next=//evil.example',
      '%2F%2Fevil.example',
    ],
  ])('never leads elsewhere: %j', async (next) => {
    const agent = newcomer();
    await agent
      .get('/admin')
      .query({ next })
      .expect(200)
      .expect(({ text }) => expect(text).not.toContain('name="next"'));
    const answer = await agent.post('/admin/sign-in').type('form').send({ email: author.email, password, next });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/admin/articles');
  });
});

/** Nobody waits for that to be written. */
async function usedAt({ context }: Started, at: string): Promise<void> {
  const sessions = () => context.db.reader.selectFrom('sessions').select('used_at').execute();
  let used: string[] = [];
  const end = performance.now() + 10_000;
  do used = (await sessions()).map(({ used_at }) => used_at);
  while (!used.includes(at) && performance.now() < end);
  expect(used).toContain(at);
}

describe('A session', () => {
  const isSignedIn = async (agent: Agent) => (await agent.get('/admin')).status === 303;

  test('ends after two weeks', async () => {
    const own = await startApp();
    const agent = await own.signIn('editor');
    for (let day = 0; day < 12; day += 2) {
      own.clock.advance({ days: 2 });
      expect(await isSignedIn(agent)).toBe(true);
      await usedAt(own, own.clock.now());
    }
    own.clock.advance({ days: 1, hours: 23 });
    expect(await isSignedIn(agent)).toBe(true);
    own.clock.advance({ hours: 1 });
    expect(await isSignedIn(agent)).toBe(false);
    await own.signIn('author');
    expect(await own.context.db.reader.selectFrom('sessions').selectAll().execute()).toHaveLength(1);
  });

  test('ends on the server when its person signs out', async () => {
    const agent = newcomer();
    const cookie = cookieOf(await attempt(agent, { Email: author.email, Password: password })).split(';')[0] ?? '';
    const copy = () => newcomer().set('Cookie', cookie);
    expect(await isSignedIn(copy())).toBe(true);
    const answer = await agent.post('/admin/sign-out').expect(303);
    expect(answer.headers.location).toBe('/admin?signed-out');
    expect(cookieOf(answer)).toBe('session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
    expect((await agent.get('/admin?signed-out').expect(200)).text).toContain('You are signed out.');
    expect(await isSignedIn(copy())).toBe(false);
    await agent.post('/admin/sign-out').expect(303);
  });

  test('is another one after signing in again, and the one before has ended', async () => {
    const agent = newcomer();
    const first = cookieOf(await attempt(agent, { Email: author.email, Password: password })).split(';')[0] ?? '';
    const again = await agent.post('/admin/sign-in').type('form').send({ email: author.email, password }).expect(303);
    expect(cookieOf(again)).not.toContain(first);
    expect(await isSignedIn(agent)).toBe(true);
    expect(await isSignedIn(newcomer().set('Cookie', first))).toBe(false);
  });

  test('cannot be had with what the database holds, nor with a cookie of one’s own', async () => {
    const { token } = await signIn(app.context, { email: author.email, password, network: 'test' });
    expect(await isSignedIn(newcomer().set('Cookie', `session=${token}`))).toBe(true);
    for (const value of [hashToken(token), `${token}x`, token.slice(1), "' or 1=1", '\u00ff', '']) {
      expect(await isSignedIn(newcomer().set('Cookie', `session=${value}`))).toBe(false);
    }
  });

  test('has the role that its person has now', async () => {
    const agent = newcomer();
    const person = await addPerson(app.context, { role: 'author' });
    await attempt(agent, { Email: person.email, Password: password });
    await app.context.db.transaction((tx) =>
      tx.updateTable('people').set({ role: 'moderator' }).where('id', '=', person.id).execute(),
    );
    expect((await agent.get('/admin').expect(303)).headers.location).toBe('/admin/comments');
  });

  test('over https is bound to the host, and never sent without encryption', async () => {
    const own = await startApp({ siteUrl: 'https://news.example' });
    const { email } = await addPerson(own.context, { role: 'author' });
    const answer = await attempt(own.visitor(), { Email: email, Password: password });
    const cookie = cookieOf(answer);
    expect(cookie).toMatch(/^__Host-session=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/);
    expect(await isSignedIn(own.visitor().set('Cookie', cookie.split(';')[0] ?? ''))).toBe(true);
    expect(await isSignedIn(own.visitor().set('Cookie', (cookie.split(';')[0] ?? '').replace('__Host-', '')))).toBe(
      false,
    );
    const out = await own.visitor().post('/admin/sign-out').expect(303);
    expect(cookieOf(out)).toBe('__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure');
  });
});

test('Signing in and out are events that hold neither address, name, password nor token', async () => {
  const own = await startApp();
  const person = await addPerson(own.context, { role: 'editor', name: 'Ilse Brandt' });
  const agent = await own.signIn(person);
  const sessions = await own.context.db.reader.selectFrom('sessions').selectAll().execute();
  await agent.post('/admin/sign-out').expect(303);
  const events = await own.context.db.reader
    .selectFrom('events')
    .select(['action', 'person_id', 'subject', 'names'])
    .execute();
  const shared = { person_id: person.id, subject: `person:${person.id}`, names: '[]' };
  expect(events).toEqual([
    { action: 'person.signed_in', ...shared },
    { action: 'person.signed_out', ...shared },
  ]);
  expect(sessions).toHaveLength(1);
  expect(JSON.stringify(events)).not.toContain(sessions[0]?.token_hash);
});
