import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Of all stories few have changes that readers do not see: they are found by an index of their own. */
export async function up(db: Schema): Promise<void> {
  await sql`create index desk_entries_with_changes on desk_entries (person_id, updated_at, article_id)
    where has_changes = 1`.execute(db);
}
