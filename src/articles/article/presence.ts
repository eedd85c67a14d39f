import { before } from '../../text/moments.ts';

/**
 * Milliseconds for which somebody counts as being at the story after their browser last said so. Browsers let a page that nobody looks
 * at do something once a minute only.
 */
const presentFor = 90_000;
/** Milliseconds after which it is written down that they still are. */
const writtenEvery = 20_000;

/** Who was seen from then on is there. */
export const presentSince = (now: string): string => before(now, presentFor);

/** Who was last written down before then is written down again. */
export const writtenBefore = (now: string): string => before(now, writtenEvery);
