import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * People who left keep their bylines, and guests have bylines without ever having had an account. 0001 says that an email is there and
 * is nobody else's, and a password's hash too. SQLite lets go of neither without making the table anew, to which a dozen others
 * refer; so `standing` says who has an account, and a row without one holds a stand-in: no hash, and in place of the address a `~`
 * with random letters, which no form takes for an address. accounts/queries gives out null for both.
 * An invitation may be to somebody who has such a row already: it gets the account.
 */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('standing', 'text', (column) => column.notNull().defaultTo('member'))
    .execute();
  await db.schema
    .alterTable('people')
    .addColumn('picture_id', 'bigint', (column) => column.references('media.id').onDelete('set null'))
    .execute();
  await db.schema.createIndex('people_by_picture').on('people').column('picture_id').execute();
  await db.schema
    .alterTable('invitations')
    .addColumn('person_id', 'bigint', (column) => column.references('people.id').onDelete('set null'))
    .execute();
}
