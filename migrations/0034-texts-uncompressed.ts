import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What the newsroom searches is read more often than written: PostgreSQL stores it without compressing it, from now on. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') return;
  await sql`alter table working_texts alter column words set storage external`.execute(db);
}
