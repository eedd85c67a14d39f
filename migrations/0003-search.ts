import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What can be searched. Keys follow the time of publication: the index answers in their order. The start fills it. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('search_documents')
    .addColumn('key', dialect === 'sqlite' ? 'integer' : 'bigint', (column) => column.primaryKey())
    .addColumn('id', 'bigint', (column) => column.notNull().unique())
    // The words that FTS5 keeps in a table of its own.
    .$call((table) =>
      dialect === 'sqlite' ? table : table.addColumn('words', sql`tsvector`, (column) => column.notNull()),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .execute();
  for (const statement of dialect === 'sqlite' ? sqliteStatements : postgresStatements) {
    await sql.raw(statement).execute(db);
  }
}

const sqliteStatements = [
  // Without content: words are folded before they come here, and the text as it was written is in search_documents.
  `create virtual table search_index using fts5(title, standfirst, text, filed,
   content='', contentless_delete=1, tokenize='ascii', prefix='3')`,
];

const postgresStatements = [
  // Without a list of what is yet to be indexed, which every search would go through.
  'create index search_documents_by_words on search_documents using gin (words) with (fastupdate = off)',
];
