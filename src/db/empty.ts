import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';
import type { Tables } from './tables.ts';

/** Every table but the settings, and the leases of the processes that run; those that refer to others stand before them. */
export const emptied: readonly (keyof Tables)[] = [
  ...(['published_references', 'published_article_topics', 'published_article_authors', 'published_articles'] as const),
  ...(['published_page_references', 'published_pages', 'published_corrections', 'search_documents'] as const),
  ...(['withdrawn_articles', 'redirects', 'list_redirects', 'media_uses', 'replaced_files', 'unnamed_files'] as const),
  ...(['recording_uses', 'recording_tracks', 'recordings', 'document_uses', 'documents'] as const),
  ...(['comment_history', 'comment_claims', 'comment_bans', 'comment_reports', 'comment_recommendations'] as const),
  ...([
    'reply_notices',
    'reply_subscriptions',
    'confirmed_emails',
    'asked_emails',
    'erased_emails',
    'network_keys',
    'pinned_notes',
    'spam_checks',
  ] as const),
  ...(['comment_texts', 'comment_decisions', 'comment_floods', 'comment_patterns'] as const),
  ...(['personal_data_links', 'comment_threads', 'comment_counts', 'comments'] as const),
  ...(['error_reports', 'invitations', 'outgoing_mails', 'publications'] as const),
  ...(['passed_checks', 'looked_links', 'autosaves', 'editing', 'holds', 'assignments'] as const),
  ...(['preview_answers', 'preview_links'] as const),
  ...(['story_notes', 'templates', 'desk_entries', 'desk_counts', 'working_texts', 'story_reads'] as const),
  ...(['revision_topics', 'revision_authors', 'revisions', 'articles', 'media', 'sessions'] as const),
  ...(['recovery_codes', 'second_steps', 'passkeys', 'passkey_challenges', 'reset_links'] as const),
  ...(['series', 'front_states', 'fronts'] as const),
  ...(['sections', 'topics', 'people', 'events'] as const),
];

/**
 * Takes out every row but the install's secret, the ledger included: not for a newsroom that anybody has read. What
 * protects the ledger is off in this transaction only. Numbers go on from where they were, so that no id comes twice.
 */
export async function emptyTables(tx: Tx, dialect: Database['dialect']): Promise<void> {
  const protect = dialect === 'sqlite' ? await dropTriggers(tx) : await disableTriggers(tx);
  for (const table of emptied) await tx.deleteFrom(table).execute();
  // On PostgreSQL the words stand with the documents.
  if (dialect === 'sqlite') {
    await sql`insert into search_index (search_index) values ('delete-all')`.execute(tx);
    await sql`insert into working_index (working_index) values ('delete-all')`.execute(tx);
    await sql`insert into comment_index (comment_index) values ('delete-all')`.execute(tx);
  }
  await tx.deleteFrom('settings').where('key', '<>', 'secret').execute();
  await protect();
}

/** Returns what makes them again, word for word. */
async function dropTriggers(tx: Tx): Promise<() => Promise<void>> {
  const { rows } = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'trigger'`.execute(tx);
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(tx);
  return async () => {
    for (const { sql: definition } of rows) await sql.raw(definition).execute(tx);
  };
}

async function disableTriggers(tx: Tx): Promise<() => Promise<void>> {
  const guarded = ['publications', 'revisions', 'revision_topics', 'revision_authors', 'events'];
  for (const table of guarded) await sql`alter table ${sql.id(table)} disable trigger user`.execute(tx);
  return async () => {
    for (const table of guarded) await sql`alter table ${sql.id(table)} enable trigger user`.execute(tx);
  };
}
