import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** How often each story was read, in each ten minutes. It refers to nothing: a story that is deleted meanwhile must not hold up what is counted of others. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('story_reads')
    .addColumn('article_id', 'integer', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('story_reads_pk', ['article_id', 'since'])
    .execute();
  await sql`create index story_reads_by_time on story_reads (since)`.execute(db);
}
