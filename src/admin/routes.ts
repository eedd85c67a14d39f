import { type RequestHandler, type Response, Router } from 'express';
import { canWrite } from '../articles/policy.ts';
import { findRevisionRow } from '../articles/queries/revisions.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { Conflict } from '../errors.ts';
import { idOf } from '../http/paging.ts';
import { sendPage } from '../http/send-page.ts';
import { actorOf, allow } from '../http/sessions.ts';
import { standingPage } from '../site/pages/page.ts';
import { type PreviewBar, storyPage } from '../site/pages/story.ts';
import { longDateTime } from '../text/dates.ts';
import { loadPagePreview } from './actions/page-preview.ts';
import { loadPreview, type Previewed } from './actions/preview.ts';
import { activityRoutes } from './routes/activity.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { documentRoutes } from './routes/documents.ts';
import { leavingRoutes } from './routes/leaving.ts';
import { libraryRoutes } from './routes/library.ts';
import { namedRoutes } from './routes/named.ts';
import { peopleRoutes } from './routes/people.ts';
import { pictureRoutes } from './routes/picture.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { redirectRoutes } from './routes/redirects.ts';
import { sectionRoutes } from './routes/sections.ts';
import { settingsRoutes } from './routes/settings.ts';
import { storiesRoutes } from './routes/stories.ts';

export function adminRoutes(context: Context): Router {
  const router = Router();
  router.use(storiesRoutes(context));
  router.use(bulkRoutes(context));
  router.get('/admin/articles/:id/preview', allow(canWrite), preview(context));
  router.get('/admin/articles/:id/revisions/:revision', allow(canWrite), revision(context));
  router.use(sectionRoutes(context));
  router.use(namedRoutes(context));
  // Before the pictures, whose numbers stand in the same place.
  router.use(recordingRoutes(context));
  router.use(documentRoutes(context));
  router.use(libraryRoutes(context));
  router.use(pictureRoutes(context));
  router.use(peopleRoutes(context));
  router.use(leavingRoutes(context));
  router.use(redirectRoutes(context));
  router.use(settingsRoutes(context));
  router.use(activityRoutes(context));
  return router;
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
