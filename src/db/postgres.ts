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
import { toldOf, toldOfCommit } from './postgres-failures.ts';
import { createPipeline } from './postgres-pipeline.ts';
import { followReplica } from './postgres-replica.ts';
import { listenPatience, watchServer } from './postgres-watch.ts';
import type { Tables } from './tables.ts';
import type { Watch } from './watch.ts';

// Counts and ids come as int8, which pg hands over as text. They stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Names the one lock that writers hold; any number does, so long as it stays the same. */
const writeLock = 7_251_974;

type PostgresConfig = Extract<DatabaseConfig, { kind: 'postgres' }>;

/** Opens two pools on one server, so that readers never queue behind writers for a connection, and lines for what readers' pages ask. */
export function openPostgres({ url, replica }: PostgresConfig, options: OpenOptions): Connections {
  const patience = options.patience ?? lockPatience;
  const settings = { connectionTimeoutMillis: patience, application_name: 'broadsheet' };
  const pool = (max: number, connectionString = url) => new pg.Pool({ ...settings, connectionString, max });
  const most = options.connections ?? { writers: 5, readers: 10 };
  const lines = Math.min(4, Math.ceil(most.readers / 2));
  const [writers, readers] = [pool(most.writers), pool(Math.max(1, most.readers - lines))];
  const following = replica ? pool(most.readers, replica) : null;
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
  const reader = new PostgresDialect({ pool: watched(readers, { guard: options.guard }) });
  const ownReader = new Kysely<Tables>({ dialect: reader });
  const pipeline = createPipeline(() => new pg.Client({ ...settings, connectionString: url, pipeline: true }), lines);
  runDirectly(ownReader, async (text, values, name) => {
    options.guard?.();
    return pipeline.run(text, values, name).catch(toldOf);
  });
  const late = following && followReplica({ server: readers, replica: following }, options.guard);
  return {
    dialect: 'postgres',
    writer: new Kysely<Tables>({ dialect: writer }),
    reader: ownReader,
    lateReader: late ? new Kysely<Tables>({ dialect: new PostgresDialect({ pool: late.pool }) }) : ownReader,
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
      await late?.end();
      await Promise.all([pipeline.end(), readers.end(), writers.end()]);
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

function watched(pool: pg.Pool, { guard, beforeStatement }: OpenOptions): PostgresPool {
  const connect = async () => {
    guard?.();
    const client = await pool.connect().catch(unreachable);
    return {
      query: (text: string, parameters: unknown[]) => {
        beforeStatement?.(text);
        return client.query(text, parameters).catch(toldOf);
      },
      release: () => client.release(),
    };
  };
  return { connect, end: () => pool.end() } as unknown as PostgresPool;
}
