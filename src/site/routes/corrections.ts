import { type RequestHandler, Router } from 'express';
import { type FeedFormat, feedFormats } from '../../articles/pages/feed-links.ts';
import { findCorrections } from '../../articles/queries/corrections.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { correctionsPage, correctionsPath } from '../pages/corrections.ts';
import { correctionsFeed } from '../pages/corrections-feed.ts';
import { fileOf } from './feeds.ts';
import { sendFile } from './machine-answer.ts';

const pageSize = 50;

export function correctionsRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get(correctionsPath, corrections(context));
  for (const format of Object.keys(feedFormats) as FeedFormat[]) {
    router.get(`${correctionsPath}/${feedFormats[format].ending}`, feed(context, format));
  }
  return router;
}

const corrections =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const before = readPageKey(request);
    const wanted = { now: context.now(), limit: pageSize + 1, before };
    const [site, found] = await Promise.all([readSite(db), findCorrections(db, wanted)]);
    if (before && found.length === 0) throw new NotFound('There are no corrections before this.');
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? (shown.at(-1) ?? null) : null;
    const older = last && { at: last.at, id: last.id };
    const page = correctionsPage({ site, corrections: shown, before, older }, context.config.siteUrl);
    await sendPage(context, response, { ...page, keeping: { names: ['front'], at: wanted.now, freshUntil: null } });
  };

const feed =
  (context: Context, format: FeedFormat): RequestHandler =>
  async (_request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, found] = await Promise.all([
      readSite(db),
      findCorrections(db, { now, limit: pageSize, before: null }),
    ]);
    const made = correctionsFeed({ site, corrections: found }, context.config.siteUrl);
    await sendFile(context, response, { ...fileOf(made, format), names: ['front'] });
  };
