import { renewSessions } from '../../accounts/actions/sessions.ts';
import type { Contributor, Role } from '../../accounts/person.ts';
import { canChange } from '../../accounts/policy.ts';
import { findContributor, isOnlyAdmin, updateContributor, updateRole } from '../../accounts/queries/contributors.ts';
import { deleteSessionsOf } from '../../accounts/queries/sessions.ts';
import { freeSlug } from '../../articles/actions/filing/addresses.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { isPortrait } from '../../media/picture.ts';
import { findMedia } from '../../media/queries.ts';
import { moveListAddress } from '../../topics/queries/redirects.ts';
import { filingPath } from '../../topics/section.ts';

export interface PersonChange {
  id: number;
  name: string;
  bio: string;
  /** As it was typed; '' to make it from the name. */
  address: string;
  /** A picture of the library that was made for this; null for none. */
  pictureId: number | null;
  /** Null to leave it; of who has no account it is nothing. */
  role: Role | null;
  /** The session that acts. */
  tokenHash?: string;
}

/**
 * What readers learn of somebody, and what they may do here. The old address leads to the new one for ever. With another role they are signed out everywhere;
 * whoever changed their own gets the token of a new session.
 * @throws Forbidden, NotFound, Invalid
 */
export async function changePerson(
  context: Context,
  actor: Actor,
  { id, ...change }: PersonChange,
): Promise<string | null> {
  const at = context.now();
  return context.db.transaction(async (tx) => {
    const person = await requireChangeable(tx, actor, id);
    const { address, name, bio, pictureId } = change;
    if (pictureId !== person.pictureId) await requirePortrait(tx, pictureId);
    const slug = await freeSlug(tx, { kind: 'person', id, address, name });
    const role = person.role && (change.role ?? person.role);
    if (role !== person.role) await changeRole(tx, person, role);
    if (slug !== person.slug) await moveListAddress(tx, { kind: 'person', id, from: person.slug, to: slug, now: at });
    await updateContributor(tx, id, { slug, name, bio, pictureId });
    const names = ['site', `person:${id}`, ...[person.slug, slug].map((each) => `path:${filingPath('person', each)}`)];
    const happened = { at, actor, subject: `person:${id}`, names };
    const isSaidAnew =
      slug !== person.slug || name !== person.name || bio !== person.bio || pictureId !== person.pictureId;
    if (isSaidAnew) await record(tx, { ...happened, action: changed[person.standing] });
    if (role === person.role) return null;
    const token = id === actor.id ? await renewSessions(tx, { actor, tokenHash: change.tokenHash ?? '' }, at) : null;
    if (token === null) await deleteSessionsOf(tx, id);
    await record(tx, { ...happened, action: 'person.role_changed' });
    return token;
  });
}

const changed = { member: 'person.changed', left: 'person.changed', guest: 'byline.changed' } as const;

/** Somebody whom the actor, as their role is at this moment, may change. @throws NotFound, Forbidden */
export async function requireChangeable(tx: Tx, actor: Actor, id: number): Promise<Contributor> {
  const [person, now] = [await findContributor(tx, id), await findContributor(tx, actor.id)];
  if (!person) throw new NotFound('There is nobody here by this number, or not any more.');
  if (!now?.role || !canChange({ ...actor, role: now.role }, person)) {
    throw new Forbidden('Only an administrator changes people who have an account.');
  }
  return person;
}

async function changeRole(tx: Tx, person: Contributor, role: Role | null): Promise<void> {
  if (role === null) return;
  if (await isOnlyAdmin(tx, person.id)) throw new Invalid({ role: onlyAdmin(person.name) });
  await updateRole(tx, person.id, role);
}

export const onlyAdmin = (name: string): string =>
  `${name} is the only administrator. Make somebody else an administrator first.`;

async function requirePortrait(tx: Tx, pictureId: number | null): Promise<void> {
  if (pictureId === null) return;
  const [picture] = await findMedia(tx, [pictureId]);
  if (!picture || !isPortrait(picture)) throw new Invalid({ picture: 'Choose the file of the picture again.' });
}
