import { type Request, type RequestHandler, Router } from 'express';
import { type OldAddress, removeRedirect } from '../../articles/actions/filing/redirects.ts';
import { canRemoveRedirects } from '../../articles/policy.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { filingPath, type ListKind } from '../../topics/section.ts';
import { redirectsPage } from '../pages/redirects.ts';
import { findRedirects } from '../queries/redirects.ts';
import { textIn } from './named.ts';
import { noticeOf } from './sections.ts';

/** Addresses that lead on: of stories and pages, sections, topics, series and people. */
export function redirectRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/redirects', allow(canRemoveRedirects), list(context));
  router.post('/admin/redirects/remove', allow(canRemoveRedirects), remove(context));
  return router;
}

const notices = new Map([['removed', 'The old address leads nowhere any more. It is free for something else.']]);

/** Rows on one page. */
const pageSize = 50;

const list =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const search = searchIn(request);
    const before = keyIn(request);
    const rows = await findRedirects(db, { search, before, limit: pageSize + 1 });
    const shown = { rows, search, isFirst: before === null, pageSize, notice: noticeOf(notices, request) };
    await sendPage(context, response, redirectsPage(shown, { site: await readSite(db), now: context.now() }));
  };

/** Addresses are small letters; a whole one may be copied from a browser. */
function searchIn(request: Request): string {
  const typed = textIn(request, 'q').trim();
  const path = URL.parse(typed)?.pathname ?? typed;
  return decoded(path).normalize('NFC').toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function keyIn(request: Request): { since: string; path: string } | null {
  if (request.query.before === undefined) return null;
  const [, since, path] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)_(\/.*)$/.exec(textIn(request, 'before')) ?? [];
  if (since === undefined || path === undefined) throw new NotFound('There is no such page of this list.');
  return { since, path };
}

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    await removeRedirect(context, actorOf(response), oldAddressIn(formOf(request)));
    response.redirect(303, '/admin/redirects?done=removed');
  };

const kinds: readonly ListKind[] = ['section', 'topic', 'series', 'person'];

/** @throws NotFound for what no row of the list can be */
function oldAddressIn({ kind, path = '' }: Form): OldAddress {
  const known = path.replaceAll('\0', '');
  if (kind === 'story') return { kind, path: known };
  const filing = kinds.find((each) => each === kind);
  if (!filing || !known.startsWith(filingPath(filing, ''))) throw new NotFound('There is no such old address.');
  return { kind: filing, slug: known.slice(filingPath(filing, '').length) };
}
