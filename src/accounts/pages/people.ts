import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import { standingOf } from '../invitation.ts';
import { type Contributor, type PersonStanding, pathOfPerson, type Role, roles } from '../person.ts';
import type { ListedInvitation } from '../queries/invitations.ts';

export const roleNames: Record<Role, string> = {
  ...{ author: 'Author', editor: 'Editor', moderator: 'Moderator', admin: 'Administrator' },
};
const roleWork: Record<Role, string> = {
  author: 'writes stories and gives them to the desk',
  editor: 'publishes, corrects and moderates',
  moderator: 'decides on comments',
  admin: 'all that editors do, and people and settings',
};

export const roleOptions = (chosen: string | null) =>
  roles.map((each) => ({
    ...{ value: each, label: `${roleNames[each]}: ${roleWork[each]}`, language: 'en', selected: each === chosen },
  }));

interface Listed {
  people: Contributor[];
  invitations: ListedInvitation[];
  notice: string | null;
  status: number;
  /** Editors see to bylines of guests alone. */
  isAdmin: boolean;
}

const page = { layout: 'newsroom', language: 'en', current: 'people' } as const;

/** Everybody of the newsroom, and who is asked to join it. */
export function peoplePage(site: Site, { people, invitations, notice, status, isAdmin }: Listed, now: string): Page {
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    notice: notice === null ? null : { text: notice, link: null },
    invited: invitations.map((invitation) => invitedRow(invitation, site, now)),
    people: standings.flatMap((standing) => people.filter((person) => person.standing === standing).map(row)),
    isAdmin,
    isAlone: isAdmin && people.length === 1 && invitations.length === 0,
    isEmpty: people.length === 0,
  };
  return { ...page, view: 'accounts/people', title: 'People', status, model };
}

/** In this order. */
const standings: readonly PersonStanding[] = ['member', 'guest', 'left'];
export const standingStates: Record<PersonStanding, { key: string; name: string }> = {
  member: { key: 'published', name: 'Active' },
  guest: { key: 'draft', name: 'Guest' },
  left: { key: 'withdrawn', name: 'Left' },
};

function row({ id, name, slug, email, role, standing }: Contributor) {
  const [address, does] = email && role ? [email, roleNames[role]] : [pathOfPerson({ slug }), 'No account'];
  return { href: `/admin/people/${id}`, name, address, role: does, state: standingStates[standing] };
}

function invitedRow(invitation: ListedInvitation, { zone }: Site, now: string) {
  const { id, name, email, role, expiresAt } = invitation;
  const isExpired = standingOf(invitation, now) === 'expired';
  const when = momentLine(expiresAt, now, { zone, language: 'en' });
  return {
    ...{ id: String(id), name, email, role: roleNames[role] },
    state: isExpired ? { key: 'withdrawn', name: 'Expired' } : { key: 'review', name: 'Invited' },
    note: isExpired ? `The link worked until ${when}` : `The link works until ${when} · ${mailNote(invitation)}`,
  };
}

function mailNote({ sentAt, givenUpAt }: ListedInvitation): string {
  if (givenUpAt) return 'the mail could not be delivered';
  return sentAt ? 'the mail is sent' : 'the mail is on its way';
}

interface Inviting {
  /** Who is here without an account and is to get one; null for somebody new. */
  person: Contributor | null;
  form: Form;
  errors: FieldErrors;
}

/** The form that asks somebody to join. */
export function invitePage({ person, form, errors }: Inviting): Page {
  const items = Object.entries(errors).map(([field, message]) => ({ href: `#${field || 'email'}`, message }));
  const model = {
    heading: person ? `Invite ${person.name}` : 'Invite somebody',
    action: person ? `/admin/people/${person.id}/invite` : '/admin/people/invite',
    back: person ? `/admin/people/${person.id}` : '/admin/people',
    person: person && { name: person.name },
    summary: items.length === 0 ? null : { title: 'Nobody was invited. Please look at:', items },
    ...{ name: form.name ?? '', email: form.email ?? '' },
    errors: { name: errors.name ?? null, email: errors.email ?? null },
    role: {
      ...{ name: 'role', label: 'Role', hint: null, error: errors.role ?? null },
      options: roleOptions(roles.find((each) => each === form.role) ?? 'author'),
    },
  };
  const status = items.length === 0 ? 200 : 422;
  return { ...page, view: 'accounts/invite', title: model.heading, status, model };
}
