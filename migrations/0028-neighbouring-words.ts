import type { Kysely } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** On PostgreSQL what the newsroom searches is indexed with marks of neighbouring words: it is taken out, and the start fills it in anew. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') return;
  for (const table of ['working_texts', 'comment_texts']) await db.deleteFrom(table).execute();
}
