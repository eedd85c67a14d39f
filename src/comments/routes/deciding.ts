import { type Request, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import type { DecisionAct } from '../../db/tables.ts';
import { Conflict } from '../../errors.ts';
import { formOf, valuesOf } from '../../http/forms.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { claimComments } from '../actions/claims.ts';
import { decideComment, decideComments } from '../actions/decide.ts';
import { undoDecision } from '../actions/undo.ts';
import { pageSize } from '../comment/queue.ts';
import { actOf, batchOf, decidedOf, queueAddressOf, rejectionOf } from '../forms/queue.ts';
import { idOf } from '../forms.ts';
import { says, told } from '../pages/done.ts';
import { queryOf, queueHref } from '../pages/queue.ts';
import { canModerate } from '../policy.ts';
import { countSince } from '../queries/queue.ts';
import { findComment } from '../queries/thread.ts';
import { doneOf, sendOne, sendQueue } from './queue.ts';

/** The presses of moderators. A script of ours is answered in JSON; all others with the page from which they came. */
export function decidingRoutes(context: Context): Router {
  const router = Router();
  const may = allow(canModerate);
  router.post('/admin/comments/decide', may, (request, response) => decideMany(context, request, response));
  router.post('/admin/comments/undo', may, (request, response) => undo(context, request, response));
  router.post('/admin/comments/claims', may, (request, response) => claims(context, request, response));
  for (const act of ['publish', 'reject', 'hold', 'pick', 'unpick', 'keep'] as const) {
    router.post(`/admin/comments/:id/${act}`, may, (request, response) => decide(context, request, { response, act }));
  }
  return router;
}

const wantsJson = (request: Request) => request.accepts(['html', 'json']) === 'json';

async function decide(
  context: Context,
  request: Request,
  { response, act }: { response: Response; act: DecisionAct },
): Promise<void> {
  const id = idOf(String(request.params.id));
  const form = formOf(request);
  const seen = form.seen ?? String(request.query.state ?? '');
  try {
    const decided = { id, seen, act, rejection: rejectionOf(form.reason) };
    const batch = await decideComment(context, actorOf(response), decided);
    if (wantsJson(request)) {
      const told = await doneOf(context, actorOf(response), { batch, back: '' });
      return void response.json({ batch, done: [id], refused: [], text: told?.text, href: told?.link?.href });
    }
    response.redirect(303, await backTo(context, request, { id, batch }));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await refuse(context, request, { response, message: error.message, id });
  }
}

async function decideMany(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const comments = valuesOf(request, 'comment').map(decidedOf);
  const act = actOf(form.act);
  const address = queueAddressOf(request.query);
  try {
    if (!act || comments.length === 0) throw new Conflict('Tick the comments first, then press what becomes of them.');
    const decision = { act, rejection: rejectionOf(form.reason), comments };
    const { batch, done, refused } = await decideComments(context, actorOf(response), decision);
    if (wantsJson(request)) return void response.json({ batch, done, refused, text: `${says[act]}.` });
    if (refused.length === 0) return response.redirect(303, queueHref({ ...address, done: batch }));
    const undo = done.length > 0 ? { action: `/admin/comments/undo${queryOf(address)}`, batch } : null;
    const told = { text: manyRefused(done.length, refused), link: null, undo };
    await sendQueue(context, response, { address, done: told, status: 409 });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await refuse(context, request, { response, message: error.message, id: null });
  }
}

const manyRefused = (done: number, refused: { message: string }[]) =>
  `${done} decided as you pressed, ${refused.length} not. ${[...new Set(refused.map(({ message }) => message))].slice(0, 5).join(' ')}`;

async function undo(context: Context, request: Request, response: Response): Promise<void> {
  const batch = batchOf(formOf(request).batch ?? '') ?? '';
  try {
    const { undone, kept } = await undoDecision(context, actorOf(response), batch);
    if (wantsJson(request)) return void response.json({ undone, kept });
    if (kept > 0) throw new Conflict(`Undone for ${undone.length}; on ${kept} somebody decided since, and they stay.`);
    response.redirect(303, await backTo(context, request, { id: undone[0] ?? 0, batch: null }));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await refuse(context, request, { response, message: error.message, id: null });
  }
}

/** What is on the screen; a script says so again and again, and is told what others have on theirs and how many came since. */
async function claims(context: Context, request: Request, response: Response): Promise<void> {
  const ids = valuesOf(request, 'comment').map(idOf).filter(Boolean).slice(0, pageSize);
  const others = await claimComments(context, actorOf(response), [...new Set(ids)]);
  const newest = idOf(formOf(request).newest ?? '');
  const arrived = await countSince(context.db.reader, queueAddressOf(request.query), newest);
  response.json({ others: others.map(({ commentId, name }) => ({ id: commentId, name })), arrived });
}

/** The page from which it was pressed. */
async function backTo(
  context: Context,
  { query }: Request,
  { id, batch }: { id: number; batch: string | null },
): Promise<string> {
  const done = batch === null ? '' : `?done=${batch}`;
  if (query.back === 'comment') return `/admin/comments/${id}${done}`;
  if (query.back === 'person') return `/admin/comments/${idOf(String(query.of ?? ''))}/person${done}`;
  const path = query.back === 'story' ? (await findComment(context.db.reader, id))?.path : null;
  return path ? `${path}#comments` : queueHref({ ...queueAddressOf(query), done: batch });
}

async function refuse(
  context: Context,
  request: Request,
  { response, message, id }: { response: Response; message: string; id: number | null },
): Promise<void> {
  if (wantsJson(request)) return void response.status(409).json({ error: message });
  const asked = { done: told(message), status: 409 };
  if (id !== null && request.query.back) return sendOne(context, response, { id, ...asked });
  await sendQueue(context, response, { address: queueAddressOf(request.query), ...asked });
}
