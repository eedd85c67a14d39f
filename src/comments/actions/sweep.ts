import type { Context } from '../../context.ts';
import { later } from '../../text/moments.ts';
import { undoWindow } from '../comment/deciding.ts';
import { sentLife } from '../comment/spam.ts';
import { linkLife } from '../personal-data.ts';
import { forgetAsked, hasAsked } from '../queries/asked.ts';
import { forgetBans, hasOldBans } from '../queries/bans.ts';
import { forgetDecisions, hasDecisions } from '../queries/decisions.ts';
import { forgetNetworks, hasOldKeys } from '../queries/networks.ts';
import { hasOldLinks, removeOldLinks } from '../queries/personal-data-links.ts';
import { findSpamKey, forgetSent, hasSent } from '../queries/spam-checks.ts';
import { answerTime } from '../subscribing.ts';

/** The sweep: what is kept for a time alone is forgotten when that is over. Nobody sees a difference, so it is no event. */
export async function sweepComments(context: Context): Promise<void> {
  const now = context.now();
  const { db } = context;
  // A look costs nobody anything; a transaction holds up those who write.
  if (await hasOldKeys(db.reader, now)) await db.transaction((tx) => forgetNetworks(tx, now));
  // Long after it could be undone, whatever the clocks of several machines say.
  const until = later(now, -60 * undoWindow);
  if (await hasDecisions(db.reader, until)) await db.transaction((tx) => forgetDecisions(tx, until));
  if (await hasOldBans(db.reader, now)) await db.transaction((tx) => forgetBans(tx, now));
  const old = later(now, -linkLife);
  if (await hasOldLinks(db.reader, old)) await db.transaction((tx) => removeOldLinks(tx, old));
  const asked = later(now, -answerTime);
  if (await hasAsked(db.reader, asked)) await db.transaction((tx) => forgetAsked(tx, asked));
  // Where nobody is asked any more, nobody is told either.
  const sent = (await findSpamKey(db.reader)) === null ? now : later(now, -sentLife);
  if (await hasSent(db.reader, sent)) await db.transaction((tx) => forgetSent(tx, sent));
}
