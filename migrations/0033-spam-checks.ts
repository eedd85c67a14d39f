import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What an outside check said of comments, and what it is still to be told. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('spam_checks')
    .addColumn('comment_id', 'bigint', (column) => column.primaryKey().references('comments.id').onDelete('cascade'))
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('user_agent', 'text')
    .addColumn('referrer', 'text')
    .addColumn('told', 'text')
    .addColumn('due_at', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`create index spam_checks_due on spam_checks (due_at) where due_at is not null`.execute(db);
  await sql`create index spam_checks_sent on spam_checks (asked_at) where user_agent is not null`.execute(db);
}
