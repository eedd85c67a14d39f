import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findHistoryRows, findStanding, type Standing } from '../../articles/queries/history.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { historyPage, withdrawnHistoryPage } from '../pages/history.ts';
import { type Asked, loadHistory } from '../queries/history.ts';

/** Of a story, and of a page beside the stories. */
const addresses = [/^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/history$/, /^(?<path>\/pages\/[^/]+)\/history$/];

export function historyRoutes(context: Context): Router {
  const router = Router();
  for (const address of addresses) router.get(address, history(context));
  return router;
}

/** What changed in what stands at the parameter `path`: `?from=2&to=5` compares any two of its versions. */
const history =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const now = context.now();
    const path = String(request.params.path).normalize('NFC');
    const standing = await findStanding(context.db.reader, { path, now });
    if (!standing) throw new NotFound('There is nothing at this address that could have a history.');
    if (standing.kind === 'moved') {
      return response.redirect(301, `${encodeURI(standing.path)}/history${queryOf(request)}`);
    }
    if (standing.kind === 'withdrawn') return await showWithdrawn(context, response, standing);
    const asked = askedFor(request);
    const loaded = await loadHistory(context.db.reader, standing.shown, { asked, now });
    if (!loaded) throw new NotFound('There are no such versions.');
    const page = historyPage(loaded, context.config.siteUrl);
    const names = [`article:${standing.shown.articleId}`];
    await sendPage(context, response, { ...page, keeping: { names, at: now, freshUntil: null } });
  };

async function showWithdrawn(
  context: Context,
  response: Response,
  { withdrawn: { articleId, path, language } }: Extract<Standing, { kind: 'withdrawn' }>,
): Promise<void> {
  const db = context.db.reader;
  const [site, rows] = await Promise.all([readSite(db), findHistoryRows(db, { articleId, shown: null })]);
  await sendPage(context, response, withdrawnHistoryPage({ site, rows, path, language }, context.config.siteUrl));
}

/** @throws NotFound where the address holds something else than numbers of versions */
function askedFor({ query }: Request): Asked {
  const number = (value: unknown): number | null => {
    if (value === undefined) return null;
    if (typeof value !== 'string' || !/^[1-9]\d{0,4}$/.test(value)) {
      throw new NotFound('There are no such versions.');
    }
    return Number(value);
  };
  return { from: number(query.from), to: number(query.to) };
}

/** The same question at the present address: versions keep their numbers. */
function queryOf(request: Request): string {
  const { from, to } = askedFor(request);
  const given = Object.entries({ from, to }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return given.length > 0 ? `?${given.join('&')}` : '';
}
