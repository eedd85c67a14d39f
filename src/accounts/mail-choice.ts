import type { Role } from './person.ts';

/** What somebody of the newsroom can be told by mail. */
export const mailKinds = ['review', 'changes', 'published', 'reported'] as const;
export type MailKind = (typeof mailKinds)[number];

/** Each after "You are told when", and after "Mail me when". */
export const mailOccasions: Record<MailKind, string> = {
  review: 'a story is handed in for review, to you or to all editors',
  changes: 'a story of yours is sent back to you',
  published: 'somebody else or the schedule publishes a story of yours',
  reported: 'a reader reports an error in a story, while no other report on it is open',
};

const ofWriters: readonly MailKind[] = ['changes', 'published'];

/** What can happen to somebody of that role. */
export function mailsOf(role: Role): readonly MailKind[] {
  if (role === 'moderator') return [];
  return role === 'author' ? ofWriters : mailKinds;
}

/** The last line of such a mail. */
export const howToStop = (kind: MailKind, siteUrl: string): string =>
  `You are told when ${mailOccasions[kind]}. To stop these mails, open ${siteUrl}/admin/account`;
