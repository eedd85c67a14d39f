import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Which addresses were asked whether they want mails, as keyed hashes: for as long as that counts, whatever became of the comment. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('asked_emails')
    .addColumn('email_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('asked_emails_by_email_hash_at')
    .on('asked_emails')
    .columns(['email_hash', 'at'])
    .execute();
  await db.schema.createIndex('asked_emails_by_at').on('asked_emails').columns(['at']).execute();
}
