import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';

/* Whether readers may have a file of the library: the rule is one for pictures, recordings and documents. */

type Referred = 'media' | 'recording' | 'document';

export interface Asked {
  id: number;
  now: string;
}

/** Of a kind of file: whether a story or page that readers can see at this moment shows it. */
export function shownOf(kind: Referred): (db: Db, asked: Asked) => Promise<boolean> {
  const inStories = compiled({ id: Number, now: String }, (db, { id, now }) =>
    db
      .selectFrom('published_references as reference')
      .innerJoin('published_articles as story', 'story.article_id', 'reference.article_id')
      .select('story.article_id')
      .where('reference.kind', '=', kind)
      .where('reference.target_id', '=', id)
      .where('story.published_at', '<=', now)
      .limit(1),
  );
  const inPages = compiled({ id: Number, now: String }, (db, { id, now }) =>
    db
      .selectFrom('published_page_references as reference')
      .innerJoin('published_pages as page', 'page.article_id', 'reference.article_id')
      .select('page.article_id')
      .where('reference.kind', '=', kind)
      .where('reference.target_id', '=', id)
      .where('page.published_at', '<=', now)
      .limit(1),
  );
  return async (db, asked) => {
    for (const uses of [inStories, inPages]) if ((await uses(db, asked)).length > 0) return true;
    return false;
  };
}

export interface PreviewLink {
  tokenHash: string;
  now: string;
}

/** The story to which a preview link leads, as long as the link shows it, as articles/article/preview-link.ts says; null where it shows none. */
export async function findPreviewed(db: Db, { tokenHash, now }: PreviewLink): Promise<number | null> {
  const row = await db
    .selectFrom('preview_links as link')
    .innerJoin('articles as story', 'story.id', 'link.article_id')
    .select('link.article_id as articleId')
    .where('link.token_hash', '=', tokenHash)
    .where('link.revoked_at', 'is', null)
    .where('link.expires_at', '>', now)
    .where('story.state', '<>', 'withdrawn')
    .where('story.discarded_at', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('story.published_at', 'is', null),
        eb('story.published_at', '>', now),
        eb('story.published_at', '<', eb.ref('link.created_at')),
      ]),
    )
    .executeTakeFirst();
  return row?.articleId ?? null;
}
