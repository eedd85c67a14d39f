import { type Request, type RequestHandler, type Response, Router } from 'express';
import { canWrite, canWritePages } from '../articles/policy.ts';
import { countArticles, countPages, findDeskRows } from '../articles/queries/desk.ts';
import { findRevisionRow } from '../articles/queries/revisions.ts';
import { canModerate } from '../comments/policy.ts';
import { countHeld } from '../comments/queries/queue.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import type { Actor, State } from '../db/tables.ts';
import { Conflict } from '../errors.ts';
import { idOf, readPageKey } from '../http/paging.ts';
import { sendPage } from '../http/send-page.ts';
import { actorOf, allow } from '../http/sessions.ts';
import { canAnswer } from '../reports/policy.ts';
import { countOpen } from '../reports/queries/queue.ts';
import { standingPage } from '../site/pages/page.ts';
import { type PreviewBar, storyPage } from '../site/pages/story.ts';
import { longDateTime } from '../text/dates.ts';
import { loadPagePreview } from './actions/page-preview.ts';
import { loadPreview, type Previewed } from './actions/preview.ts';
import { type DeskView, storiesPage } from './pages.ts';
import { activityRoutes } from './routes/activity.ts';
import { namedRoutes } from './routes/named.ts';
import { redirectRoutes } from './routes/redirects.ts';
import { sectionRoutes } from './routes/sections.ts';
import { settingsRoutes } from './routes/settings.ts';

/** Stories on one page of the list. */
const pageSize = 50;
const states: readonly State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

export function adminRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles', allow(canWrite), stories(context));
  router.get('/admin/articles/:id/preview', allow(canWrite), preview(context));
  router.get('/admin/articles/:id/revisions/:revision', allow(canWrite), revision(context));
  router.use(sectionRoutes(context));
  router.use(namedRoutes(context));
  router.use(redirectRoutes(context));
  router.use(settingsRoutes(context));
  router.use(activityRoutes(context));
  return router;
}

const stories =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const actor = actorOf(response);
    const view = viewOf(request, actor);
    const before = readPageKey(request);
    const filter = { actor, ...view, before: before && { updatedAt: before.at, id: before.id }, limit: pageSize + 1 };
    const [site, counts, pages, rows] = await Promise.all([
      readSite(db),
      countArticles(db, actor, view.mine),
      canWritePages(actor) ? countPages(db) : null,
      findDeskRows(db, filter),
    ]);
    const held = canModerate(actor) ? await countHeld(db) : 0;
    const reports = canAnswer(actor) ? await countOpen(db) : 0;
    const page = storiesPage(
      { rows, counts, pages, held, reports, view, pageSize, isFirst: before === null },
      { site, now: context.now(), actor },
    );
    await sendPage(context, response, page);
  };

function viewOf({ query }: Request, actor: Actor): DeskView {
  const kind = query.kind === 'page' && canWritePages(actor) ? 'page' : 'story';
  const done = query.done === 'deleted' ? `The ${kind} is deleted.` : null;
  // Pages are few: they stand in one list, whoever made them and however far they are.
  if (kind === 'page') return { kind, state: null, mine: false, done };
  return { kind, state: states.find((state) => state === query.state) ?? null, mine: query.mine === '1', done };
}

/** The newest revision as readers would see it, for who may see it in the newsroom. */
const preview =
  (context: Context): RequestHandler =>
  (request, response) => {
    const articleId = idOf(request);
    const bar = { says: 'This is a preview. Readers cannot see it.', href: `/admin/articles/${articleId}` };
    const about = { articleId, revisionId: null, bar: { ...bar, link: 'Back to the editor' } };
    return showPreview(context, response, about);
  };

/** Any revision as readers would see it. */
const revision =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [articleId, revisionId] = [idOf(request), idOf(request, 'revision')];
    const db = context.db.reader;
    const [row, { zone }] = await Promise.all([findRevisionRow(db, { articleId, revisionId }), readSite(db)]);
    const when = row && longDateTime(row.createdAt, { zone, language: 'en' });
    const says = `This is the version of ${when}, by ${row?.by}, as readers would see it.`;
    const bar = { says, href: `/admin/articles/${articleId}/revisions`, link: 'Back to the revisions' };
    await showPreview(context, response, { articleId, revisionId, isBlank: row?.isBlank ?? false, bar });
  };

interface Shown extends Pick<Previewed, 'articleId' | 'revisionId'> {
  isBlank?: boolean;
  bar: PreviewBar;
}

async function showPreview(context: Context, response: Response, { bar, isBlank, ...which }: Shown): Promise<void> {
  const now = context.now();
  const wanted = { ...which, actor: actorOf(response), now };
  const { config, assets } = context;
  const around = { siteUrl: config.siteUrl, logo: assets.url('icon.svg'), now, preview: bar };
  const page = await loadPagePreview(context.db.reader, wanted);
  const shown = page ? standingPage(page, around) : storyPage(await loadPreview(context.db.reader, wanted), around);
  if (isBlank) throw new Conflict('The text of this version was redacted. It is gone.');
  response.set('Cache-Control', 'private, no-store');
  await sendPage(context, response, shown);
}
