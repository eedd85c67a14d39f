import { type RequestHandler, Router } from 'express';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { removeNote } from '../actions/notes.ts';
import { canWrite } from '../policy.ts';
import type { DeskContext } from './desk.ts';

/** Notes beside a story, for colleagues; one is written among the next steps of the story (acts.ts). */
export function noteRoutes(context: DeskContext): Router {
  const router = Router();
  router.post('/admin/articles/:id/notes/:note/remove', allow(canWrite), remove(context));
  return router;
}

const remove =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await removeNote(context, actorOf(response), { articleId, noteId: idOf(request, 'note') });
    response.redirect(303, `/admin/articles/${articleId}?done=note-removed#notes`);
  };
