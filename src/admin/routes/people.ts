import { type Request, type RequestHandler, type Response, Router } from 'express';
import { prove } from '../../accounts/actions/proving.ts';
import { type Contributor, sessionSeconds } from '../../accounts/person.ts';
import { canChange, canManageGuests, canManagePeople } from '../../accounts/policy.ts';
import { findContributor, isOnlyAdmin } from '../../accounts/queries/contributors.ts';
import { findSecondSteps } from '../../accounts/queries/second-steps.ts';
import { hasAny } from '../../accounts/second-step.ts';
import { countBylined, findBylined } from '../../articles/queries/bylined.ts';
import { findCards } from '../../articles/queries/cards.ts';
import type { Context } from '../../context.ts';
import { Conflict, type FieldErrors, Forbidden, Invalid, NotFound } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { idOf } from '../../http/paging.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow, sessionOf, startSession } from '../../http/sessions.ts';
import { readUploads, uploadsOf } from '../../http/uploads.ts';
import { addPicture } from '../../media/actions.ts';
import { findMedia } from '../../media/queries.ts';
import { addGuest, removeGuest } from '../actions/guests.ts';
import { changePerson } from '../actions/people.ts';
import { formOfPerson, guestForm, personForm } from '../forms/people.ts';
import { guestRemovalPage, personPage } from '../pages/people.ts';
import { noticeOf } from './sections.ts';

/** The page of each person, and guests. The list and invitations: accounts/routes/people.ts. */
export function peopleRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/people/guest', allow(canManageGuests), newGuest(context));
  router.post('/admin/people/guest', readUploads, allow(canManageGuests), saveGuest(context));
  router.get('/admin/people/:id', allow(canManageGuests), person(context));
  // Fields are read before the guard: who was signed out meanwhile gets the typed text back.
  router.post(
    '/admin/people/:id',
    readUploads,
    allow(canManageGuests),
    askFresh(context, prove, canManagePeople),
    save(context),
  );
  router.get('/admin/people/:id/remove', allow(canManageGuests), removal(context));
  router.post('/admin/people/:id/remove', allow(canManageGuests), remove(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved. Readers see it at once.'],
  ['step-taken', 'Taken away, and signed out everywhere. From now on the password is enough, until another is set up.'],
  ['signed-out', 'Signed out everywhere.'],
  ['added', 'The byline is there: it can be written beside stories now. Here it gets a picture.'],
]);

const newGuest =
  (context: Context): RequestHandler =>
  (_request, response) =>
    showGuestForm(context, response, { form: {}, errors: {} });

const saveGuest =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      const id = await addGuest(context, actorOf(response), guestForm(form));
      response.redirect(303, `/admin/people/${id}?done=added`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showGuestForm(context, response, { form, errors: error.fields });
    }
  };

interface Typed {
  form: Form;
  errors: FieldErrors;
}

const showGuestForm = (context: Context, response: Response, typed: Typed) =>
  sendPage(context, response, personPage({ ...ofNobody, isAdmin: canManagePeople(actorOf(response)), ...typed }));

const ofNobody = {
  ...{ person: null, portrait: null, isShown: false, isOnlyAdmin: false, hasSecondStep: false, stories: 0 },
  notice: null,
};

const person =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await findPerson(context, request, response);
    const notice = noticeOf(notices, request);
    await showPerson(context, response, { person: found, form: formOfPerson(found), errors: {}, notice });
  };

/** In the actor's scope. @throws NotFound, Forbidden */
export async function findPerson(context: Context, request: Request, response: Response): Promise<Contributor> {
  const found = await findContributor(context.db.reader, idOf(request));
  if (!found) throw new NotFound('There is nobody here by this number, or not any more.');
  if (!canChange(actorOf(response), found))
    throw new Forbidden('Only an administrator sees to people with an account.');
  return found;
}

type Shown = Typed & { person: Contributor; notice?: string | null };

async function showPerson(context: Context, response: Response, { person, notice = null, ...typed }: Shown) {
  const db = context.db.reader;
  const pictureId = Number(typed.form.pictureId) || 0;
  const [stories, cards, media, only, steps] = await Promise.all([
    countBylined(db, person.id),
    findCards(db, { personId: person.id, now: context.now(), limit: 1 }),
    findMedia(db, [pictureId]),
    isOnlyAdmin(db, person.id),
    findSecondSteps(db, person.id),
  ]);
  const account = { isOnlyAdmin: only, hasSecondStep: hasAny(steps), stories };
  const shown = { person, portrait: media[0] ?? null, isShown: cards.length > 0, ...account, notice };
  await sendPage(context, response, personPage({ ...shown, isAdmin: canManagePeople(actorOf(response)), ...typed }));
}

/** Wrong input shows the page again with what was typed, and the picture that came. */
const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const found = await findPerson(context, request, response);
    const actor = actorOf(response);
    let form = formOf(request);
    try {
      form = await withPicture(context, request, { response, form });
      const change = personForm(form);
      const { tokenHash = '' } = sessionOf(response) ?? {};
      const token = await changePerson(context, actor, { id: found.id, ...change, tokenHash });
      if (token) startSession(response, { value: token, maxAge: sessionSeconds }, context.cookies);
      const isTheirsNoMore = found.id === actor.id && change.role !== null && change.role !== 'admin';
      response.redirect(303, isTheirsNoMore ? '/admin' : `/admin/people/${found.id}?done=saved`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showPerson(context, response, { person: found, form, errors: error.fields });
    }
  };

/** A file becomes a picture of the library; the form then holds its id, so that a mistake elsewhere does not lose it. */
async function withPicture(
  context: Context,
  request: Request,
  { response, form }: { response: Response; form: Form },
): Promise<Form> {
  const { picture } = uploadsOf(request);
  if (!picture) return form;
  const said = { originalName: picture.originalName, alt: '', caption: '', credit: '' };
  const { id } = await addPicture(context, actorOf(response), { path: picture.path, isPortrait: true, ...said });
  const { removePicture: _replaced, ...kept } = form;
  return { ...kept, pictureId: String(id) };
}

const removal =
  (context: Context): RequestHandler =>
  (request, response) =>
    showRemoval(context, request, { response, status: 200, refusal: null });

interface Asked {
  response: Response;
  status: number;
  refusal: string | null;
}

/** How many of the stories the page names. */
const named = 20;

async function showRemoval(context: Context, request: Request, { response, ...asked }: Asked): Promise<void> {
  const found = await findPerson(context, request, response);
  const db = context.db.reader;
  const [stories, list] = await Promise.all([countBylined(db, found.id), findBylined(db, found.id, named)]);
  const refusal = found.standing === 'guest' ? null : `${found.name} has or had an account, and stays.`;
  await sendPage(context, response, guestRemovalPage({ person: found, stories, named: list, ...asked, refusal }));
}

const remove =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      await removeGuest(context, actorOf(response), idOf(request));
      response.redirect(303, '/admin/people?done=removed');
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showRemoval(context, request, { response, status: 409, refusal: null });
    }
  };
