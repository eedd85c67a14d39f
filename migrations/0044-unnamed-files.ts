import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Files of the storage that no row names: those that come, and those that go. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('unnamed_files')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('coming', 'going')`))
    .addColumn('due_at', 'text', (column) => column.notNull())
    .execute();
  await sql`create index unnamed_files_by_time on unnamed_files (due_at)`.execute(db);
}
