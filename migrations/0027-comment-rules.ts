import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What the rules for comments look at: which say the same, and the words that the newsroom does not want. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema.alterTable('comments').addColumn('text_key', 'text').execute();
  // Only of those that have one: what is older than a day is never asked for by it.
  await sql`create index comments_by_text_key on comments (text_key, id) where text_key is not null`.execute(db);
  await numbered(db, dialect, 'comment_patterns')
    .addColumn('pattern', 'text', (column) => column.notNull().unique())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
}

function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}
