import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { renderStory } from '../../text/markdown.ts';
import { later } from '../../text/moments.ts';
import { findLevels } from '../queries/checks.ts';
import {
  forgetLinks,
  isAnyLinkDue,
  type LookedLink,
  markLooked,
  outsideAddresses,
  takeLinks,
  type WantedLink,
  wantLinks,
} from '../queries/links.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Of so many at once. */
const batch = 10;
/** How long somebody may take to answer, in milliseconds. */
const patience = 10_000;
/** Times in a row at which nobody answered, after which a link is dead. */
const mostMisses = 3;

/** The links of a text that was saved are looked for by the next sweep: nobody waits for that. */
export async function wantLooked(
  tx: Tx,
  { body, siteUrl, now }: { body: string; siteUrl: string; now: string },
): Promise<void> {
  if ((await findLevels(tx))['dead-links'] === 'off') return;
  const addresses = outsideAddresses(renderStory(body).blocks, siteUrl);
  await wantLinks(tx, { addresses, now, fresh: earlier(now, day) });
}

/** The sweep: asks for some of the links that are due, and writes down which are dead. Returns how many it asked for. */
export async function lookForDeadLinks(context: Context): Promise<number> {
  const { db } = context;
  const now = context.now();
  if (!(await isAnyLinkDue(db.reader, now))) return 0;
  const wanted = await db.transaction(async (tx) => {
    await forgetLinks(tx, earlier(now, 30 * day));
    return takeLinks(tx, { now, until: later(now, 5 * minute), limit: batch });
  });
  const looked = await Promise.all(wanted.map((link) => lookAt(context, link)));
  // What did not answer because the program ends was not looked for.
  if (context.outgoing.isClosed) return 0;
  await db.transaction(async (tx) => {
    for (const link of looked) await markLooked(tx, link, context.now());
  });
  return looked.length;
}

type Found = 'there' | 'gone' | 'silent' | 'unknown';

async function lookAt(context: Context, { address, wantedAt, misses: before }: WantedLink): Promise<LookedLink> {
  const found = await ask(context, address);
  const misses = found === 'silent' ? before + 1 : 0;
  const isDead = found === 'gone' || misses >= mostMisses;
  const now = context.now();
  // A site that was moving is back: for as long as somebody is at work on the story, what is dead is looked for again.
  const isCurrent = wantedAt > earlier(now, 7 * day);
  const pause = isDead ? 6 * hour : 10 * minute;
  const dueAt = (isDead || found === 'silent') && isCurrent ? later(now, pause) : null;
  return { address, misses: Math.min(misses, mostMisses), isDead, dueAt };
}

/** Many sites send programs away, or are down for a while: only what surely is not there counts at once. */
async function ask({ outgoing }: Context, address: string): Promise<Found> {
  try {
    const { status } = await outgoing.get(address, { bytes: 0, milliseconds: patience });
    return status === 404 || status === 410 ? 'gone' : 'there';
  } catch (error) {
    const { code = '', name } = error as { code?: string; name?: string };
    if (code === 'ENOTFOUND') return 'gone';
    const isSilent = name === 'TimeoutError' || ['ECONNREFUSED', 'EHOSTUNREACH', 'ETIMEDOUT'].includes(code);
    return isSilent ? 'silent' : 'unknown';
  }
}

const earlier = (iso: string, milliseconds: number): string => later(iso, -milliseconds);
