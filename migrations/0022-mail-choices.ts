import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Which mails somebody does not want, and who is asked to review a story. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('mails_off', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('articles')
    .addColumn('reviewer_id', 'bigint', (column) => column.references('people.id'))
    .execute();
}
