import { describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { emptyTables } from '../../src/db/empty.ts';
import { migrate, requireMigrated } from '../../src/db/migrate.ts';
import { readSetting, writeSetting } from '../../src/db/settings.ts';
import { StartError } from '../../src/errors.ts';
import { startChild, twoAtOnce } from '../support/children.ts';
import { newDatabase, newDatabaseUrl, openUrl } from '../support/database.ts';
import type { Task } from '../support/database-child.ts';

const child = (url: string, task: Task) =>
  startChild(['test/support/database-child.ts', JSON.stringify({ url, task })]).ended;

const tablesOf = async ({ reader }: Database) => {
  const tables = await reader.introspection.getTables();
  return tables
    .map(({ name }) => name)
    .filter((name) => !/^(limits$|sqlite_|search_index|working_index|comment_index)/.test(name));
};

describe('Migrating', () => {
  test('makes every table from nothing, the same ones on both databases', async () => {
    const database = await newDatabase({ copyOf: 'nothing' });
    await migrate(database);
    expect((await tablesOf(database)).sort()).toEqual(
      [
        ...['articles', 'assignments', 'autosaves', 'comments', 'desk_counts', 'desk_entries', 'editing'],
        ...['comment_bans', 'comment_claims', 'comment_counts', 'comment_history', 'comment_recommendations'],
        ...['comment_reports', 'comment_threads', 'confirmed_emails', 'erased_emails', 'network_keys'],
        ...['comment_decisions', 'comment_floods', 'comment_patterns', 'comment_texts'],
        ...['pinned_notes', 'reply_notices', 'reply_subscriptions', 'spam_checks'],
        ...['asked_emails', 'personal_data_links'],
        ...['error_reports', 'events', 'front_states', 'fronts', 'holds', 'invitations', 'list_redirects'],
        ...[
          'leases',
          'looked_links',
          'media',
          'media_uses',
          'outgoing_mails',
          'passed_checks',
          'people',
          'replaced_files',
          'unnamed_files',
        ],
        ...[
          'preview_answers',
          'preview_links',
          'recordings',
          'recording_tracks',
          'recording_uses',
          'documents',
          'document_uses',
        ],
        ...['publications', 'published_article_authors', 'published_article_topics', 'published_articles'],
        ...['published_corrections', 'published_page_references', 'published_pages', 'published_references'],
        ...[
          'passkey_challenges',
          'passkeys',
          'recovery_codes',
          'reset_links',
          'redirects',
          'revision_authors',
          'revision_topics',
          'revisions',
          'search_documents',
          'second_steps',
          'sections',
        ],
        ...['series', 'sessions', 'settings', 'story_notes', 'story_reads', 'templates'],
        ...['topics', 'withdrawn_articles', 'working_texts'],
      ].sort(),
    );
    // Every one of them is known to what empties a demo.
    await database.transaction((tx) => emptyTables(tx, database.dialect));
  });

  test('again changes nothing', async () => {
    const database = await newDatabase({ copyOf: 'nothing' });
    await migrate(database);
    await database.transaction((tx) => writeSetting(tx, 'name', 'The Courier'));
    const tables = await tablesOf(database);
    await migrate(database);
    expect(await tablesOf(database)).toEqual(tables);
    expect(await readSetting(database.reader, 'name')).toBe('The Courier');
  });

  test('by two processes at once is done once, and fails in neither', async () => {
    const url = await newDatabaseUrl({ copyOf: 'nothing' });
    const ended = await Promise.all([child(url, { kind: 'migrate' }), child(url, { kind: 'migrate' })]);
    for (const { code, stderr } of ended) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('killed on its way leaves nothing half done', async () => {
    await twoAtOnce([2, 6, 12, 30, 45], async (killedBefore) => {
      const url = await newDatabaseUrl({ copyOf: 'nothing' });
      const { signal } = await child(url, { kind: 'migrate', killedBefore });
      expect(signal).toBe('SIGKILL');
      const database = openUrl(url);
      try {
        expect(await tablesOf(database)).toEqual([]);
        await migrate(database);
        expect(await tablesOf(database)).toHaveLength(78);
      } finally {
        await database.close();
      }
    });
  });

  test('takes what came from another branch with a lower number', async () => {
    const database = await newDatabase();
    const log = database.writer as unknown as Kysely<{ kysely_migration: { name: string } }>;
    await database.writer.schema.dropTable('story_reads').execute();
    await log.deleteFrom('kysely_migration').where('name', '=', '0046-reads').execute();
    await migrate(database);
    expect(await database.reader.selectFrom('story_reads').selectAll().execute()).toEqual([]);
  });

  test('is refused where a newer version has been', async () => {
    const database = await newDatabase();
    const log = database.writer as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
    await log
      .insertInto('kysely_migration')
      .values({ name: '9999-tomorrow', timestamp: '2099-01-01T00:00:00.000Z' })
      .execute();
    const failure = await migrate(database).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as Error).message).toBe(
      'The database was made by a newer version of Broadsheet (it has 9999-tomorrow): install that version, or restore a backup.',
    );
  });
});

test('A process that starts later wants the database to be of its own version, whichever of the two is newer', async () => {
  const database = await newDatabase();
  await requireMigrated(database);
  const log = database.writer as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
  const refused = 'The program was updated while it ran: stop it and start it again.';
  const newest = await log.deleteFrom('kysely_migration').where('name', '=', '0043-leases').returningAll().execute();
  await expect(requireMigrated(database)).rejects.toThrow(refused);
  await log.insertInto('kysely_migration').values(newest).execute();
  await requireMigrated(database);
  await log.insertInto('kysely_migration').values({ name: '9999-tomorrow', timestamp: '2099' }).execute();
  await expect(requireMigrated(database)).rejects.toThrow(refused);
});

describe('The ledger', () => {
  const at = '2026-11-23T12:00:00.000Z';

  async function newLedger(): Promise<Database> {
    const database = await newDatabase();
    const person = { slug: 'mara', name: 'Mara', email: 'm@x.example', password_hash: '', created_at: at };
    const revision = {
      article_id: 1,
      created_at: at,
      created_by: 1,
      kind: 'publish',
      headline: 'H',
      body: 'B',
    } as const;
    const fixed = { label: 'news', language: 'en', slug: 's', comments: 'open', lead_kind: 'none' } as const;
    const publication = { article_id: 1, revision_id: 1, kind: 'first', note: '', at, text_hash: '' } as const;
    await database.transaction(async (tx) => {
      await tx
        .insertInto('people')
        .values({ ...person, bio: '', role: 'editor' })
        .execute();
      for (const note of ['published', 'a draft']) {
        const article = { state: 'draft', created_at: at, created_by: 1, updated_at: at, updated_by: 1, note } as const;
        await tx.insertInto('articles').values(article).execute();
      }
      for (const article_id of [1, 2]) {
        await tx
          .insertInto('revisions')
          .values({ ...revision, ...fixed, article_id, lead_decorative: 0 })
          .execute();
      }
      await tx.insertInto('publications').values(publication).execute();
    });
    return database;
  }

  test('takes neither changes nor removals', async () => {
    const { transaction, reader } = await newLedger();
    const changing = transaction((tx) => tx.updateTable('publications').set({ note: 'else' }).execute());
    await expect(changing).rejects.toThrow('the ledger is append-only');
    const removing = transaction((tx) => tx.deleteFrom('publications').execute());
    await expect(removing).rejects.toThrow('the ledger is append-only');
    expect(await reader.selectFrom('publications').select(['id', 'note']).execute()).toEqual([{ id: 1, note: '' }]);
  });

  test('keeps the revisions of a story that readers saw, and lets those of a draft go', async () => {
    const { transaction, reader } = await newLedger();
    const removing = transaction((tx) => tx.deleteFrom('revisions').where('id', '=', 1).execute());
    await expect(removing).rejects.toThrow('revisions of a published story stay');
    await transaction((tx) => tx.deleteFrom('articles').where('id', '=', 2).execute());
    expect(await reader.selectFrom('revisions').select('id').execute()).toEqual([{ id: 1 }]);
  });

  test.each([
    ['other words', { headline: 'Other' }],
    ['words for nothing', { headline: '' }],
    ['nothing', { headline: null }],
    ['another slug', { slug: 'other' }],
  ])('lets a revision never get %s', async (_what, change) => {
    const { transaction } = await newLedger();
    const changing = transaction((tx) => tx.updateTable('revisions').set(change).where('id', '=', 1).execute());
    await expect(changing).rejects.toThrow('revisions do not change');
  });

  test('lets a redacted revision lose its words, and get no others', async () => {
    const { transaction, reader } = await newLedger();
    const redaction = {
      article_id: 1,
      revision_id: 1,
      kind: 'redaction',
      note: 'By order',
      at,
      text_hash: '',
    } as const;
    const made = await transaction((tx) =>
      tx.insertInto('publications').values(redaction).returning('id').executeTakeFirstOrThrow(),
    );
    const changing = transaction((tx) => tx.updateTable('revisions').set({ body: 'Other' }).execute());
    await expect(changing).rejects.toThrow('revisions do not change');
    await transaction((tx) =>
      tx.updateTable('revisions').set({ body: null, redacted_by: made.id }).where('id', '=', 1).execute(),
    );
    const revision = await reader.selectFrom('revisions').select(['headline', 'body']).where('id', '=', 1).execute();
    expect(revision).toEqual([{ headline: 'H', body: null }]);
  });
});
