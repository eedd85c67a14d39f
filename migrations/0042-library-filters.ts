import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * The library's filters, each with an index in the order of its pages; and what a picture looks like: 64 bits of brightness as
 * sixteen hex digits, and the same in four parts of sixteen bits. Two that differ in three bits at most have one part alike.
 */
export async function up(db: Schema): Promise<void> {
  await sql`create index media_by_person on media (created_by, created_at, id)`.execute(db);
  await sql`create index media_undescribed on media (created_at, id) where alt = ''`.execute(db);
  await sql`create index media_with_rights on media (created_at, id) where rights_until is not null`.execute(db);
  await db.schema.alterTable('media').addColumn('look', 'text').execute();
  for (const part of ['look_1', 'look_2', 'look_3', 'look_4']) {
    await db.schema.alterTable('media').addColumn(part, 'integer').execute();
    await sql`create index ${sql.raw(`media_by_${part}`)} on media (${sql.ref(part)}) where ${sql.ref(part)} is not null`.execute(
      db,
    );
  }
}
