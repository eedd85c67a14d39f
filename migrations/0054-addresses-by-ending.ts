import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Texts name stories by the end of their addresses, behind `/2026/11/28/`: they are found without a look at every address. */
export async function up(db: Schema): Promise<void> {
  for (const table of ['published_articles', 'withdrawn_articles', 'redirects']) {
    await sql`create index ${sql.id(`${table}_by_ending`)} on ${sql.table(table)} (substr(path, 13))`.execute(db);
  }
}
