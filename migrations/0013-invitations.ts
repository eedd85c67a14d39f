import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Who is asked by mail to join the newsroom. Each link that was sent is a row; once it is over, its row names nobody. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  const table = db.schema.createTable('invitations');
  const numbered =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity());
  await numbered
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('invited_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('mail_id', 'bigint', (column) => column.notNull().references('outgoing_mails.id'))
    .execute();
  await sql`create unique index invitations_open on invitations (email) where state = 'open'`.execute(db);
}
