import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { sessionOf } from '../../http/sessions.ts';
import { findSections } from '../../topics/queries.ts';
import { type AskedSearch, readSearch } from '../forms/search.ts';
import { searchPage } from '../pages/search.ts';
import { type FoundStories, findStories } from '../queries/search.ts';

export function searchRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/search', search(context));
  return router;
}

const search =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, sections] = await Promise.all([readSite(db), findSections(db)]);
    response.locals.language = site.language;
    // What somebody looks for is nobody else's business.
    response.set('Cache-Control', 'private, no-store');
    const place = placeOf(request);
    const input = readSearch(request.query, { site, sections });
    const found = input.asked && (await find(context, { request, response }, { ...input.asked, ...place, now }));
    const around = { site, sections, siteUrl: context.config.siteUrl, now };
    await sendPage(context, response, searchPage({ ...input, ...place }, found, around));
  };

type Asked = AskedSearch & Place & { now: string };

/** @throws TooMany, or NotFound where the results do not go on so far */
async function find(
  context: Context,
  { request, response }: { request: Request; response: Response },
  asked: Asked,
): Promise<FoundStories> {
  const isVisitor = !sessionOf(response);
  if (isVisitor) await context.limits.take('search', networkOf(request));
  // Who has just published looks whether it is found.
  const found = await findStories(isVisitor ? context.db.lateReader : context.db.reader, asked);
  if (found.stories.length === 0 && (asked.page > 1 || asked.before !== null)) throw noSuchPage();
  return found;
}

type Place = ReturnType<typeof placeOf>;

/** Which page of the results. Those by time go on after the last one of the page before. @throws NotFound */
function placeOf(request: Request) {
  const { page = '1', before = null, order } = request.query;
  if (typeof page !== 'string' || !/^[1-9]\d{0,2}$/.test(page)) throw noSuchPage();
  if (before !== null && (typeof before !== 'string' || !/^\d{1,16}$/.test(before))) throw noSuchPage();
  const byTime = order === 'newest' || before !== null;
  return {
    page: Number(page),
    before: before === null ? null : Number(before),
    order: byTime ? ('newest' as const) : ('relevance' as const),
  };
}

const noSuchPage = () => new NotFound('There is no such page of results.');
