import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import { earliest } from '../../text/moments.ts';

const nextStory = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('published_articles')
    .select('published_at as at')
    .where('published_at', '>', now)
    .orderBy('published_at')
    .limit(1),
);

const nextPage = compiled({ now: String }, (db, { now }) =>
  db
    .selectFrom('published_pages')
    .select('published_at as at')
    .where('published_at', '>', now)
    .orderBy('published_at')
    .limit(1),
);

/** When the next scheduled story or page comes out; null where none is scheduled. */
export async function findNextDue(db: Db, now: string): Promise<string | null> {
  const [[story], [page]] = await Promise.all([nextStory(db, { now }), nextPage(db, { now })]);
  return earliest([story?.at ?? null, page?.at ?? null]);
}
