import { type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { SignInRequired } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { sendPage } from '../../http/send-page.ts';
import { type Session, sessionOf } from '../../http/sessions.ts';
import { prove } from '../actions/proving.ts';
import { endOtherSessions, endOwnSession, nameOfSession } from '../actions/sessions.ts';
import { sessionsPage } from '../pages/sessions.ts';
import { findSessionsOf } from '../queries/sessions.ts';

const own = '/admin/account/sessions';

/** Where somebody is signed in, and how they end it. */
export function sessionRoutes(context: Context): Router {
  const router = Router();
  router.get(own, list(context));
  // Else whoever finds somebody's browser open could lock them out of the others.
  router.post(own, askFresh(context, prove), async (request, response) => {
    const session = requireSession(sessionOf(response));
    const { end = '' } = formOf(request);
    if (end === 'others') await endOtherSessions(context, session);
    else await endOwnSession(context, session, end);
    response.redirect(303, `${own}?done=${end === 'others' ? end : 'one'}`);
  });
  return router;
}

function requireSession(session: Session | null): Session {
  if (!session) throw new SignInRequired('Sign in to go on.');
  return session;
}

const notices = new Map([
  ['one', 'It is ended.'],
  ['others', 'You are signed out everywhere else.'],
]);

const list =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { actor, tokenHash } = requireSession(sessionOf(response));
    const [db, now] = [context.db.reader, context.now()];
    const [site, found] = await Promise.all([readSite(db), findSessionsOf(db, actor.id, now)]);
    const sessions = found.map((session) => ({
      ...{ name: nameOfSession(session), device: session.device, createdAt: session.createdAt },
      // What is written of it is an hour old at most.
      ...{ usedAt: session.tokenHash === tokenHash ? now : session.usedAt, isThis: session.tokenHash === tokenHash },
    }));
    const notice = notices.get(String(request.query.done)) ?? null;
    await sendPage(context, response, sessionsPage(site, { sessions, notice }, now));
  };
