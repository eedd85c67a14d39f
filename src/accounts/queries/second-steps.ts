import type { Db, Tx } from '../../db/database.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { hashToken } from '../../text/tokens.ts';
import { type Role, roles } from '../person.ts';
import type { SecondStep } from '../second-step.ts';

/** Roles that can do nothing before they have a second step, as a JSON list. */
export const requiredKey = 'second_step_roles';

export const rolesIn = (json: string | null): Role[] => {
  const named = JSON.parse(json ?? '[]') as string[];
  return roles.filter((role) => named.includes(role));
};

export const findRequiredRoles = async (db: Db): Promise<Role[]> => rolesIn(await readSetting(db, requiredKey));

export const writeRequiredRoles = (tx: Tx, required: readonly Role[]): Promise<void> =>
  writeSetting(tx, requiredKey, JSON.stringify(required));

/** Null for who signs in by a password alone. */
export async function findSecondStep(db: Db, personId: number): Promise<SecondStep | null> {
  const row = await db
    .selectFrom('second_steps')
    .select('created_at as createdAt')
    .select((select) =>
      select
        .selectFrom('recovery_codes')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('recovery_codes.person_id', '=', 'second_steps.person_id')
        .as('codesLeft'),
    )
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? { createdAt: row.createdAt, codesLeft: Number(row.codesLeft) } : null;
}

export async function findSecret(db: Db, personId: number): Promise<string | null> {
  const query = db.selectFrom('second_steps').select('secret').where('person_id', '=', personId);
  return (await query.executeTakeFirst())?.secret ?? null;
}

export interface NewSecondStep {
  personId: number;
  secret: string;
  /** Of the code that proved that the app has it. */
  lastStep: number;
  createdAt: string;
}

/** In place of any that they had. */
export async function replaceSecondStep(tx: Tx, { personId, secret, lastStep, createdAt }: NewSecondStep) {
  const row = { secret, last_step: lastStep, created_at: createdAt };
  await tx
    .insertInto('second_steps')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

/** Codes up to this one are worth nothing from now on. False where they were worth nothing before. */
export async function useStep(tx: Tx, personId: number, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('second_steps')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** False where there is no such code of theirs, or not any more. */
export async function useRecoveryCode(tx: Tx, personId: number, code: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('recovery_codes')
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashToken(code))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** `codes` without what groups them. Those before are worth nothing from now on. */
export async function replaceRecoveryCodes(tx: Tx, personId: number, codes: readonly string[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
  const rows = codes.map((code) => ({ code_hash: hashToken(code), person_id: personId }));
  if (rows.length > 0) await tx.insertInto('recovery_codes').values(rows).execute();
}

export async function deleteSecondStep(tx: Tx, personId: number): Promise<void> {
  await replaceRecoveryCodes(tx, personId, []);
  await tx.deleteFrom('second_steps').where('person_id', '=', personId).execute();
}

/** How many people of each role have none; roles of which everybody has one are left out. */
export async function countWithout(db: Db): Promise<Map<Role, number>> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('second_steps', 'second_steps.person_id', 'people.id')
    .select('people.role')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('people.standing', '=', 'member')
    .where('second_steps.person_id', 'is', null)
    .groupBy('people.role')
    .execute();
  return new Map(rows.map(({ role, count }) => [role, Number(count)]));
}
