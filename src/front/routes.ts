import { type RequestHandler, Router } from 'express';
import { findPolicies } from '../articles/queries/policies.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { sendPage } from '../http/send-page.ts';
import { findSections } from '../topics/queries.ts';
import { frontPage } from './pages.ts';
import { findFront } from './queries.ts';

export function readerRoutes(context: Context): Router {
  const router = Router({ strict: true });
  router.get('/', front(context));
  return router;
}

const front =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, sections, policies] = await Promise.all([readSite(db), findSections(db), findPolicies(db, now)]);
    const stories = await findFront(db, sections, { now, language: site.language });
    const publisher = { site, policies, siteUrl: context.config.siteUrl, logo: context.assets.url('icon.svg') };
    await sendPage(context, response, frontPage(stories, { publisher, now }));
  };
