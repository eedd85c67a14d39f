import { sql } from 'kysely';
import { findKnownPaths } from '../../articles/queries/addresses.ts';
import type { Db } from '../../db/database.ts';
import { findListSlugs } from '../../topics/queries/redirects.ts';
import { filingPath, type ListKind } from '../../topics/section.ts';

/** An address that leads on. */
export interface Redirect {
  kind: 'story' | ListKind;
  path: string;
  /** Of what it leads to. */
  targetId: number;
  since: string;
  /** Where that is now; null where it is nowhere, and the address leads nowhere. */
  to: string | null;
}

export interface RedirectList {
  /** Part of an old address; '' for all. */
  search: string;
  /** The last row of the page before: rows older than it. */
  before: { since: string; path: string } | null;
  limit: number;
}

/** Old addresses of stories, pages, sections, topics, series and people, newest first. */
export async function findRedirects(db: Db, { search, before, limit }: RedirectList): Promise<Redirect[]> {
  const pattern = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const listPath = sql<string>`(case kind when 'section' then '/' when 'topic' then '/topics/'
    when 'person' then '/by/' else '/series/' end || slug)`;
  const stories = db
    .selectFrom('redirects')
    .select([sql<Redirect['kind']>`'story'`.as('kind'), 'path', 'article_id as targetId', 'created_at as since']);
  const lists = db
    .selectFrom('list_redirects')
    .select(['kind', listPath.as('path'), 'target_id as targetId', 'created_at as since']);
  const rows = await db
    .selectFrom(stories.unionAll(lists).as('old'))
    .selectAll()
    .$if(search !== '', (query) => query.where(sql<boolean>`old.path like ${pattern} escape '\\'`))
    .$if(before !== null, (query) =>
      query.where((where) =>
        where.or([
          where('old.since', '<', before?.since ?? ''),
          where.and([where('old.since', '=', before?.since ?? ''), where('old.path', '>', before?.path ?? '')]),
        ]),
      ),
    )
    .orderBy('old.since', 'desc')
    .orderBy('old.path')
    .limit(limit)
    .execute();
  return withTargets(db, rows);
}

async function withTargets(db: Db, rows: Omit<Redirect, 'to'>[]): Promise<Redirect[]> {
  const idsOf = (kind: Redirect['kind']) => rows.filter((row) => row.kind === kind).map(({ targetId }) => targetId);
  const now: Record<Redirect['kind'], Map<number, string>> = {
    story: await findKnownPaths(db, idsOf('story')),
    section: await findListPaths(db, 'section', idsOf('section')),
    topic: await findListPaths(db, 'topic', idsOf('topic')),
    series: await findListPaths(db, 'series', idsOf('series')),
    person: await findListPaths(db, 'person', idsOf('person')),
  };
  return rows.map((row) => ({ ...row, to: now[row.kind].get(row.targetId) ?? null }));
}

async function findListPaths(db: Db, kind: ListKind, ids: number[]): Promise<Map<number, string>> {
  const slugs = await findListSlugs(db, kind, ids);
  return new Map([...slugs].map(([id, slug]) => [id, filingPath(kind, slug)]));
}
