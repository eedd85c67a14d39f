import type { Db, Tx } from '../db/database.ts';
import type { Person } from './person.ts';

export { findPeopleByIds, findPersonBySlug } from './queries/contributors.ts';

const columns = ['id', 'slug', 'name', 'email', 'role', 'bio'] as const;

/** `email` in lower case, as it is stored. */
export async function findPersonByEmail(db: Db, email: string): Promise<(Person & { passwordHash: string }) | null> {
  const query = db.selectFrom('people').select([...columns, 'password_hash as passwordHash']);
  return (await query.where('email', '=', email).executeTakeFirst()) ?? null;
}

/** Everybody who has an account, by name. For bylines there are more: queries/contributors.ts. */
export const findPeople = (db: Db): Promise<Person[]> =>
  db.selectFrom('people').select(columns).where('standing', '=', 'member').orderBy('name').orderBy('id').execute();

/** With an account or without. */
export async function countPeople(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('people')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export type NewPerson = Omit<Person, 'id'> & { passwordHash: string; createdAt: string };

export async function insertPerson(tx: Tx, { passwordHash, createdAt, ...person }: NewPerson): Promise<number> {
  const { id } = await tx
    .insertInto('people')
    .values({ ...person, password_hash: passwordHash, created_at: createdAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
