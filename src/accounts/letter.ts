import type { Role } from '../db/tables.ts';
import { longDateTime, zoneLabel } from '../text/dates.ts';
import { resetMinutes } from './person.ts';

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

/** What somebody is sent who has forgotten the password, or of whom somebody said so. */
export function resetLetter({ name, address }: { name: string; address: string }, newsroom: Newsroom) {
  const paragraphs = [
    `Hello ${name},`,
    `Somebody asked for another password for your account in the newsroom of ${newsroom.name}. Choose one on this page:\n${address}`,
    `The link works once, for ${resetMinutes} minutes. If you did not ask for it, you need do nothing: your password stays as it is.`,
    newsroom.name,
  ];
  return { subject: `Another password for the newsroom of ${newsroom.name}`, text: `${paragraphs.join('\n\n')}\n` };
}

/** What somebody is sent whose password was changed. */
export function changedLetter({ name, at }: { name: string; at: string }, newsroom: Newsroom) {
  const when = `${longDateTime(at, { zone: newsroom.zone, language: 'en' })} (${zoneLabel(newsroom.zone, at)})`;
  const paragraphs = [
    `Hello ${name},`,
    `The password of your account in the newsroom of ${newsroom.name} was changed on ${when}.`,
    'If that was not you, tell an administrator of the newsroom at once.',
    newsroom.name,
  ];
  return {
    subject: `Your password for the newsroom of ${newsroom.name} was changed`,
    text: `${paragraphs.join('\n\n')}\n`,
  };
}
