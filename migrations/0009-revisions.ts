import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Which revision a restored one brought back, notes beside stories, and templates for new ones. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema.alterTable('revisions').addColumn('restored_from', 'bigint').execute();
  await numbered(db, dialect, 'story_notes')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('story_notes_by_article').on('story_notes').columns(['article_id', 'id']).execute();
  await numbered(db, dialect, 'templates')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('updated_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('content', 'text', (column) => column.notNull())
    .execute();
  // A translation is looked for by what it translates.
  await sql`create index revisions_by_original on revisions (translation_of) where translation_of is not null`.execute(
    db,
  );
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
