import type { Kysely } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Pictures in many sizes: the file that came, what matters most in it, its colour, and the files that another has replaced. */
export async function up(db: Schema): Promise<void> {
  await db.schema.alterTable('media').addColumn('original', 'text').execute();
  for (const name of ['focal_x', 'focal_y']) {
    await db.schema
      .alterTable('media')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(50))
      .execute();
  }
  await db.schema
    .alterTable('media')
    .addColumn('tone', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.createIndex('media_by_original').on('media').column('original').execute();
  await db.schema
    .createTable('replaced_files')
    .addColumn('file', 'text', (column) => column.primaryKey())
    .addColumn('media_id', 'integer', (column) => column.notNull().references('media.id'))
    .addColumn('original', 'text')
    .addColumn('replaced_at', 'text', (column) => column.notNull())
    .addColumn('replaced_by', 'integer', (column) => column.notNull().references('people.id'))
    .execute();
  await db.schema.createIndex('replaced_files_by_media').on('replaced_files').column('media_id').execute();
}
