import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { idOf, readPageKey } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { declineReport, reopenReport, settleByChange, startCorrection } from '../actions/answering.ts';
import { declineForm, numberIn, tabIn } from '../forms.ts';
import { pageSize, type Queue, queueHref, queuePage } from '../pages/queue.ts';
import { canAnswer } from '../policy.ts';
import { countReports, findQueue } from '../queries/queue.ts';

export function adminRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/reports', allow(canAnswer), (request, response) => showQueue(context, request, response));
  router.post('/admin/reports/:id/correct', allow(canAnswer), act(context, correct));
  router.post('/admin/reports/:id/settle', allow(canAnswer), act(context, settle));
  router.post('/admin/reports/:id/decline', allow(canAnswer), act(context, decline));
  router.post('/admin/reports/:id/reopen', allow(canAnswer), act(context, reopen));
  return router;
}

const notices = new Map([
  ['settled', 'The report is answered.'],
  ['declined', 'The report is declined.'],
  ['reopened', 'The report is open again.'],
]);

async function showQueue(context: Context, request: Request, response: Response): Promise<void> {
  const notice = notices.get(String(request.query.done)) ?? null;
  await sendQueue(context, request, { response, notice, typed: null, status: 200 });
}

/** What an act does with the report; it answers with where to go. */
type Act = (context: Context, actor: Actor, report: { id: number; form: Form }) => Promise<string>;

/** Wrong input and a colleague who was quicker show the queue as it is now, with what was typed. */
function act(context: Context, perform: Act): RequestHandler {
  return async (request, response) => {
    const [id, form] = [idOf(request), formOf(request)];
    try {
      response.redirect(303, await perform(context, actorOf(response), { id, form }));
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const [notice, errors, status] = error instanceof Invalid ? [null, error.fields, 422] : [error.message, {}, 409];
      const typed = form.answer === undefined ? null : { id, answer: form.answer, errors };
      await sendQueue(context, request, { response, notice, typed, status });
    }
  };
}

const correct: Act = async (context, actor, { id, form }) => {
  const seenTaker = numberIn(form.taker ?? '') || null;
  return `/admin/articles/${await startCorrection(context, actor, { id, seenTaker })}#reports`;
};

const settle: Act = async (context, actor, { id, form }) => {
  await settleByChange(context, actor, { id, publicationId: numberIn(form.publication ?? '') });
  return queueHref('open', { done: 'settled' });
};

const decline: Act = async (context, actor, { id, form }) => {
  await declineReport(context, actor, { id, ...declineForm(form) });
  return queueHref('open', { done: 'declined' });
};

const reopen: Act = async (context, actor, { id }) => {
  await reopenReport(context, actor, id);
  return queueHref('open', { done: 'reopened' });
};

type Shown = Pick<Queue, 'notice' | 'typed' | 'status'> & { response: Response };

async function sendQueue(context: Context, request: Request, { response, ...shown }: Shown): Promise<void> {
  const db = context.db.reader;
  const tab = tabIn(request.query);
  const before = readPageKey(request);
  const [site, counts, reports] = await Promise.all([
    readSite(db),
    countReports(db),
    findQueue(db, { tab, before, limit: pageSize + 1 }),
  ]);
  const around = { tab, counts, isFirst: before === null, actorId: actorOf(response).id, now: context.now() };
  await sendPage(context, response, queuePage(site, { ...around, ...shown, reports }));
}
