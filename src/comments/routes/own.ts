import { type Request, type Response, Router } from 'express';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid, NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { words } from '../../text/language.ts';
import { editComment, removeComment } from '../actions/change.ts';
import { changeForm, idOf } from '../forms.ts';
import { isWriter } from '../own.ts';
import { ownPage } from '../pages/own.ts';
import { findOwn } from '../queries/own.ts';
import { changerOf, hasKey, sendPrivate } from './browser.ts';
import { findCommented } from './commented.ts';
import { ownPlaceOf } from './places.ts';

const editOfComment = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/edit$/;
const removalOfComment = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/delete$/;

/** What the writer of a comment can do about it. */
export function ownRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findCommented(context, path));
  router.get(editOfComment, inStory, (request, response) =>
    show(context, request, response, { typed: null, errors: {}, status: 200 }),
  );
  router.post(editOfComment, inStory, (request, response) => edit(context, request, response));
  router.post(removalOfComment, inStory, (request, response) => remove(context, request, response));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

async function edit(context: Context, request: Request, response: Response): Promise<void> {
  const { path, language } = storyOf(response);
  const id = idOf(String(request.params.id));
  const form = formOf(request);
  try {
    const { text } = parseForm(changeForm(words(language)), form);
    await editComment(context, changerOf(context, request, response), { id, path, text });
    response.redirect(303, await ownPlaceOf(context, path, id));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await show(context, request, response, { typed: form.text ?? '', errors: error.fields, status: 422 });
  }
}

async function remove(context: Context, request: Request, response: Response): Promise<void> {
  const { path } = storyOf(response);
  const id = idOf(String(request.params.id));
  try {
    await removeComment(context, changerOf(context, request, response), { id, path });
    response.redirect(303, `${path}#comments`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await show(context, request, response, { typed: null, errors: error.fields, status: 422 });
  }
}

interface Shown {
  typed: string | null;
  errors: FieldErrors;
  status: number;
}

async function show(context: Context, request: Request, response: Response, shown: Shown): Promise<void> {
  const story = storyOf(response);
  const changer = changerOf(context, request, response);
  const own = await findOwn(context.db.reader, idOf(String(request.params.id)));
  const isTheirs = own !== null && isWriter(own, { ...changer, actorId: changer.actor?.id ?? null });
  if (own?.articleId !== story.articleId || !isTheirs) {
    throw new NotFound('There is no comment here that this browser wrote.');
  }
  const key = hasKey(context, request) ? String(request.query.key) : '';
  const site = await readSite(context.db.reader);
  await sendPrivate(context, response, ownPage(story, site, { own, key, now: context.now(), ...shown }));
}
