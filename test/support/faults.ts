import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../src/db/database.ts';

export interface Fault {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** A database that can be read and not be written, as on a disk that was mounted so; on PostgreSQL, as on a server that has become a standby. */
export function readOnly(database: Database, url: string): Fault {
  if (database.dialect === 'sqlite') {
    const set = (value: 'on' | 'off') => sql.raw(`pragma query_only = ${value}`).execute(database.writer);
    return { begin: async () => void (await set('on')), end: async () => void (await set('off')) };
  }
  const set = (value: 'on' | 'off') =>
    onServer(url, async (client) => {
      const { rows } = await client.query<{ name: string }>('select current_database() as name');
      await client.query(`alter database ${rows[0]?.name} set default_transaction_read_only = ${value}`);
      await client.query(endOthers);
    });
  return { begin: () => set('on'), end: () => set('off') };
}

/** Every connection of a program to its database is ended by the server. */
export const endConnections = (url: string): Promise<void> =>
  onServer(url, async (client) => void (await client.query(endOthers)));

const endOthers = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' });
  await client.connect();
  await work(client).finally(() => client.end());
}
