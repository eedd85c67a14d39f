import { sql } from 'kysely';
import type { Database } from '../../src/db/database.ts';

/** Runs statements past the triggers that protect tables, as whoever has the database can, and puts the triggers back. */
export async function tamper(database: Database, ...statements: string[]): Promise<void> {
  const run = (tx: Parameters<Parameters<Database['transaction']>[0]>[0], text: string) => sql.raw(text).execute(tx);
  await database.transaction(async (tx) => {
    if (database.dialect === 'postgres') {
      await run(tx, "set local session_replication_role = 'replica'");
      for (const statement of statements) await run(tx, statement);
      return;
    }
    const triggers = await sql<{ name: string; sql: string }>`
      select name, sql from sqlite_master where type = 'trigger'`.execute(tx);
    for (const { name } of triggers.rows) await run(tx, `drop trigger ${name}`);
    for (const statement of statements) await run(tx, statement);
    for (const trigger of triggers.rows) await run(tx, trigger.sql);
  });
}
