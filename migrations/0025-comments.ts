import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

type Dialect = 'sqlite' | 'postgres';
// biome-ignore lint/suspicious/noExplicitAny: a migration speaks of tables as they were, not as they are typed today
type Schema = Kysely<any>;

/**
 * Comments hang in threads, which are counted and paged; what readers and moderators do with them has tables of its own.
 * Of a person there is only what is needed: an email for contact, and hashes.
 */
export async function up(db: Schema, dialect: Dialect): Promise<void> {
  await widenComments(db);
  await createThreads(db);
  await createModeration(db, dialect);
  await createReaders(db, dialect);
}

async function widenComments(db: Schema): Promise<void> {
  const add = (name: string, type: 'text' | 'integer' | 'bigint') => {
    const change = db.schema.alterTable('comments');
    if (type === 'text') return change.addColumn(name, type).execute();
    return change.addColumn(name, type, (column) => column.notNull().defaultTo(0)).execute();
  };
  await add('thread_id', 'bigint');
  await add('thread_index', 'integer');
  await add('network_hash', 'text');
  await add('wide_network_hash', 'text');
  await add('rejection', 'text');
  await add('edited_at', 'text');
  await add('picked_at', 'text');
  await add('recommended', 'integer');
  await add('reported', 'integer');
  await sql`update comments set thread_id = id where parent_id is null`.execute(db);
  while (await hangOneLevel(db));
  await index(db, 'comments', ['thread_id', 'thread_index']);
  await sql`update comments set thread_index =
    (select count(*) from comments as one where one.thread_id = comments.thread_id and one.id < comments.id)`.execute(
    db,
  );
  await index(db, 'comments', ['created_at']);
  await index(db, 'comments', ['browser_hash', 'id']);
  await index(db, 'comments', ['network_hash', 'id']);
  await index(db, 'comments', ['wide_network_hash', 'id']);
  await sql`create index comments_picked on comments (article_id, picked_at) where picked_at is not null`.execute(db);
  await sql`create index comments_reported on comments (id) where reported > 0`.execute(db);
}

/** Those whose parent hangs in a thread already; whether there were some. */
async function hangOneLevel(db: Schema): Promise<boolean> {
  const { numAffectedRows } = await sql`update comments
    set thread_id = (select parent.thread_id from comments as parent where parent.id = comments.parent_id)
    where thread_id = 0
      and exists (select 1 from comments as parent where parent.id = comments.parent_id and parent.thread_id <> 0)`.execute(
    db,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

async function createThreads(db: Schema): Promise<void> {
  await db.schema
    .createTable('comment_threads')
    .addColumn('id', 'bigint', (column) => column.primaryKey().references('comments.id').onDelete('cascade'))
    .addColumn('article_id', 'bigint', (column) => column.notNull())
    .addColumn('posted', 'integer', (column) => column.notNull())
    .addColumn('published', 'integer', (column) => column.notNull())
    .execute();
  await sql`create index comment_threads_shown on comment_threads (article_id, id) where published > 0`.execute(db);
  await sql`insert into comment_threads (id, article_id, posted, published)
    select thread_id, min(article_id), count(*), sum(case when state = 'published' then 1 else 0 end)
    from comments group by thread_id`.execute(db);
  await db.schema
    .createTable('comment_counts')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id').onDelete('cascade'))
    .addColumn('published', 'integer', (column) => column.notNull())
    .addColumn('held', 'integer', (column) => column.notNull())
    .execute();
  await sql`insert into comment_counts (article_id, published, held)
    select article_id, sum(case when state = 'published' then 1 else 0 end), sum(case when state = 'held' then 1 else 0 end)
    from comments group by article_id`.execute(db);
}

async function createModeration(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'comment_history')
    .addColumn('comment_id', 'bigint', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.references('people.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'comment_history', ['comment_id', 'id']);
  await db.schema
    .createTable('comment_claims')
    .addColumn('comment_id', 'bigint', (column) => column.primaryKey().references('comments.id').onDelete('cascade'))
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('until', 'text', (column) => column.notNull())
    .execute();
  await numbered(db, dialect, 'comment_bans')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value_hash', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull().references('people.id'))
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'comment_bans', ['value_hash', 'expires_at']);
  await db.schema
    .createTable('pinned_notes')
    .addColumn('article_id', 'bigint', (column) => column.primaryKey().references('articles.id').onDelete('cascade'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('html', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('person_id', 'bigint', (column) => column.notNull().references('people.id'))
    .execute();
}

async function createReaders(db: Schema, dialect: Dialect): Promise<void> {
  await numbered(db, dialect, 'comment_reports')
    .addColumn('comment_id', 'bigint', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .addUniqueConstraint('comment_reports_once', ['comment_id', 'browser_hash'])
    .execute();
  await db.schema
    .createTable('comment_recommendations')
    .addColumn('comment_id', 'bigint', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('comment_recommendations_key', ['comment_id', 'browser_hash'])
    .execute();
  await numbered(db, dialect, 'reply_subscriptions')
    .addColumn('comment_id', 'bigint', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'text')
    .addUniqueConstraint('reply_subscriptions_once', ['comment_id', 'email'])
    .execute();
  await db.schema
    .createTable('confirmed_emails')
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('confirmed_emails_key', ['email', 'browser_hash'])
    .execute();
  await db.schema
    .createTable('erased_emails')
    .addColumn('email_hash', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('network_keys')
    .addColumn('week', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
}

function numbered(db: Schema, dialect: Dialect, name: string): CreateTableBuilder<string, never> {
  const table = db.schema.createTable(name);
  return dialect === 'sqlite'
    ? (table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement()) as never)
    : (table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedByDefaultAsIdentity()) as never);
}

const index = (db: Schema, table: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
