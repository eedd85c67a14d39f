import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Mails that are to go out, and what readers report to be wrong in stories. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'outgoing_mails')
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('leased_until', 'text')
    .addColumn('sent_at', 'text')
    .addColumn('given_up_at', 'text')
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  // Only what waits is looked for, and that is little.
  await sql`create index outgoing_mails_waiting on outgoing_mails (due_at, id)
    where sent_at is null and given_up_at is null`.execute(db);
  await createReports(db, dialect);
}

async function createReports(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'error_reports')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id'))
    .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('taken_by', 'bigint', (column) => column.references('people.id'))
    .addColumn('taken_at', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'bigint', (column) => column.references('people.id'))
    .addColumn('publication_id', 'bigint', (column) => column.references('publications.id'))
    .addColumn('mail_id', 'bigint', (column) => column.references('outgoing_mails.id'))
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  for (const columns of [
    ['state', 'id'],
    ['article_id', 'state', 'id'],
  ]) {
    await db.schema
      .createIndex(`error_reports_by_${columns.join('_')}`)
      .on('error_reports')
      .columns(columns)
      .execute();
  }
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
