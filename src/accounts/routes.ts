import { type Request, Router } from 'express';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { Invalid } from '../errors.ts';
import { formOf, parseForm } from '../http/forms.ts';
import { networkOf } from '../http/network.ts';
import { refuse } from '../http/refusal.ts';
import { sendPage } from '../http/send-page.ts';
import { begunOf, endSession, type Lack, sessionOf, startSession } from '../http/sessions.ts';
import { signOut } from './actions/sessions.ts';
import { requireSetUp, setUpFirstAdmin } from './actions/set-up.ts';
import { signIn } from './actions.ts';
import { deviceOf } from './device.ts';
import { setUpForm, signInForm } from './forms.ts';
import { setUpPage, signInPage } from './pages.ts';
import { sessionSeconds } from './person.ts';
import { destination, goTo, nextOf, withNext } from './routes/going.ts';
import { begunSeconds } from './second-step.ts';

/** Signing in and out, and making the first account. */
export function adminRoutes(context: Context): Router {
  const router = Router();

  router.get('/admin', async (request, response) => {
    const session = sessionOf(response);
    if (session) return goTo(response, destination(request, session.actor));
    const begun = begunOf(response);
    if (begun) return goTo(response, withNext(ways[begun.lacks], request));
    const next = nextOf(request);
    const notice = noticeOf(request, next);
    const site = await readSite(context.db.reader);
    await sendPage(context, response, signInPage(site, { email: '', next, notice, refusal: null }));
  });

  // Where a refused attempt leaves the browser: loading that address again is no mistake.
  router.get('/admin/sign-in', (_request, response) => goTo(response, '/admin'));

  router.post('/admin/sign-in', async (request, response) => {
    const form = formOf(request);
    const replaces = (sessionOf(response) ?? begunOf(response))?.tokenHash ?? null;
    try {
      const input = parseForm(signInForm, form);
      const { token, person, lacks } = await signIn(context, {
        ...input,
        network: networkOf(request),
        replaces,
        device: deviceOf(request.get('User-Agent')),
      });
      startSession(response, { value: token, maxAge: lacks ? begunSeconds : sessionSeconds }, context.cookies);
      goTo(response, lacks ? withNext(ways[lacks], request) : destination(request, person));
    } catch (error) {
      const refusal = refuse(error, response);
      const state = { email: form.email ?? '', next: nextOf(request), notice: null, refusal };
      await sendPage(context, response, signInPage(await readSite(context.db.reader), state));
    }
  });

  router.post('/admin/sign-out', async (_request, response) => {
    const session = sessionOf(response) ?? begunOf(response);
    if (session) await signOut(context, session);
    endSession(response, context.cookies);
    goTo(response, '/admin?signed-out');
  });

  router.get('/admin/set-up', async (request, response) => {
    const token = String(request.query.token ?? '');
    await requireSetUp(context.db.reader, token);
    const site = await readSite(context.db.reader);
    await sendPage(context, response, setUpPage(site, { token, name: '', email: '', errors: {}, status: 200 }));
  });

  router.post('/admin/set-up', async (request, response) => {
    const form = formOf(request);
    const { token = '', name = '', email = '' } = form;
    await requireSetUp(context.db.reader, token);
    try {
      const input = parseForm(setUpForm, form);
      await context.limits.take('set-up', networkOf(request));
      const { token: session, person } = await setUpFirstAdmin(context, {
        ...input,
        device: deviceOf(request.get('User-Agent')),
      });
      startSession(response, { value: session, maxAge: sessionSeconds }, context.cookies);
      goTo(response, destination(request, person));
    } catch (error) {
      const { status } = refuse(error, response);
      const errors = error instanceof Invalid ? error.fields : { '': (error as Error).message };
      const site = await readSite(context.db.reader);
      await sendPage(context, response, setUpPage(site, { token, name, email, errors, status }));
    }
  });

  return router;
}

/** Where whoever has begun to sign in goes on. */
const ways: Record<Lack, string> = { 'second-step': '/admin/second-step', 'set-up': '/admin/account/second-step' };

function noticeOf(request: Request, next: string | null): string | null {
  if (request.query['signed-out'] !== undefined) return 'You are signed out.';
  if (request.query.reset !== undefined) return 'Your password is changed. Sign in with it.';
  return next === null ? null : 'Sign in to go on.';
}
