import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { Language } from '../../text/language.ts';
import { type ArticleKind, storyEnding } from '../article.ts';
import { visiblePages } from './pages.ts';
import { findStory, type Story, visible } from './reading.ts';

/** Where a story stands now that stood at `path` before; null where none did, or readers do not see it now. */
export async function findMoved(db: Db, { path, now }: { path: string; now: string }): Promise<string | null> {
  const story = visible(db, now)
    .innerJoin('redirects', 'redirects.article_id', 'story.article_id')
    .select('story.path')
    .where('redirects.path', '=', path);
  const page = visiblePages(db, now)
    .innerJoin('redirects', 'redirects.article_id', 'page.article_id')
    .select('page.path')
    .where('redirects.path', '=', path);
  const row = await story.unionAll(page).executeTakeFirst();
  return row?.path ?? null;
}

export interface Withdrawn {
  articleId: number;
  path: string;
  reason: string;
  at: string;
  language: Language;
}

/** Why the story at this address, or one that moved away from it, was withdrawn. */
async function findWithdrawn(db: Db, path: string): Promise<Withdrawn | null> {
  const row = await db
    .selectFrom('withdrawn_articles')
    .select(['article_id as articleId', 'path', 'reason', 'at', 'language'])
    .where((where) =>
      where.or([
        where('path', '=', path),
        where(
          'article_id',
          'in',
          where.selectFrom('redirects').select('redirects.article_id').where('redirects.path', '=', path),
        ),
      ]),
    )
    .executeTakeFirst();
  return row ? { ...row, language: row.language as Language } : null;
}

/** Of what readers do not find at an address where it was once. */
export type Elsewhere = { kind: 'moved'; path: string } | { kind: 'withdrawn'; withdrawn: Withdrawn };

export async function findElsewhere(db: Db, at: { path: string; now: string }): Promise<Elsewhere | null> {
  const moved = await findMoved(db, at);
  if (moved !== null) return { kind: 'moved', path: moved };
  const withdrawn = await findWithdrawn(db, at.path);
  return withdrawn && { kind: 'withdrawn', withdrawn };
}

/** The story at this address, or what became of it; null where readers see nothing (yet). */
export async function findStoryOrElsewhere(
  db: Db,
  at: { path: string; now: string },
): Promise<{ kind: 'shown'; story: Story } | Elsewhere | null> {
  const story = await findStory(db, at);
  return story ? { kind: 'shown', story } : findElsewhere(db, at);
}

/** Every address that stands for something, or did, stands in one of them. */
const current = ['published_articles', 'published_pages', 'withdrawn_articles'] as const;

/** Where readers find the story, or the reason why it is gone; null while they never could. */
export async function findKnownPath(db: Db, articleId: number): Promise<string | null> {
  for (const table of current) {
    const row = await db.selectFrom(table).select('path').where('article_id', '=', articleId).executeTakeFirst();
    if (row) return row.path;
  }
  return null;
}

/** The same for many, by id; those that readers never could find are not in it. */
export async function findKnownPaths(db: Db, articleIds: number[]): Promise<Map<number, string>> {
  if (articleIds.length === 0) return new Map();
  const paths = (table: (typeof current)[number]) =>
    db.selectFrom(table).select(['article_id as id', 'path']).where('article_id', 'in', articleIds).execute();
  const rows = await Promise.all(current.map(paths));
  return new Map(rows.flat().map(({ id, path }) => [id, path]));
}

/** Whether any other story has, had or will have this address. */
export async function isTaken(db: Db, { path, articleId }: { path: string; articleId: number }): Promise<boolean> {
  for (const table of [...current, 'redirects'] as const) {
    const row = await db
      .selectFrom(table)
      .select('article_id')
      .where('path', '=', path)
      .where('article_id', '<>', articleId)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** From now on the old address leads to the story; the new one no longer does so by a redirect. */
export async function moveAddress(
  tx: Tx,
  move: { articleId: number; from: string; to: string; now: string },
): Promise<void> {
  const { articleId, from, to, now } = move;
  await tx.deleteFrom('redirects').where('path', '=', to).where('article_id', '=', articleId).execute();
  await tx
    .insertInto('redirects')
    .values({ path: from, article_id: articleId, created_at: now })
    .onConflict((conflict) => conflict.column('path').doNothing())
    .execute();
}

/** The old address leads nowhere from now on. @returns the id of the story it led to; null where it led nowhere */
export async function deleteStoryRedirect(tx: Tx, path: string): Promise<number | null> {
  const row = await tx.selectFrom('redirects').select('article_id').where('path', '=', path).executeTakeFirst();
  await tx.deleteFrom('redirects').where('path', '=', path).execute();
  return row?.article_id ?? null;
}

/** The story, or page, that an editor means: by id, by address (old ones too), or by the end of its address (the newest). */
export async function findArticleId(db: Db, reference: string, kind: ArticleKind = 'story'): Promise<number | null> {
  const path = URL.parse(reference)?.pathname ?? reference;
  if (/^\d{1,15}$/.test(path)) {
    const row = await db
      .selectFrom('articles')
      .select('id')
      .where('id', '=', Number(path))
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row?.id ?? null;
  }
  const isMeant = path.startsWith('/') ? hasPath(decodePath(path)) : endsIn(path, kind);
  const shown = kind === 'story' ? 'published_articles' : 'published_pages';
  for (const table of [shown, 'withdrawn_articles', 'redirects'] as const) {
    const row = await db
      .selectFrom(table)
      .innerJoin('articles', 'articles.id', `${table}.article_id`)
      .select('articles.id')
      .where('articles.kind', '=', kind)
      .where(isMeant)
      .orderBy('articles.id', 'desc')
      .executeTakeFirst();
    if (row) return row.id;
  }
  return null;
}

const hasPath = (path: string) => sql<boolean>`path = ${path}`;

/** Written as in the index of endings. */
const endsIn = (ending: string, kind: ArticleKind) =>
  kind === 'page'
    ? hasPath(`/pages/${ending}`)
    : sql<boolean>`substr(path, ${sql.lit(storyEnding.from)}) = ${ending} and path like ${storyEnding.pattern}`;

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
