import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Where somebody is signed in, as they know it, and when they were there last. */
export async function up(db: Schema): Promise<void> {
  for (const name of ['device', 'used_at']) {
    await db.schema
      .alterTable('sessions')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  }
  // Nobody knows better.
  await db.updateTable('sessions').set({ used_at: new Date().toISOString() }).execute();
}
