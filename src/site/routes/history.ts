import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findHistoryRows, findStanding, type Standing } from '../../articles/queries/history.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { historyPage, withdrawnHistoryPage } from '../pages/history.ts';
import { type Asked, loadHistory } from '../queries/history.ts';

const storyHistory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/history$/;

export function historyRoutes(context: Context): Router {
  const router = Router();
  router.get(storyHistory, history(context, findStanding));
  return router;
}

/** What stands at a path, in the way of stories or of pages. */
export type FindStanding = (db: Db, at: { path: string; now: string }) => Promise<Standing | null>;

/** What changed in what stands at the parameter `path`, whatever it is: `?from=2&to=5` compares any two of its versions. */
export const history =
  (context: Context, find: FindStanding): RequestHandler =>
  async (request, response) => {
    const now = context.now();
    const path = String(request.params.path).normalize('NFC');
    const standing = await find(context.db.reader, { path, now });
    if (!standing) throw new NotFound('There is no story at this address.');
    if (standing.kind === 'moved') {
      return response.redirect(301, `${encodeURI(standing.path)}/history${queryOf(request)}`);
    }
    if (standing.kind === 'withdrawn') return await showWithdrawn(context, response, standing);
    const asked = askedFor(request);
    const loaded = await loadHistory(context.db.reader, standing.shown, { asked, now });
    if (!loaded) throw new NotFound('There are no such versions of this story.');
    await sendPage(context, response, historyPage(loaded, context.config.siteUrl));
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
      throw new NotFound('There are no such versions of this story.');
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
