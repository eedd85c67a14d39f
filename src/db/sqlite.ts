import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { RateLimiterSQLite } from 'rate-limiter-flexible';
import { StartError, Unavailable } from '../errors.ts';
import type { Connections, OpenOptions } from './connections.ts';
import type { Tables } from './tables.ts';

/** How long a writer goes on asking for the lock that another process holds, in milliseconds. */
const patience = 5000;
/** How long one try may block this process, in milliseconds. */
const busyTimeout = 25;

/**
 * Opens one file twice: a connection that writes, one transaction at a time, and one that only reads and,
 * thanks to the write-ahead log, never waits for the other.
 */
export function openSqlite(file: string, options: OpenOptions): Connections {
  const write = openFile(file, options.busyTimeout ?? busyTimeout);
  const read = openReader(file);
  const limits = openLimits(file);
  const writer = new Kysely<Tables>({ dialect: dialect(() => sqliteDriver(write, { ...options, exclusive: true })) });
  const reader = new Kysely<Tables>({ dialect: dialect(() => sqliteDriver(read, { guard: options.guard })) });
  return {
    dialect: 'sqlite',
    writer,
    reader,
    limits: (rule) =>
      new RateLimiterSQLite({
        ...rule,
        storeType: 'better-sqlite3',
        storeClient: limits,
        tableName: 'limits',
        tableCreated: true,
      }),
    async close() {
      await Promise.all([reader.destroy(), writer.destroy()]);
      // Kysely leaves alone what was never asked. The writer goes last: it moves the write-ahead log into the file.
      for (const database of [read, write, limits]) database.close();
    },
  };
}

/** Rate limits live in a file of their own: losing the last of them in a power cut harms nobody, so it never waits for the disk. */
function openLimits(file: string): Sqlite.Database {
  const limits = new Sqlite(file.replace(/(\.[^./]*)?$/, '.limits$1'), { timeout: busyTimeout });
  limits.pragma('journal_mode = WAL');
  limits.pragma('synchronous = OFF');
  limits.exec(
    'create table if not exists limits (key text primary key, points integer not null default 0, expire integer)',
  );
  return limits;
}

function openFile(file: string, timeout: number): Sqlite.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new Sqlite(file, { timeout });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    throw new StartError(
      `The database file ${file} cannot be opened (${(error as Error).message}): make its folder writable, or set DATABASE_URL.`,
    );
  }
}

function openReader(file: string): Sqlite.Database {
  const database = new Sqlite(file, { readonly: true, timeout: 1000 });
  database.pragma('cache_size = -16000');
  return database;
}

const dialect = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

interface DriverOptions extends OpenOptions {
  /** One user at a time, so that nobody's statement lands in somebody else's transaction. */
  exclusive?: boolean;
}

function sqliteDriver(database: Sqlite.Database, { exclusive, guard, beforeStatement }: DriverOptions): Driver {
  const connection = sqliteConnection(database, beforeStatement);
  const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text)).then(() => undefined);
  const queue = createQueue();
  return {
    async init() {},
    async acquireConnection() {
      guard?.();
      if (exclusive) await queue.enter();
      return connection;
    },
    beginTransaction: () => untilFree(() => run('begin immediate')),
    commitTransaction: () => run('commit'),
    // A failed commit or a full disk may have ended the transaction already.
    rollbackTransaction: async () => (database.inTransaction ? run('rollback') : undefined),
    async releaseConnection() {
      if (exclusive) queue.leave();
    },
    // Whoever opened the file closes it.
    async destroy() {},
  };
}

function sqliteConnection(
  database: Sqlite.Database,
  beforeStatement?: (statement: string) => void,
): DatabaseConnection {
  const prepare = rememberStatements(database);
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      beforeStatement?.(sql);
      const statement = prepare(sql);
      if (statement.reader) return { rows: statement.all(parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    },
    // biome-ignore lint/correctness/useYield: streaming is refused, since an open iterator would hide other processes' commits
    async *streamQuery() {
      throw new Error('Rows are not streamed: read a page of them by key.');
    },
  };
}

/** Preparing costs more than running: the same text gets the same statement again. */
function rememberStatements(database: Sqlite.Database): (text: string) => Sqlite.Statement {
  const statements = new Map<string, Sqlite.Statement>();
  return (text) => {
    const known = statements.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    if (statements.size >= 500) statements.clear();
    statements.set(text, statement);
    return statement;
  };
}

async function untilFree(begin: () => Promise<void>): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > end) throw new Unavailable('The database is busy. Nothing was changed; please try again.');
      await wait(5 + Math.random() * 20);
    }
  }
}

/** By its code: the driver keeps the class of the first module that loaded it, so `instanceof` fails where it is loaded twice. */
const isBusy = (error: unknown) => String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');

/** First come, first served. */
function createQueue(): { enter(): Promise<void>; leave(): void } {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    async enter() {
      if (!taken) {
        taken = true;
        return;
      }
      await new Promise<void>((resolve) => {
        // The waiter goes on in its own context, not in that of whoever leaves.
        waiting.push(AsyncLocalStorage.bind(resolve));
      });
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}
