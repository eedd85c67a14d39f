import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * Checks that an editor passed over to publish a story, with the reason; each is a task until it is mended or closed. And the links
 * of texts to other sites, with what was found when they were last looked for.
 */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  const table = db.schema.createTable('passed_checks');
  const numbered =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity());
  await numbered
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('check_name', 'text', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('passed_at', 'text', (column) => column.notNull())
    .addColumn('passed_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'bigint', (column) => column.references('people.id'))
    .addColumn('ending', 'text')
    .execute();
  await sql`create index passed_checks_open on passed_checks (article_id, id) where ended_at is null`.execute(db);
  await sql`create index passed_checks_by_article on passed_checks (article_id, id)`.execute(db);
  await db.schema
    .createTable('looked_links')
    .addColumn('address', 'text', (column) => column.primaryKey())
    .addColumn('wanted_at', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text')
    .addColumn('looked_at', 'text')
    .addColumn('misses', 'integer', (column) => column.notNull())
    .addColumn('is_dead', 'integer', (column) => column.notNull())
    .execute();
  await sql`create index looked_links_due on looked_links (due_at) where due_at is not null`.execute(db);
}
