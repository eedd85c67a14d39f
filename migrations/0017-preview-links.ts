import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Links by which people without an account read a story before it is published, and what they say to it. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'preview_links')
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('article_id', 'bigint', (column) => column.references('articles.id').onDelete('set null'))
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('opened_at', 'text')
    .addColumn('openings', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('preview_links_by_article').on('preview_links').columns(['article_id', 'id']).execute();
  await numbered(db, dialect, 'preview_answers')
    .addColumn('link_id', 'bigint', (column) => column.notNull().references('preview_links.id').onDelete('cascade'))
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  for (const column of ['article_id', 'link_id', 'revision_id']) {
    const name = `preview_answers_by_${column.replace('_id', '')}`;
    await sql`create index ${sql.id(name)} on preview_answers (${sql.id(column)}, id)`.execute(db);
  }
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
