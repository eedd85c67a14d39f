import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** The few pages among all stories are counted and listed without reading them all. */
export async function up(db: Schema): Promise<void> {
  await sql`create index articles_pages on articles (updated_at, id) where kind = 'page' and discarded_at is null`.execute(
    db,
  );
}
