import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Which stories may not go out, and who says so; drafts that were discarded; who is to write what, until when. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('holds')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id').onDelete('cascade'))
    .addColumn('held_for', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
  await db.schema.alterTable('articles').addColumn('discarded_at', 'text').execute();
  await db.schema
    .alterTable('articles')
    .addColumn('discarded_by', 'bigint', (column) => column.references('people.id'))
    .execute();
  await sql`create index articles_discarded on articles (discarded_at, id) where discarded_at is not null`.execute(db);
  await db.schema
    .createTable('assignments')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id').onDelete('cascade'))
    .addColumn('assignee_id', 'bigint', (column) => column.references('people.id'))
    .addColumn('editor_id', 'bigint', (column) => column.references('people.id'))
    .addColumn('planned_at', 'text')
    .addColumn('brief', 'text', (column) => column.notNull())
    .execute();
  const planned = db.schema.createIndex('assignments_by_time').on('assignments');
  await planned.columns(['planned_at', 'article_id']).execute();
}
