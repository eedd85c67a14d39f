import { type RequestHandler, type Response, Router } from 'express';
import { confirmPassword } from '../../accounts/actions/proving.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, TooMany } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { redact } from '../actions/redact.ts';
import { wasPublished } from '../article.ts';
import { redactionForm } from '../forms.ts';
import { redactPage } from '../pages/redact.ts';
import { canRedact } from '../policy.ts';
import { findPublications } from '../queries/ledger.ts';
import { findHeadlines, findLiveRevisions } from '../queries/redaction.ts';
import { findForEditor } from './editor.ts';

/** Taking words out of what readers saw: administrators only, with the password asked again. */
export function redactionRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/articles/:id/redact', allow(canRedact), sheet(context));
  router.post('/admin/articles/:id/redact', allow(canRedact), redactOne(context));
  return router;
}

const sheet =
  (context: Context): RequestHandler =>
  (request, response) => {
    const notice = request.query.done === undefined ? null : 'Redacted. The history of the story says so.';
    return showSheet(context, response, { articleId: idOf(request), form: {}, errors: {}, status: 200, notice });
  };

const redactOne =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const actor = actorOf(response);
    const articleId = idOf(request);
    const form = formOf(request);
    try {
      const { publication, reason, password } = redactionForm(form);
      await confirmPassword(context, actor, { password, network: networkOf(request) });
      await redact(context, actor, { articleId, publicationId: publication, reason });
      response.redirect(303, `/admin/articles/${articleId}/redact?done`);
    } catch (error) {
      const { status, errors } = refuse(error, response);
      await showSheet(context, response, { articleId, form, errors, status, notice: null });
    }
  };

/** What the sheet says to a refused attempt; anything else that went wrong goes on to the error page. */
function refuse(error: unknown, response: Response): { status: number; errors: FieldErrors } {
  if (error instanceof Invalid) return { status: 422, errors: error.fields };
  if (!(error instanceof TooMany)) throw error;
  response.set('Retry-After', String(error.retryAfter));
  return { status: 429, errors: { password: error.message } };
}

interface Shown {
  articleId: number;
  form: Form;
  errors: FieldErrors;
  status: number;
  notice: string | null;
}

async function showSheet(context: Context, response: Response, { articleId, ...shown }: Shown): Promise<void> {
  const db = context.db.reader;
  const { article } = await findForEditor(context, response, articleId);
  if (!wasPublished(article)) throw new Conflict('Readers never saw this story, so there is nothing to redact.');
  const [site, ledger, headlines, live] = await Promise.all([
    readSite(db),
    findPublications(db, articleId),
    findHeadlines(db, articleId),
    findLiveRevisions(db, article),
  ]);
  const page = redactPage({ article, ledger, headlines, live, ...shown }, { site, now: context.now() });
  await sendPage(context, response, page);
}
