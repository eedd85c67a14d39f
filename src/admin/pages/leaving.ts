import type { State } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { counted } from './filing.ts';
import type { Parting } from './people.ts';

const page = { layout: 'newsroom', language: 'en', current: 'people', view: 'admin/house/parting' } as const;

/** Says what happens before an account is closed. */
export function closingPage({ person, own, ...parting }: Parting & { own: Partial<Record<State, number>> }): Page {
  const { id, name, email } = person;
  const at = `/admin/people/${id}`;
  const heading = `Close the account of ${name}`;
  const model = {
    ...{ heading, stories: [], more: null, refusal: parting.refusal },
    points: [
      `${name} is signed out everywhere at once, and cannot sign in any more.`,
      `No mail goes to ${email} any more. The address and the password are erased here, and so are invitations to it.`,
      `Name, biography, picture and ${counted(parting.stories, 'story', 'stories')} with the byline stay. Readers see no difference.`,
      'From this person’s page they can be invited again by mail. Then they are the same person, with the same byline.',
    ],
    open: openWork(id, own),
    ...{ action: `${at}/close`, back: at, keep: 'Keep the account', button: 'Close the account' },
  };
  return { ...page, title: heading, status: parting.status, model };
}

/** What nobody may see to any more. */
function openWork(id: number, { draft = 0, review = 0 }: Partial<Record<State, number>>) {
  const parts = [
    { count: draft, text: counted(draft, 'draft', 'drafts'), href: `/admin/articles?state=draft&author=${id}` },
    {
      count: review,
      text: `${counted(review, 'story', 'stories')} in review`,
      href: `/admin/articles?state=review&author=${id}`,
    },
  ];
  return parts.filter(({ count }) => count > 0).map(({ text, href }) => ({ text, href }));
}

/** Says what happens before somebody's second step is taken away. */
export function takingPage({ person, status, refusal }: Omit<Parting, 'stories'>): Page {
  const { id, name } = person;
  const at = `/admin/people/${id}`;
  const heading = `Take the second step from ${name}`;
  const model = {
    ...{ heading, stories: [], more: null, open: [], refusal },
    points: [
      'Do this where they lost app, passkeys and recovery codes, and be sure that it is they who ask: call them. All of these are worth nothing from then on.',
      `${name} is signed out everywhere at once. From then on the password is enough to sign in, until they set up another second step; where their role has to have one, that is the first thing that they are asked.`,
      'What happened stands under Activity.',
    ],
    ...{ action: `${at}/second-step`, back: at, keep: 'Leave it', button: 'Take the second step away' },
  };
  return { ...page, title: heading, status, model };
}

/** Says what happens before somebody is signed out everywhere. */
export function signingOutPage({ person, sessions, ...asked }: Omit<Parting, 'stories'> & { sessions: number }): Page {
  const { id, name } = person;
  const at = `/admin/people/${id}`;
  const heading = `Sign ${name} out everywhere`;
  const model = {
    ...{ heading, stories: [], more: null, open: [], refusal: asked.refusal },
    points: [
      `This ends ${counted(sessions, 'session', 'sessions')} of ${name}. Do this where a device of theirs is lost, stolen or in other hands.`,
      'Whoever has one of these sessions is out at once. What was typed and not saved stays in that browser, and with us until they sign in again.',
      'Password and second step stay as they are. Where somebody else may know them, have them choose another password, or take the second step away too.',
    ],
    ...{ action: `${at}/sessions`, back: at, keep: 'Leave it', button: 'Sign them out' },
  };
  return { ...page, title: heading, status: asked.status, model };
}
