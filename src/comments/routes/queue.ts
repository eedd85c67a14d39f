import { type Request, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { type FieldErrors, NotFound } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { pageSize, type QueueAddress } from '../comment/queue.ts';
import { batchOf, queueAddressOf } from '../forms/queue.ts';
import { idOf } from '../forms.ts';
import { type Done, doneModel } from '../pages/done.ts';
import { hoursSince } from '../pages/hours.ts';
import { commentPage, personPage } from '../pages/person.ts';
import { queryOf, queuePage } from '../pages/queue.ts';
import { siteHref } from '../pages/queued.ts';
import { canErase, canModerate } from '../policy.ts';
import { findClaims } from '../queries/claims.ts';
import { findDone } from '../queries/done.ts';
import { findFloods } from '../queries/floods.ts';
import { countByHour } from '../queries/hours.ts';
import { countStates, findByPerson, findHistoryOf, findMark } from '../queries/person.ts';
import { countWaiting, findQueue, findQueued } from '../queries/queue.ts';
import { findTyped } from '../queries/striking.ts';

/** The pages on which moderators read and decide. */
export function queueRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/comments', allow(canModerate), (request, response) => showQueue(context, request, response));
  router.get('/admin/comments/:id', allow(canModerate), (request, response) => showOne(context, request, response));
  router.get('/admin/comments/:id/person', allow(canModerate), (request, response) =>
    showPerson(context, request, response),
  );
  return router;
}

async function showQueue(context: Context, request: Request, response: Response): Promise<void> {
  const address = queueAddressOf(request.query);
  const done = await doneOf(context, actorOf(response), {
    batch: address.done,
    back: queryOf({ ...address, done: null }),
  });
  await sendQueue(context, response, { address, done, status: 200 });
}

async function showOne(context: Context, request: Request, response: Response): Promise<void> {
  const batch = batchOf(String(request.query.done ?? ''));
  const done = await doneOf(context, actorOf(response), { batch, back: '?back=comment' });
  await sendOne(context, response, { id: idOf(String(request.params.id)), done, status: 200 });
}

async function showPerson(context: Context, request: Request, response: Response): Promise<void> {
  const db = context.db.reader;
  const mark = await findMark(db, idOf(String(request.params.id)));
  if (!mark) throw new NotFound('There is no such comment.');
  const ids = await findByPerson(db, mark);
  const before = idOf(String(request.query.before ?? '')) || Number.POSITIVE_INFINITY;
  const behind = ids.filter((id) => id < before);
  const shown = behind.slice(0, pageSize);
  const next = behind.length > pageSize ? (shown.at(-1) ?? null) : null;
  const batch = batchOf(String(request.query.done ?? ''));
  const [site, counts, comments, done] = await Promise.all([
    readSite(db),
    countStates(db, ids),
    findQueued(db, shown),
    doneOf(context, actorOf(response), { batch, back: `?back=person&of=${mark.id}` }),
  ]);
  const mayErase = canErase(actorOf(response));
  const found = { mark, counts, comments, next, done, mayErase, now: context.now() };
  await sendPage(context, response, personPage(site, found));
}

/** What this person just decided, where it still stands. */
export async function doneOf(
  context: Context,
  actor: Actor,
  { batch, back }: { batch: string | null; back: string },
): Promise<Done | null> {
  const row = batch === null ? null : await findDone(context.db.reader, batch, actor.id);
  if (!row) return null;
  const comments = row.comments.map((comment) => ({ name: comment.name, href: siteHref(comment) }));
  return doneModel({ ...row, comments }, back, context.now());
}

interface AskedOne {
  id: number;
  done: Done | null;
  status: number;
  form?: Form;
  errors?: FieldErrors;
}

export async function sendOne(context: Context, response: Response, asked: AskedOne): Promise<void> {
  const db = context.db.reader;
  const { id, done, status, form = {}, errors = {} } = asked;
  const [site, [comment], history, typed] = await Promise.all([
    readSite(db),
    findQueued(db, [id]),
    findHistoryOf(db, id),
    findTyped(db, id),
  ]);
  if (!comment) throw new NotFound('There is no such comment.');
  const shown = { comment, history, source: typed?.text ?? '', actorName: actorOf(response).name, form, errors };
  await sendPage(context, response, commentPage(site, { ...shown, done, status, now: context.now() }));
}

export async function sendQueue(
  context: Context,
  response: Response,
  asked: { address: QueueAddress; done: Done | null; status: number },
): Promise<void> {
  const db = context.db.reader;
  const [site, counts, comments, claims, floods, hours] = await Promise.all([
    readSite(db),
    countWaiting(db),
    findQueue(db, asked.address, pageSize + 1),
    findClaims(db, { personId: actorOf(response).id, now: context.now() }),
    findFloods(db, context.now()),
    countByHour(db, hoursSince(context.now())),
  ]);
  await sendPage(
    context,
    response,
    queuePage(site, { ...asked, counts, comments, claims, floods, hours, now: context.now() }),
  );
}
