import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await createPeople(db, dialect);
  await createFiling(db, dialect);
  await createMedia(db, dialect);
  await createArticles(db, dialect);
  await createReadingSide(db);
  await createComments(db, dialect);
  await createRecords(db, dialect);
  await protectLedger(db, dialect);
}

/** A table whose rows are numbered, and never get a number that another row had. */
function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}

async function createPeople(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'people')
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('bio', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
}

async function createFiling(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'sections')
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('translations', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .execute();
  await numbered(db, dialect, 'topics')
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('translations', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
}

async function createMedia(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'media')
    .addColumn('file', 'text', (column) => column.notNull().unique())
    .addColumn('mime', 'text', (column) => column.notNull())
    .addColumn('width', 'integer', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('alt', 'text', (column) => column.notNull())
    .addColumn('caption', 'text', (column) => column.notNull())
    .addColumn('credit', 'text', (column) => column.notNull())
    .addColumn('original_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
}

async function createArticles(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'articles')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('updated_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('revision_id', 'bigint')
    .addColumn('published_revision_id', 'bigint')
    .addColumn('published_at', 'text')
    .addColumn('note', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await createRevisions(db, dialect);
  for (const [table, other] of [
    ['revision_topics', 'topic'],
    ['revision_authors', 'person'],
  ] as const) {
    await db.schema
      .createTable(table)
      .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id').onDelete('cascade'))
      .addColumn(`${other}_id`, 'bigint', (column) =>
        column.notNull().references(other === 'topic' ? 'topics.id' : 'people.id'),
      )
      .addColumn('position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_key`, ['revision_id', `${other}_id`] as never)
      .execute();
    await index(db, table, [`${other}_id`, 'revision_id']);
  }
  await db.schema
    .createTable('media_uses')
    .addColumn('media_id', 'bigint', (column) => column.notNull().references('media.id'))
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('media_uses_key', ['media_id', 'article_id'])
    .execute();
  await index(db, 'media_uses', ['article_id']);
  await index(db, 'articles', ['updated_at', 'id']);
  await index(db, 'articles', ['state', 'updated_at', 'id']);
  await index(db, 'articles', ['state', 'published_at']);
}

async function createRevisions(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'revisions')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('section_id', 'bigint', (column) => column.references('sections.id'))
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('translation_of', 'bigint', (column) => column.references('articles.id').onDelete('set null'))
    .addColumn('comments', 'text', (column) => column.notNull())
    .addColumn('lead_kind', 'text', (column) => column.notNull())
    .addColumn('lead_media_id', 'bigint', (column) => column.references('media.id'))
    .addColumn('lead_decorative', 'integer', (column) => column.notNull())
    // Content can be blanked (redaction), and only then is it null.
    .addColumn('lead_alt', 'text')
    .addColumn('lead_caption', 'text')
    .addColumn('lead_credit', 'text')
    .addColumn('lead_video', 'text')
    .addColumn('lead_video_title', 'text')
    .addColumn('headline', 'text')
    .addColumn('short_headline', 'text')
    .addColumn('standfirst', 'text')
    .addColumn('dateline', 'text')
    .addColumn('search_title', 'text')
    .addColumn('search_description', 'text')
    .addColumn('body', 'text')
    .execute();
  await index(db, 'revisions', ['article_id', 'id']);
}

async function createReadingSide(db: Schema): Promise<void> {
  await db.schema
    .createTable('published_articles')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id'))
    .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id'))
    .addColumn('path', 'text', (column) => column.notNull().unique())
    .addColumn('published_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text')
    .addColumn('section_id', 'bigint', (column) => column.notNull().references('sections.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('headline', 'text', (column) => column.notNull())
    .addColumn('short_headline', 'text', (column) => column.notNull())
    .addColumn('standfirst', 'text', (column) => column.notNull())
    .addColumn('dateline', 'text', (column) => column.notNull())
    .addColumn('translation_of', 'bigint')
    .addColumn('lead_kind', 'text', (column) => column.notNull())
    .addColumn('lead_media_id', 'bigint', (column) => column.references('media.id'))
    .addColumn('lead_alt', 'text', (column) => column.notNull())
    .addColumn('lead_caption', 'text', (column) => column.notNull())
    .addColumn('lead_credit', 'text', (column) => column.notNull())
    .addColumn('lead_video', 'text', (column) => column.notNull())
    .addColumn('lead_video_title', 'text', (column) => column.notNull())
    .addColumn('search_title', 'text', (column) => column.notNull())
    .addColumn('search_description', 'text', (column) => column.notNull())
    .addColumn('comments', 'text', (column) => column.notNull())
    .addColumn('words', 'integer', (column) => column.notNull())
    .addColumn('corrections', 'text', (column) => column.notNull())
    // The long columns stand last: a list that does not ask for them does not read their pages.
    .addColumn('contents', 'text', (column) => column.notNull())
    .addColumn('renderer', 'integer', (column) => column.notNull())
    .addColumn('blocks', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'published_articles', ['published_at', 'article_id']);
  await index(db, 'published_articles', ['section_id', 'published_at', 'article_id']);
  await index(db, 'published_articles', ['translation_of', 'published_at', 'article_id']);
  await createReadingLists(db);
  for (const table of ['withdrawn_articles', 'redirects']) {
    const creation = db.schema
      .createTable(table)
      .addColumn('path', 'text', (column) => column.primaryKey())
      .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id'));
    await (table === 'redirects'
      ? creation.addColumn('created_at', 'text', (column) => column.notNull())
      : creation
          .addColumn('language', 'text', (column) => column.notNull())
          .addColumn('reason', 'text', (column) => column.notNull())
          .addColumn('at', 'text', (column) => column.notNull())
    ).execute();
  }
}

async function createReadingLists(db: Schema): Promise<void> {
  for (const [table, key] of [
    ['published_article_topics', 'topic_id'],
    ['published_article_authors', 'person_id'],
  ] as const) {
    await db.schema
      .createTable(table)
      .addColumn('article_id', 'bigint', (column) =>
        column.notNull().references('published_articles.article_id').onDelete('cascade'),
      )
      .addColumn(key, 'bigint', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_key`, ['article_id', key] as never)
      .execute();
    await index(db, table, [key, 'published_at', 'article_id']);
  }
  await db.schema
    .createTable('published_references')
    .addColumn('article_id', 'bigint', (column) =>
      column.notNull().references('published_articles.article_id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target_id', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('published_references_key', ['article_id', 'kind', 'target_id'])
    .execute();
  await index(db, 'published_references', ['kind', 'target_id', 'article_id']);
}

async function createComments(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'comments')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('parent_id', 'bigint', (column) => column.references('comments.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('browser_hash', 'text')
    .addColumn('person_id', 'bigint', (column) => column.references('people.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'bigint', (column) => column.references('people.id'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('html', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'comments', ['article_id', 'state', 'id']);
  await index(db, 'comments', ['state', 'id']);
  await index(db, 'comments', ['email', 'state']);
}

async function createRecords(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'publications')
    .addColumn('article_id', 'bigint', (column) => column.notNull().references('articles.id'))
    .addColumn('revision_id', 'bigint', (column) => column.notNull().references('revisions.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.references('people.id'))
    .addColumn('text_hash', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'publications', ['article_id', 'id']);
  await numbered(db, dialect, 'events')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('names', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

async function index(db: Schema, table: string, columns: string[]): Promise<void> {
  const name = `${table}_by_${columns.map((column) => column.replace(/_(id|at)$/, '')).join('_')}`;
  await db.schema.createIndex(name).on(table).columns(columns).execute();
}

/** What readers saw stays: the ledger refuses changes, and revisions that it names cannot go or change (but for redaction). */
async function protectLedger(db: Schema, dialect: Dialect): Promise<void> {
  for (const statement of dialect === 'sqlite' ? sqliteTriggers : postgresStatements) {
    await sql.raw(statement).execute(db);
  }
}

const content = [
  'headline',
  'short_headline',
  'standfirst',
  'dateline',
  'body',
  'lead_alt',
  'lead_caption',
  'lead_credit',
  'lead_video',
  'lead_video_title',
  'search_title',
  'search_description',
];
const fixed = [
  ...['id', 'article_id', 'kind', 'created_at', 'created_by', 'section_id', 'label', 'language', 'slug', 'comments'],
  ...['lead_kind', 'lead_media_id', 'lead_decorative'],
];
const redacted = "exists (select 1 from publications p where p.revision_id = old.id and p.kind = 'redaction')";
const published = 'exists (select 1 from publications p where p.article_id = old.article_id)';

/** A revision may change only by its content going to null, and only where the ledger says that it was redacted. */
const changed = (differs: string) =>
  [
    ...fixed.map((column) => `new.${column} ${differs} old.${column}`),
    ...content.map(
      (column) => `(new.${column} ${differs} old.${column} and not (new.${column} is null and ${redacted}))`,
    ),
  ].join(' or ');

/** Topics and authors are a revision's too. */
const parts = ['revision_topics', 'revision_authors'];
const partOfPublished =
  'exists (select 1 from revisions r join publications p on p.article_id = r.article_id where r.id = old.revision_id)';

const sqliteTriggers = [
  // `insert or replace` deletes without the triggers of deletion, unless a connection asks for them.
  ...['publications', 'revisions'].map(
    (table) => `create trigger ${table}_no_replace before insert on ${table}
     when exists (select 1 from ${table} where id = new.id) begin select raise(abort, 'this number is taken'); end`,
  ),
  "create trigger publications_no_update before update on publications begin select raise(abort, 'the ledger is append-only'); end",
  "create trigger publications_no_delete before delete on publications begin select raise(abort, 'the ledger is append-only'); end",
  `create trigger revisions_no_delete before delete on revisions when ${published}
   begin select raise(abort, 'revisions of a published story stay'); end`,
  `create trigger revisions_no_update before update on revisions when ${changed('is not')}
   begin select raise(abort, 'revisions do not change'); end`,
  ...parts.flatMap((table) => [
    `create trigger ${table}_no_update before update on ${table} begin select raise(abort, 'revisions do not change'); end`,
    `create trigger ${table}_no_delete before delete on ${table} when ${partOfPublished}
     begin select raise(abort, 'revisions of a published story stay'); end`,
  ]),
];

const postgresStatements = [
  // Rate limits need no crash safety; on SQLite they have a file of their own.
  'create unlogged table limits (key varchar(255) primary key, points integer not null default 0, expire bigint)',
  `create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '%', tg_argv[0]; end $$`,
  `create trigger publications_no_change before update or delete on publications
   for each row execute function refuse_change('the ledger is append-only')`,
  `create trigger publications_no_truncate before truncate on publications
   for each statement execute function refuse_change('the ledger is append-only')`,
  `create function keep_published_revision() returns trigger language plpgsql as $$
   begin if ${published} then raise exception 'revisions of a published story stay'; end if; return old; end $$`,
  'create trigger revisions_no_delete before delete on revisions for each row execute function keep_published_revision()',
  `create function keep_revision() returns trigger language plpgsql as $$
   begin if ${changed('is distinct from')} then raise exception 'revisions do not change'; end if; return new; end $$`,
  'create trigger revisions_no_update before update on revisions for each row execute function keep_revision()',
  `create function keep_published_part() returns trigger language plpgsql as $$
   begin if ${partOfPublished} then raise exception 'revisions of a published story stay'; end if; return old; end $$`,
  ...parts.flatMap((table) => [
    `create trigger ${table}_no_update before update on ${table}
     for each row execute function refuse_change('revisions do not change')`,
    `create trigger ${table}_no_delete before delete on ${table}
     for each row execute function keep_published_part()`,
  ]),
];
