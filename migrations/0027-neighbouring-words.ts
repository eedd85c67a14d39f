import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** On PostgreSQL what the newsroom searches is indexed with marks of neighbouring words: it is taken out, and the start fills it in anew. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') return;
  for (const [table, id] of [
    ['working_texts', 'article_id'],
    ['comment_texts', 'comment_id'],
  ]) {
    await sql`delete from ${sql.raw(table ?? '')}`.execute(db);
    await sql.raw(holding(table ?? '', id ?? '')).execute(db);
  }
}

// Its planner knows nothing of what it costs to read a text: it takes going through all of them for cheaper than the index.
const holding = (table: string, id: string) => `create function ${table}_holding(looked tsquery) returns setof bigint
  language sql stable rows 10000 set enable_seqscan = off
  as 'select ${id} from ${table} where words @@ looked'`;
