import { before } from '../../text/moments.ts';

const minutes = 60_000;

/** How long a number is for, in milliseconds: what is told of the last hour is at most so much short of it. */
export const readsStep = 10 * minutes;

/** For how long numbers are kept: "today" has 25 hours at most, and the rest is for a newsroom that moves to another zone. */
const keptFor = 48 * 60 * minutes;

/** When the ten minutes began in which that time lies. */
export const stepOf = (iso: string): string =>
  new Date(Math.floor(Date.parse(iso) / readsStep) * readsStep).toISOString();

/** Numbers of ten minutes that began before are of no use any more. */
export const readsKeptSince = (now: string): string => before(now, keptFor);

/** How often a story was read. */
export interface Reads {
  lastHour: number;
  /** Since midnight where the newsroom is. */
  today: number;
}

export const noReads: Reads = { lastHour: 0, today: 0 };
