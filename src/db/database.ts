import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DatabaseConfig } from '../config.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables.ts';

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
  /** A counter that all processes share. */
  limits(rule: LimitRule & { inMemoryBlockOnConsumed: number }): RateLimiterAbstract;
  close(): Promise<void>;
}

export interface Database extends Connections {
  /**
   * Runs `work` in one transaction that holds the write lock from its first statement, so that what it read is still true
   * when it writes. Inside, nothing but queries on the transaction is awaited; a nested call, the reader or the writer used
   * inside throws at once instead of waiting for ever or reading what is out of date.
   * @throws Unavailable when the lock cannot be had for five seconds.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

export function openDatabase(config: DatabaseConfig, options: OpenOptions = {}): Database {
  const inside = new AsyncLocalStorage<boolean>();
  const guard = () => {
    if (inside.getStore()) throw new Error('Inside a transaction only the transaction itself may be used.');
  };
  const guarded = { ...options, guard };
  const connections = config.kind === 'sqlite' ? openSqlite(config.file, guarded) : openPostgres(config.url, guarded);
  return {
    ...connections,
    transaction: (work) => connections.writer.transaction().execute((tx) => inside.run(true, () => work(tx))),
  };
}
