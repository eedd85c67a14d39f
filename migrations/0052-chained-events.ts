import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Each row of the log bears a hash of itself and of the row before it, its end stands in the settings, and no row changes or goes. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('hash', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  const end = await chain(db);
  if (end) await db.insertInto('settings').values({ key: 'events_end', value: end }).execute();
  for (const statement of dialect === 'sqlite' ? sqliteTriggers : postgresTriggers) {
    await sql.raw(statement).execute(db);
  }
}

const atOnce = 500;

/** Hashes the rows that are there. @returns the number and the hash of the last one; null where there is none */
async function chain(db: Schema): Promise<string | null> {
  let [id, hash] = [0, ''];
  for (;;) {
    const rows = await db.selectFrom('events').selectAll().where('id', '>', id).orderBy('id').limit(atOnce).execute();
    if (rows.length === 0) return id === 0 ? null : `${id} ${hash}`;
    const hashed = rows.map((row) => {
      const { at, person_id, action, subject, names } = row;
      const text = JSON.stringify([hash, at, person_id, action, subject, names]);
      hash = createHash('sha256').update(text).digest('hex');
      id = row.id;
      return sql`(cast(${id} as bigint), ${hash})`;
    });
    await sql`with hashed (id, hash) as (values ${sql.join(hashed)})
      update events set hash = hashed.hash from hashed where events.id = hashed.id`.execute(db);
  }
}

const refused = 'the activity log is append-only';

const end = `insert into settings (key, value) values ('events_end', new.id || ' ' || new.hash)
  on conflict (key) do update set value = excluded.value`;

const sqliteTriggers = [
  // `insert or replace` deletes without the triggers of deletion, unless a connection asks for them.
  `create trigger events_no_replace before insert on events
   when exists (select 1 from events where id = new.id) begin select raise(abort, 'this number is taken'); end`,
  `create trigger events_no_update before update on events begin select raise(abort, '${refused}'); end`,
  `create trigger events_no_delete before delete on events begin select raise(abort, '${refused}'); end`,
  `create trigger events_end after insert on events begin ${end}; end`,
];

const postgresTriggers = [
  `create trigger events_no_change before update or delete on events for each row execute function refuse_change('${refused}')`,
  `create trigger events_no_truncate before truncate on events for each statement execute function refuse_change('${refused}')`,
  `create function note_events_end() returns trigger language plpgsql as $$ begin ${end}; return null; end $$`,
  'create trigger events_end after insert on events for each row execute function note_events_end()',
];
