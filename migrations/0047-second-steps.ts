import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Signing in by a password and a code: who has an app for it, what they have on paper, and how far a session has come. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('second_steps')
    .addColumn('person_id', 'integer', (column) => column.primaryKey().references('people.id').onDelete('cascade'))
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('last_step', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('code_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'integer', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .execute();
  await sql`create index recovery_codes_by_person on recovery_codes (person_id)`.execute(db);
  // Who is signed in already stays so, and is asked once more before what matters.
  await db.schema
    .alterTable('sessions')
    .addColumn('stage', 'text', (column) =>
      column.notNull().defaultTo('whole').check(sql`stage in ('whole', 'second-step')`),
    )
    .execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('proved_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}
