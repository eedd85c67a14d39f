import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** The library of pictures: where each came from, the words by which it is found, and whether any version of a story ever showed it. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .alterTable('media')
    .addColumn('source', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('media')
    .addColumn('words', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('media')
    .addColumn('was_used', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`create index media_by_age on media (created_at, id)`.execute(db);
  await sql`create index media_uses_by_media on media_uses (media_id)`.execute(db);
  // Old words are found in lower case; they are folded as new ones are when somebody next describes the picture.
  await sql`update media set words = lower(alt || ' ' || caption || ' ' || credit || ' ' || original_name)`.execute(db);
  // Of old versions nobody kept a record: whatever stood in any of them by its number was used, as a poster too.
  await sql`update media set was_used = 1 where exists (select 1 from revisions where revisions.lead_media_id = media.id
    or revisions.body like '%media="' || media.id || '"%' or revisions.body like '%poster="' || media.id || '"%')`.execute(
    db,
  );
}
