import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { hashToken, makeToken } from '../../text/tokens.ts';
import { enterPerson, hashNewPassword, type PersonInput } from '../actions.ts';
import { countPeople } from '../queries.ts';
import { openSession, type SignedIn } from './sessions.ts';

const setUpKey = 'set_up';

/** A new token for the set-up address, which the start prints; null where there are people already. */
export function issueSetUpToken(context: Context): Promise<string | null> {
  return context.db.transaction(async (tx) => {
    if ((await countPeople(tx)) > 0) return null;
    const token = makeToken();
    await writeSetting(tx, setUpKey, hashToken(token));
    await record(tx, { at: context.now(), actor: null, action: 'set_up.issued', subject: 'site', names: [] });
    return token;
  });
}

/**
 * @throws NotFound once there is anybody, Forbidden with a token that is not the last one issued.
 */
export async function requireSetUp(db: Db, token: string): Promise<void> {
  if ((await countPeople(db)) > 0) throw new NotFound('This newsroom has been set up. Sign in instead.');
  if ((await readSetting(db, setUpKey)) === hashToken(token)) return;
  throw new Forbidden('This set-up address is not the current one. Each start of the program prints a new one.');
}

export interface SetUp extends Omit<PersonInput, 'role' | 'bio'> {
  token: string;
  /** In words of device.ts. */
  device?: string;
}

/**
 * Makes the first person, an administrator, and signs them in.
 * @throws what requireSetUp throws, or Invalid with the password.
 */
export async function setUpFirstAdmin(context: Context, { token, device = '', ...input }: SetUp): Promise<SignedIn> {
  await requireSetUp(context.db.reader, token);
  const passwordHash = await hashNewPassword(context, input);
  const at = context.now();
  return context.db.transaction(async (tx) => {
    await requireSetUp(tx, token);
    await writeSetting(tx, setUpKey, '');
    const { id, name, email, role } = await enterPerson(tx, { ...input, role: 'admin', passwordHash, at });
    const session = await openSession(tx, { personId: id, at, device });
    await record(tx, { at, actor: { id }, action: 'person.added', subject: `person:${id}`, names: [`person:${id}`] });
    return { token: session, person: { id, name, email, role } };
  });
}
