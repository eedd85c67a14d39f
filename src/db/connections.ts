import type { Kysely, Transaction } from 'kysely';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { Unavailable } from '../errors.ts';
import type { Tables } from './tables.ts';
import type { Watch } from './watch.ts';

/** Anything that can be asked: the reader outside of a transaction, the transaction inside. */
export type Db = Kysely<Tables>;
/** Only inside a transaction, which is where things are changed. */
export type Tx = Transaction<Tables>;

export interface OpenOptions {
  /** Called with each statement of the writer before it runs: tests make a process die there. */
  beforeStatement?: (statement: string) => void;
  /** Called before a connection is handed out. */
  guard?: () => void;
  /** Milliseconds that one attempt at SQLite's lock may block. */
  busyTimeout?: number;
  /** Milliseconds that a transaction waits for the lock that another process holds; five seconds where it is not given. */
  patience?: number;
  /** Milliseconds for which PostgreSQL may leave a reader's question without an answer, or one with which a change begins; for ever where it is not given. */
  silence?: number;
  /** The most connections to PostgreSQL: those that write, one after another, and those that read; five and ten where it is not given. */
  connections?: { writers: number; readers: number };
}

export const lockPatience = 5000;

/** Where the disk is full or broken, or the database may only be read. */
export const cannotSave =
  'Nothing can be saved just now, and nothing was changed. Keep what you typed, and try again in some minutes.';

/** Where somebody else held the lock for too long. */
export const somebodyWrites = 'The database is busy. Nothing was changed; please try again.';

/** @throws Unavailable */
export function unreachable(cause: unknown): never {
  throw new Unavailable('The database cannot be reached. Nothing was changed; please try again.', { cause });
}

/** `points` in `duration` seconds for each key. */
export interface LimitRule {
  keyPrefix: string;
  points: number;
  duration: number;
}

export interface Connections {
  dialect: 'sqlite' | 'postgres';
  writer: Db;
  reader: Db;
  /** For what may be read some seconds late: a replica where there is one that follows, else as `reader`. */
  lateReader: Db;
  /** Tells what anybody commits; one is enough for a process. To be closed by whoever asks for it. */
  watch(): Watch;
  /** After each transaction: whoever watches knows of it before anybody is answered. */
  committed(): Promise<void>;
  /** A counter that all processes share. */
  limits(rule: LimitRule & { inMemoryBlockOnConsumed: number }): RateLimiterAbstract;
  /**
   * Nothing that was deleted is left in the database's files. Readers go on meanwhile, writers wait; on PostgreSQL the room of
   * deleted rows is freed to be written over.
   */
  purge(): Promise<void>;
  close(): Promise<void>;
}
