import { type RequestHandler, Router } from 'express';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { addNote, removeNote } from '../actions/notes.ts';
import { storyNoteForm } from '../forms.ts';
import { canWrite } from '../policy.ts';
import type { DeskContext } from './desk.ts';
import { showNote } from './editor.ts';

/** Notes beside a story, for colleagues. */
export function noteRoutes(context: DeskContext): Router {
  const router = Router();
  router.post('/admin/articles/:id/notes', allow(canWrite), add(context));
  router.post('/admin/articles/:id/notes/:note/remove', allow(canWrite), remove(context));
  return router;
}

const add =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    const form = formOf(request);
    try {
      await addNote(context, actorOf(response), { articleId, text: storyNoteForm(form).storyNote });
      response.redirect(303, `/admin/articles/${articleId}?done=noted#notes`);
    } catch (error) {
      await showNote(context, response, { articleId, form: { storyNote: form.storyNote ?? '' }, error });
    }
  };

const remove =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await removeNote(context, actorOf(response), { articleId, noteId: idOf(request, 'note') });
    response.redirect(303, `/admin/articles/${articleId}?done=note-removed#notes`);
  };
