import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What moderators search and take back, and what a flood of comments has made them do. The start fills the search. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await createSearch(db, dialect);
  await createDecisions(db, dialect);
  await createFloods(db, dialect);
}

async function createSearch(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('comment_texts')
    .addColumn('comment_id', dialect === 'sqlite' ? 'integer' : 'bigint', (column) =>
      column.primaryKey().references('comments.id').onDelete('cascade'),
    )
    // The words that FTS5 keeps in a table of its own.
    .$call((table) =>
      dialect === 'sqlite' ? table : table.addColumn('words', sql`tsvector`, (column) => column.notNull()),
    )
    .execute();
  await sql.raw(dialect === 'sqlite' ? sqliteIndex : postgresIndex).execute(db);
}

// As working_index of 0012: without content, of words that are folded before they come here.
const sqliteIndex = `create virtual table comment_index using fts5(title, standfirst, text,
  content='', contentless_delete=1, tokenize='ascii', prefix='3')`;

const postgresIndex = 'create index comment_texts_by_words on comment_texts using gin (words)';

async function createDecisions(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'comment_decisions')
    .addColumn('batch', 'text', (column) => column.notNull())
    .addColumn('comment_id', 'bigint', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .addColumn('ban_id', 'bigint')
    .addColumn('undone_at', 'text')
    .execute();
  await db.schema.createIndex('comment_decisions_by_batch').on('comment_decisions').columns(['batch', 'id']).execute();
  await db.schema.createIndex('comment_decisions_by_at').on('comment_decisions').columns(['at']).execute();
}

async function createFloods(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'comment_floods')
    .addColumn('article_id', 'bigint', (column) => column.references('articles.id').onDelete('cascade'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('until', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
  await sql`create unique index comment_floods_once on comment_floods (coalesce(article_id, 0))`.execute(db);
}

function numbered(db: Schema, dialect: Dialect, name: string) {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity());
}
