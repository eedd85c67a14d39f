import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, type QueryResult } from 'kysely';
import { RateLimiterSQLite } from 'rate-limiter-flexible';
import { StartError, Unavailable } from '../errors.ts';
import { runDirectly } from './compiled.ts';
import { type Connections, cannotSave, lockPatience, type OpenOptions } from './connections.ts';
import { purgeElsewhere } from './purge.ts';
import { createQueue } from './queue.ts';
import { createSnapshot } from './snapshot.ts';
import { dialect } from './sqlite-dialect.ts';
import { watchFile } from './sqlite-watch.ts';
import { rememberStatements } from './statements.ts';
import type { Tables } from './tables.ts';
import { untilFree, untilFreeNow } from './until-free.ts';

/** How long one try may block this process, in milliseconds. */
const busyTimeout = 25;

/**
 * Opens one file twice: a connection that writes, one transaction at a time, and one that only reads and,
 * thanks to the write-ahead log, never waits for the other.
 */
export function openSqlite(file: string, options: OpenOptions): Connections {
  const write = orStartError(file, () => openWriter(file, options.busyTimeout ?? busyTimeout));
  const read = orStartError(file, () => openReader(file));
  const limits = orStartError(limitsOf(file), () => openLimits(limitsOf(file)));
  const snapshot = createSnapshot(read);
  const writing = { ...options, exclusive: true, afterChange: snapshot.end };
  const reading = { guard: options.guard, beforeStatement: snapshot.begin };
  const writer = new Kysely<Tables>({ dialect: dialect(() => sqliteDriver(write, writing)) });
  const reader = new Kysely<Tables>({ dialect: dialect(() => sqliteDriver(read, reading)) });
  const prepare = rememberStatements((text) => read.prepare(text));
  runDirectly(reader, (statement, parameters) => {
    options.guard?.();
    snapshot.begin();
    return prepare(statement).all(parameters);
  });
  return {
    dialect: 'sqlite',
    writer,
    reader,
    lateReader: reader,
    watch: () => {
      const watching = openReader(file);
      const prepare = (text: string) => watching.prepare<number[]>(text);
      return watchFile({ prepare, close: () => watching.close() }, snapshot.end);
    },
    // Whoever watches a file sees what is in it.
    committed: async () => {},
    limits: (rule) =>
      new RateLimiterSQLite({
        ...rule,
        storeType: 'better-sqlite3',
        storeClient: limits,
        tableName: 'limits',
        tableCreated: true,
      }),
    purge: () => purgeElsewhere(file),
    async close() {
      await Promise.all([reader.destroy(), writer.destroy()]);
      snapshot.end();
      // Kysely leaves alone what was never asked. The writer goes last: it moves the write-ahead log into the file.
      for (const database of [read, write, limits]) database.close();
    },
  };
}

function orStartError(file: string, open: () => Sqlite.Database): Sqlite.Database {
  try {
    return open();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new StartError(
      code === 'SQLITE_NOTADB'
        ? `${file} is not a database: move it away, or set DATABASE_URL to another file.`
        : `The database file ${file} cannot be opened (${message}): make its folder writable, or set DATABASE_URL.`,
    );
  }
}

function openWriter(file: string, timeout: number): Sqlite.Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = openLogged(file);
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // Else `insert or replace` would go past the triggers that keep the ledger.
  database.pragma('recursive_triggers = ON');
  database.pragma(`busy_timeout = ${timeout}`);
  return database;
}

/** For a process or thread that has nothing else to do: it may wait for others. */
export const openPatiently = (file: string): Sqlite.Database => new Sqlite(file, { timeout: lockPatience });

/**
 * The first to open a new file turns the write-ahead log on; others that start at the same time wait for it. SQLite itself does not: where
 * two turn it on at once, it tells one of them right away that the file is busy.
 */
function openLogged(file: string): Sqlite.Database {
  const database = openPatiently(file);
  untilFreeNow(() => database.pragma('journal_mode = WAL'), lockPatience);
  return database;
}

function openReader(file: string): Sqlite.Database {
  const database = new Sqlite(file, { readonly: true, timeout: 1000 });
  database.pragma('cache_size = -16000');
  return database;
}

const limitsOf = (file: string) => file.replace(/(\.[^./]*)?$/, '.limits$1');

/** Rate limits live in a file of their own: losing the last of them in a power cut harms nobody, so it never waits for the disk. */
function openLimits(file: string): Sqlite.Database {
  const limits = openLogged(file);
  limits.pragma('synchronous = OFF');
  limits.pragma('busy_timeout = 250');
  limits.exec(
    'create table if not exists limits (key text primary key, points integer not null default 0, expire integer)',
  );
  return limits;
}

interface DriverOptions extends OpenOptions {
  /** One user at a time, so that nobody's statement lands in somebody else's transaction. */
  exclusive?: boolean;
  /** Called after each statement that leaves no transaction open. */
  afterChange?: () => void;
}

function sqliteDriver(database: Sqlite.Database, options: DriverOptions): Driver {
  const { exclusive, guard, patience = lockPatience } = options;
  let deadline = 0;
  const connection = sqliteConnection(database, { ...options, deadline: () => deadline });
  const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text)).then(() => undefined);
  const queue = createQueue();
  return {
    async init() {},
    async acquireConnection() {
      guard?.();
      const asked = Date.now();
      if (exclusive) await queue.enter();
      deadline = asked + patience;
      return connection;
    },
    beginTransaction: () => run('begin immediate'),
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
  { beforeStatement, afterChange, deadline }: DriverOptions & { deadline: () => number },
): DatabaseConnection {
  const prepare = rememberStatements((text) => database.prepare(text));
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      beforeStatement?.(sql);
      const statement = prepare(sql);
      const execute = () => run<Row>(statement, parameters);
      // Inside a transaction the lock is held, and nothing is busy.
      const result = database.inTransaction ? execute() : await untilFree(execute, deadline());
      if (!database.inTransaction) afterChange?.();
      return result;
    },
    // biome-ignore lint/correctness/useYield: streaming is refused, since an open iterator would hide other processes' commits
    async *streamQuery() {
      throw new Error('Rows are not streamed: read a page of them by key.');
    },
  };
}

function run<Row>(statement: Sqlite.Statement, parameters: readonly unknown[]): QueryResult<Row> {
  try {
    if (statement.reader) return { rows: statement.all(parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (!/^SQLITE_(FULL|READONLY|IOERR)/.test(String(code))) throw error;
    throw new Unavailable(cannotSave, { cause: error });
  }
}
