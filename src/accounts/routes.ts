import { type Request, type Response, Router } from 'express';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { Invalid, TooMany } from '../errors.ts';
import { formOf, parseForm } from '../http/forms.ts';
import { networkOf } from '../http/network.ts';
import { sendPage } from '../http/send-page.ts';
import { endSession, safeNext, sessionOf, startSession } from '../http/sessions.ts';
import { requireSetUp, setUpFirstAdmin } from './actions/set-up.ts';
import { signIn, signOut } from './actions.ts';
import { setUpForm, signInForm } from './forms.ts';
import { setUpPage, signInPage } from './pages.ts';
import { type Actor, sessionSeconds } from './person.ts';

/** Signing in and out, and making the first account. */
export function adminRoutes(context: Context): Router {
  const router = Router();

  router.get('/admin', async (request, response) => {
    const session = sessionOf(response);
    if (session) return goTo(response, destination(request, session.actor));
    const next = nextOf(request);
    const notice = noticeOf(request, next);
    const site = await readSite(context.db.reader);
    await sendPage(context, response, signInPage(site, { email: '', next, notice, refusal: null }));
  });

  // Where a refused attempt leaves the browser: loading that address again is no mistake.
  router.get('/admin/sign-in', (_request, response) => goTo(response, '/admin'));

  router.post('/admin/sign-in', async (request, response) => {
    const form = formOf(request);
    const replaces = sessionOf(response)?.tokenHash ?? null;
    try {
      const input = parseForm(signInForm, form);
      const { token, person } = await signIn(context, { ...input, network: networkOf(request), replaces });
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      goTo(response, destination(request, person));
    } catch (error) {
      const refusal = refuse(error, response);
      const state = { email: form.email ?? '', next: nextOf(request), notice: null, refusal };
      await sendPage(context, response, signInPage(await readSite(context.db.reader), state));
    }
  });

  router.post('/admin/sign-out', async (_request, response) => {
    const session = sessionOf(response);
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
      const { token: session, person } = await setUpFirstAdmin(context, input);
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

const desk = '/admin';

const goTo = (response: Response, address: string) =>
  response.set('Cache-Control', 'private, no-store').redirect(303, address);

/** Where they wanted to go, or where their work begins. */
function destination(request: Request, actor: Actor): string {
  return nextOf(request) ?? (actor.role === 'moderator' ? '/admin/comments' : '/admin/articles');
}

function nextOf(request: Request): string | null {
  const next = safeNext(request);
  return next === desk ? null : next;
}

function noticeOf(request: Request, next: string | null): string | null {
  if (request.query['signed-out'] !== undefined) return 'You are signed out.';
  return next === null ? null : 'Sign in to go on.';
}

/** What the page says to a refused attempt; anything else that went wrong goes on to the error page. */
function refuse(error: unknown, response: Response): { status: number; message: string } {
  if (error instanceof Invalid) return { status: 422, message: error.message };
  if (!(error instanceof TooMany)) throw error;
  response.set('Retry-After', String(error.retryAfter));
  return { status: 429, message: error.message };
}
