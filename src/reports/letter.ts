import { howToStop } from '../accounts/mail-choice.ts';
import { longDateTime } from '../text/dates.ts';
import { words } from '../text/language.ts';
import type { Change, Report, ReportedStory } from './report.ts';

/** What came of a report. */
export type Outcome = { kind: 'changed'; change: Change } | { kind: 'declined'; answer: string };

interface Newsroom {
  name: string;
  zone: string;
  siteUrl: string;
}

/** What the desk is told of. What the reader wrote is read in the newsroom, and their address nowhere else. */
export function reportedLetter(
  { headline, path }: { headline: string; path: string },
  { name, siteUrl }: Omit<Newsroom, 'zone'>,
): { subject: string; text: string } {
  const paragraphs = [
    'A reader reports an error in a story:',
    `${headline}\n${siteUrl}${encodeURI(path)}`,
    `In the newsroom:\n${siteUrl}/admin/reports`,
    name,
    howToStop('reported', siteUrl),
  ];
  return { subject: `A reader reports an error at ${name}`, text: `${paragraphs.join('\n\n')}\n` };
}

/**
 * What a reporter is told, in the language of the story. What they wrote does not stand in it: whoever types somebody else's address
 * into the form shall not have us send them a text.
 */
export function letterTo(
  { createdAt }: Pick<Report, 'createdAt'>,
  { story, outcome, newsroom }: { story: ReportedStory; outcome: Outcome; newsroom: Newsroom },
): { subject: string; text: string } {
  const { letter } = words(story.language).reports;
  const { name, zone, siteUrl } = newsroom;
  const address = `${siteUrl}${encodeURI(story.path)}`;
  const moment = longDateTime(createdAt, { zone, language: story.language });
  const paragraphs = [
    letter.opening(name, moment),
    [story.headline, address].filter(Boolean).join('\n'),
    ...came(outcome, story),
    ...(story.isWithdrawn ? [] : [`${letter.history}\n${address}/history`]),
    letter.closing,
    name,
  ];
  return { subject: letter.subject(story.headline || name), text: `${paragraphs.join('\n\n')}\n` };
}

function came(outcome: Outcome, { language, isWithdrawn }: ReportedStory): string[] {
  const { letter } = words(language).reports;
  if (outcome.kind === 'declined') {
    const said = isWithdrawn ? letter.withdrawn : letter.unchanged;
    return outcome.answer ? [said, letter.answer, outcome.answer] : [said];
  }
  const { kind, note } = outcome.change;
  const said = kind === 'correction' ? letter.corrected : kind === 'update' ? letter.updated : letter.fixed;
  return note ? [said, note] : [said];
}
