import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Stories with a video, above or in the text, are found by an index of their own. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('published_articles')
    .addColumn('has_video', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // Quotes inside of a text are escaped in JSON, so that only blocks say it so.
  await sql`update published_articles set has_video = 1
    where lead_kind = 'video' or blocks like '%"kind":"video"%'`.execute(db);
  await sql`create index published_articles_with_video on published_articles (published_at, article_id)
    where has_video = 1`.execute(db);
}
