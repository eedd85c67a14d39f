import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** A redaction says which publication it is about; corrections of stories that readers see are listed on the reading side. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('publications')
    .addColumn('redacts', 'bigint', (column) => column.references('publications.id'))
    .execute();
  await db.schema
    .createTable('published_corrections')
    .addColumn('publication_id', 'bigint', (column) => column.primaryKey().references('publications.id'))
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('published_corrections_by_time')
    .on('published_corrections')
    .columns(['at', 'publication_id'])
    .execute();
  await db.schema
    .createIndex('published_corrections_by_article')
    .on('published_corrections')
    .column('article_id')
    .execute();
  await sql`
    insert into published_corrections (publication_id, article_id, at, text)
    select p.id, p.article_id, p.at, p.note from publications p
    join published_articles story on story.article_id = p.article_id where p.kind = 'correction'
  `.execute(db);
}
