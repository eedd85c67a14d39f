import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * More of what is said of a picture: a title, alternative texts in other languages, who owns it and until when it may be shown,
 * when it was taken, and whether its file carried content credentials. The reading side knows which lead pictures only decorate:
 * the others are described by the library where their story says nothing.
 */
export async function up(db: Schema): Promise<void> {
  for (const column of ['title', 'rights']) {
    await db.schema
      .alterTable('media')
      .addColumn(column, 'text', (of) => of.notNull().defaultTo(''))
      .execute();
  }
  await db.schema
    .alterTable('media')
    .addColumn('alts', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  for (const column of ['rights_until', 'taken_on']) {
    await db.schema.alterTable('media').addColumn(column, 'text').execute();
  }
  await db.schema
    .alterTable('media')
    .addColumn('has_credentials', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`create index media_by_rights on media (rights_until) where rights_until is not null`.execute(db);
  await db.schema
    .alterTable('published_articles')
    .addColumn('lead_decorative', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update published_articles set lead_decorative = 1 where exists (select 1 from revisions
    where revisions.id = published_articles.revision_id and revisions.lead_decorative = 1)`.execute(db);
}
