import { type Kysely, sql } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** What the newsroom's list is filtered and counted by, made from the stories that are there. */
export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('desk_entries')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('person_id', 'bigint', (column) => column.notNull())
    .addColumn('bylined', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('section_id', 'bigint', (column) => column.notNull())
    .addColumn('has_changes', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('desk_entries_key', ['article_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('desk_counts')
    .addColumn('person_id', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('desk_counts_key', ['person_id', 'state'])
    .execute();
  // The last columns are there so that a filter is answered by the index alone.
  const also = ['state', 'section_id', 'has_changes', 'bylined'];
  await index(db, 'changed', ['person_id', 'updated_at', 'article_id', ...also]);
  await index(db, 'out', ['person_id', 'published_at', 'article_id', ...also]);
  await index(db, 'state', ['person_id', 'state', 'updated_at', 'article_id', 'section_id', 'has_changes', 'bylined']);
  await index(db, 'state_out', [
    'person_id',
    'state',
    'published_at',
    'article_id',
    'section_id',
    'has_changes',
    'bylined',
  ]);
  await index(db, 'section', ['person_id', 'section_id', 'updated_at', 'article_id']);
  for (const statement of fill) await sql.raw(statement).execute(db);
}

const index = (db: Schema, name: string, columns: string[]) =>
  db.schema.createIndex(`desk_entries_by_${name}`).on('desk_entries').columns(columns).execute();

const stories = `from articles a join revisions r on r.id = a.revision_id left join sections s on s.id = r.section_id`;
const columns = `a.state, coalesce(s.merged_into, s.id, 0),
  case when a.state = 'published' and a.revision_id <> a.published_revision_id then 1 else 0 end,
  a.updated_at, coalesce(a.published_at, '0000-01-01T00:00:00.000Z')`;

const fill = [
  `insert into desk_entries select a.id, 0, 0, ${columns} ${stories} where a.kind = 'story'`,
  `insert into desk_entries select a.id, byline.person_id, 1, ${columns} ${stories}
   join revision_authors byline on byline.revision_id = a.revision_id where a.kind = 'story'`,
  `insert into desk_entries select a.id, a.created_by, 0, ${columns} ${stories} where a.kind = 'story'
   and not exists (select 1 from revision_authors byline where byline.revision_id = a.revision_id and byline.person_id = a.created_by)`,
  `insert into desk_counts select person_id, state, count(*) from desk_entries group by person_id, state`,
];
