import { type Request, type RequestHandler, Router } from 'express';
import { canWrite } from '../articles/policy.ts';
import { countArticles, findDeskRows } from '../articles/queries/desk.ts';
import { canModerate } from '../comments/policy.ts';
import { countHeld } from '../comments/queries/queue.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import type { State } from '../db/tables.ts';
import { idOf, readPageKey } from '../http/paging.ts';
import { sendPage } from '../http/send-page.ts';
import { actorOf, allow } from '../http/sessions.ts';
import { storyPage } from '../site/pages/story.ts';
import { loadPreview } from './actions.ts';
import { type DeskView, storiesPage } from './pages.ts';

/** Stories on one page of the list. */
const pageSize = 50;
const states: readonly State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

export function adminRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles', allow(canWrite), stories(context));
  router.get('/admin/articles/:id/preview', allow(canWrite), preview(context));
  return router;
}

const stories =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const actor = actorOf(response);
    const view = viewOf(request);
    const before = readPageKey(request);
    const filter = { actor, ...view, before: before && { updatedAt: before.at, id: before.id }, limit: pageSize + 1 };
    const [site, counts, rows] = await Promise.all([
      readSite(db),
      countArticles(db, actor, view.mine),
      findDeskRows(db, filter),
    ]);
    const held = canModerate(actor) ? await countHeld(db) : 0;
    const page = storiesPage(
      { rows, counts, held, view, pageSize, isFirst: before === null },
      { site, now: context.now(), actor },
    );
    await sendPage(context, response, page);
  };

function viewOf({ query }: Request): DeskView {
  return {
    state: states.find((state) => state === query.state) ?? null,
    mine: query.mine === '1',
    done: query.done === 'deleted' ? 'The story is deleted.' : null,
  };
}

/** The newest revision as readers would see it, for who may see it in the newsroom. */
const preview =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const now = context.now();
    const loaded = await loadPreview(context.db.reader, { actor: actorOf(response), articleId, now });
    response.set('Cache-Control', 'private, no-store');
    const editHref = `/admin/articles/${articleId}`;
    await sendPage(
      context,
      response,
      storyPage(loaded, { siteUrl: context.config.siteUrl, now, preview: { editHref } }),
    );
  };
