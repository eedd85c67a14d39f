import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { listPage } from '../pages/lists.ts';
import { findList, findMoved, findSubject, type ListAddress } from '../queries/lists.ts';

/** How many stories a page of a list shows. */
const pageSize = 50;

export function listRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  for (const [path, addressOf] of Object.entries(listAddresses)) router.get(path, list(context, addressOf));
  return router;
}

export type AddressOf = (params: Request['params']) => ListAddress;

/** Where lists stand, and how their addresses are read. Sections come last: any one-part address could be one. */
export const listAddresses: Record<string, AddressOf> = {
  '/by/:person': ({ person }) => ({ kind: 'person', slug: String(person) }),
  '/topics/:topic': ({ topic }) => ({ kind: 'topic', slug: String(topic) }),
  '/series/:series': ({ series }) => ({ kind: 'series', slug: String(series) }),
  '/archive/:year/:month': ({ year, month }) => ({ kind: 'month', slug: `${year}/${month}` }),
  '/video': () => ({ kind: 'video', slug: '' }),
  '/:section': ({ section }) => ({ kind: 'section', slug: String(section) }),
};

const list =
  (context: Context, addressOf: AddressOf): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const before = readPageKey(request);
    const address = addressOf(request.params);
    const subject = await findSubject(db, address);
    if (!subject && (await leadOn(context, request, { response, address, ending: '' }))) return;
    // A topic or a person that only unpublished stories have is nobody's business yet.
    const loaded = subject && (await findList(db, subject, { now, size: pageSize, before }));
    if (!loaded) throw new NotFound('There is no such list of stories.');
    await sendPage(context, response, listPage(loaded, { siteUrl: context.config.siteUrl, now, before }));
  };

/** Answers with where the list stands now that stood here before, its feed or the same page of it; false where none did. */
export async function leadOn(
  context: Context,
  request: Request,
  { response, address, ending }: { response: Response; address: ListAddress; ending: string },
): Promise<boolean> {
  const path = await findMoved(context.db.reader, address, context.now());
  if (path === null) return false;
  const query = request.originalUrl.indexOf('?');
  response.redirect(301, `${encodeURI(path)}${ending}${query < 0 ? '' : request.originalUrl.slice(query)}`);
  return true;
}
