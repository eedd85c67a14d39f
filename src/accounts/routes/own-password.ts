import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, NotFound, TooMany } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { refuse } from '../../http/refusal.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, settingUpOf, startSession } from '../../http/sessions.ts';
import { askForReset, changeOwnPassword, resetPassword } from '../actions/own-password.ts';
import { resetForm } from '../forms.ts';
import { askResetPage, ownPasswordPage, resetOverPage, resetPage } from '../pages/own-password.ts';
import type { Refusal } from '../pages/second-step.ts';
import { sessionSeconds } from '../person.ts';
import { findResetting } from '../queries/reset-links.ts';
import { goTo } from './going.ts';

/** Another password: by a mailed link, and under the account. */
export function ownPasswordRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/reset', async (request, response) => {
    const asked = { email: '', isSent: request.query.sent !== undefined, refusal: null };
    await sendPage(context, response, askResetPage(await readSite(context.db.reader), asked));
  });
  router.post('/admin/reset', ask(context));
  router.get('/admin/reset/:token', untold, (request, response) =>
    choose(context, request, { response, refusal: null }),
  );
  router.post('/admin/reset/:token', untold, reset(context));
  router.get('/admin/account/password', (_request, response) =>
    showOwn(context, response, { errors: {}, status: 200 }),
  );
  router.post('/admin/account/password', change(context));
  return router;
}

/** The address is as good as a password: no other site is told it. */
const untold: RequestHandler = (_request, response, next) => {
  response.set('Referrer-Policy', 'same-origin').set('Cache-Control', 'private, no-store');
  next();
};

const ask =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      await askForReset(context, { ...parseForm(resetForm, form), network: networkOf(request) });
      goTo(response, '/admin/reset?sent');
    } catch (error) {
      const asked = { email: form.email ?? '', isSent: false, refusal: refuse(error, response) };
      await sendPage(context, response, askResetPage(await readSite(context.db.reader), asked));
    }
  };

interface Answer {
  response: Response;
  refusal: Refusal | null;
}

async function choose(context: Context, request: Request, { response, refusal }: Answer): Promise<void> {
  const token = String(request.params.token);
  const db = context.db.reader;
  const [site, person] = await Promise.all([readSite(db), findResetting(db, { token, now: context.now() })]);
  const page = person ? resetPage(site, { token, email: person.email, refusal }) : resetOverPage(site);
  await sendPage(context, response, page);
}

const reset =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      const given = { token: String(request.params.token), password: formOf(request).password ?? '' };
      await resetPassword(context, { ...given, network: networkOf(request) });
      goTo(response, '/admin?reset');
    } catch (error) {
      const refusal = error instanceof NotFound ? null : refuse(error, response);
      await choose(context, request, { response, refusal });
    }
  };

async function showOwn(
  context: Context,
  response: Response,
  shown: { errors: Record<string, string>; status: number },
) {
  const { email } = actorOf(response);
  await sendPage(context, response, ownPasswordPage(await readSite(context.db.reader), { email, ...shown }));
}

const change =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const session = { ...settingUpOf(response), actor: actorOf(response) };
    try {
      const { password = '', newPassword = '' } = formOf(request);
      const { token } = await changeOwnPassword(context, session, {
        password,
        newPassword,
        network: networkOf(request),
      });
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      goTo(response, '/admin/account?done=password');
    } catch (error) {
      const { status, message } = refuse(error, response);
      const errors =
        error instanceof Invalid ? error.fields : { [error instanceof TooMany ? 'password' : '']: message };
      await showOwn(context, response, { errors, status });
    }
  };
