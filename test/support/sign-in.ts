/** What the pages of signing in are asked about, for tests of every route. */

import { insertResetLink } from '../../src/accounts/queries/reset-links.ts';
import { replaceSecondStep } from '../../src/accounts/queries/second-steps.ts';
import type { Context } from '../../src/context.ts';
import { later } from '../../src/text/moments.ts';
import { makeToken } from '../../src/text/tokens.ts';

/** Those that change something. */
export const signInPosts = [
  ...['/admin/second-step', '/admin/prove', '/admin/settings/sign-in'],
  ...['/admin/account/second-step', '/admin/account/second-step/codes', '/admin/account/second-step/end'],
  ...['/admin/passkey/options', '/admin/passkey', '/admin/account/passkeys', '/admin/account/passkeys/:id'],
  ...['/admin/reset', '/admin/reset/:token', '/admin/account/password'],
  ...['/admin/account/passkeys/:id/remove', '/admin/account/sessions'],
];

let count = 0;

/** Null for a route that is none of these. */
export function askSignIn(pattern: string): { path: string; fields: Record<string, string> } | null {
  if (!signInPosts.includes(pattern)) return null;
  const fields = {
    code: '123456',
    moderator: '',
    use: 'sign-in',
    keyName: 'My telephone',
    email: `nobody-${count++}@news.example`,
  };
  return { path: pattern.replace(/:id|:token/, '999999'), fields };
}

/** A second step of somebody, whose app nobody has. */
export const giveStep = ({ db, now }: Context, personId: number): Promise<void> =>
  db.transaction((tx) =>
    replaceSecondStep(tx, { personId, secret: 'GEZDGNBVGY3TQOJQ', lastStep: 0, createdAt: now() }),
  );

/** Where a link to choose another password leads. */
export async function addResetLink({ db, now }: Context, personId: number): Promise<string> {
  const token = makeToken();
  const link = { token, personId, expiresAt: later(now(), 60 * 60 * 1000) };
  await db.transaction((tx) => insertResetLink(tx, link, now()));
  return `/admin/reset/${token}`;
}
