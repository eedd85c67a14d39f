import { type Request, type Response, Router } from 'express';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { words } from '../../text/language.ts';
import { objectTo } from '../actions/object.ts';
import { idOf, objectionForm } from '../forms.ts';
import { canChange, canObject, isWriter, type OwnComment } from '../own.ts';
import { waitingPage } from '../pages/waiting.ts';
import { findOwn, hasObjected } from '../queries/own.ts';
import { findComment } from '../queries/thread.ts';
import { changerOf, keyOf, sendPrivate } from './browser.ts';
import { findCommented } from './commented.ts';
import { ownPlaceOf, placeOf } from './places.ts';

const commentOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})$/;
const objectionToComment = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/object$/;

/** A comment that readers do not see, for its writer. */
export function waitingRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findCommented(context, path));
  router.get(commentOfStory, inStory, (request, response) => showOwn(context, request, response));
  router.post(objectionToComment, inStory, (request, response) => object(context, request, response));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

/** Leads to where a published comment stands. One that is not published is seen by whoever has the signed address, and by the browser that wrote it. */
async function showOwn(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const comment = await findComment(context.db.reader, idOf(String(request.params.id)));
  if (comment?.articleId !== story.articleId) throw new NotFound('There is no such comment.');
  if (comment.state === 'published') return response.redirect(303, await placeOf(context, story.path, comment));
  await showWaiting(context, request, response, { typed: '', errors: {} });
}

async function object(context: Context, request: Request, response: Response): Promise<void> {
  const { path, language } = storyOf(response);
  const id = idOf(String(request.params.id));
  const form = formOf(request);
  try {
    const { objection } = parseForm(objectionForm(words(language)), form);
    await objectTo(context, changerOf(context, request, response), { id, path, objection });
    response.redirect(303, await ownPlaceOf(context, path, id));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await showWaiting(context, request, response, { typed: form.objection ?? '', errors: error.fields });
  }
}

async function showWaiting(
  context: Context,
  request: Request,
  response: Response,
  shown: { typed: string; errors: FieldErrors },
): Promise<void> {
  const story = storyOf(response);
  const own = await requireOwn(context, request, response);
  const comment = await findComment(context.db.reader, own.id);
  if (!comment || comment.articleId !== story.articleId) throw new NotFound('There is no such comment.');
  const [site, objected] = [await readSite(context.db.reader), await hasObjected(context.db.reader, own.id)];
  const at = (act: string) => `${story.path}/comments/${own.id}/${act}?key=${keyOf(context, own.id)}`;
  const page = waitingPage(story, site, {
    ...{ comment, rejection: own.rejection, hasObjected: objected },
    edit: canChange(own, context.now()) ? at('edit') : null,
    object: canObject(own, objected) ? at('object') : null,
    ...shown,
  });
  await sendPrivate(context, response, page);
}

async function requireOwn(context: Context, request: Request, response: Response): Promise<OwnComment> {
  const own = await findOwn(context.db.reader, idOf(String(request.params.id)));
  const changer = changerOf(context, request, response);
  const isTheirs = own !== null && isWriter(own, { ...changer, actorId: changer.actor?.id ?? null });
  if (!isTheirs || own.state === 'removed') throw new NotFound('There is no such comment.');
  return own;
}
