import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
} from 'kysely';
import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { DatabaseConfig } from '../config/database.ts';
import { StartError } from '../errors.ts';
import { runDirectly } from './compiled.ts';
import { type Connections, lockPatience, type OpenOptions, unreachable } from './connections.ts';
import { isSilence, toldOf, toldOfCommit } from './postgres-failures.ts';
import { createPipeline } from './postgres-pipeline.ts';
import { followReplica } from './postgres-replica.ts';
import { listenPatience, watchServer } from './postgres-watch.ts';
import type { Tables } from './tables.ts';
import type { Watch } from './watch.ts';

// Counts and ids come as int8, which pg hands over as text. They stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** How long the server has to take leave, in milliseconds. */
const farewell = 2000;

/** Names the one lock that writers hold; any number does, so long as it stays the same. */
const writeLock = 7_251_974;

type PostgresConfig = Extract<DatabaseConfig, { kind: 'postgres' }>;

/** Opens two pools on one server, so that readers never queue behind writers for a connection, and lines for what readers' pages ask. */
export function openPostgres({ url, replica }: PostgresConfig, options: OpenOptions): Connections {
  const patience = options.patience ?? lockPatience;
  // A server that is gone without a word is noticed by the system as well, some minutes later.
  const { silence = Number.POSITIVE_INFINITY } = options;
  const settings = {
    ...{ connectionTimeoutMillis: Math.min(patience, silence), application_name: 'broadsheet' },
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  };
  const asking = { ...settings, ...(options.silence && { query_timeout: silence }) };
  const pool = (max: number, how: pg.PoolConfig) => new pg.Pool({ connectionString: url, ...how, max });
  const most = options.connections ?? { writers: 5, readers: 10 };
  const lines = Math.min(4, Math.ceil(most.readers / 2));
  const [writers, readers] = [pool(most.writers, settings), pool(Math.max(1, most.readers - lines), asking)];
  const following = replica ? pool(most.readers, { ...asking, connectionString: replica }) : null;
  for (const each of [writers, readers, ...(following ? [following] : [])]) {
    // An idle connection that the server ends is replaced at the next use; without a listener it would end the process.
    each.on('error', () => undefined);
    // So would one in use: the query that runs on it fails, and says so.
    each.on('connect', (client) => client.on('error', () => undefined));
  }
  let watch: Watch | null = null;
  const writerConfig = { pool: watched(writers, options) };
  const writer = new PostgresDialect(writerConfig);
  writer.createDriver = () => lockingDriver(new PostgresDriver(writerConfig), patience);
  const reading = { guard: options.guard };
  const reader = new PostgresDialect({ pool: watched(readers, reading) });
  const ownReader = new Kysely<Tables>({ dialect: reader });
  const pipeline = createPipeline(() => new pg.Client({ ...asking, connectionString: url, pipeline: true }), lines);
  runDirectly(ownReader, async (text, values, name) => {
    options.guard?.();
    return pipeline.run(text, values, name).catch(toldOf);
  });
  const late = following && followReplica<pg.PoolClient>({ server: readers, replica: following });
  return {
    dialect: 'postgres',
    writer: new Kysely<Tables>({ dialect: writer }),
    reader: ownReader,
    lateReader: late
      ? new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watched(late, reading) }) })
      : ownReader,
    watch: () => {
      const listening = { connectionString: url, application_name: 'broadsheet-listen', keepAlive: true };
      const times = { connectionTimeoutMillis: listenPatience, query_timeout: listenPatience };
      watch = watchServer(() => new pg.Client({ ...listening, ...times }));
      return watch;
    },
    committed: async () => watch?.catchUp(),
    limits: (rule) =>
      new RateLimiterPostgres({ ...rule, storeClient: readers, tableName: 'limits', tableCreated: true }),
    purge: async () => {
      await writers.query('vacuum');
    },
    close: async () => {
      const ended = Promise.all([late?.end(), pipeline.end(), readers.end(), writers.end()]);
      // A server that says nothing takes leave of nobody.
      await Promise.race([ended, wait(farewell, undefined, { ref: false })]);
    },
  };
}

/** A connection for one piece of work, to be ended by whoever asks for it. @throws StartError when the server cannot be reached */
export async function connectPostgres(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'broadsheet-backup' });
  // What runs on it fails, and says so.
  client.on('error', () => undefined);
  await client.connect().catch(cannotBeReached);
  return client;
}

function cannotBeReached(error: unknown): never {
  const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
  throw new StartError(
    `The PostgreSQL server of DATABASE_URL cannot be reached (${message || code}): start it, or correct the address.`,
  );
}

/** @throws StartError when the server cannot be reached, with what to look at. */
export async function checkPostgres(reader: Kysely<Tables>): Promise<void> {
  await reader.executeQuery(CompiledQuery.raw('select 1')).catch(cannotBeReached);
}

/**
 * One writer at a time, as on SQLite: what an action read cannot change before it writes, and the ids of events follow
 * their commits. The lock is given back by the end of the transaction, however it ends.
 */
function lockingDriver(driver: PostgresDriver, patience: number): PostgresDriver {
  const begin = driver.beginTransaction.bind(driver);
  driver.beginTransaction = async (connection, settings) => {
    await begin(connection, settings);
    try {
      await execute(connection, `set local lock_timeout = ${patience}`);
      await execute(connection, `select pg_advisory_xact_lock(${writeLock})`);
    } catch (error) {
      await driver.rollbackTransaction(connection);
      throw error;
    }
  };
  const commit = driver.commitTransaction.bind(driver);
  driver.commitTransaction = (connection) => commit(connection).catch(toldOfCommit);
  const rollback = driver.rollbackTransaction.bind(driver);
  // With a connection that is lost, its transaction is over: what failed before is what is told.
  driver.rollbackTransaction = (connection) => rollback(connection).catch(() => undefined);
  return driver;
}

const execute = (connection: DatabaseConnection, text: string) => connection.executeQuery(CompiledQuery.raw(text));

/** With what a transaction begins. What comes after may take its time: a change of many rows, or an index. */
const opening = /^(begin|set local lock_timeout|select pg_advisory_xact_lock)/;

interface Lender {
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
}

function watched(pool: Lender, { guard, beforeStatement, silence = 0 }: OpenOptions): PostgresPool {
  const connect = async () => {
    guard?.();
    const client = await pool.connect().catch(unreachable);
    let silent: unknown = null;
    return {
      query: async (text: string, values: unknown[]) => {
        beforeStatement?.(text);
        // Nobody is asked to roll back, for one.
        if (silent) return toldOf(silent);
        const most = opening.test(text) ? { query_timeout: silence } : {};
        return client.query({ text, values, ...most }).catch((error) => {
          if (isSilence(error)) silent = error;
          return toldOf(error);
        });
      },
      // Whoever had it next would wait for what it did not answer.
      release: () => client.release(silent !== null),
    };
  };
  return { connect, end: () => pool.end() } as unknown as PostgresPool;
}
