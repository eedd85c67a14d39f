import { type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { liftHold } from '../actions/hold.ts';
import { canHold } from '../policy.ts';

/** That nothing of a story goes out for now is said among its next steps (acts.ts); here it ends. */
export function holdRoutes(context: Context): Router {
  const router = Router();
  router.post('/admin/articles/:id/lift', allow(canHold), lift(context));
  return router;
}

const lift =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const articleId = idOf(request);
    await liftHold(context, actorOf(response), articleId);
    response.redirect(303, `/admin/articles/${articleId}?done=lifted`);
  };
