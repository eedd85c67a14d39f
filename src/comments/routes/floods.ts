import { type Request, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { endFlood, startFlood } from '../actions/flood.ts';
import { floodForm } from '../forms/ban.ts';
import { idOf } from '../forms.ts';
import { floodPage } from '../pages/floods.ts';
import { canModerate } from '../policy.ts';
import { findFloods, findHeadline } from '../queries/floods.ts';

/** What is done while too many comments come. */
export function floodRoutes(context: Context): Router {
  const router = Router();
  const may = allow(canModerate);
  router.get('/admin/comments/flood', may, (request, response) =>
    send(context, response, { ...nothingSaid, articleId: storyIn(request.query) }),
  );
  router.post('/admin/comments/flood', may, (request, response) => start(context, request, response));
  router.post('/admin/comments/flood/end', may, (request, response) => end(context, request, response));
  return router;
}

const nothingSaid = { errors: {}, notice: null, status: 200 };

/** Null for all stories. */
function storyIn({ story }: Record<string, unknown>): number | null {
  return story === undefined || story === '' ? null : idOf(String(story));
}

interface Asked {
  articleId: number | null;
  errors: FieldErrors;
  notice: string | null;
  status: number;
}

async function send(context: Context, response: Response, { articleId, ...asked }: Asked): Promise<void> {
  const [db, now] = [context.db.reader, context.now()];
  const headline = articleId === null ? null : await findHeadline(db, articleId);
  if (articleId !== null && headline === null) throw new NotFound('There is no such story that readers have seen.');
  const story = articleId === null ? null : { id: articleId, headline: headline || 'a withdrawn story' };
  const [site, floods] = await Promise.all([readSite(db), findFloods(db, now)]);
  await sendPage(context, response, floodPage(site, { ...asked, story, floods, now }));
}

async function start(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const articleId = storyIn(form);
  try {
    await startFlood(context, actorOf(response), { articleId, ...parseForm(floodForm, form) });
    response.redirect(303, '/admin/comments');
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await send(context, response, { articleId, errors: error.fields, notice: null, status: 422 });
  }
}

async function end(context: Context, request: Request, response: Response): Promise<void> {
  try {
    await endFlood(context, actorOf(response), storyIn(formOf(request)));
    response.redirect(303, '/admin/comments');
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await send(context, response, { articleId: null, errors: {}, notice: error.message, status: 409 });
  }
}
