import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What a page beside the stories shows that can change elsewhere, and which pictures are public because it does. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('published_page_references')
    .addColumn('article_id', 'bigint', (column) =>
      column.notNull().references('published_pages.article_id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target_id', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('published_page_references_key', ['article_id', 'kind', 'target_id'])
    .execute();
  await db.schema
    .createIndex('published_page_references_by_target')
    .on('published_page_references')
    .columns(['kind', 'target_id', 'article_id'])
    .execute();
}
