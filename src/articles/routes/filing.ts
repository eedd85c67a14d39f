import { type RequestHandler, type Response, Router } from 'express';
import { Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { findSections } from '../../topics/queries.ts';
import { authorize } from '../actions/find.ts';
import { refile, requireStory } from '../actions/refile.ts';
import { EditConflict } from '../actions/save.ts';
import { filingForm } from '../forms/planning.ts';
import { filingPage } from '../pages/filing.ts';
import { canEdit, canWrite } from '../policy.ts';
import type { DeskContext } from './desk.ts';
import { findForEditor, savedForm } from './editor.ts';

/** Section, topics, bylines and comments of a story, reached from its row of the list. */
export function filingRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/articles/:id/filing', allow(canWrite), open(context));
  router.post('/admin/articles/:id/filing', allow(canWrite), save(context));
  return router;
}

const open =
  (context: DeskContext): RequestHandler =>
  (request, response) =>
    showFiling(context, response, { articleId: idOf(request), back: listIn(request.query.back) });

const save =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const form = formOf(request);
    const back = listIn(form.back);
    try {
      await refile(context, actorOf(response), { articleId, ...filingForm(form) });
      response.redirect(303, `/admin/articles?${back ? `${back}&` : ''}done=filed#story-${articleId}`);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof EditConflict)) throw error;
      await showFiling(context, response, { articleId, back, form, error });
    }
  };

interface Shown {
  articleId: number;
  back: string;
  /** As it was sent, where it comes back. */
  form?: Form;
  error?: Invalid | EditConflict;
}

const overtaken =
  'Somebody filed this story anew meanwhile, so nothing was changed. Saving again puts what stands here in place of it.';

async function showFiling(context: DeskContext, response: Response, { articleId, back, form, error }: Shown) {
  const { article, editing } = await findForEditor(context, response, articleId);
  requireStory(article);
  authorize(canEdit(actorOf(response), article));
  const { headline, language, id } = editing.revision;
  const page = filingPage({
    ...{ article, headline, language, back },
    form: { ...savedForm(article, editing), ...form, ...(error instanceof EditConflict && { revision: String(id) }) },
    errors: error instanceof Invalid ? error.fields : {},
    problem: error instanceof EditConflict ? overtaken : null,
    sections: await findSections(context.db.reader),
  });
  await sendPage(context, response, page);
}

/** The query of a list's address, written anew: it leads nowhere but to the list. */
function listIn(given: unknown): string {
  if (typeof given !== 'string') return '';
  const asked = new URLSearchParams(given.slice(0, 2_000).toWellFormed());
  for (const name of ['done', 'count']) asked.delete(name);
  return asked.toString();
}
