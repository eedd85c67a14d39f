import { type RequestHandler, Router } from 'express';
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
    const [site, sections] = await Promise.all([readSite(db), findSections(db)]);
    const stories = await findFront(db, sections, { now, language: site.language });
    await sendPage(context, response, frontPage(stories, { site, now, siteUrl: context.config.siteUrl }));
  };
