import type { CommentsMode } from '../db/tables.ts';
import type { Words } from '../text/language.ts';
import { imitates } from './comment/imitation.ts';
import type { Compared, Matcher } from './comment/patterns.ts';
import type { CommentRules, RuleOutcome } from './comment/rules.ts';
import type { SpamAnswer } from './comment/spam.ts';
import { inked } from './comment/wording.ts';
import { limits } from './comment.ts';

/** All that the phases look at. */
export interface Submission {
  mode: CommentsMode;
  text: string;
  /** The text as readers would see it. */
  html: string;
  compared: Compared;
  name: string;
  /** What stands in the field that people do not see. */
  trap: string;
  isStaff: boolean;
  /** Names that nobody else may give. */
  staffNames: readonly string[];
  /** Sent once more within a minute by the same person, as a second press does. */
  isAgain: boolean;
  /** The same person posted the same text on the same story within a day; a short one, in answer to the same comment. */
  isRepeated: boolean;
  /** From so many other browsers the same text came within a day. */
  otherBrowsers: number;
  /** How many came from this browser within a minute. */
  lastMinute: number;
  network: NetworkRecord;
  /** Of a browser, name and email of which a comment was let through, and none rejected since. */
  isTrusted: boolean;
  /** What an outside check says of it; null where none was asked. */
  spamAnswer: SpamAnswer | null;
  /** Until when nothing is taken from this person or network, as they read it; null where nothing speaks against it. */
  bannedUntil: string | null;
  rules: CommentRules;
  /** Words that are refused, and words that are held. */
  refused: Matcher;
  held: Matcher;
}

/** What became of the last comments from one address, and from the network around it. */
export interface NetworkRecord {
  exact: Decisions;
  wide: Decisions;
}

interface Decisions {
  published: number;
  rejected: number;
}

/** `again`: it is here already, and nothing is done. */
export type Outcome = 'publish' | 'hold' | 'refuse' | 'again';

export type Reason = (typeof phases)[number]['reason'];

export interface Verdict {
  outcome: Outcome;
  reason: Reason;
}

interface Phase<Name extends string = string> {
  reason: Name;
  /** Null where it has nothing to say. */
  judge(submission: Submission): Outcome | null;
}

const phase = <const Name extends string>(reason: Name, judge: Phase['judge']): Phase<Name> => ({ reason, judge });
const refuses = (applies: boolean): Outcome | null => (applies ? 'refuse' : null);
const holds = (applies: boolean): Outcome | null => (applies ? 'hold' : null);
const publishes = (applies: boolean): Outcome | null => (applies ? 'publish' : null);
const does = (outcome: RuleOutcome, applies: boolean): Outcome | null =>
  applies && outcome !== 'off' ? outcome : null;

/** In order; the first that says something decides. */
export const phases = [
  phase('again', ({ isAgain }) => (isAgain ? 'again' : null)),
  phase('closed', ({ mode }) => refuses(mode === 'closed')),
  phase('banned', ({ isStaff, bannedUntil }) => refuses(!isStaff && bannedUntil !== null)),
  phase('empty', ({ html }) => refuses(!hasVisibleText(html))),
  phase('too-long', ({ text }) => refuses(text.length > limits.text)),
  // Programs fill every field. A browser may have filled it for a person too, who is told.
  phase('trap', ({ trap }) => refuses(trap.trim() !== '')),
  phase('staff-name', ({ isStaff, name, staffNames }) => refuses(!isStaff && imitates(name, staffNames))),
  phase('repeated', ({ isRepeated }) => refuses(isRepeated)),
  phase('staff', ({ isStaff }) => publishes(isStaff)),
  phase('too-fast', ({ rules, lastMinute }) => does(rules.fast.does, lastMinute >= rules.fast.most)),
  phase('words', ({ refused, compared }) => refuses(refused(compared) !== null)),
  phase('held-story', ({ mode }) => holds(mode === 'held')),
  phase('held-words', ({ held, compared }) => holds(held(compared) !== null)),
  phase('links', ({ rules, text, html }) => does(rules.links.does, countLinks(text, html) > rules.links.most)),
  phase('campaign', ({ rules, otherBrowsers }) => does(rules.campaign.does, otherBrowsers + 1 >= rules.campaign.most)),
  phase('known', ({ isTrusted }) => publishes(isTrusted)),
  // Others do not refuse for us, however sure they are (0036).
  phase('spam-check', ({ spamAnswer }) => holds(spamAnswer === 'spam' || spamAnswer === 'discard')),
  phase('network', ({ rules, network }) => does(rules.network.does, isPoor(network, rules.network.most))),
  phase('first-comment', ({ rules }) => does(rules.first.does, true)),
  phase('nothing-odd', () => 'publish'),
] as const;

/** What becomes of a comment, and why. */
export function judge(submission: Submission): Verdict {
  for (const { reason, judge } of phases) {
    const outcome = judge(submission);
    if (outcome) return { reason, outcome };
  }
  throw new Error('The last phase applies to everything.');
}

/** Whether nothing that stands before an outside check decides: only then it is asked, and told of the comment. */
export function asksOutside(submission: Submission): boolean {
  const before = phases.slice(
    0,
    phases.findIndex(({ reason }) => reason === 'spam-check'),
  );
  return before.every(({ judge }) => judge(submission) === null);
}

/** What a refusal tells numbers and times of; `closed`: why comments are, in words. */
type About = Pick<Submission, 'rules' | 'bannedUntil'> & { closed: string };

const refusals: Partial<Record<Reason, { field: string; say(words: Words, about: About): string }>> = {
  closed: { field: '', say: ({ errors }, { closed }) => errors.closed(closed) },
  banned: { field: '', say: ({ errors }, { bannedUntil }) => errors.banned(bannedUntil ?? '') },
  empty: { field: 'text', say: ({ errors }) => errors.commentMissing },
  'too-long': { field: 'text', say: ({ errors }) => errors.commentTooLong(limits.text) },
  trap: { field: '', say: ({ errors }) => errors.trapFilled },
  'staff-name': { field: 'name', say: ({ errors }) => errors.staffName },
  repeated: { field: 'text', say: ({ errors }) => errors.repeated },
  'too-fast': { field: '', say: ({ errors }) => errors.tooFast },
  words: { field: 'text', say: ({ errors }) => errors.unwantedWords },
  links: { field: 'text', say: ({ errors }, { rules }) => errors.tooManyLinks(rules.links.most) },
  campaign: { field: 'text', say: ({ errors }) => errors.saidByOthers },
};

/** What the writer of a refused comment reads, by field; the empty name is for the form as a whole. */
export function refusal(reason: Reason, words: Words, about: About): Record<string, string> {
  const known = refusals[reason];
  if (!known) throw new Error(`Nothing is refused for the reason ${reason}.`);
  return { [known.field]: known.say(words, about) };
}

const hasVisibleText = (html: string) =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(inked(html.replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' ')));

/** As links, and as addresses that are none yet: a moderator's program may make them links. */
const countLinks = (text: string, html: string) =>
  Math.max(html.match(/<a\b/g)?.length ?? 0, text.match(/\bhttps?:\/\/|\bwww\./gi)?.length ?? 0);

/** Too many of those that were decided were rejected: of one address three at least, of what is around it, where others live too, ten. */
const isPoor = ({ exact, wide }: NetworkRecord, most: number): boolean =>
  isBad(exact, most, 3) || isBad(wide, most, 10);

const isBad = ({ published, rejected }: Decisions, most: number, least: number): boolean =>
  rejected >= least && rejected * 100 > most * (published + rejected);
