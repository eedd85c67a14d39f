import { z } from 'zod';
import { findStoryOrElsewhere } from '../../articles/queries/addresses.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import { readSite, writeSetting } from '../../db/settings.ts';
import { type Closings, type Dated, longestDays, noClosings, type Standing, standingOf } from '../comment/closing.ts';
import { findFlood } from './floods.ts';

const key = 'comment_closings';
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** As they are kept. */
const closings = z.object({
  all: z.boolean(),
  days: z.int().min(1).max(longestDays).nullable(),
  sections: z.array(z.int()),
  night: z.object({ from: time, until: time }).nullable(),
});

const rows = compiled({ key: String }, (db, values) =>
  db.selectFrom('settings').select('value').where('key', '=', values.key),
);

let lastRead: { kept: string | null; closings: Closings } = { kept: null, closings: noClosings };

/** What cannot be read closes nothing. */
export async function findClosings(db: Db): Promise<Closings> {
  const kept = (await rows(db, { key }))[0]?.value ?? null;
  // Every story's page asks for them.
  if (kept !== lastRead.kept) lastRead = { kept, closings: parsed(kept) };
  return lastRead.closings;
}

function parsed(kept: string | null): Closings {
  try {
    return closings.safeParse(JSON.parse(kept ?? 'null')).data ?? noClosings;
  } catch {
    return noClosings;
  }
}

export const writeClosings = (tx: Tx, set: Closings): Promise<void> => writeSetting(tx, key, JSON.stringify(set));

/** A story with how its comments stand now: `comments` is what counts, whatever the story itself says. */
export async function withStanding<Story extends Dated & { articleId: number }>(
  db: Db,
  story: Story,
  now: string,
): Promise<Story & { standing: Standing }> {
  const { zone } = await readSite(db);
  const standing = standingOf(story, await findClosings(db), {
    now,
    zone,
    flood: await findFlood(db, story.articleId, now),
  });
  return { ...story, comments: standing.mode, standing };
}

/** The story at this address with how its comments stand, or what became of it; null where readers see nothing (yet). */
export async function findStanding(db: Db, at: { path: string; now: string }) {
  const found = await findStoryOrElsewhere(db, at);
  return found?.kind === 'shown' ? { ...found, story: await withStanding(db, found.story, at.now) } : found;
}
