import { createHash } from 'node:crypto';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/database.ts';
import { TooMany, Unavailable } from '../errors.ts';
import { words } from '../text/language.ts';

/** How often, in how many seconds. Everything that is counted is in this table. */
const rules = {
  /** Attempts on one account from one network, so that nobody can lock somebody else out. */
  'sign-in': { points: 8, duration: 15 * 60 },
  /** Attempts from one network on any account. */
  'sign-in-network': { points: 40, duration: 15 * 60 },
  /** Codes after the right password: by one account from one network, from one network, and by one account wherever they come from. */
  'second-step': { points: 8, duration: 15 * 60 },
  'second-step-network': { points: 40, duration: 15 * 60 },
  'second-step-account': { points: 60, duration: 60 * 60 },
  /** Links to choose another password: asked for from one network, mailed to one address, and used. */
  reset: { points: 10, duration: 60 * 60 },
  'reset-mail': { points: 3, duration: 60 * 60 },
  'reset-use': { points: 40, duration: 15 * 60 },
  /** What devices are asked to sign, and what they signed, for one network: a whole desk may begin its day in one. */
  passkey: { points: 120, duration: 15 * 60 },
  comment: { points: 10, duration: 10 * 60 },
  /** What writers do about comments of their own. */
  'comment-change': { points: 20, duration: 10 * 60 },
  /** Links of mails that are followed from one network. */
  replies: { points: 30, duration: 10 * 60 },
  /** What readers find wrong with comments, from one network and from one browser. */
  'comment-report': { points: 10, duration: 10 * 60 },
  recommend: { points: 30, duration: 10 * 60 },
  /** Of one comment from one network, where a campaign could throw its cookies away. */
  'recommend-one': { points: 10, duration: 24 * 60 * 60 },
  report: { points: 5, duration: 10 * 60 },
  /** Readers who look for something, not programs that look for everything. */
  search: { points: 60, duration: 60 },
  /** Of one person, whose editor asks every few seconds; more than a few windows need. */
  autosave: { points: 240, duration: 60 },
  /** Links to what is kept of a person: asked for from one network, and mailed to one address, where each works for a day. */
  'personal-data': { points: 5, duration: 60 * 60 },
  'personal-data-mail': { points: 3, duration: 24 * 60 * 60 },
  /** Sizes of pictures that nobody had asked for before, made for one network: a front page has some dozens. */
  variant: { points: 600, duration: 10 * 60 },
  'set-up': { points: 10, duration: 15 * 60 },
  /** What is said by preview links from one network: an approval and some notes. */
  preview: { points: 20, duration: 10 * 60 },
  /** Attempts from one network to accept an invitation: a whole desk may join from one. */
  invitation: { points: 40, duration: 15 * 60 },
} as const;

/** A counter that cannot be kept (a full disk) turns nobody away here. */
const lenient: (keyof typeof rules)[] = [
  'comment',
  'comment-change',
  'replies',
  'comment-report',
  'recommend',
  'recommend-one',
  'report',
  'search',
  'autosave',
  'variant',
  'preview',
];

export interface Limits {
  /** Counts one; @throws TooMany once the rule is used up. */
  take(rule: keyof typeof rules, key: string): Promise<void>;
  /** Forgets what was counted, after a success. */
  clear(rule: keyof typeof rules, key: string): Promise<void>;
}

/** Counters in the database, shared by all processes. Keys are hashed; a refusal is answered from memory and writes nothing. */
export function createLimits(database: Database): Limits {
  const limiters = Object.fromEntries(
    Object.entries(rules).map(([keyPrefix, rule]) => [
      keyPrefix,
      database.limits({ keyPrefix, ...rule, inMemoryBlockOnConsumed: rule.points + 1 }),
    ]),
  );
  return {
    async take(rule, key) {
      try {
        await limiters[rule]?.consume(hash(key));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) {
          // It opens no door to guessing either.
          if (lenient.includes(rule)) return;
          throw new Unavailable('This cannot be done just now. Please try again in a minute.');
        }
        const seconds = Math.ceil(refusal.msBeforeNext / 1000);
        throw new TooMany(words('en').tooManyFor(minutesIn(seconds)), seconds);
      }
    },
    async clear(rule, key) {
      await limiters[rule]?.delete(hash(key));
    },
  };
}

/** As people are told to wait: whole minutes, and not too few. */
export const minutesIn = (seconds: number): number => Math.ceil(seconds / 60);

const hash = (key: string) => createHash('sha256').update(key).digest('base64url');
