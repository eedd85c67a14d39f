import { type RequestHandler, Router } from 'express';
import { readSite } from '../../db/settings.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { makePreviewLink, revokePreview } from '../actions/preview-links.ts';
import { previewLinkForm } from '../forms/preview-links.ts';
import { previewMadePage } from '../pages/preview-links.ts';
import { canWrite } from '../policy.ts';
import type { DeskContext } from './desk.ts';
import { showNote } from './editor.ts';

/** Links by which people without an account see a story; where they lead is admin/routes/by-link.ts. */
export function previewLinkRoutes(context: DeskContext): Router {
  const router = Router();
  router.post('/admin/articles/:id/preview-links', allow(canWrite), make(context));
  router.post('/admin/articles/:id/preview-links/:link/revoke', allow(canWrite), revoke(context));
  return router;
}

/** Answers with the address itself, which nobody can be shown again. */
const make =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const form = formOf(request);
    try {
      const wanted = { articleId, ...previewLinkForm(form) };
      const { token, expiresAt } = await makePreviewLink(context, actorOf(response), wanted);
      const address = `${context.config.siteUrl}/preview/${token}`;
      const place = { site: await readSite(context.db.reader), now: context.now() };
      await sendPage(context, response, previewMadePage({ ...wanted, address, expiresAt }, place));
    } catch (error) {
      const { previewFor = '', previewDays = '' } = form;
      await showNote(context, response, { articleId, form: { previewFor, previewDays }, error });
    }
  };

const revoke =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await revokePreview(context, actorOf(response), { articleId, linkId: idOf(request, 'link') });
    response.redirect(303, `/admin/articles/${articleId}?done=preview-revoked#previews`);
  };
