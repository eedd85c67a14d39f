import { type Request, type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { monthSitemap, newsSitemap, sitemapIndex, siteSitemap } from '../pages/sitemaps.ts';
import { loadMonth, loadNews, loadSiteEntries } from '../queries/sitemaps.ts';
import { sendFile } from './machine-answer.ts';

const type = 'application/xml; charset=utf-8';
/** What touches any story touches the front. The news of two days goes with the clock, and is made anew. */
const names = ['front'];
const monthAddress = /^\/sitemap-(?<year>\d{4})-(?<month>0[1-9]|1[0-2])(?:-(?<file>[1-9]\d{0,3}))?\.xml$/;
const pagesAddress = /^\/sitemap-pages(?:-(?<file>[1-9]\d{0,3}))?\.xml$/;

export function sitemapRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/sitemap.xml', index(context));
  router.get('/news-sitemap.xml', news(context));
  router.get(pagesAddress, pages(context));
  router.get(monthAddress, month(context));
  return router;
}

const index =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const entries = await loadSiteEntries(context.db.reader, context.now());
    const content = await sitemapIndex(entries, context.config.siteUrl);
    await sendFile(context, response, { type, content, names });
  };

const news =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const loaded = await loadNews(context.db.lateReader, context.now());
    await sendFile(context, response, { type, content: await newsSitemap(loaded, context.config.siteUrl) });
  };

const pages =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const entries = await loadSiteEntries(context.db.reader, context.now());
    const content = await siteSitemap(entries, context.config.siteUrl, fileIn(request));
    if (!content) throw new NotFound('There is no such sitemap.');
    await sendFile(context, response, { type, content, names });
  };

const month =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { year, month } = request.params;
    const wanted = { year: Number(year), month: Number(month), file: fileIn(request), now: context.now() };
    const loaded = await loadMonth(context.db.reader, wanted);
    if (!loaded) throw new NotFound('There is no such sitemap.');
    const content = await monthSitemap(loaded, context.config.siteUrl);
    await sendFile(context, response, { type, content, names });
  };

/** The first has no number in its address, and is at no other. @throws NotFound */
function fileIn({ params: { file } }: Request): number {
  if (file === '1') throw new NotFound('There is no such sitemap.');
  return file === undefined ? 1 : Number(file);
}
