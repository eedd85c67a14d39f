import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { type Decided, publishComment, rejectComment } from '../actions/decide.ts';
import type { QueueAddress } from '../comment.ts';
import { idOf, queueAddressOf } from '../forms.ts';
import { decisionNotice, type Notice, pageSize, queueHref, queuePage } from '../pages/queue.ts';
import { canModerate } from '../policy.ts';
import { countByState, findQueue } from '../queries/queue.ts';
import { findComment } from '../queries/thread.ts';

export function queueRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/comments', allow(canModerate), (request, response) => showQueue(context, request, response));
  router.post('/admin/comments/:id/publish', allow(canModerate), decideBy(context, publishComment));
  router.post('/admin/comments/:id/reject', allow(canModerate), decideBy(context, rejectComment));
  return router;
}

async function showQueue(context: Context, request: Request, response: Response): Promise<void> {
  const address = queueAddressOf(request.query);
  const done = address.done === null ? null : await findComment(context.db.reader, address.done);
  await sendQueue(context, response, { address, notice: decisionNotice(done), status: 200 });
}

function decideBy(
  context: Context,
  decide: (context: Context, actor: ReturnType<typeof actorOf>, decided: Decided) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const address = queueAddressOf(request.query);
    const id = idOf(String(request.params.id));
    try {
      await decide(context, actorOf(response), { id, seen: address.state });
      const back = request.query.back === 'story' ? await storyOfComment(context, id) : null;
      response.redirect(303, back ?? queueHref({ ...address, done: id }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await sendQueue(context, response, { address, notice: { text: error.message, link: null }, status: 409 });
    }
  };
}

/** Who decides below the story goes back there; null where readers no longer see it. */
async function storyOfComment(context: Context, id: number): Promise<string | null> {
  const comment = await findComment(context.db.reader, id);
  return comment?.path ? `${comment.path}#comments` : null;
}

interface AskedQueue {
  address: QueueAddress;
  notice: Notice | null;
  status: number;
}

async function sendQueue(context: Context, response: Response, asked: AskedQueue): Promise<void> {
  const db = context.db.reader;
  const { state, before } = asked.address;
  const [site, counts, comments] = await Promise.all([
    readSite(db),
    countByState(db),
    findQueue(db, { state, before, limit: pageSize + 1 }),
  ]);
  await sendPage(context, response, queuePage(site, { ...asked, counts, comments, now: context.now() }));
}
