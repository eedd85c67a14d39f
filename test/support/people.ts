/** Invitations, and what the pages of people are asked about, new each time, for tests of every route. */

import { invite } from '../../src/accounts/actions/invitations.ts';
import type { Person } from '../../src/accounts/person.ts';
import { findInvitations } from '../../src/accounts/queries/invitations.ts';
import type { Context } from '../../src/context.ts';
import { addPerson, password } from './factories.ts';

let count = 0;

export interface Invited {
  id: number;
  /** Where the link leads, as the mail says. */
  path: string;
  email: string;
}

/** Asks an administrator-to-be, by a mail that nobody has sent yet. */
export async function addInvitation(context: Context, by?: Person): Promise<Invited> {
  count += 1;
  const email = `invited-${count}@news.example`;
  const admin = by ?? (await addPerson(context, { role: 'admin' }));
  // What wakes the post is kept waiting, so that the text is still there to be read.
  const quiet = { ...context, mail: { ...context.mail, wake: () => undefined } };
  await invite(quiet, admin, { name: `Invited ${count}`, email, role: 'admin' });
  const mails = context.db.reader.selectFrom('outgoing_mails').select('text').where('recipient', '=', email);
  const { text } = await mails.executeTakeFirstOrThrow();
  const listed = (await findInvitations(context.db.reader)).find((each) => each.email === email);
  return { id: listed?.id ?? 0, email, path: /\/admin\/invitation\/[\w-]+/.exec(text)?.[0] ?? '' };
}

/** Those that change something. */
export const peoplePosts = [
  ...['/admin/people/invite', '/admin/invitations/:id/again', '/admin/invitations/:id/revoke'],
  '/admin/invitation/:token',
];

/** Null for a route that is none of these. */
export async function askPeople(context: Context, pattern: string) {
  if (!/^\/admin\/(people|invitations?)\b/.test(pattern)) return null;
  count += 1;
  const name = `Somebody ${count}`;
  if (pattern.startsWith('/admin/people')) {
    return { path: pattern, fields: { name, email: `somebody-${count}@news.example`, role: 'author' } };
  }
  const { id, path } = await addInvitation(context);
  return {
    path: pattern.includes(':token') ? path : pattern.replace(':id', String(id)),
    fields: { name, password } as Record<string, string>,
  };
}
