import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * Sections say what they are and have a colour; sections, topics and series can be renamed, merged and deleted while old revisions,
 * which never change, still refer to them; their old addresses lead on; and the log of events is read by people.
 */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('sections')
    .addColumn('descriptions', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  await db.schema
    .alterTable('sections')
    .addColumn('colour', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  for (const table of ['sections', 'topics']) {
    await db.schema.alterTable(table).addColumn('merged_into', 'bigint').execute();
  }
  for (const table of ['topics', 'series']) {
    // What an editor may write to mean it, folded; the address may be another.
    await db.schema
      .alterTable(table)
      .addColumn('known_as', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await sql`update ${sql.table(table)} set known_as = slug`.execute(db);
    await db.schema.createIndex(`${table}_by_known_as`).on(table).column('known_as').execute();
  }
  for (const table of ['sections', 'topics', 'series']) {
    await db.schema.alterTable(table).addColumn('gone_at', 'text').execute();
  }
  await createRedirects(db);
  for (const column of ['section_id', 'series_id']) {
    await db.schema
      .createIndex(`revisions_by_${column.replace('_id', '')}`)
      .on('revisions')
      .column(column)
      .execute();
  }
  for (const [name, columns] of Object.entries({ time: [], person: ['person_id'], action: ['action'] })) {
    await db.schema
      .createIndex(`events_by_${name}`)
      .on('events')
      .columns([...columns, 'at', 'id'])
      .execute();
  }
}

async function createRedirects(db: Schema): Promise<void> {
  await db.schema
    .createTable('list_redirects')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('target_id', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('list_redirects_key', ['kind', 'slug'])
    .execute();
  await db.schema.createIndex('list_redirects_by_target').on('list_redirects').columns(['kind', 'target_id']).execute();
}
