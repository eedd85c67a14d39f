import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { formOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { networkOf } from '../../http/network.ts';
import { refuse } from '../../http/refusal.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, type BegunSession, begunOf, sessionOf, settingUpOf, startSession } from '../../http/sessions.ts';
import { signInByPasskey } from '../actions/passkeys.ts';
import { prove } from '../actions/proving.ts';
import { endApp, passSecondStep, renewRecoveryCodes, setUpSecondStep } from '../actions/second-steps.ts';
import { deviceOf } from '../device.ts';
import { appAddress, secretFor } from '../one-time-codes.ts';
import { codePage, type Refusal, recoveryCodesPage, secondStepPage } from '../pages/second-step.ts';
import { sessionSeconds } from '../person.ts';
import { findRequiredRoles, findSecondSteps } from '../queries/second-steps.ts';
import { isRequired } from '../second-step.ts';
import { destination, goTo, nextOf, withNext } from './going.ts';

const own = '/admin/account/second-step';

/** The code after the password, and what everybody sets up for it. */
export function secondStepRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/second-step', (request, response) => askCode(context, request, { response, refusal: null }));
  router.post('/admin/second-step', passCode(context));
  router.get(own, (request, response) => show(context, request, { response, refusal: null }));
  router.post(own, askFresh(context, prove), setUp(context));
  router.post(`${own}/codes`, askFresh(context, prove), renewCodes(context));
  router.post(`${own}/end`, askFresh(context, prove), end(context));
  router.post('/admin/prove', askFresh(context, prove), (request, response) =>
    goTo(response, nextOf(request) ?? '/admin'),
  );
  return router;
}

interface Answer {
  response: Response;
  refusal: Refusal | null;
}

async function askCode(context: Context, request: Request, { response, refusal }: Answer): Promise<void> {
  const begun = codeLackedBy(response);
  if (!begun) return goTo(response, withNext('/admin', request));
  const db = context.db.reader;
  const [site, steps] = await Promise.all([readSite(db), findSecondSteps(db, begun.actor.id)]);
  await sendPage(context, response, codePage(site, { steps, next: nextOf(request), refusal }));
}

/** Null of whoever has nothing to give here, and goes where they can go on. @throws SignInRequired */
function codeLackedBy(response: Response): BegunSession | null {
  const begun = begunOf(response);
  if (begun?.lacks === 'second-step') return begun;
  if (!begun) actorOf(response);
  return null;
}

const heldBy = ({ tokenHash }: BegunSession) => ({ holder: tokenHash, replaces: tokenHash });

const passCode =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const begun = codeLackedBy(response);
    if (!begun) return goTo(response, withNext('/admin', request));
    try {
      const { code = '', passkey = '' } = formOf(request);
      const network = networkOf(request);
      const { token, person } =
        passkey === ''
          ? await passSecondStep(context, begun, { code, network })
          : await signInByPasskey(
              context,
              { json: passkey, ...heldBy(begun), network, device: deviceOf(request.get('User-Agent')) },
              begun.actor,
            );
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      goTo(response, destination(request, person));
    } catch (error) {
      await askCode(context, request, { response, refusal: refuse(error, response) });
    }
  };

async function show(context: Context, request: Request, { response, refusal }: Answer): Promise<void> {
  const { actor, tokenHash } = settingUpOf(response);
  const db = context.db.reader;
  const [site, steps, required] = await Promise.all([
    readSite(db),
    findSecondSteps(db, actor.id),
    findRequiredRoles(db),
  ]);
  const secret = secretFor(context.secret, tokenHash);
  const isSetting = steps.appSince === null || request.query.anew !== undefined || refusal !== null;
  const setting = { secret, address: appAddress(secret, { account: actor.email, newsroom: site.name }) };
  const page = secondStepPage(site, {
    ...{ steps, setting: isSetting ? setting : null, isRequired: isRequired(actor.role, required) },
    ...{ isSignedIn: sessionOf(response) !== null, next: nextOf(request), refusal },
  });
  await sendPage(context, response, page);
}

const setUp =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const session = settingUpOf(response);
    try {
      const { token, recoveryCodes } = await setUpSecondStep(context, session, formOf(request).code ?? '');
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      await showCodes(context, response, { codes: recoveryCodes, next: nextAfter(request, response) });
    } catch (error) {
      await show(context, request, { response, refusal: refuse(error, response) });
    }
  };

/** Back to the account, or on to where they wanted to go at first. */
const nextAfter = (request: Request, response: Response): string =>
  nextOf(request) ?? (sessionOf(response) ? '/admin/account' : '/admin');

const showCodes = async (context: Context, response: Response, shown: { codes: string[]; next: string }) =>
  sendPage(context, response, recoveryCodesPage(await readSite(context.db.reader), shown));

const renewCodes =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const codes = await renewRecoveryCodes(context, actorOf(response));
    await showCodes(context, response, { codes, next: '/admin/account' });
  };

const end =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const { token } = await endApp(context, settingUpOf(response));
    startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
    response.redirect(303, '/admin/account?done=step-ended');
  };
