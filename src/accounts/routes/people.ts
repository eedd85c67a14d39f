import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { invite, inviteAgain, inviteContributor, revokeInvitation } from '../actions/invitations.ts';
import { prove } from '../actions/proving.ts';
import { invitationForm, returnForm } from '../forms.ts';
import { invitePage, peoplePage } from '../pages/people.ts';
import type { Contributor } from '../person.ts';
import { canManageGuests, canManagePeople } from '../policy.ts';
import { findContributor, findContributors } from '../queries/contributors.ts';
import { findInvitations } from '../queries/invitations.ts';

/** The people of the newsroom, for administrators; guests for editors too. Each has a page of their own: admin/routes/people.ts. */
export function peopleRoutes(context: Context): Router {
  const router = Router();
  const admins = allow(canManagePeople);
  router.get('/admin/people', allow(canManageGuests), list(context));
  router.get('/admin/people/invite', admins, (_request, response) =>
    sendPage(context, response, invitePage({ person: null, form: {}, errors: {} })),
  );
  router.post('/admin/people/invite', admins, askFresh(context, prove), send(context));
  router.get('/admin/people/:id/invite', admins, askBack(context));
  router.post('/admin/people/:id/invite', admins, askFresh(context, prove), sendBack(context));
  router.post('/admin/invitations/:id/again', admins, askFresh(context, prove), act(context, inviteAgain, 'again'));
  router.post(
    '/admin/invitations/:id/revoke',
    admins,
    askFresh(context, prove),
    act(context, revokeInvitation, 'revoked'),
  );
  return router;
}

const notices = new Map([
  ['invited', 'The invitation is on its way.'],
  ['added', 'The byline is there: it can be written beside stories now.'],
  ['removed', 'The byline is removed.'],
  ['left', 'The account is closed. Their byline stays.'],
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
      await sendPage(context, response, invitePage({ person: null, form, errors: error.fields }));
    }
  };

const askBack =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const person = await findUninvited(context, idOf(request));
    await sendPage(context, response, invitePage({ person, form: {}, errors: {} }));
  };

/** To somebody who is here without an account. */
const sendBack =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [id, form] = [idOf(request), formOf(request)];
    const person = await findUninvited(context, id);
    try {
      await inviteContributor(context, actorOf(response), { id, ...parseForm(returnForm, form) });
      response.redirect(303, '/admin/people?done=invited');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await sendPage(context, response, invitePage({ person, form, errors: error.fields }));
    }
  };

/** @throws NotFound, Conflict where they have an account */
async function findUninvited(context: Context, id: number): Promise<Contributor> {
  const person = await findContributor(context.db.reader, id);
  if (!person) throw new NotFound('There is nobody here by this number, or not any more.');
  if (person.standing === 'member') throw new Conflict(`${person.name} has an account.`);
  return person;
}

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
  const isAdmin = canManagePeople(actorOf(response));
  const [site, all, open] = await Promise.all([readSite(db), findContributors(db), findInvitations(db)]);
  // Colleagues, their addresses and who is to join are for administrators.
  const people = isAdmin ? all : all.filter(({ standing }) => standing === 'guest');
  const invitations = isAdmin ? open : [];
  await sendPage(context, response, peoplePage(site, { people, invitations, isAdmin, ...shown }, context.now()));
}
