import { type RequestHandler, Router } from 'express';
import { findPeopleByIds } from '../../accounts/queries.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { formOf, readJson } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { beThere, leave } from '../actions/presence.ts';
import { presenceForm } from '../forms/autosave.ts';
import { newerText, presenceText } from '../pages/presence.ts';
import { canWrite } from '../policy.ts';

/** Who has a story open: the editor's script says so and asks every few seconds. */
export function presenceRoutes(context: Context): Router {
  const router = Router();
  router.post('/admin/articles/:id/presence', allow(canWrite), readJson, there(context));
  router.post('/admin/articles/:id/presence/leave', allow(canWrite), gone(context));
  return router;
}

/** Answers in JSON with what there is to tell: who else is there, and who saved meanwhile. */
const there =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const actor = actorOf(response);
    await context.limits.take('autosave', String(actor.id));
    const { article, others } = await beThere(context, actor, idOf(request));
    const [changer] = await findPeopleByIds(context.db.reader, [article.updatedBy]);
    const by = article.updatedBy === actor.id ? 'You' : (changer?.name ?? 'Somebody');
    const place = { site: await readSite(context.db.reader), now: context.now() };
    const { revision } = presenceForm(formOf(request));
    response.set('Cache-Control', 'private, no-store').json({
      present: presenceText(others, article.kind, place),
      newer: newerText({ article, by }, revision, place),
    });
  };

const gone =
  (context: Context): RequestHandler =>
  async (request, response) => {
    await leave(context, actorOf(response), idOf(request));
    response.status(204).end();
  };
