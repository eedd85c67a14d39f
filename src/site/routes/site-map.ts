import { type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { sendPage } from '../../http/send-page.ts';
import { findSections } from '../../topics/queries.ts';
import { siteMapPage } from '../pages/site-map.ts';
import { findPageLinks } from '../queries/pages.ts';
import { findSiteMap } from '../queries/site-map.ts';

export function siteMapRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/site-map', siteMap(context));
  return router;
}

const siteMap =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, sections] = await Promise.all([readSite(db), findSections(db)]);
    const [map, pages] = await Promise.all([
      findSiteMap(db, { now, zone: site.zone }),
      findPageLinks(db, { now, language: site.language, own: site.language }),
    ]);
    const page = siteMapPage(map, { site, sections, pages, siteUrl: context.config.siteUrl });
    await sendPage(context, response, { ...page, keeping: { names: ['front'], at: now, freshUntil: null } });
  };
