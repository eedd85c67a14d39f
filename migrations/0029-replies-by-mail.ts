import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Who asked to be told of replies is told by mail, and can stop that by one press in it. */
export async function up(db: Schema): Promise<void> {
  await db.schema.alterTable('outgoing_mails').addColumn('unsubscribe', 'text').execute();
  await db.schema.alterTable('reply_subscriptions').addColumn('asked_at', 'text').execute();
  await db.schema.alterTable('reply_subscriptions').addColumn('told_at', 'text').execute();
  await db.schema
    .createIndex('reply_subscriptions_by_email')
    .on('reply_subscriptions')
    .columns(['email', 'asked_at'])
    .execute();
  await db.schema
    .createTable('reply_notices')
    .addColumn('comment_id', 'bigint', (column) => column.primaryKey().references('comments.id').onDelete('cascade'))
    .addColumn('parent_id', 'bigint', (column) => column.notNull())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('told_at', 'text')
    .addColumn('mail_id', 'bigint')
    .execute();
  await db.schema.createIndex('reply_notices_waiting').on('reply_notices').columns(['parent_id', 'told_at']).execute();
}
