import { type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/** Series, pages beside the stories (About, Contact, …), and revisions that say which redaction took their text. */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await createSeries(db, dialect);
  await createPages(db);
  await db.schema.alterTable('revisions').addColumn('redacted_by', 'bigint').execute();
  for (const statement of dialect === 'sqlite' ? sqliteStatements : postgresStatements) {
    await sql.raw(statement).execute(db);
  }
}

async function createSeries(db: Schema, dialect: Dialect): Promise<void> {
  const table = db.schema.createTable('series');
  const numbered =
    dialect === 'sqlite'
      ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity());
  await numbered
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('translations', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  // Where a story stands in its series: by part, and by time where no part is given.
  for (const name of ['revisions', 'published_articles']) {
    await db.schema
      .alterTable(name)
      .addColumn('series_id', 'bigint', (column) => column.references('series.id'))
      .execute();
    await db.schema.alterTable(name).addColumn('series_part', 'integer').execute();
  }
  await db.schema
    .createIndex('published_articles_by_series')
    .on('published_articles')
    .columns(['series_id', 'series_part', 'published_at', 'article_id'])
    .execute();
}

async function createPages(db: Schema): Promise<void> {
  await db.schema
    .alterTable('articles')
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('story'))
    .execute();
  await db.schema
    .createTable('published_pages')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id'))
    .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id'))
    .addColumn('path', 'text', (column) => column.notNull().unique())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('headline', 'text', (column) => column.notNull())
    .addColumn('short_headline', 'text', (column) => column.notNull())
    .addColumn('standfirst', 'text', (column) => column.notNull())
    .addColumn('translation_of', 'bigint')
    .addColumn('search_title', 'text', (column) => column.notNull())
    .addColumn('search_description', 'text', (column) => column.notNull())
    .addColumn('corrections', 'text', (column) => column.notNull())
    .addColumn('contents', 'text', (column) => column.notNull())
    .addColumn('renderer', 'integer', (column) => column.notNull())
    .addColumn('blocks', 'text', (column) => column.notNull())
    .execute();
}

const content = [
  ...['headline', 'short_headline', 'standfirst', 'dateline', 'body', 'lead_alt', 'lead_caption', 'lead_credit'],
  ...['lead_video', 'lead_video_title', 'search_title', 'search_description'],
];
const fixed = [
  ...['id', 'article_id', 'kind', 'created_at', 'created_by', 'section_id', 'label', 'language', 'slug', 'comments'],
  ...['lead_kind', 'lead_media_id', 'lead_decorative', 'series_id', 'series_part'],
];
const redacted = `exists (select 1 from publications p
  where p.id = new.redacted_by and p.kind = 'redaction' and p.article_id = old.article_id)`;

/** A revision may change only by its content going to null, at once with the name of the redaction that took it. */
const changed = (differs: string) =>
  [
    ...fixed.map((column) => `new.${column} ${differs} old.${column}`),
    ...content.map(
      (column) => `(new.${column} ${differs} old.${column} and not (new.${column} is null and ${redacted}))`,
    ),
    `(new.redacted_by ${differs} old.redacted_by and not ${redacted})`,
  ].join(' or ');

const sqliteStatements = [
  'drop trigger revisions_no_update',
  `create trigger revisions_no_update before update on revisions when ${changed('is not')}
   begin select raise(abort, 'revisions do not change'); end`,
];

const postgresStatements = [
  `create or replace function keep_revision() returns trigger language plpgsql as $$
   begin if ${changed('is distinct from')} then raise exception 'revisions do not change'; end if; return new; end $$`,
];
