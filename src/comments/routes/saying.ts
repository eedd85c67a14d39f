import { type Request, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { hashToken } from '../../http/cookies.ts';
import { type Form, formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { words } from '../../text/language.ts';
import { pinNote } from '../actions/pin.ts';
import { postComment } from '../actions/post.ts';
import { strikePassage } from '../actions/strike.ts';
import { noteForm, strikeForm } from '../forms/words.ts';
import { changeForm, idOf } from '../forms.ts';
import { notePage } from '../pages/note.ts';
import { canModerate } from '../policy.ts';
import { findHeadline } from '../queries/floods.ts';
import { networkAround } from '../queries/networks.ts';
import { findNote } from '../queries/pinned.ts';
import { findQueued } from '../queries/queue.ts';
import { browserOf } from './browser.ts';
import { sendOne } from './queue.ts';

/** What the newsroom says among comments, and what it takes out of them. */
export function sayingRoutes(context: Context): Router {
  const router = Router();
  const may = allow(canModerate);
  router.get('/admin/comments/note', may, (request, response) =>
    sendNote(context, response, { articleId: idOf(String(request.query.story)), form: null, errors: {}, status: 200 }),
  );
  router.post('/admin/comments/note', may, (request, response) => pin(context, request, response));
  router.post('/admin/comments/:id/strike', may, (request, response) => strike(context, request, response));
  router.post('/admin/comments/:id/answer', may, (request, response) => answer(context, request, response));
  return router;
}

async function strike(context: Context, request: Request, response: Response): Promise<void> {
  const id = idOf(String(request.params.id));
  const form = formOf(request);
  try {
    await strikePassage(context, actorOf(response), { id, ...parseForm(strikeForm, form) });
    response.redirect(303, `/admin/comments/${id}`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await sendOne(context, response, { id, done: null, status: 422, form, errors: error.fields });
  }
}

async function answer(context: Context, request: Request, response: Response): Promise<void> {
  const id = idOf(String(request.params.id));
  const form = formOf(request);
  try {
    const posted = await postAnswer(context, request, { actor: actorOf(response), id, form });
    response.redirect(303, `/admin/comments/${posted}`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const errors = { text: Object.values(error.fields)[0] ?? '' };
    await sendOne(context, response, { id, done: null, status: 422, form, errors });
  }
}

/** Under the name of the account, as every comment of somebody signed in. Returns its id. */
async function postAnswer(
  context: Context,
  request: Request,
  { actor, id, form }: { actor: Actor; id: number; form: Form },
): Promise<number> {
  const [parent] = await findQueued(context.db.reader, [id]);
  if (!parent) throw new NotFound('There is no such comment.');
  if (parent.state !== 'published' || parent.path === null) {
    throw new Invalid({ text: 'Readers do not see this comment. Publish it first, then reply.' });
  }
  const { text } = parseForm(changeForm(words('en')), form);
  const network = networkAround(networkOf(request));
  const poster = { actor, browserHash: hashToken(browserOf(context, request)), network };
  const typed = { text, name: '', email: '', website: '' };
  return (await postComment(context, poster, { ...typed, parentId: id, path: parent.path })).id;
}

async function pin(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const articleId = idOf(form.story ?? '');
  try {
    await pinNote(context, actorOf(response), { articleId, ...parseForm(noteForm, form) });
    response.redirect(303, `/admin/comments?state=needs&story=${articleId}`);
  } catch (error) {
    if (error instanceof Conflict) {
      return sendNote(context, response, { articleId, form, errors: { text: error.message }, status: 409 });
    }
    if (!(error instanceof Invalid)) throw error;
    await sendNote(context, response, { articleId, form, errors: error.fields, status: 422 });
  }
}

interface AskedNote {
  articleId: number;
  /** As it was typed; null for the note that stands there. */
  form: Form | null;
  errors: FieldErrors;
  status: number;
}

async function sendNote(context: Context, response: Response, { articleId, ...asked }: AskedNote): Promise<void> {
  const db = context.db.reader;
  const [headline, note] = await Promise.all([findHeadline(db, articleId), findNote(db, articleId)]);
  if (headline === null) throw new NotFound('There is no such story that readers have seen.');
  await sendPage(context, response, notePage({ ...asked, articleId, headline, note }));
}
