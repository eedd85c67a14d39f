import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { verifyPassword } from '../passwords.ts';
import { writeProof } from '../queries/sessions.ts';
import { findPersonByEmail } from '../queries.ts';
import { notRight } from '../webauthn.ts';
import { usePasskey } from './passkeys.ts';
import { logRefusal } from './refused.ts';
import type { Acting } from './sessions.ts';

interface Given {
  password: string;
  /** What limits count by; of http/network.ts. */
  network: string;
}

/**
 * Asks for the password again, before what cannot be undone. Attempts are counted with those of signing in.
 * @throws Invalid with the password, TooMany
 */
export async function confirmPassword(context: Context, actor: Actor, { password, network }: Given): Promise<void> {
  const account = `${actor.email} ${network}`;
  await context.limits.take('sign-in', account);
  await context.limits.take('sign-in-network', network);
  const found = await findPersonByEmail(context.db.reader, actor.email);
  const same = await verifyPassword(found?.passwordHash ?? null, password);
  if (!same) {
    logRefusal(context, actor.id, 'password');
    throw new Invalid({ password: 'This is not your password.' });
  }
  await context.limits.clear('sign-in', account);
}

/** @throws Invalid with the passkey, also where it is somebody else's; TooMany */
async function confirmPasskey(
  context: Context,
  { actor, tokenHash }: Acting,
  given: { json: string; network: string },
) {
  const signer = await usePasskey(context, given.json, { use: 'prove', holder: tokenHash, network: given.network });
  if (signer.id !== actor.id) {
    logRefusal(context, actor.id, 'passkey');
    throw new Invalid({ passkey: notRight });
  }
}

/** The same, or a passkey in its place, and the session counts as fresh from now on. @throws Invalid with the password, TooMany */
export async function prove(
  context: Context,
  { actor, tokenHash }: Acting,
  { passkey, ...given }: Given & { passkey: string },
): Promise<void> {
  if (passkey === '') await confirmPassword(context, actor, given);
  else await confirmPasskey(context, { actor, tokenHash }, { json: passkey, network: given.network });
  await context.db.transaction((tx) => writeProof(tx, tokenHash, context.now()));
}
