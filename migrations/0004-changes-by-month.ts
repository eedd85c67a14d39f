import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** The index of sitemaps says of each month when a story of it last changed: without this, it looks at every story's row. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createIndex('published_articles_by_change')
    .on('published_articles')
    .columns(['published_at', 'updated_at'])
    .execute();
}
