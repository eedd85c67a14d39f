import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseConfig } from '../config/database.ts';
import { Unavailable } from '../errors.ts';
import type { Connections, OpenOptions } from './connections.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { createTogether, type RunTransaction } from './together.ts';

export type { Db, OpenOptions, Tx } from './connections.ts';

export interface Database extends Connections {
  /**
   * Runs `work` in one transaction that holds the write lock from its first statement, so that what it read is still true
   * when it writes. Inside, nothing but queries on the transaction is awaited; a nested call, the reader or the writer used
   * inside throws at once instead of waiting for ever or reading what is out of date.
   * @throws Unavailable when the lock cannot be had for five seconds.
   */
  transaction: RunTransaction;
  /** The same, in a transaction that it may share with others who come at the same time; for what many people do at once. */
  together: RunTransaction;
  /** How many transactions of this process were refused, since the database was busy or could not be reached. */
  refusals(): number;
}

export function openDatabase(config: DatabaseConfig, options: OpenOptions = {}): Database {
  const inside = new AsyncLocalStorage<boolean>();
  const guard = () => {
    if (inside.getStore()) throw new Error('Inside a transaction only the transaction itself may be used.');
  };
  const guarded = { ...options, guard };
  const connections = config.kind === 'sqlite' ? openSqlite(config.file, guarded) : openPostgres(config, guarded);
  let refusals = 0;
  const counting = (error: unknown) => {
    if (error instanceof Unavailable) refusals += 1;
    throw error;
  };
  const together = createTogether((work) => database.transaction(work));
  const database: Database = {
    ...connections,
    async transaction(work) {
      const transaction = connections.writer.transaction();
      const result = await transaction.execute((tx) => inside.run(true, () => work(tx))).catch(counting);
      await connections.committed();
      return result;
    },
    async together(work) {
      guard();
      return together(work);
    },
    refusals: () => refusals,
  };
  return database;
}
