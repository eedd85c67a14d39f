import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor, ArticleKind, PublicationKind, RevisionKind, State, Tables } from '../../db/tables.ts';
import { findPublications } from './ledger.ts';

/** A story, or page, in the newsroom's list. */
export interface DeskRow {
  id: number;
  state: State;
  headline: string;
  language: string;
  sectionName: string | null;
  authors: string[];
  updatedAt: string;
  updatedBy: string;
  publishedAt: string | null;
  note: string;
  /** Readers see an older version than the newest. */
  hasChanges: boolean;
}

export interface DeskFilter {
  actor: Actor;
  kind: ArticleKind;
  state: State | null;
  /** Only stories that the actor made or is bylined on. */
  mine: boolean;
  /** The last row of the page before: rows older than it. */
  before: { updatedAt: string; id: number } | null;
  limit: number;
}

/** The newsroom's list, last changed first. An author gets their own stories, and no pages. */
export async function findDeskRows(
  db: Db,
  { actor, kind, state, mine, before, limit }: DeskFilter,
): Promise<DeskRow[]> {
  const rows = await inScope(db, actor, mine)
    .where('articles.kind', '=', kind)
    .innerJoin('revisions as newest', 'newest.id', 'articles.revision_id')
    .innerJoin('people as changer', 'changer.id', 'articles.updated_by')
    .leftJoin('sections as written', 'written.id', 'newest.section_id')
    // A section that was deleted may have given its stories to another one.
    .leftJoin('sections', (join) =>
      join.on((on) => on('sections.id', '=', on.fn.coalesce('written.merged_into', 'written.id'))),
    )
    .select([
      'articles.id',
      'articles.state',
      'articles.note',
      'articles.updated_at as updatedAt',
      'articles.published_at as publishedAt',
    ])
    .select(['articles.revision_id as revisionId', 'articles.published_revision_id as publishedRevisionId'])
    .select(['newest.headline', 'newest.language', 'sections.name as sectionName', 'changer.name as updatedBy'])
    .$if(state !== null, (query) => query.where('articles.state', '=', state as State))
    .$if(before !== null, (query) =>
      query.where((where) =>
        where.or([
          where('articles.updated_at', '<', before?.updatedAt ?? ''),
          where.and([
            where('articles.updated_at', '=', before?.updatedAt ?? ''),
            where('articles.id', '<', before?.id ?? 0),
          ]),
        ]),
      ),
    )
    .orderBy('articles.updated_at', 'desc')
    .orderBy('articles.id', 'desc')
    .limit(limit)
    .execute();
  const authors = await authorNames(
    db,
    rows.map((row) => row.revisionId ?? 0),
  );
  return rows.map(({ revisionId, publishedRevisionId, ...row }) => ({
    ...row,
    headline: row.headline ?? '',
    authors: authors.get(revisionId ?? 0) ?? [],
    hasChanges: row.state === 'published' && revisionId !== publishedRevisionId,
  }));
}

async function authorNames(db: Db, revisionIds: number[]): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>();
  if (revisionIds.length === 0) return names;
  const rows = await db
    .selectFrom('revision_authors')
    .innerJoin('people', 'people.id', 'revision_authors.person_id')
    .select(['revision_authors.revision_id as revisionId', 'people.name'])
    .where('revision_authors.revision_id', 'in', revisionIds)
    .orderBy('revision_authors.position')
    .execute();
  for (const { revisionId, name } of rows) names.set(revisionId, [...(names.get(revisionId) ?? []), name]);
  return names;
}

export type DeskCounts = Record<State | 'all', number>;

/** How many stories there are, in each state, in the actor's scope. */
export async function countArticles(db: Db, actor: Actor, mine = false): Promise<DeskCounts> {
  const rows = await inScope(db, actor, mine)
    .where('articles.kind', '=', 'story')
    .select(({ fn }) => ['articles.state', fn.countAll<number>().as('count')])
    .groupBy('articles.state')
    .execute();
  const counts: DeskCounts = { all: 0, draft: 0, review: 0, scheduled: 0, published: 0, withdrawn: 0 };
  for (const { state, count } of rows) {
    counts[state] = Number(count);
    counts.all += Number(count);
  }
  return counts;
}

/** How many pages there are, in any state. */
export async function countPages(db: Db): Promise<number> {
  const count = db.selectFrom('articles').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number((await count.where('kind', '=', 'page').executeTakeFirstOrThrow()).count);
}

type ArticlesQuery = SelectQueryBuilder<Tables, 'articles', Record<never, never>>;

function inScope(db: Kysely<Tables>, actor: Actor, mine: boolean): ArticlesQuery {
  const all = db.selectFrom('articles');
  if (!mine && actor.role !== 'author') return all;
  return all.where((where) =>
    where.or([
      where('articles.created_by', '=', actor.id),
      where.exists(
        where
          .selectFrom('revision_authors')
          .select('revision_authors.person_id')
          .whereRef('revision_authors.revision_id', '=', 'articles.revision_id')
          .where('revision_authors.person_id', '=', actor.id),
      ),
    ]),
  );
}

/** Scheduled stories whose time has come. */
export async function findDue(db: Db, now: string): Promise<number[]> {
  const rows = await db
    .selectFrom('articles')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('published_at', '<=', now)
    .orderBy('published_at')
    .execute();
  return rows.map(({ id }) => id);
}

export interface HistoryEntry {
  at: string;
  by: string | null;
  kind: RevisionKind | PublicationKind;
  note: string;
}

/** What was saved and what readers were shown, newest first. */
export async function findHistory(db: Db, articleId: number, limit: number): Promise<HistoryEntry[]> {
  const saved = await db
    .selectFrom('revisions')
    .innerJoin('people', 'people.id', 'revisions.created_by')
    .select(['revisions.created_at as at', 'people.name as by', 'revisions.kind'])
    .where('revisions.article_id', '=', articleId)
    .orderBy('revisions.id', 'desc')
    .limit(limit)
    .execute();
  const ledger = await findPublications(db, articleId);
  const byId = await findPublishers(db, articleId);
  const shown = ledger.map(({ id, at, kind, note }) => ({ at, by: byId.get(id) ?? null, kind, note })).reverse();
  const entries: HistoryEntry[] = [...shown, ...saved.map((row) => ({ ...row, note: '' }))];
  return entries.sort((one, other) => other.at.localeCompare(one.at)).slice(0, limit);
}

/** Who put out what, by the number of the ledger's row; nobody where the clock did. */
export async function findPublishers(db: Db, articleId: number): Promise<Map<number, string>> {
  const names = await db
    .selectFrom('publications')
    .innerJoin('people', 'people.id', 'publications.person_id')
    .select(['publications.id', 'people.name'])
    .where('publications.article_id', '=', articleId)
    .execute();
  return new Map(names.map(({ id, name }) => [id, name]));
}
