import { type RequestHandler, Router } from 'express';
import { findPolicies } from '../articles/queries/policies.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { sendPage } from '../http/send-page.ts';
import { findSections } from '../topics/queries.ts';
import { pinsAfter, unarranged } from './front/arrangement.ts';
import { planFront } from './front/plan.ts';
import { frontPage } from './pages.ts';
import { findShownArrangement } from './queries/fronts.ts';
import { findMostRead, mostReadUntil, rememberRanking } from './queries/most-read.ts';
import { findFrontStories, findOrder } from './queries.ts';

export function readerRoutes(context: Context): Router {
  const router = Router({ strict: true });
  router.get('/', front(context));
  return router;
}

function front(context: Context): RequestHandler {
  const ranking = rememberRanking();
  return async (_request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, sections, policies, arrangement] = await Promise.all([
      readSite(db),
      findSections(db),
      findPolicies(db, now),
      findShownArrangement(db, now),
    ]);
    const order = await findOrder(db, arrangement ?? unarranged, sections);
    const stories = await findFrontStories(db, order, { now, language: site.language });
    const publisher = { site, policies, siteUrl: context.config.siteUrl, logo: context.assets.url('icon.svg') };
    const shows = order.arrangement.mostRead ?? false;
    const mostRead = shows ? await findMostRead(db, { now, language: site.language }, ranking) : [];
    const pinnedUntil = [...pinsAfter(order.arrangement, now), ...(shows ? [mostReadUntil(now)] : [])];
    const around = { publisher, now, mostRead, pinnedUntil };
    await sendPage(context, response, frontPage(planFront(stories, order, now), around));
  };
}
