import { before } from '../text/moments.ts';
/** For so long the link in the first mail works, and what nobody confirmed is kept; in milliseconds. */
export const answerTime = 7 * 24 * 60 * 60 * 1000;

/** Mails that ask an address whether it is theirs: one in a day, and so many while one could be answered. */
export const askedAgainAfter = 24 * 60 * 60 * 1000;
export const askedAtMost = 3;

/** A reply is told of when it has stood for so long: a press of a moderator can be taken back until then. */
export const replySettles = 60 * 1000;

/** More often than this nobody is told of replies to one comment. */
export const quietTime = 10 * 60 * 1000;

/** Whether the address may be asked, by when it was asked before. */
export const mayAsk = (asked: readonly string[], now: string): boolean =>
  asked.length < askedAtMost && asked.every((at) => at <= before(now, askedAgainAfter));
