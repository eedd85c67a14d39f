import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findStory } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { hashToken } from '../../http/cookies.ts';
import { networkOf } from '../../http/network.ts';
import { confirmSubscription, findToConfirm, stopReplies } from '../actions/subscribing.ts';
import { type AboutReplies, confirmPage, stopPage } from '../pages/replies.ts';
import { findByStopToken } from '../queries/subscriptions.ts';
import { findComment } from '../queries/thread.ts';
import { browserOf, rememberBrowser, sendPrivate } from './browser.ts';

/** Where the first mail about replies leads: to a press, since programs open links too. */
export function confirmRoutes(context: Context): Router {
  const router = Router();
  router.get('/replies/confirm/:token', (request, response) => askToConfirm(context, request, response));
  router.post('/replies/confirm/:token', (request, response) => confirm(context, request, response));
  return router;
}

/**
 * Where every mail about replies leads: to a press that ends them. Mail programs make it themselves, from anywhere and with no
 * cookie, and are led nowhere (RFC 8058): what it needs is in the address, and it does nothing else, so other sites may send it too.
 */
export function stopRoutes(context: Context): Router {
  const router = Router();
  router.get('/replies/stop/:token', stop(context, false));
  router.post('/replies/stop/:token', stop(context, true));
  return router;
}

const tokenIn = (request: Request): string => String(request.params.token).slice(0, 100);

async function askToConfirm(context: Context, request: Request, response: Response): Promise<void> {
  const token = tokenIn(request);
  const found = await findToConfirm(context, null, token);
  if (!found) throw new NotFound('This link does not work any more.');
  const about = await aboutOf(context, found.commentId);
  await sendPrivate(context, response, confirmPage(about, { token, isDone: found.confirmedAt !== null }));
}

async function confirm(context: Context, request: Request, response: Response): Promise<void> {
  const token = tokenIn(request);
  const browser = browserOf(context, request);
  await confirmSubscription(context, { browserHash: hashToken(browser), network: networkOf(request) }, token);
  rememberBrowser(context, response, browser);
  response.redirect(303, `/replies/confirm/${token}`);
}

const stop =
  (context: Context, isPressed: boolean): RequestHandler =>
  async (request, response) => {
    const token = tokenIn(request);
    const found = await findByStopToken(context.db.reader, hashToken(token));
    if (isPressed) await stopReplies(context, token);
    const about = await aboutOf(context, found?.commentId ?? 0);
    // Whoever stopped them before is told the same.
    await sendPrivate(context, response, stopPage(about, { token, isDone: isPressed || !found }));
  };

async function aboutOf({ db, now }: Context, commentId: number): Promise<AboutReplies> {
  const comment = await findComment(db.reader, commentId);
  const path = comment?.path ?? null;
  const story = path === null ? null : await findStory(db.reader, { path, now: now() });
  return { site: await readSite(db.reader), story, commentId };
}
