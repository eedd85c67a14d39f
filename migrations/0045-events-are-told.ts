import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** On PostgreSQL whoever listens is told as soon as an event is committed. A file is looked at instead. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') return;
  await sql`create function tell_events() returns trigger language plpgsql as $$ begin perform pg_notify('events', ''); return null; end $$`.execute(
    db,
  );
  await sql`create trigger events_tell after insert on events for each statement execute function tell_events()`.execute(
    db,
  );
}
