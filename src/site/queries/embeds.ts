import { findMoved } from '../../articles/queries/addresses.ts';
import { findCards } from '../../articles/queries/cards.ts';
import { type Card, findStory } from '../../articles/queries/reading.ts';
import type { Db } from '../../db/database.ts';

/** The story at an address of this site, or one that moved away from it; null for everything else. */
export async function findEmbedded(
  db: Db,
  { url, siteUrl, now }: { url: string; siteUrl: string; now: string },
): Promise<Card | null> {
  const path = pathOf(url, siteUrl);
  if (path === null) return null;
  const known = (await findStory(db, { path, now })) ?? (await movedTo(db, { path, now }));
  if (!known) return null;
  const [card] = await findCards(db, { now, limit: 1, articleIds: [known.articleId] });
  return card ?? null;
}

async function movedTo(db: Db, { path, now }: { path: string; now: string }) {
  const moved = await findMoved(db, { path, now });
  return moved === null ? null : findStory(db, { path: moved, now });
}

/** The path as letters; null for an address of another site, or of none. */
function pathOf(url: string, siteUrl: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.host !== new URL(siteUrl).host) return null;
  try {
    const path = decodeURI(parsed.pathname).normalize('NFC');
    // PostgreSQL takes no NUL in a text.
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}
