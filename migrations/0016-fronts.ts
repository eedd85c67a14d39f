import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** How the front page is curated: the one that readers see, those that are prepared, and every state that each of them had. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'fronts')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('arrangement', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('launch_at', 'text')
    .addColumn('launch_by', 'bigint', (column) => column.references('people.id'))
    .addColumn('closed_at', 'text')
    .addColumn('fate', 'text', (column) => column.notNull())
    .execute();
  await sql`create unique index fronts_live on fronts (kind) where kind = 'live'`.execute(db);
  // What readers see is the last one of these that is due.
  await sql`create index fronts_open on fronts (launch_at) where closed_at is null`.execute(db);
  await numbered(db, dialect, 'front_states')
    .addColumn('front_id', 'bigint', (column) => column.notNull().references('fronts.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('change', 'text', (column) => column.notNull())
    .addColumn('arrangement', 'text', (column) => column.notNull())
    .addColumn('restores', 'bigint')
    .execute();
  await db.schema.createIndex('front_states_by_front').on('front_states').columns(['front_id', 'id']).execute();
}

function numbered(db: Schema, dialect: Dialect, name: string) {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity());
}
