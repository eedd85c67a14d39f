import type { Kysely } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Texts that their writers have not saved, each by its writer and by the sitting in which it was typed. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  const number = dialect === 'sqlite' ? 'integer' : 'bigint';
  await db.schema
    .createTable('autosaves')
    .addColumn('person_id', number, (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('article_id', number, (column) => column.references('articles.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('revision_id', number)
    .addColumn('turn', number, (column) => column.notNull())
    .addColumn('form', 'text')
    .addColumn('written_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('autosaves_key', ['person_id', 'draft'])
    .execute();
  await db.schema.createIndex('autosaves_of_article').on('autosaves').column('article_id').execute();
  await db.schema.createIndex('autosaves_by_age').on('autosaves').column('written_at').execute();
}
