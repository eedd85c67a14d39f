import { type Request, type RequestHandler, type Response, Router } from 'express';
import { prove } from '../../accounts/actions/proving.ts';
import { takeSecondStep } from '../../accounts/actions/requirement.ts';
import { signOutEverywhere } from '../../accounts/actions/sessions.ts';
import { canManagePeople } from '../../accounts/policy.ts';
import { findSecondSteps } from '../../accounts/queries/second-steps.ts';
import { findSessionsOf } from '../../accounts/queries/sessions.ts';
import { hasAny } from '../../accounts/second-step.ts';
import { countBylined, countOwn } from '../../articles/queries/bylined.ts';
import type { Context } from '../../context.ts';
import { Conflict } from '../../errors.ts';
import { askFresh } from '../../http/fresh.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow, endSession } from '../../http/sessions.ts';
import { closeAccount } from '../actions/leaving.ts';
import { closingPage, signingOutPage, takingPage } from '../pages/leaving.ts';
import { findPerson } from './people.ts';

/** Closing accounts, taking the second step from who lost it, and signing out whose device is in other hands. */
export function leavingRoutes(context: Context): Router {
  const router = Router();
  const admins = allow(canManagePeople);
  router.get('/admin/people/:id/close', admins, closing(context));
  router.post('/admin/people/:id/close', admins, askFresh(context, prove), close(context));
  router.get('/admin/people/:id/second-step', admins, taking(context));
  router.post('/admin/people/:id/second-step', admins, askFresh(context, prove), take(context));
  router.get('/admin/people/:id/sessions', admins, signingOut(context));
  router.post('/admin/people/:id/sessions', admins, askFresh(context, prove), signOut(context));
  return router;
}

const closing =
  (context: Context): RequestHandler =>
  (request, response) =>
    showClosing(context, request, { response, status: 200, refusal: null });

interface Asked {
  response: Response;
  status: number;
  refusal: string | null;
}

async function showClosing(context: Context, request: Request, { response, ...asked }: Asked): Promise<void> {
  const found = await findPerson(context, request, response);
  const db = context.db.reader;
  const [stories, own] = await Promise.all([countBylined(db, found.id), countOwn(db, found.id)]);
  const refusal = asked.refusal ?? (found.standing === 'member' ? null : `${found.name} has no account.`);
  await sendPage(context, response, closingPage({ person: found, stories, own, ...asked, refusal }));
}

const close =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, actor] = [idOf(request), actorOf(response)];
    try {
      await closeAccount(context, actor, id);
      if (id === actor.id) endSession(response, context.cookies);
      response.redirect(303, id === actor.id ? '/admin?signed-out' : '/admin/people?done=left');
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showClosing(context, request, { response, status: 409, refusal: error.message });
    }
  };

const taking =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const person = await findPerson(context, request, response);
    const steps = await findSecondSteps(context.db.reader, person.id);
    const refusal = hasAny(steps) ? null : `${person.name} has no second step.`;
    await sendPage(context, response, takingPage({ person, status: 200, refusal }));
  };

const take =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, actor] = [idOf(request), actorOf(response)];
    await takeSecondStep(context, actor, id);
    response.redirect(303, id === actor.id ? '/admin?signed-out' : `/admin/people/${id}?done=step-taken`);
  };

const signingOut =
  (context: Context): RequestHandler =>
  (request, response) =>
    showSigningOut(context, request, { response, status: 200, refusal: null });

async function showSigningOut(context: Context, request: Request, { response, ...asked }: Asked): Promise<void> {
  const person = await findPerson(context, request, response);
  const { length } = await findSessionsOf(context.db.reader, person.id, context.now());
  const refusal = asked.refusal ?? (length > 0 ? null : `${person.name} is signed in nowhere.`);
  await sendPage(context, response, signingOutPage({ person, sessions: length, ...asked, refusal }));
}

const signOut =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, actor] = [idOf(request), actorOf(response)];
    try {
      await signOutEverywhere(context, actor, id);
      response.redirect(303, id === actor.id ? '/admin?signed-out' : `/admin/people/${id}?done=signed-out`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showSigningOut(context, request, { response, status: 409, refusal: error.message });
    }
  };
