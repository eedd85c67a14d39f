import type { Role } from '../db/tables.ts';
import { longDateTime, zoneLabel } from '../text/dates.ts';

interface Newsroom {
  name: string;
  zone: string;
}

interface Asked {
  name: string;
  role: Role;
  /** Who asks. */
  by: string;
  /** The whole address of the link. */
  address: string;
  expiresAt: string;
}

/** What somebody is sent who is asked to join; English, as the newsroom's pages are. */
export function invitationLetter({ name, role, by, address, expiresAt }: Asked, newsroom: Newsroom) {
  const until = longDateTime(expiresAt, { zone: newsroom.zone, language: 'en' });
  const article = /^[aeiou]/.test(role) ? 'an' : 'a';
  const paragraphs = [
    `Hello ${name},`,
    `${by} invites you to the newsroom of ${newsroom.name}, as ${article} ${role}.`,
    `Open this page to choose a password and begin:\n${address}`,
    `The link works once, until ${until} (${zoneLabel(newsroom.zone, expiresAt)}). Do not pass it on: whoever opens it first has the account.`,
    'If you know nothing of this, you need do nothing. Without the link there is no account.',
    newsroom.name,
  ];
  return {
    subject: `Your invitation to the newsroom of ${newsroom.name}`,
    text: `${paragraphs.join('\n\n')}\n`,
  };
}
