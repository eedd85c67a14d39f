import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** PDF files of the library, and which stories show them. */
export async function up(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await numbered(db, dialect, 'documents')
    .addColumn('file', 'text', (column) => column.notNull().unique())
    .addColumn('pages', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('credit', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('poster_id', 'bigint', (column) => column.notNull().references('media.id'))
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('was_used', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('original_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
  await db.schema
    .createTable('document_uses')
    .addColumn('document_id', 'bigint', (column) => column.notNull().references('documents.id'))
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('document_uses_key', ['document_id', 'article_id'])
    .execute();
  await sql`create index documents_by_age on documents (created_at, id)`.execute(db);
  await sql`create index documents_by_poster on documents (poster_id)`.execute(db);
  await sql`create index document_uses_by_article on document_uses (article_id)`.execute(db);
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: 'sqlite' | 'postgres', name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
