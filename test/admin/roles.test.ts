import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { errorsIn, type Newsroom, press, startNewsroom } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { whoHas } from '../support/people.ts';

let newsroom: Newsroom;
let mara: Person;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  mara = await addPerson(newsroom.context, { role: 'admin', name: 'Mara Quist' });
  admin = await newsroom.signIn(mara);
});

const give = (role: string, to: Person, by: Agent = admin) => press(by, `/admin/people/${to.id}`, 'Save', { role });
const roleOf = async ({ id }: Person) => (await whoHas(newsroom.context, id)).role;

describe('Another role', () => {
  test('ends every session that began with the one before, and holds from the next sign-in on', async () => {
    const ilse = await addPerson(newsroom.context, { role: 'author' });
    const before = await newsroom.signIn(ilse);
    await before.get('/admin/comments').expect(403);
    await give('moderator', ilse);
    await before.get('/admin/comments').expect(303);
    const after = await newsroom.signIn(ilse);
    await after.get('/admin/comments').expect(200);
    await after.get('/admin/articles').expect(403);
    await give('author', ilse);
    await after.get('/admin/comments').expect(303);
    const events = newsroom.context.db.reader
      .selectFrom('events')
      .select('action')
      .where('subject', '=', `person:${ilse.id}`);
    expect((await events.orderBy('id').execute()).map(({ action }) => action)).toEqual([
      ...['person.signed_in', 'person.role_changed', 'person.signed_in', 'person.role_changed'],
    ]);
  });

  test('of an administrator’s own leads where it lets them', async () => {
    await addPerson(newsroom.context, { role: 'admin' });
    const elsewhere = await newsroom.signIn(mara);
    const answer = await give('editor', mara);
    expect(answer.headers.location).toBe('/admin');
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^session=[\w-]{43};/)]);
    await elsewhere.get('/admin').expect(200);
    await admin.get('/admin').expect(303).expect('Location', '/admin/articles');
    await admin.get('/admin/settings').expect(403);
  });

  test('is one that there is', async () => {
    const answer = await admin.post(`/admin/people/${mara.id}`).field('name', 'Mara').field('role', 'owner');
    expect([answer.status, errorsIn(answer).role]).toEqual([422, 'A role is one of author, editor, moderator, admin.']);
  });
});

describe('The newsroom is never without an administrator:', () => {
  test('the only one stays, and the page says why beside the field', async () => {
    const page = await admin.get(`/admin/people/${mara.id}`);
    expect(readPage(page).texts('#role-hint')[0]).toContain('Mara Quist is the only administrator');
    const answer = await give('editor', mara);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({
      role: 'Mara Quist is the only administrator. Make somebody else an administrator first.',
    });
    expect(await roleOf(mara)).toBe('admin');
  });

  test('whoever left, or is only invited, does not count', async () => {
    const other = await addPerson(newsroom.context, { role: 'admin' });
    await press(admin, `/admin/people/${other.id}/close`, 'Close the account').then(({ status }) =>
      expect(status).toBe(303),
    );
    await press(admin, '/admin/people/invite', 'Send the invitation', {
      Name: 'A',
      Email: 'a@b.example',
      Role: 'admin',
    });
    expect((await give('editor', mara)).status).toBe(422);
  });

  test('of two who demote each other at the same time one stays', async () => {
    const other = await addPerson(newsroom.context, { role: 'admin' });
    const otherAgent = await newsroom.signIn(other);
    const forms = [
      fillForm(await admin.get(`/admin/people/${other.id}`), 'Save', { role: 'editor' }),
      fillForm(await otherAgent.get(`/admin/people/${mara.id}`), 'Save', { role: 'editor' }),
    ] as const;
    await Promise.all([sendForm(admin, forms[0]), sendForm(otherAgent, forms[1])]);
    expect([await roleOf(mara), await roleOf(other)].sort()).toEqual(['admin', 'editor']);
  });

  test('nor of two who close each other’s accounts, or their own', async () => {
    for (const isOwn of [false, true]) {
      const [one, other] = [
        await addPerson(newsroom.context, { role: 'admin' }),
        await addPerson(newsroom.context, { role: 'admin' }),
      ];
      const agents = [await newsroom.signIn(one), await newsroom.signIn(other)] as const;
      const only = await whoHas(newsroom.context, mara.id);
      if (only.role === 'admin') await press(agents[0], `/admin/people/${mara.id}`, 'Save', { role: 'editor' });
      const [first, second] = isOwn ? [one, other] : [other, one];
      await Promise.all([
        agents[0].post(`/admin/people/${first.id}/close`),
        agents[1].post(`/admin/people/${second.id}/close`),
      ]);
      const left = [await whoHas(newsroom.context, one.id), await whoHas(newsroom.context, other.id)];
      expect(left.map(({ standing }) => standing).sort()).toEqual(['left', 'member']);
      const stays = left.find(({ standing }) => standing === 'member') as Person;
      mara = stays;
    }
  });

  test('whoever has lost the role meanwhile changes nobody any more', async () => {
    const [one, other] = [
      await addPerson(newsroom.context, { role: 'admin' }),
      await addPerson(newsroom.context, { role: 'author' }),
    ];
    const agent = await newsroom.signIn(one);
    const page = await agent.get(`/admin/people/${other.id}`);
    await give('editor', one);
    const change = fillForm(page, 'Save', { Name: 'Changed' });
    await sendForm(agent, change).expect(401);
    await sendForm(await newsroom.signIn(one), change).expect(403);
    expect((await whoHas(newsroom.context, other.id)).name).toBe(other.name);
  });
});

test('Whoever’s account is closed is signed out everywhere at once', async () => {
  const ilse = await addPerson(newsroom.context, { role: 'editor' });
  const browsers = [await newsroom.signIn(ilse), await newsroom.signIn(ilse)];
  for (const each of browsers) await each.get('/admin/articles').expect(200);
  expect((await press(admin, `/admin/people/${ilse.id}/close`, 'Close the account')).status).toBe(303);
  for (const each of browsers)
    await each
      .get('/admin/articles')
      .expect(303)
      .expect('Location', /^\/admin\?next=/);
  await admin.get('/admin/articles').expect(200);
});
