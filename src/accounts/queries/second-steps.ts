import type { Db, Tx } from '../../db/database.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { hashToken } from '../../text/tokens.ts';
import { type Role, roles } from '../person.ts';
import type { SecondSteps } from '../second-step.ts';

/** Roles that can do nothing before they have a second step, as a JSON list. */
export const requiredKey = 'second_step_roles';

export const rolesIn = (json: string | null): Role[] => {
  const named = JSON.parse(json ?? '[]') as string[];
  return roles.filter((role) => named.includes(role));
};

export const findRequiredRoles = async (db: Db): Promise<Role[]> => rolesIn(await readSetting(db, requiredKey));

export const writeRequiredRoles = (tx: Tx, required: readonly Role[]): Promise<void> =>
  writeSetting(tx, requiredKey, JSON.stringify(required));

export async function findSecondSteps(db: Db, personId: number): Promise<SecondSteps> {
  const row = await db
    .selectFrom('people')
    .leftJoin('second_steps', 'second_steps.person_id', 'people.id')
    .select('second_steps.created_at as appSince')
    .select((select) => [
      select
        .selectFrom('passkeys')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('passkeys.person_id', '=', 'people.id')
        .as('passkeys'),
      select
        .selectFrom('recovery_codes')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('recovery_codes.person_id', '=', 'people.id')
        .as('codesLeft'),
    ])
    .where('people.id', '=', personId)
    .executeTakeFirst();
  return {
    appSince: row?.appSince ?? null,
    passkeys: Number(row?.passkeys ?? 0),
    codesLeft: Number(row?.codesLeft ?? 0),
  };
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

export async function deleteApp(tx: Tx, personId: number): Promise<void> {
  await tx.deleteFrom('second_steps').where('person_id', '=', personId).execute();
}

/** App, passkeys and recovery codes. */
export async function deleteSecondSteps(tx: Tx, personId: number): Promise<void> {
  await deleteApp(tx, personId);
  await tx.deleteFrom('passkeys').where('person_id', '=', personId).execute();
  await replaceRecoveryCodes(tx, personId, []);
}

const passkeysOf = (db: Db) => db.selectFrom('passkeys').whereRef('passkeys.person_id', '=', 'people.id' as never);

/** How many people of each role have none; roles of which everybody has one are left out. */
export async function countWithout(db: Db): Promise<Map<Role, number>> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('second_steps', 'second_steps.person_id', 'people.id')
    .select('people.role')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('people.standing', '=', 'member')
    .where('second_steps.person_id', 'is', null)
    .where((where) => where.not(where.exists(passkeysOf(db).select('passkeys.id'))))
    .groupBy('people.role')
    .execute();
  return new Map(rows.map(({ role, count }) => [role, Number(count)]));
}
