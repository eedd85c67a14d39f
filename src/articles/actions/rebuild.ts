import type { Insertable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Db, Tx } from '../../db/database.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { record } from '../../events/log.ts';
import { rendererVersion } from '../../text/markdown.ts';
import type { Article, Publication, Revision } from '../article.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { rebuildDesk } from '../queries/desk-entries.ts';
import { findPublications } from '../queries/ledger.ts';
import type { ReadingSide } from '../queries/reading-rows.ts';
import { findReadingSide, removeReadingSide, writeReadingSide, writeWithdrawn } from '../queries/reading-side.ts';
import { findOutdated, findShown } from '../queries/rebuilding.ts';
import { findWritten, indexNewest } from '../queries/working-texts.ts';
import { findArticle } from '../queries/writing.ts';
import { requireRevision } from './find.ts';
import { describeForReaders } from './reading-side.ts';
import { touchedPages } from './touched.ts';

/**
 * Makes the reading side of all stories again, from the ledger and the revisions, one transaction a story. Addresses that
 * readers know stay. The desk's list, its counts and its search are made again with it. Text in which today's renderer finds fault is shown as it then shows it: what is out stays out.
 * @param told after each story, with how many are done and how many there are
 * @returns how many stories that were
 */
export async function rebuild(
  context: Context,
  told: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const ids = await findShown(context.db.reader);
  const restored = await rebuildAll(context, ids, told);
  // Stories refer to others by address, which those that came after had none of yet.
  if (restored > 0) await rebuildAll(context, ids, told);
  await context.db.transaction(rebuildDesk);
  await indexAll(context, await findWritten(context.db.reader));
  return ids.length;
}

/** To be called at start: texts that the newsroom's search does not know yet are made known to it. */
export const indexMissing = async (context: Context): Promise<void> =>
  indexAll(context, await findWritten(context.db.reader, { missing: true }));

/** Texts that are indexed in one transaction. */
const batch = 50;

async function indexAll(context: Context, ids: number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += batch) {
    await context.db.transaction((tx) => indexNewest(tx, ids.slice(start, start + batch)));
  }
}

const rendererKey = 'renderer';

/**
 * To be called at start: stories that another version of the renderer made are made again. What a stop leaves undone, the
 * next start does.
 * @returns how many stories that were
 */
export async function rebuildIfOutdated(context: Context): Promise<number> {
  const current = String(rendererVersion);
  if ((await readSetting(context.db.reader, rendererKey)) === current) return 0;
  const ids = await findOutdated(context.db.reader, rendererVersion);
  await rebuildAll(context, ids);
  await context.db.transaction((tx) => writeSetting(tx, rendererKey, current));
  return ids.length;
}

/** How many of them were not on the reading side. */
async function rebuildAll(
  context: Context,
  ids: number[],
  told: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  let restored = 0;
  for (const [index, id] of ids.entries()) {
    const wasThere = await context.db.transaction((tx) => rebuildStory(tx, id, context.now()));
    if (!wasThere) restored += 1;
    told(index + 1, ids.length);
  }
  return restored;
}

async function rebuildStory(tx: Tx, articleId: number, now: string): Promise<boolean> {
  const article = await findArticle(tx, articleId);
  if (!article) return true;
  const wasThere = (await findKnownPath(tx, articleId)) !== null;
  const names = await showAgain(tx, article, now);
  await record(tx, { at: now, actor: null, action: 'article.rebuilt', subject: `article:${articleId}`, names });
  return wasThere;
}

/** The reading side of one story, made again where it stands. @returns the names of all pages that this touches, old and new. */
export async function showAgain(tx: Tx, article: Article, now: string): Promise<string[]> {
  const path = await findKnownPath(tx, article.id);
  const before = await findReadingSide(tx, article.id);
  await removeReadingSide(tx, article.id);
  await write(tx, { article, path, now });
  return touchedPages(tx, article.id, { before, now });
}

export interface Rebuilding {
  article: Article;
  /** Where readers know it; null where they know no address of it. */
  path: string | null;
  now: string;
}

async function write(tx: Tx, rebuilding: Rebuilding): Promise<void> {
  const seen = await describeAgain(tx, rebuilding);
  if (seen && 'withdrawn' in seen) await writeWithdrawn(tx, seen.withdrawn);
  if (seen && 'shown' in seen) await writeReadingSide(tx, seen.shown);
}

/** What the reading side is to hold of a story, by the ledger and the revisions; null where readers see nothing of it. Nothing is written. */
export async function describeAgain(
  db: Db,
  { article, path: known, now }: Rebuilding,
): Promise<{ shown: ReadingSide } | { withdrawn: Insertable<Tables['withdrawn_articles']> } | null> {
  const { id, state, publishedAt } = article;
  if (publishedAt === null || state === 'draft' || state === 'review') return null;
  const revision = await shownRevision(db, article);
  const ledger = state === 'scheduled' ? [] : await findPublications(db, id);
  const { story, ...lists } = await describeForReaders(db, { article, revision, ledger, publishedAt, now });
  const path = known ?? story.path;
  if (state !== 'withdrawn') return { shown: { ...lists, story: { ...story, path } } };
  return { withdrawn: { article_id: id, path, language: revision.language, ...withdrawal(ledger) } };
}

/** Of a story that is yet to come out, the newest. */
const shownRevision = (db: Db, { publishedRevisionId, revisionId }: Article): Promise<Revision> =>
  requireRevision(db, publishedRevisionId ?? revisionId);

function withdrawal(ledger: Publication[]): { reason: string; at: string } {
  const last = ledger.findLast(({ kind }) => kind === 'withdrawal');
  if (!last) throw new Error('The ledger does not say why the story was withdrawn.');
  return { reason: last.note, at: last.at };
}
