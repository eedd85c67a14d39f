import { describe, expect, test } from '@jest/globals';
import { addPerson } from '../../src/accounts/actions.ts';
import { findPeople, findPeopleByIds, findPersonByEmail, findPersonBySlug } from '../../src/accounts/queries.ts';
import { Forbidden, Invalid } from '../../src/errors.ts';
import { startApp } from '../support/app.ts';
import { addPerson as makePerson } from '../support/factories.ts';

const ines = {
  name: 'Inês Duarte',
  email: 'ines@courier.example',
  role: 'author',
  password: 'a lighthouse in the fog',
} as const;

describe('Adding a person', () => {
  test('makes an address of the name, and another for the next of that name', async () => {
    const { context } = await startApp();
    const slugs: string[] = [];
    for (const [index, name] of ['Inês Duarte', 'Inês  Duarte', 'Inês Duarte', '***', '!!!'].entries()) {
      slugs.push((await addPerson(context, null, { ...ines, name, email: `${index}@b.example` })).slug);
    }
    expect(slugs).toEqual(['inês-duarte', 'inês-duarte-2', 'inês-duarte-3', 'person', 'person-2']);
  });

  test('is an event that names them', async () => {
    const { context } = await startApp();
    const admin = await makePerson(context, { role: 'admin' });
    const { id } = await addPerson(context, admin, ines);
    const events = await context.db.reader.selectFrom('events').selectAll().execute();
    const event = { action: 'person.added', person_id: admin.id, subject: `person:${id}`, names: `["person:${id}"]` };
    expect(events).toEqual([{ id: expect.any(Number), at: context.now(), ...event, hash: expect.any(String) }]);
  });

  test('refuses an address that somebody has, and a password too short', async () => {
    const { context } = await startApp();
    await addPerson(context, null, ines);
    const errors = async (input: Parameters<typeof addPerson>[2]) => {
      const failure = await addPerson(context, null, input).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Invalid);
      return (failure as Invalid).fields;
    };
    expect(await errors(ines)).toEqual({ email: 'Somebody has this email address already.' });
    expect(await errors({ ...ines, email: 'b@b.example', password: 'short' })).toHaveProperty('password');
    expect(await findPeople(context.db.reader)).toHaveLength(1);
  });

  test.each(['author', 'editor', 'moderator'] as const)('is not for %s', async (role) => {
    const { context } = await startApp();
    const actor = await makePerson(context, { role });
    await expect(addPerson(context, actor, ines)).rejects.toThrow(Forbidden);
  });

  test('makes somebody who is found by id, address and slug', async () => {
    const { context } = await startApp();
    const { reader } = context.db;
    const one = await addPerson(context, null, { ...ines, bio: 'Covers the courts.' });
    const two = await addPerson(context, null, { ...ines, name: 'Abel', email: 'abel@b.example' });
    expect(await findPeople(reader)).toEqual([two, one]);
    expect(await findPeopleByIds(reader, [one.id, 999, two.id])).toMatchObject([one, two]);
    expect(await findPeopleByIds(reader, [])).toEqual([]);
    expect(await findPersonBySlug(reader, 'inês-duarte')).toMatchObject(one);
    expect(await findPersonByEmail(reader, ines.email)).toMatchObject(one);
    expect(await findPersonByEmail(reader, 'nobody@b.example')).toBeNull();
  });
});
