import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { invite, inviteAgain, revokeInvitation } from '../actions/invitations.ts';
import { invitationForm } from '../forms.ts';
import { invitePage, peoplePage } from '../pages/people.ts';
import { canManagePeople } from '../policy.ts';
import { findInvitations } from '../queries/invitations.ts';
import { findPeople } from '../queries.ts';

/** The people of the newsroom, for administrators. */
export function peopleRoutes(context: Context): Router {
  const router = Router();
  const admins = allow(canManagePeople);
  router.get('/admin/people', admins, list(context));
  router.get('/admin/people/invite', admins, (_request, response) =>
    sendPage(context, response, invitePage({ form: {}, errors: {} })),
  );
  router.post('/admin/people/invite', admins, send(context));
  router.post('/admin/invitations/:id/again', admins, act(context, inviteAgain, 'again'));
  router.post('/admin/invitations/:id/revoke', admins, act(context, revokeInvitation, 'revoked'));
  return router;
}

const notices = new Map([
  ['invited', 'The invitation is on its way.'],
  ['again', 'A new invitation is on its way. The older link does not work any more.'],
  ['revoked', 'The invitation is revoked. Its link does not work any more.'],
]);

const list =
  (context: Context): RequestHandler =>
  (request, response) =>
    sendList(context, response, { notice: notices.get(String(request.query.done)) ?? null, status: 200 });

const send =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      await invite(context, actorOf(response), parseForm(invitationForm, form));
      response.redirect(303, '/admin/people?done=invited');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await sendPage(context, response, invitePage({ form, errors: error.fields }));
    }
  };

type Act = (context: Context, actor: Actor, id: number) => Promise<void>;

/** Who was quicker, or the invited person, shows the list as it is now. */
const act = (context: Context, perform: Act, done: string) => async (request: Request, response: Response) => {
  try {
    await perform(context, actorOf(response), idOf(request));
    response.redirect(303, `/admin/people?done=${done}`);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await sendList(context, response, { notice: error.message, status: 409 });
  }
};

async function sendList(context: Context, response: Response, shown: { notice: string | null; status: number }) {
  const db = context.db.reader;
  const [site, people, invitations] = await Promise.all([readSite(db), findPeople(db), findInvitations(db)]);
  await sendPage(context, response, peoplePage(site, { people, invitations, ...shown }, context.now()));
}
