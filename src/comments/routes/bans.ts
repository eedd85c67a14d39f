import { type Request, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf, parseForm } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { later } from '../../text/moments.ts';
import { ban, liftBan } from '../actions/ban.ts';
import { mostRejected, rejectedBack } from '../comment/ban.ts';
import { banForm } from '../forms/ban.ts';
import { idOf } from '../forms.ts';
import { banPage, bansPage, knownTargets } from '../pages/bans.ts';
import { queueHref } from '../pages/queue.ts';
import { canModerate } from '../policy.ts';
import { findBans, findFrom } from '../queries/bans.ts';
import { keyOfWeek } from '../queries/networks.ts';
import { findMark } from '../queries/person.ts';

/** Keeping people out for a while. */
export function banRoutes(context: Context): Router {
  const router = Router();
  const may = allow(canModerate);
  router.get('/admin/comments/bans', may, (request, response) => showBans(context, request, response));
  router.post('/admin/comments/bans/:id/lift', may, (request, response) => lift(context, request, response));
  router.get('/admin/comments/:id/ban', may, (request, response) => {
    const form = { target: 'email', length: 'week', reason: '' };
    return showForm(context, request, { response, form, errors: {} });
  });
  router.post('/admin/comments/:id/ban', may, (request, response) => make(context, request, response));
  return router;
}

async function showForm(
  context: Context,
  request: Request,
  { response, form, errors }: { response: Response; form: Form; errors: FieldErrors },
): Promise<void> {
  const db = context.db.reader;
  const mark = await findMark(db, idOf(String(request.params.id)));
  if (!mark || mark.personId !== null) throw new NotFound('There is no such comment by a reader.');
  const since = later(context.now(), -rejectedBack);
  const targets = knownTargets(mark, (await keyOfWeek(db, mark.hashedAt)) !== null);
  const known = await Promise.all(
    targets.map(async (target) => ({
      target,
      recent: (await findFrom(db, mark, { target, since, limit: mostRejected })).length,
    })),
  );
  await sendPage(context, response, banPage({ mark, known, form, errors }));
}

async function make(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  try {
    const id = idOf(String(request.params.id));
    const { batch } = await ban(context, actorOf(response), { id, ...parseForm(banForm, form) });
    response.redirect(303, queueHref({ done: batch }));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await showForm(context, request, { response, form, errors: error.fields });
  }
}

const showBans = (context: Context, _request: Request, response: Response): Promise<void> =>
  sendBans(context, response, { notice: null, status: 200 });

async function sendBans(
  context: Context,
  response: Response,
  asked: { notice: string | null; status: number },
): Promise<void> {
  const [db, now] = [context.db.reader, context.now()];
  const [site, bans] = await Promise.all([readSite(db), findBans(db, now)]);
  await sendPage(context, response, bansPage(site, { ...asked, bans, now }));
}

async function lift(context: Context, request: Request, response: Response): Promise<void> {
  try {
    await liftBan(context, actorOf(response), idOf(String(request.params.id)));
    response.redirect(303, '/admin/comments/bans');
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await sendBans(context, response, { notice: error.message, status: 409 });
  }
}
