import { type Request, type RequestHandler, Router } from 'express';
import { idOf } from '../../http/paging.ts';
import { allow } from '../../http/sessions.ts';
import { readUploads } from '../../http/uploads.ts';
import type { ArticleKind } from '../article.ts';
import { canWrite, canWritePages } from '../policy.ts';
import { actRoutes } from './acts.ts';
import { assignmentRoutes } from './assignments.ts';
import { calendarRoutes } from './calendar.ts';
import { copyRoutes } from './copies.ts';
import type { DeskContext } from './desk.ts';
import { discardRoutes, showDiscarded } from './discards.ts';
import { showEditor, showNewEditor } from './editor.ts';
import { filingRoutes } from './filing.ts';
import { insertRoutes } from './inserts.ts';
import { mergedNotice } from './merging.ts';
import { noteRoutes } from './notes.ts';
import { presenceRoutes } from './presence.ts';
import { previewLinkRoutes } from './preview-links.ts';
import { publishRoutes } from './publish.ts';
import { redactionRoutes } from './redact.ts';
import { revisionRoutes } from './revisions.ts';
import { saveStory } from './save.ts';
import { taskRoutes } from './tasks.ts';
import { templateRoutes } from './templates.ts';
import { showTaken, takenIn, unsavedRoutes } from './unsaved.ts';

export function adminRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/articles/new', allow(canWrite), newArticle(context, 'story'));
  router.get('/admin/pages/new', allow(canWritePages), newArticle(context, 'page'));
  router.get('/admin/articles/:id', allow(canWrite), story(context));
  // Fields are read before the guard: who was signed out meanwhile gets the typed text back.
  router.post('/admin/articles', readUploads, allow(canWrite), saveStory(context));
  router.post('/admin/pages', readUploads, allow(canWritePages), saveStory(context, 'page'));
  router.post('/admin/articles/:id', readUploads, allow(canWrite), saveStory(context));
  router.use(publishRoutes(context));
  router.use(actRoutes(context));
  router.use(assignmentRoutes(context));
  router.use(calendarRoutes(context));
  router.use(filingRoutes(context));
  router.use(discardRoutes(context));
  router.use(redactionRoutes(context));
  router.use(revisionRoutes(context));
  router.use(insertRoutes(context));
  router.use(unsavedRoutes(context));
  router.use(presenceRoutes(context));
  router.use(noteRoutes(context));
  router.use(previewLinkRoutes(context));
  router.use(copyRoutes(context));
  router.use(templateRoutes(context));
  router.use(taskRoutes(context));
  return router;
}

const newArticle =
  (context: DeskContext, kind: ArticleKind): RequestHandler =>
  (request, response) => {
    const draft = takenIn(request);
    if (draft !== null) return showTaken(context, response, { articleId: null, kind, draft });
    return showNewEditor(context, response, { makes: kind, notice: doneIn(request) });
  };

const story =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const [articleId, draft] = [idOf(request), takenIn(request)];
    if (await showDiscarded(context, response, articleId)) return;
    const notice = (await mergedNotice(context, request, response)) ?? doneIn(request);
    if (draft !== null) return showTaken(context, response, { articleId, kind: 'story', draft, notice });
    await showEditor(context, response, { articleId, notice });
  };

/** What has just been done, as the address says it. */
const doneIn = ({ query }: Request): string | null => (typeof query.done === 'string' ? query.done : null);
