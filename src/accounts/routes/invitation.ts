import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, Invalid, TooMany } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { sessionOf, startSession } from '../../http/sessions.ts';
import { hashToken } from '../../text/tokens.ts';
import { acceptInvitation } from '../actions/invitations.ts';
import { deviceOf } from '../device.ts';
import { acceptanceForm } from '../forms.ts';
import { standingOf } from '../invitation.ts';
import { type AcceptanceState, invitationOverPage, invitationPage } from '../pages/invitation.ts';
import { sessionSeconds } from '../person.ts';
import { findInvitationByToken } from '../queries/invitations.ts';

/** Where the link of an invitation leads, for people without an account. */
export function invitationRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/invitation/:token', untold, (request, response) => show(context, request, response));
  router.post('/admin/invitation/:token', untold, accept(context));
  return router;
}

/** The address is as good as a password: no other site is told it. Our own form still says where it comes from. */
const untold: RequestHandler = (_request, response, next) => {
  response.set('Referrer-Policy', 'same-origin').set('Cache-Control', 'private, no-store');
  next();
};

type Typed = Pick<AcceptanceState, 'name' | 'errors' | 'status'>;

async function show(context: Context, request: Request, response: Response, typed: Typed | null = null) {
  const db = context.db.reader;
  const token = String(request.params.token);
  const [site, invitation] = await Promise.all([readSite(db), findInvitationByToken(db, hashToken(token))]);
  const standing = invitation ? standingOf(invitation, context.now()) : 'unknown';
  if (!invitation || standing !== 'open') {
    return sendPage(context, response, invitationOverPage(site, standing === 'open' ? 'unknown' : standing));
  }
  const state = typed ?? { name: invitation.name, errors: {}, status: 200 };
  await sendPage(context, response, invitationPage(site, { token, invitation, ...state }));
}

const accept =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      const input = parseForm(acceptanceForm, form);
      await context.limits.take('invitation', networkOf(request));
      const replaces = sessionOf(response)?.tokenHash ?? null;
      const accepted = {
        ...input,
        token: String(request.params.token),
        replaces,
        device: deviceOf(request.get('User-Agent')),
      };
      const { token } = await acceptInvitation(context, accepted);
      startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      response.redirect(303, '/admin');
    } catch (error) {
      await refuse(context, error, { request, response, name: form.name ?? '' });
    }
  };

type Refused = { request: Request; response: Response; name: string };

/** What the page says to a refused attempt; anything else that went wrong goes on to the error page. */
async function refuse(context: Context, error: unknown, { request, response, name }: Refused): Promise<void> {
  if (error instanceof Conflict) return show(context, request, response);
  if (error instanceof Invalid) return show(context, request, response, { name, errors: error.fields, status: 422 });
  if (!(error instanceof TooMany)) throw error;
  response.set('Retry-After', String(error.retryAfter));
  await show(context, request, response, { name, errors: { '': error.message }, status: 429 });
}
