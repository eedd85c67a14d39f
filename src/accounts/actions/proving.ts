import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { verifyPassword } from '../passwords.ts';
import { writeProof } from '../queries/sessions.ts';
import { findPersonByEmail } from '../queries.ts';
import type { Acting } from './second-steps.ts';

interface Given {
  password: string;
  /** What limits count by; of http/network.ts. */
  network: string;
}

type Parts = Pick<Context, 'db' | 'limits' | 'now'>;

/**
 * Asks for the password again, before what cannot be undone. Attempts are counted with those of signing in.
 * @throws Invalid with the password, TooMany
 */
export async function confirmPassword(context: Parts, actor: Actor, { password, network }: Given): Promise<void> {
  const account = `${actor.email} ${network}`;
  await context.limits.take('sign-in', account);
  await context.limits.take('sign-in-network', network);
  const found = await findPersonByEmail(context.db.reader, actor.email);
  const same = await verifyPassword(found?.passwordHash ?? null, password);
  if (!same) throw new Invalid({ password: 'This is not your password.' });
  await context.limits.clear('sign-in', account);
}

/** The same, and the session counts as fresh from now on. @throws Invalid with the password, TooMany */
export async function prove(context: Parts, { actor, tokenHash }: Acting, given: Given): Promise<void> {
  await confirmPassword(context, actor, given);
  await context.db.transaction((tx) => writeProof(tx, tokenHash, context.now()));
}
