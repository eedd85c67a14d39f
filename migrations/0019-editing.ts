import type { Kysely } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Who has which story open in the editor, and when their browser last said so. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  const number = dialect === 'sqlite' ? 'integer' : 'bigint';
  await db.schema
    .createTable('editing')
    .addColumn('article_id', number, (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('person_id', number, (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('editing_key', ['article_id', 'person_id'])
    .execute();
  await db.schema.createIndex('editing_by_time').on('editing').column('seen_at').execute();
}
