import { compiled } from '../db/compiled.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Actor, Person } from './person.ts';

export { findPeopleByIds, findPersonBySlug } from './queries/contributors.ts';

const columns = ['id', 'slug', 'name', 'email', 'role', 'bio'] as const;

const sessions = compiled({ tokenHash: String, now: String }, (db, { tokenHash, now }) =>
  db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select(['people.id', 'people.name', 'people.email', 'people.role'])
    .where('sessions.token_hash', '=', tokenHash)
    .where('people.standing', '=', 'member')
    .where('sessions.expires_at', '>', now),
);

/** Whose session it is, with the role that they have now; null where there is none, or it has ended. */
export async function findSession(db: Db, session: { tokenHash: string; now: string }): Promise<Actor | null> {
  return (await sessions(db, session))[0] ?? null;
}

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

export interface NewSession {
  tokenHash: string;
  personId: number;
  createdAt: string;
  expiresAt: string;
}

export async function insertSession(tx: Tx, { tokenHash, personId, createdAt, expiresAt }: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({ token_hash: tokenHash, person_id: personId, created_at: createdAt, expires_at: expiresAt })
    .execute();
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

export async function deleteExpiredSessions(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}
