import { roleOptions, standingStates } from '../../accounts/pages/people.ts';
import { type Contributor, personLimits } from '../../accounts/person.ts';
import { stateNames } from '../../articles/pages/moments.ts';
import type { FiledStory } from '../../articles/queries/filed.ts';
import type { Page } from '../../http/render.ts';
import type { Picture } from '../../media/picture.ts';
import { filingPath } from '../../topics/section.ts';
import { counted, statusOf, summaryOf, type Typed, textField } from './filing.ts';

const page = { layout: 'newsroom', language: 'en', current: 'people' } as const;

interface Shown extends Typed {
  /** Null for a guest that is not there yet. */
  person: Contributor | null;
  /** As saved, or as it was just uploaded. */
  portrait: Picture | null;
  /** Readers can see their page. */
  isShown: boolean;
  isOnlyAdmin: boolean;
  hasSecondStep: boolean;
  /** The actor sees to people who have an account. */
  isAdmin: boolean;
  /** Stories that bear the byline, old versions included. */
  stories: number;
  notice: string | null;
}

/** What readers learn of somebody, and what they may do here. */
export function personPage({ person, portrait, notice, ...shown }: Shown): Page {
  const { errors } = shown;
  const heading = person ? person.name : 'Add a guest’s byline';
  const model = {
    heading,
    state: person && standingStates[person.standing],
    viewHref: person && shown.isShown ? filingPath('person', person.slug) : null,
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(errors),
    action: person ? `/admin/people/${person.id}` : '/admin/people/guest',
    fields: fields(shown),
    biography: {
      ...textField('bio', 'Biography', shown, { hint: bioHint, direction: 'auto' }),
      ...{ rows: '6', look: '' },
    },
    picture: person && {
      id: shown.form.pictureId ?? '',
      portrait: portrait && { src: `/media/${portrait.file}`, width: portrait.width, height: portrait.height },
      remove: Boolean(shown.form.removePicture),
      error: errors.picture ?? null,
      hint: 'JPEG, PNG, WebP, AVIF or GIF, at most 25 MB. A square is cut out around the face.',
    },
    role: person?.role ? roleField(person.name, shown) : null,
    account: person && account(person, shown),
  };
  return { ...page, view: 'admin/house/person', title: heading, status: statusOf(shown), model };
}

const bioHint = `Under the name on the page that readers see, at most ${personLimits.bio.toLocaleString('en')} characters.`;

const addressHint =
  'After /by/. Without one, from the name. An address that readers know leads on to a new one for ever.';

const fields = (typed: Typed) => [
  textField('name', 'Name', typed, { direction: 'auto', hint: 'As readers see it on stories.' }),
  textField('slug', 'Address', typed, { direction: 'auto', hint: addressHint }),
];

function roleField(name: string, { form, errors, isOnlyAdmin }: Shown | Omit<Shown, 'person' | 'portrait' | 'notice'>) {
  const hint = isOnlyAdmin
    ? `${name} is the only administrator: the newsroom cannot be without one. Make somebody else an administrator first.`
    : 'Another role holds from the moment that it is saved. They are signed out everywhere, and sign in anew.';
  return { name: 'role', label: 'Role', hint, error: errors.role ?? null, options: roleOptions(form.role ?? null) };
}

/** What there is to know and to do beside the form. */
function account(
  { id, standing, email }: Contributor,
  { stories, isAdmin, isOnlyAdmin, hasSecondStep }: Omit<Shown, 'person' | 'portrait' | 'notice'>,
) {
  const at = `/admin/people/${id}`;
  const borne =
    stories === 0
      ? 'No story bears this byline yet.'
      : `${counted(stories, 'story bears', 'stories bear')} this byline.`;
  return {
    heading: standing === 'member' ? 'Account' : 'No account',
    email,
    says: `${accountTexts[standing]} ${borne}`.trim(),
    signsIn:
      standing === 'member' ? `Signs in with a password${hasSecondStep ? ' and a second step' : ' alone'}.` : null,
    links: [
      ...(standing !== 'member' && isAdmin ? [{ href: `${at}/invite`, label: 'Invite by mail' }] : []),
      ...(standing === 'member' && isAdmin ? [{ href: `${at}/sessions`, label: 'Sign out everywhere' }] : []),
      ...(hasSecondStep ? [{ href: `${at}/second-step`, label: 'Take the second step away' }] : []),
      ...(standing === 'member' && !isOnlyAdmin ? [{ href: `${at}/close`, label: 'Close the account' }] : []),
      ...(standing === 'guest' ? [{ href: `${at}/remove`, label: 'Remove' }] : []),
    ],
  };
}

const accountTexts: Record<Contributor['standing'], string> = {
  member: '',
  guest: 'A guest has a byline and cannot sign in. Whoever is invited gets an account with this byline.',
  left: 'The account was closed. Whoever is invited again gets a new one with the same byline.',
};

export interface Parting {
  person: Contributor;
  /** How many stories bear the byline. */
  stories: number;
  status: number;
  /** Why it cannot be; null where it can. */
  refusal: string | null;
}

/** Asks once more, or says what stands against it. */
export function guestRemovalPage({ person, ...parting }: Parting & { named: FiledStory[] }): Page {
  const { id, name, slug } = person;
  const at = `/admin/people/${id}`;
  const heading = `Remove the byline of ${name}`;
  const { stories, named } = parting;
  const inUse = `${counted(stories, 'story bears', 'stories bear')} this byline, drafts and old versions included, so it stays.`;
  const more = stories - named.length;
  const model = {
    heading,
    refusal: parting.refusal ?? (stories > 0 ? inUse : null),
    points: [
      'No story bears it. Nobody can write it beside a story any more.',
      `${filingPath('person', slug)} is free for somebody else, and old addresses of it lead nowhere.`,
    ],
    open: [],
    stories: named.map((story) => ({
      ...{ href: `/admin/articles/${story.id}`, headline: story.headline || 'No headline yet' },
      ...{ language: story.language, state: stateNames[story.state] },
    })),
    more: more > 0 ? `and ${counted(more, 'older one', 'older ones')}` : null,
    ...{ action: `${at}/remove`, back: at, keep: 'Keep it', button: 'Remove the byline' },
  };
  return { ...page, view: 'admin/house/parting', title: heading, status: parting.status, model };
}
