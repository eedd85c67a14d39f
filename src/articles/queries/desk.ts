import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor, ArticleKind, PublicationKind, RevisionKind, State } from '../../db/tables.ts';
import type { Hold } from '../article/hold.ts';
import { type Assignment, findAssignments } from './assignments.ts';
import { everybody } from './desk-entries.ts';
import { findHolds } from './holds.ts';
import { findPublications } from './ledger.ts';

/** A story, or page, in the newsroom's list. */
export interface DeskRow {
  id: number;
  kind: ArticleKind;
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
  /** The newest version has a picture or a video before its text. */
  hasLead: boolean;
  /** Null where nobody holds it. */
  hold: Hold | null;
  /** Null where nothing is planned. */
  assignment: Assignment | null;
}

/** What the list shows of these stories or pages, in the same order. */
export async function findDeskRows(db: Db, ids: number[]): Promise<DeskRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('articles')
    .where('articles.id', 'in', ids)
    .innerJoin('revisions as newest', 'newest.id', 'articles.revision_id')
    .innerJoin('people as changer', 'changer.id', 'articles.updated_by')
    .leftJoin('sections as written', 'written.id', 'newest.section_id')
    // A section that was deleted may have given its stories to another one.
    .leftJoin('sections', (join) =>
      join.on((on) => on('sections.id', '=', on.fn.coalesce('written.merged_into', 'written.id'))),
    )
    .select([
      'articles.id',
      'articles.kind',
      'articles.state',
      'articles.note',
      'articles.updated_at as updatedAt',
      'articles.published_at as publishedAt',
    ])
    .select(['articles.revision_id as revisionId', 'articles.published_revision_id as publishedRevisionId'])
    .select([
      'newest.headline',
      'newest.language',
      'newest.lead_kind as leadKind',
      'sections.name as sectionName',
      'changer.name as updatedBy',
    ])
    .execute();
  const revisionIds = rows.map((row) => row.revisionId ?? 0);
  const [authors, holds, assignments] = await Promise.all([
    authorNames(db, revisionIds),
    findHolds(db, ids),
    findAssignments(db, ids),
  ]);
  const found = rows.map(({ revisionId, publishedRevisionId, leadKind, ...row }) => ({
    ...row,
    headline: row.headline ?? '',
    authors: authors.get(revisionId ?? 0) ?? [],
    hasChanges: row.state === 'published' && revisionId !== publishedRevisionId,
    hasLead: leadKind !== 'none',
    hold: holds.get(row.id) ?? null,
    assignment: assignments.get(row.id) ?? null,
  }));
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
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

/** How many stories there are, in each state, in the actor's scope; kept with each change, not counted. */
export async function countArticles(db: Db, actor: Actor, mine = false): Promise<DeskCounts> {
  const rows = await db
    .selectFrom('desk_counts')
    .select(['state', 'count'])
    .where('person_id', '=', listOf(actor, mine))
    .execute();
  const counts: DeskCounts = { all: 0, draft: 0, review: 0, scheduled: 0, published: 0, withdrawn: 0 };
  for (const { state, count } of rows) {
    counts[state] = count;
    counts.all += count;
  }
  return counts;
}

/** Whose entries an actor looks at: an author's own. */
export const listOf = (actor: Actor, mine: boolean): number => (mine || actor.role === 'author' ? actor.id : everybody);

// Written out, as in the index of pages: SQLite uses it for nothing that comes as a parameter.
const isPage = sql<boolean>`kind = 'page' and discarded_at is null`;

/** How many pages there are, in any state. */
export async function countPages(db: Db): Promise<number> {
  const count = db.selectFrom('articles').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number((await count.where(isPage).executeTakeFirstOrThrow()).count);
}

/** The pages beside the stories, last changed first: in one list, whoever made them and however far they are. */
export async function findPageKeys(db: Db, { key, limit }: { key: { at: string; id: number } | null; limit: number }) {
  return db
    .selectFrom('articles')
    .select(['id', 'updated_at as at'])
    .where(isPage)
    .where('revision_id', 'is not', null)
    .$if(key !== null, (query) =>
      query
        .where('updated_at', '<=', key?.at ?? '')
        .where(({ eb, or }) => or([eb('updated_at', '<', key?.at ?? ''), eb('id', '<', key?.id ?? 0)])),
    )
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
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
