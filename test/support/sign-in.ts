/** What the pages of signing in are asked about, for tests of every route. */

import { replaceSecondStep } from '../../src/accounts/queries/second-steps.ts';
import type { Context } from '../../src/context.ts';

/** Those that change something. */
export const signInPosts = [
  ...['/admin/second-step', '/admin/prove', '/admin/settings/sign-in'],
  ...['/admin/account/second-step', '/admin/account/second-step/codes', '/admin/account/second-step/end'],
  ...['/admin/passkey/options', '/admin/passkey', '/admin/account/passkeys', '/admin/account/passkeys/:id'],
  ...['/admin/account/passkeys/:id/remove', '/admin/account/sessions'],
];

/** Null for a route that is none of these. */
export function askSignIn(pattern: string): { path: string; fields: Record<string, string> } | null {
  if (!signInPosts.includes(pattern)) return null;
  const fields = { code: '123456', moderator: '', use: 'sign-in', keyName: 'My telephone' };
  return { path: pattern.replace(':id', '999999'), fields };
}

/** A second step of somebody, whose app nobody has. */
export const giveStep = ({ db, now }: Context, personId: number): Promise<void> =>
  db.transaction((tx) =>
    replaceSecondStep(tx, { personId, secret: 'GEZDGNBVGY3TQOJQ', lastStep: 0, createdAt: now() }),
  );
