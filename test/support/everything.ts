import type { Context } from '../../src/context.ts';
import type { Tables } from '../../src/db/tables.ts';

/** All that anybody could have changed by a request. */
export async function everything({ db }: Pick<Context, 'db'>): Promise<string> {
  return JSON.stringify(await Promise.all(tables.map((table) => db.reader.selectFrom(table).selectAll().execute())));
}

const tables: readonly (keyof Tables)[] = [
  'articles',
  'assignments',
  'autosaves',
  'comments',
  'editing',
  'error_reports',
  'events',
  'front_states',
  'fronts',
  'holds',
  'invitations',
  'list_redirects',
  'passed_checks',
  'people',
  'preview_answers',
  'preview_links',
  'publications',
  'published_articles',
  'published_pages',
  'redirects',
  'revisions',
  'sections',
  'series',
  'sessions',
  'settings',
  'story_notes',
  'templates',
  'topics',
];
