import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Films and sound of the library, their texts by language, and which stories show them. */
export async function up(db: Schema, dialect: 'sqlite' | 'postgres'): Promise<void> {
  await numbered(db, dialect, 'recordings')
    .addColumn('file', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('mime', 'text', (column) => column.notNull())
    .addColumn('codecs', 'text', (column) => column.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('seconds', 'double precision', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('caption', 'text', (column) => column.notNull())
    .addColumn('credit', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('poster_id', 'bigint', (column) => column.references('media.id'))
    .addColumn('can_download', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('was_used', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('original_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
  await numbered(db, dialect, 'recording_tracks')
    .addColumn('recording_id', 'bigint', (column) => column.notNull().references('recordings.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull().unique())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addUniqueConstraint('recording_tracks_one', ['recording_id', 'kind', 'language'])
    .execute();
  await db.schema
    .createTable('recording_uses')
    .addColumn('recording_id', 'bigint', (column) => column.notNull().references('recordings.id'))
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('recording_uses_key', ['recording_id', 'article_id'])
    .execute();
  await sql`create index recordings_by_age on recordings (created_at, id)`.execute(db);
  await sql`create index recordings_by_poster on recordings (poster_id) where poster_id is not null`.execute(db);
  await sql`create index recording_uses_by_article on recording_uses (article_id)`.execute(db);
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: 'sqlite' | 'postgres', name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
