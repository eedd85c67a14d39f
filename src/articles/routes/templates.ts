import { type RequestHandler, type Response, Router } from 'express';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { keepTemplate, removeTemplate, renameTemplate, startFromTemplate } from '../actions/templates.ts';
import { keepForm, templateForm } from '../forms.ts';
import { mostTemplates, templatesPage } from '../pages/templates.ts';
import { canKeepTemplates, canWrite } from '../policy.ts';
import { findTemplates } from '../queries/templates.ts';
import type { DeskContext } from './desk.ts';
import { showNote } from './editor.ts';

/** Content for stories that come again and again. */
export function templateRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/templates', allow(canWrite), list(context));
  router.post('/admin/articles/:id/template', allow(canKeepTemplates), keep(context));
  router.post('/admin/templates/:id/start', allow(canWrite), start(context));
  router.post('/admin/templates/:id/rename', allow(canKeepTemplates), rename(context));
  router.post('/admin/templates/:id/remove', allow(canKeepTemplates), remove(context));
  return router;
}

const notices = new Map([
  ['renamed', 'The template is renamed.'],
  ['removed', 'The template is removed. Stories that were begun from it stay.'],
]);

const list =
  (context: DeskContext): RequestHandler =>
  (request, response) =>
    showTemplates(context, response, { notice: notices.get(String(request.query.done)) ?? null, typed: null });

const keep =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const form = formOf(request);
    try {
      const { templateName: name, replaces } = keepForm(form);
      await keepTemplate(context, actorOf(response), { articleId, name, replaces });
      response.redirect(303, `/admin/articles/${articleId}?done=template-kept`);
    } catch (error) {
      const { templateName = '', replaces = '' } = form;
      await showNote(context, response, { articleId, form: { templateName, replaces }, error });
    }
  };

const start =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const { articleId } = await startFromTemplate(context, actorOf(response), idOf(request));
    response.redirect(303, `/admin/articles/${articleId}?done=begun`);
  };

const rename =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const id = idOf(request);
    const form = formOf(request);
    try {
      await renameTemplate(context, actorOf(response), { id, ...templateForm(form) });
      response.redirect(303, '/admin/templates?done=renamed');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const typed = { id, name: form.name ?? '', errors: error.fields };
      await showTemplates(context, response, { notice: null, typed });
    }
  };

const remove =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    await removeTemplate(context, actorOf(response), idOf(request));
    response.redirect(303, '/admin/templates?done=removed');
  };

async function showTemplates(
  context: DeskContext,
  response: Response,
  shown: { notice: string | null; typed: { id: number; name: string; errors: FieldErrors } | null },
): Promise<void> {
  const db = context.db.reader;
  const [site, templates] = await Promise.all([readSite(db), findTemplates(db, mostTemplates)]);
  const page = templatesPage({ templates, actor: actorOf(response), ...shown }, { site, now: context.now() });
  await sendPage(context, response, page);
}
