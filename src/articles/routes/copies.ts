import { type RequestHandler, Router } from 'express';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { duplicate, TranslationExists, translate } from '../actions/copies.ts';
import { translateForm } from '../forms.ts';
import { canWrite } from '../policy.ts';
import type { DeskContext } from './desk.ts';
import { showNote } from './editor.ts';

/** New drafts made from a story. */
export function copyRoutes(context: DeskContext): Router {
  const router = Router();
  router.post('/admin/articles/:id/duplicate', allow(canWrite), copy(context));
  router.post('/admin/articles/:id/translate', allow(canWrite), translation(context));
  return router;
}

const copy =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const { articleId } = await duplicate(context, actorOf(response), idOf(request));
    response.redirect(303, `/admin/articles/${articleId}?done=duplicated`);
  };

const translation =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const { translateTo } = translateForm(formOf(request));
    try {
      const made = await translate(context, actorOf(response), { articleId, language: translateTo });
      response.redirect(303, `/admin/articles/${made.articleId}?done=translated`);
    } catch (error) {
      const existing = error instanceof TranslationExists ? String(error.articleId ?? '') : '';
      await showNote(context, response, { articleId, form: { translateTo, existingTranslation: existing }, error });
    }
  };
