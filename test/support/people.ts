/** Invitations, and what the pages of people are asked about, new each time, for tests of every route. */

import sharp from 'sharp';
import { invite } from '../../src/accounts/actions/invitations.ts';
import { openSession } from '../../src/accounts/actions/sessions.ts';
import type { Actor, Contributor, Person } from '../../src/accounts/person.ts';
import {
  eraseAccount,
  findContributor,
  insertGuest,
  type NewGuest,
  updateContributor,
} from '../../src/accounts/queries/contributors.ts';
import { findInvitations } from '../../src/accounts/queries/invitations.ts';
import type { Context } from '../../src/context.ts';
import { addPicture } from '../../src/media/actions.ts';
import { slugify } from '../../src/text/slug.ts';
import { addPerson, password } from './factories.ts';
import { askSignIn, giveStep, signInPosts } from './sign-in.ts';

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
  // The text is read on its way to the outbox: once it is sent it is gone, and an earlier mail may have woken the post.
  let text = '';
  const post: Context['mail']['post'] = (tx, mail) => {
    text = mail.text;
    return context.mail.post(tx, mail);
  };
  const quiet = { ...context, mail: { ...context.mail, post, wake: () => undefined } };
  await invite(quiet, admin, { name: `Invited ${count}`, email, role: 'admin' });
  const listed = (await findInvitations(context.db.reader)).find((each) => each.email === email);
  return { id: listed?.id ?? 0, email, path: /\/admin\/invitation\/[\w-]+/.exec(text)?.[0] ?? '' };
}

/** Somebody who has a byline and no account. */
export async function addGuest(context: Context, given: Partial<NewGuest> = {}): Promise<Contributor> {
  count += 1;
  const name = given.name ?? `Guest ${count}`;
  const guest = { slug: slugify(name), bio: '', createdAt: context.now(), ...given, name };
  const id = await context.db.transaction((tx) => insertGuest(tx, guest));
  return whoHas(context, id);
}

/** Somebody who had an account. */
export async function addLeft(context: Context, given: Parameters<typeof addPerson>[1]): Promise<Contributor> {
  const { id } = await addPerson(context, given);
  await context.db.transaction((tx) => eraseAccount(tx, id));
  return whoHas(context, id);
}

export async function whoHas({ db }: Context, id: number): Promise<Contributor> {
  const person = await findContributor(db.reader, id);
  if (!person) throw new Error(`There is nobody with the number ${id}.`);
  return person;
}

/** The picture of somebody, a square of one colour. */
export async function addPortrait(context: Context, by: Actor, person: Contributor | Person, colour: string) {
  const source = sharp({ create: { width: 200, height: 200, channels: 3, background: colour } });
  const said = { alt: '', caption: '', credit: '', originalName: 'face.png', isPortrait: true };
  const picture = await addPicture(context, by, { buffer: await source.png().toBuffer(), ...said });
  const { slug, name, bio } = person;
  const shown = { slug, name, bio, pictureId: picture.id };
  await context.db.transaction((tx) => updateContributor(tx, person.id, shown));
  return picture;
}

/** Those that change something. */
export const peoplePosts = [
  ...['/admin/people/invite', '/admin/invitations/:id/again', '/admin/invitations/:id/revoke'],
  ...['/admin/people/guest', '/admin/people/:id', '/admin/people/:id/close', '/admin/people/:id/remove'],
  ...['/admin/people/:id/invite', '/admin/invitation/:token', '/admin/account'],
  ...['/admin/people/:id/second-step', '/admin/people/:id/sessions', ...signInPosts],
];

/** Somebody's browser, which nobody looks at. */
const giveSession = ({ db, now }: Context, personId: number) =>
  db.transaction((tx) => openSession(tx, { personId, at: now(), device: 'Firefox on Linux' }));

const made: Record<string, (context: Context, name: string) => Promise<Pick<Contributor, 'id'>>> = {
  member: (context, name) => addPerson(context, { role: 'author', name }),
  guest: (context, name) => addGuest(context, { name }),
  left: (context, name) => addLeft(context, { role: 'author', name }),
};

/** Of whom a route is asked where nothing is said. */
const usual: Record<string, string> = { remove: 'guest', invite: 'left' };

/** Null for a route that is none of these. */
export async function askPeople(context: Context, pattern: string, of = '-') {
  const signIn = askSignIn(pattern);
  if (signIn) return signIn;
  if (pattern === '/admin/account') return { path: pattern, fields: { review: 'on' } as Record<string, string> };
  if (!/^\/admin\/(people|invitations?)\b/.test(pattern)) return null;
  count += 1;
  const name = `Somebody ${count}`;
  if (pattern.startsWith('/admin/people')) {
    const make = made[of] ?? made[usual[pattern.split('/').at(-1) ?? ''] ?? 'member'];
    const id = pattern.includes(':id') ? (await make?.(context, name))?.id : 0;
    if (id && pattern.endsWith('/second-step')) await giveStep(context, id);
    if (id && pattern.endsWith('/sessions')) await giveSession(context, id);
    const fields = {
      name: `${name}, again`,
      email: `somebody-${count}@news.example`,
      role: 'author',
      slug: '',
      bio: '',
    };
    return { path: pattern.replace(':id', String(id)), fields: fields as Record<string, string> };
  }
  const { id, path } = await addInvitation(context);
  return {
    path: pattern.includes(':token') ? path : pattern.replace(':id', String(id)),
    fields: { name, password } as Record<string, string>,
  };
}
