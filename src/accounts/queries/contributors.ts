import type { Db, Tx } from '../../db/database.ts';
import type { PersonStanding, Role } from '../../db/tables.ts';
import { makeToken } from '../../text/tokens.ts';
import type { Contributor } from '../person.ts';
import { deleteSecondSteps } from './second-steps.ts';
import { deleteSessionsOf } from './sessions.ts';

const columns = ['id', 'slug', 'name', 'bio', 'standing', 'picture_id as pictureId', 'email', 'role'] as const;

interface Row extends Omit<Contributor, 'email' | 'role'> {
  email: string;
  role: Role;
}

/** Of whoever has no account, address and role are stand-ins that nobody gets to see. */
const known = (row: Row): Contributor => (row.standing === 'member' ? row : { ...row, email: null, role: null });

const people = (db: Db) => db.selectFrom('people').select(columns);

/** Everybody whose byline a story can bear, by name. */
export async function findContributors(db: Db): Promise<Contributor[]> {
  return (await people(db).orderBy('name').orderBy('id').execute()).map(known);
}

export async function findContributor(db: Db, id: number): Promise<Contributor | null> {
  const row = await people(db).where('id', '=', id).executeTakeFirst();
  return row ? known(row) : null;
}

export async function findPersonBySlug(db: Db, slug: string): Promise<Contributor | null> {
  const row = await people(db).where('slug', '=', slug).executeTakeFirst();
  return row ? known(row) : null;
}

/** With an account or without, in the order of the ids; those of nobody are left out. */
export async function findPeopleByIds(db: Db, ids: readonly number[]): Promise<Contributor[]> {
  if (ids.length === 0) return [];
  const rows = await people(db)
    .where('id', 'in', [...ids])
    .execute();
  const found = new Map(rows.map((row) => [row.id, known(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The slugs that begin with this one, whole or before a hyphen: of people, and old ones that lead to some. */
export async function findPersonSlugs(db: Db, slug: string): Promise<string[]> {
  const now = db.selectFrom('people').select('slug');
  const before = db.selectFrom('list_redirects').select('slug').where('kind', '=', 'person');
  const rows = await db
    .selectFrom(now.unionAll(before).as('taken'))
    .select('slug')
    .where((where) => where.or([where('slug', '=', slug), where('slug', 'like', `${slug}-%`)]))
    .execute();
  return rows.map((row) => row.slug);
}

export interface NewGuest extends Pick<Contributor, 'slug' | 'name' | 'bio'> {
  createdAt: string;
}

/** No hash, and nobody's address: what a row without an account holds. */
const nobodys = () => ({ email: `~${makeToken()}`, password_hash: '', role: 'author' }) as const;

/** Somebody who has a byline and no account. */
export async function insertGuest(tx: Tx, { createdAt, ...guest }: NewGuest): Promise<number> {
  const row = { ...guest, ...nobodys(), standing: 'guest', created_at: createdAt } as const;
  const { id } = await tx.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** The account is gone, with its address, password and sessions; name, byline, biography and picture stay. */
export async function eraseAccount(tx: Tx, id: number): Promise<void> {
  await deleteSessionsOf(tx, id);
  await deleteSecondSteps(tx, id);
  await tx
    .updateTable('people')
    .set({ ...nobodys(), standing: 'left', mails_off: '[]' })
    .where('id', '=', id)
    .execute();
}

export interface Account {
  name: string;
  /** In lower case. */
  email: string;
  role: Role;
  passwordHash: string;
}

/** Gives somebody who is here without one an account. */
export async function giveAccount(tx: Tx, id: number, { passwordHash, ...account }: Account): Promise<void> {
  const standing: PersonStanding = 'member';
  await tx
    .updateTable('people')
    .set({ ...account, password_hash: passwordHash, standing })
    .where('id', '=', id)
    .execute();
}

export async function updateContributor(
  tx: Tx,
  id: number,
  { pictureId, ...said }: Pick<Contributor, 'slug' | 'name' | 'bio' | 'pictureId'>,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ ...said, picture_id: pictureId })
    .where('id', '=', id)
    .execute();
}

export async function updateRole(tx: Tx, id: number, role: Role): Promise<void> {
  await tx.updateTable('people').set({ role }).where('id', '=', id).execute();
}

/** Only where nothing refers to them. */
export async function deleteGuest(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('people').where('id', '=', id).where('standing', '=', 'guest').execute();
}

/** Whether they are an administrator, and nobody else is. */
export async function isOnlyAdmin(db: Db, id: number): Promise<boolean> {
  const admins = await db
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'admin')
    .where('standing', '=', 'member')
    .execute();
  return admins.length === 1 && admins[0]?.id === id;
}
