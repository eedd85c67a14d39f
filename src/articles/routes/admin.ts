import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { readUploads } from '../../http/uploads.ts';
import { publishChanges, reinstate } from '../actions/publish.ts';
import { removeDraft, sendBack } from '../actions/review.ts';
import { unschedule } from '../actions/schedule.ts';
import { withdraw } from '../actions/withdraw.ts';
import type { ArticleKind } from '../article.ts';
import { changeForm, noteForm, reasonForm } from '../forms.ts';
import { canPublish, canWrite, canWritePages } from '../policy.ts';
import { copyRoutes } from './copies.ts';
import type { DeskContext, ReadersReports } from './desk.ts';
import { showEditor, showNewEditor, showNote } from './editor.ts';
import { insertRoutes } from './inserts.ts';
import { noteRoutes } from './notes.ts';
import { redactionRoutes } from './redact.ts';
import { revisionRoutes } from './revisions.ts';
import { saveStory } from './save.ts';
import { showChanges } from './sheets.ts';
import { templateRoutes } from './templates.ts';

export function adminRoutes(known: Context, readersReports: ReadersReports): Router {
  const context: DeskContext = { ...known, readersReports };
  const router = Router();
  router.get('/admin/articles/new', allow(canWrite), newArticle(context, 'story'));
  router.get('/admin/pages/new', allow(canWritePages), newArticle(context, 'page'));
  router.get('/admin/articles/:id', allow(canWrite), story(context));
  // Fields are read before the guard: who was signed out meanwhile gets the typed text back.
  router.post('/admin/articles', readUploads, allow(canWrite), saveStory(context));
  router.post('/admin/pages', readUploads, allow(canWritePages), saveStory(context, 'page'));
  router.post('/admin/articles/:id', readUploads, allow(canWrite), saveStory(context));
  router.get('/admin/articles/:id/publish-changes', allow(canPublish), changes(context));
  router.post('/admin/articles/:id/publish-changes', allow(canPublish), act(context, putOutChanges));
  router.post('/admin/articles/:id/send-back', allow(canPublish), act(context, returnToWriter));
  router.post('/admin/articles/:id/unschedule', allow(canPublish), act(context, takeOffSchedule));
  router.post('/admin/articles/:id/withdraw', allow(canPublish), act(context, takeFromReaders));
  router.post('/admin/articles/:id/reinstate', allow(canPublish), act(context, putBack));
  router.post('/admin/articles/:id/delete', allow(canWrite), act(context, remove));
  router.use(redactionRoutes(context));
  router.use(revisionRoutes(context));
  router.use(insertRoutes(context));
  router.use(noteRoutes(context));
  router.use(copyRoutes(context));
  router.use(templateRoutes(context));
  return router;
}

const newArticle =
  (context: DeskContext, kind: ArticleKind): RequestHandler =>
  (_request, response) =>
    showNewEditor(context, response, kind);

const story =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const saved = request.query.done;
    await showEditor(context, response, { articleId: idOf(request), notice: typeof saved === 'string' ? saved : null });
  };

const changes =
  (context: DeskContext): RequestHandler =>
  (request, response) =>
    showChanges(context, response, { articleId: idOf(request), form: {}, errors: {} });

/** What an act does; it answers with where to go, and what to say there. */
type Act = (context: DeskContext, actor: Actor, request: Request) => Promise<string>;

/** Wrong input shows the page again with what was typed. */
function act(context: DeskContext, perform: Act): RequestHandler {
  return async (request, response) => {
    try {
      response.redirect(303, await perform(context, actorOf(response), request));
    } catch (error) {
      await again(context, request, { response, error });
    }
  };
}

async function again(
  context: DeskContext,
  request: Request,
  { response, error }: { response: Response; error: unknown },
): Promise<void> {
  const shown = { articleId: idOf(request), form: formOf(request), error };
  if (request.path.endsWith('/publish-changes')) return showChanges(context, response, shown);
  return showNote(context, response, shown);
}

const putOutChanges: Act = async (context, actor, request) => {
  const articleId = idOf(request);
  const form = formOf(request);
  const { kind, note, revision } = changeForm(form);
  const change = { articleId, revisionId: revision ?? 0, kind, note: kind === 'fix' ? '' : note };
  await context.readersReports.answering(actor, form, (consequence) =>
    publishChanges(context, actor, { ...change, consequence }),
  );
  return `/admin/articles/${articleId}?done=published`;
};

const returnToWriter: Act = async (context, actor, request) => {
  await sendBack(context, actor, { articleId: idOf(request), ...noteForm(formOf(request)) });
  return `/admin/articles/${idOf(request)}?done=sent-back`;
};

const takeOffSchedule: Act = async (context, actor, request) => {
  await unschedule(context, actor, idOf(request));
  return `/admin/articles/${idOf(request)}?done=unscheduled`;
};

const takeFromReaders: Act = async (context, actor, request) => {
  await withdraw(context, actor, { articleId: idOf(request), ...reasonForm(formOf(request)) });
  return `/admin/articles/${idOf(request)}?done=withdrawn`;
};

const putBack: Act = async (context, actor, request) => {
  await reinstate(context, actor, { articleId: idOf(request), ...noteForm(formOf(request)) });
  return `/admin/articles/${idOf(request)}?done=reinstated`;
};

const remove: Act = async (context, actor, request) => {
  const { kind } = await removeDraft(context, actor, idOf(request));
  return kind === 'page' ? '/admin/articles?kind=page&done=deleted' : '/admin/articles?done=deleted';
};
