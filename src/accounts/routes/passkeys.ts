import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { readCookie, setCookie } from '../../http/cookies.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { networkOf } from '../../http/network.ts';
import { idOf } from '../../http/paging.ts';
import { refuse } from '../../http/refusal.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, begunOf, sessionOf, settingUpOf, startSession } from '../../http/sessions.ts';
import { makeToken } from '../../text/tokens.ts';
import { addPasskey, nameOwnPasskey, offerPasskey, removeOwnPasskey, signInByPasskey } from '../actions/passkeys.ts';
import { prove } from '../actions/proving.ts';
import { deviceOf } from '../device.ts';
import { passkeyNameForm } from '../forms.ts';
import { passkeysPage } from '../pages/passkeys.ts';
import { type Refusal, recoveryCodesPage } from '../pages/second-step.ts';
import { signInPage } from '../pages.ts';
import { challengeSeconds, passkeyUses } from '../passkey.ts';
import { sessionSeconds } from '../person.ts';
import { findPasskeys } from '../queries/passkeys.ts';
import { destination, goTo, nextOf } from './going.ts';

const own = '/admin/account/passkeys';
/** A browser that has asked for a challenge without being signed in. */
const cookie = 'passkey';

/** Signing in by a key on a device, and the keys of each account. */
export function passkeyRoutes(context: Context): Router {
  const router = Router();
  router.post('/admin/passkey/options', offer(context));
  router.post('/admin/passkey', signIn(context));
  router.get(own, (request, response) => show(context, request, { response, refusal: null }));
  router.post(own, askFresh(context, prove), add(context));
  router.post(`${own}/:id`, askFresh(context, prove), rename(context));
  router.post(`${own}/:id/remove`, askFresh(context, prove), remove(context));
  return router;
}

const useForm = z.object({ use: z.enum(passkeyUses) });

/** For a script: what the browser is to hand to its devices. */
const offer =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { use } = parseForm(useForm, formOf(request));
    const network = networkOf(request);
    response.set('Cache-Control', 'private, no-store');
    if (use === 'sign-in') {
      const holder = makeToken();
      setCookie(response, { name: cookie, value: holder, maxAge: challengeSeconds }, context.cookies);
      return void response.json(await offerPasskey(context, null, { use, holder, network }));
    }
    const session = use === 'step' ? (begunOf(response) ?? settingUpOf(response)) : settingUpOf(response);
    response.json(await offerPasskey(context, session.actor, { use, holder: session.tokenHash, network }));
  };

const signIn =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      const replaces = (sessionOf(response) ?? begunOf(response))?.tokenHash ?? null;
      const holder = readCookie(request, cookie, context.cookies) ?? '';
      const answer = {
        json: formOf(request).passkey ?? '',
        holder,
        network: networkOf(request),
        replaces,
        device: deviceOf(request.get('User-Agent')),
      };
      const { token, person } = await signInByPasskey(context, answer);
      setCookie(response, { name: cookie, value: '', maxAge: 0 }, context.cookies);
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      goTo(response, destination(request, person));
    } catch (error) {
      const state = { email: '', next: nextOf(request), notice: null, refusal: refuse(error, response) };
      await sendPage(context, response, signInPage(await readSite(context.db.reader), state));
    }
  };

interface Answer {
  response: Response;
  refusal: Refusal | null;
}

const notices = new Map([
  ['added', 'Added. You can sign in with it from now on.'],
  ['renamed', 'Renamed.'],
  ['removed', 'Removed, and you are signed out everywhere else.'],
]);

async function show(context: Context, request: Request, { response, refusal }: Answer): Promise<void> {
  const { actor } = settingUpOf(response);
  const db = context.db.reader;
  const [site, passkeys] = await Promise.all([readSite(db), findPasskeys(db, actor.id)]);
  const notice = refusal ? null : (notices.get(String(request.query.done)) ?? null);
  const keyName = formOf(request).keyName ?? deviceOf(request.get('User-Agent'));
  const shown = { passkeys, keyName, isSignedIn: sessionOf(response) !== null, next: nextOf(request), notice, refusal };
  await sendPage(context, response, passkeysPage(site, shown));
}

const add =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const session = settingUpOf(response);
    const form = formOf(request);
    try {
      const keyName = form.keyName?.trim() || deviceOf(request.get('User-Agent'));
      const { keyName: name } = parseForm(passkeyNameForm, { keyName });
      const given = { json: form.passkey ?? '', name, network: networkOf(request) };
      const { token, recoveryCodes } = await addPasskey(context, session, given);
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      const next = nextOf(request) ?? `${own}?done=added`;
      if (recoveryCodes === null) return goTo(response, next);
      const site = await readSite(context.db.reader);
      await sendPage(context, response, recoveryCodesPage(site, { codes: recoveryCodes, next }));
    } catch (error) {
      await show(context, request, { response, refusal: refuse(error, response) });
    }
  };

const rename =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      const { keyName: name } = parseForm(passkeyNameForm, formOf(request));
      await nameOwnPasskey(context, actorOf(response), { id: idOf(request), name });
      response.redirect(303, `${own}?done=renamed`);
    } catch (error) {
      await show(context, request, { response, refusal: refuse(error, response) });
    }
  };

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      const { token } = await removeOwnPasskey(context, settingUpOf(response), idOf(request));
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      response.redirect(303, `${own}?done=removed`);
    } catch (error) {
      await show(context, request, { response, refusal: refuse(error, response) });
    }
  };
