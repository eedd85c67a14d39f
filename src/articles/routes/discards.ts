import { type Request, type RequestHandler, type Response, Router } from 'express';
import { prove } from '../../accounts/actions/proving.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { formOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { idOf, readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { readUploads } from '../../http/uploads.ts';
import { bringBack, deleteForGood, discard } from '../actions/discards.ts';
import { discardedPage, discardedPageSize, discardedStoryPage } from '../pages/discards.ts';
import { canDeleteForGood, canDiscard, canWrite } from '../policy.ts';
import { findAllDiscarded, findDiscarded } from '../queries/discards.ts';
import { isAsSaved, isWhole } from './acts.ts';
import type { DeskContext } from './desk.ts';
import { keepAside } from './keeping.ts';

/** Drafts that leave every list, and come back. */
export function discardRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/discarded', allow(canWrite), list(context));
  router.post('/admin/articles/:id/discard', readUploads, allow(canWrite), discardOne(context));
  router.post('/admin/articles/:id/bring-back', allow(canWrite), bringOneBack(context));
  router.post('/admin/articles/:id/delete', allow(canDeleteForGood), askFresh(context, prove), deleteOne(context));
  return router;
}

const list =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const actor = actorOf(response);
    const before = readPageKey(request);
    const found = await findAllDiscarded(db, { actor, before, limit: discardedPageSize + 1 });
    const notice = request.query.done === 'deleted' ? 'It is gone, with all its versions.' : null;
    const place = { actor, site: await readSite(db), now: context.now() };
    await sendPage(context, response, discardedPage({ found, isFirst: before === null, notice }, place));
  };

const discardOne =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    await keepUnsaved(context, request, response);
    const { kind } = await discard(context, actorOf(response), idOf(request));
    response.redirect(303, `/admin/articles?${kind === 'page' ? 'kind=page&' : ''}done=discarded`);
  };

/** The button sends the editor's form: what was typed and not saved is offered when the draft is back, whatever is wrong with it. */
async function keepUnsaved(context: Context, request: Request, response: Response): Promise<void> {
  const [articleId, form] = [idOf(request), formOf(request)];
  if (!isWhole(form) || (await isAsSaved(context, response, { articleId, form }))) return;
  await keepAside(context, actorOf(response), { articleId, form });
}

const bringOneBack =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await bringBack(context, actorOf(response), articleId);
    response.redirect(303, `/admin/articles/${articleId}?done=brought-back`);
  };

const deleteOne =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    await deleteForGood(context, actorOf(response), idOf(request));
    response.redirect(303, '/admin/discarded?done=deleted');
  };

/** The way to bring the draft back, in place of its editor. @returns false where it is none, or not this person's to bring back */
export async function showDiscarded(context: DeskContext, response: Response, articleId: number): Promise<boolean> {
  const db = context.db.reader;
  const actor = actorOf(response);
  const discarded = await findDiscarded(db, articleId);
  if (!discarded || !canDiscard(actor, discarded)) return false;
  const place = { actor, site: await readSite(db), now: context.now() };
  await sendPage(context, response, discardedStoryPage(discarded, place));
  return true;
}
