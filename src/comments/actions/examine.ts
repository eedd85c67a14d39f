import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { dayAndTime } from '../../text/dates.ts';
import { before } from '../../text/moments.ts';
import { type Compared, compare } from '../comment/patterns.ts';
import type { SpamAnswer } from '../comment/spam.ts';
import { isTrusted, pressWindow, repeatWindow } from '../comment.ts';
import type { Submission } from '../phases.ts';
import { findBan } from '../queries/bans.ts';
import { findRecord, type Network, type NetworkHashes } from '../queries/networks.ts';
import {
  type CommentedOn,
  countSince,
  findHistory,
  findSame,
  findStaffNames,
  type SameText,
  type Writer,
} from '../queries/posting.ts';
import { findMatchers, findRules } from '../queries/rules.ts';

/** A comment before it is judged, and where it comes from. */
export interface Examined extends Writer {
  text: string;
  html: string;
  textKey: string;
  trap: string;
  parentId: number | null;
  story: CommentedOn;
  poster: { actor: object | null; network: Network };
  network: NetworkHashes;
  now: string;
  /** Null where nobody was asked. */
  spamAnswer: SpamAnswer | null;
  /** The comment that gets another text; null for a new one. */
  changes: number | null;
}

export interface Facts {
  submission: Submission;
  /** What this one is sent once more of. */
  first: Pick<SameText, 'id' | 'state'> | null;
}

const unknown: Submission['network'] = { exact: { published: 0, rejected: 0 }, wide: { published: 0, rejected: 0 } };

/** Gathers what the phases look at. */
export async function examine(db: Db, comment: Examined): Promise<Facts> {
  const { story, poster, text, html, name, trap, browserHash, now, changes, spamAnswer } = comment;
  const compared = compare(text);
  const rules = await findRules(db);
  const { hold: held, refuse: refused } = await findMatchers(db);
  const same = (await findSame(db, comment.textKey, before(now, repeatWindow))).filter(({ id }) => id !== changes);
  const first = changes !== null ? null : (same.find((each) => isSecondPress(each, comment)) ?? null);
  const [isStaff, isKnown] = [poster.actor !== null, isTrusted(await findHistory(db, comment, changes))];
  const asksNetwork = rules.network.does !== 'off' && !isStaff && !isKnown;
  const until = isStaff ? null : await findBan(db, { ...comment, network: poster.network }, now);
  const site = await readSite(db);
  const submission: Submission = {
    ...{ mode: story.comments, text, html, name, trap, rules, held, refused, isStaff, isTrusted: isKnown },
    ...{ compared, spamAnswer },
    // Nobody speaks as the newsroom itself either.
    staffNames: [...(await findStaffNames(db)), site.name],
    bannedUntil: until && dayAndTime(until, { zone: site.zone, language: story.language }),
    isAgain: first !== null,
    isRepeated: same.some((each) => isSaidAgain(each, comment, compared)),
    otherBrowsers: othersAmong(same, browserHash, compared),
    lastMinute: await countSince(db, browserHash, before(now, 60_000)),
    network: asksNetwork ? await findRecord(db, poster.network) : unknown,
  };
  return { submission, first };
}

/** What is short, such as thanks, is said to several people; what is long, to nobody twice on one story. */
function isSaidAgain(each: SameText, comment: Examined, { line }: Compared): boolean {
  if (each.articleId !== comment.story.articleId || !isOwn(each, comment)) return false;
  return line.length >= shortText || each.parentId === comment.parentId;
}

const isOwn = (each: SameText, { email, browserHash }: Examined): boolean =>
  each.state !== 'removed' && (each.browserHash === browserHash || each.email === email);

/** Before its first answer comes, a browser has no cookie yet, and whoever presses twice is known by what was typed and from where. */
function isSecondPress(each: SameText, comment: Examined): boolean {
  const { story, parentId, name, email, browserHash, network, now } = comment;
  if (each.articleId !== story.articleId || each.parentId !== parentId) return false;
  if (each.createdAt <= before(now, pressWindow) || each.state === 'removed') return false;
  const isSamePerson = each.name === name && each.email === email && each.networkHash === network.exact;
  return each.browserHash === browserHash || isSamePerson;
}

/** Shorter ones are everybody's own. */
const shortText = 40;

function othersAmong(same: SameText[], browserHash: string, { line }: Compared): number {
  if (line.length < shortText) return 0;
  return new Set(same.map((each) => each.browserHash).filter((each) => each !== browserHash)).size;
}
