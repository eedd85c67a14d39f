import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** The newest texts of stories as the newsroom searches them, whether or not readers see them. The start fills it. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('working_texts')
    .addColumn('article_id', dialect === 'sqlite' ? 'integer' : 'bigint', (column) =>
      column.primaryKey().references('articles.id').onDelete('cascade'),
    )
    // The words that FTS5 keeps in a table of its own.
    .$call((table) =>
      dialect === 'sqlite' ? table : table.addColumn('words', sql`tsvector`, (column) => column.notNull()),
    )
    .execute();
  await sql.raw(dialect === 'sqlite' ? sqliteIndex : postgresIndex).execute(db);
}

// Without content: words are folded before they come here, and the text as it was written is in the revision.
const sqliteIndex = `create virtual table working_index using fts5(title, standfirst, text,
  content='', contentless_delete=1, tokenize='ascii', prefix='3')`;

const postgresIndex = 'create index working_texts_by_words on working_texts using gin (words) with (fastupdate = off)';
