import { type RequestHandler, Router } from 'express';
import { readSite } from '../../db/settings.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { closeTask } from '../actions/checks.ts';
import { tasksPage, tasksSize } from '../pages/tasks.ts';
import { canPublish } from '../policy.ts';
import { findTasks } from '../queries/passed-checks.ts';
import type { DeskContext } from './desk.ts';

/** Checks that were passed over, until they are mended or closed. */
export function taskRoutes(context: DeskContext): Router {
  const router = Router();
  router.get('/admin/tasks', allow(canPublish), tasks(context));
  router.post('/admin/articles/:id/tasks/:task/close', allow(canPublish), close(context));
  return router;
}

const tasks =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const asked = String(request.query.before ?? '');
    const before = /^\d{1,15}$/.test(asked) ? Number(asked) : null;
    const found = await findTasks(db, { before, limit: tasksSize + 1 });
    const shown = found.slice(0, tasksSize);
    const page = tasksPage({
      tasks: shown,
      before: found.length > tasksSize ? (shown.at(-1)?.id ?? null) : null,
      notice: request.query.done === 'closed' ? 'The task is closed.' : null,
      site: await readSite(db),
    });
    await sendPage(context, response, page);
  };

const close =
  (context: DeskContext): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await closeTask(context, actorOf(response), { articleId, id: idOf(request, 'task') });
    const toList = formOf(request).back === 'list';
    response.redirect(303, toList ? '/admin/tasks?done=closed' : `/admin/articles/${articleId}?done=task-closed`);
  };
