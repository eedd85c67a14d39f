import { type Request, type Response, Router } from 'express';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { hashToken } from '../../http/cookies.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sessionOf } from '../../http/sessions.ts';
import { words } from '../../text/language.ts';
import { type Poster, postComment } from '../actions/post.ts';
import { type Comment, nothingTyped } from '../comment.ts';
import { commentForm, idOf } from '../forms.ts';
import type { CommentedStory } from '../pages/form.ts';
import { writePage } from '../pages/posting.ts';
import { networkAround } from '../queries/networks.ts';
import { findComment } from '../queries/thread.ts';
import { browserOf, clientOf, rememberBrowser, sendPrivate } from './browser.ts';
import { findCommented } from './commented.ts';
import { ownPlaceOf } from './places.ts';

const commentsOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments$/;
const replyToComment = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/reply$/;

export function commentRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findCommented(context, path));
  router.post(commentsOfStory, inStory, (request, response) => post(context, request, response));
  router.get(replyToComment, inStory, (request, response) => askForReply(context, request, response));
  return router;
}

const storyOf = (response: Response): Story & CommentedStory => response.locals.story;

async function post(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const form = formOf(request);
  const actor = sessionOf(response)?.actor ?? null;
  try {
    const { parent, ...typed } = parseForm(commentForm(words(story.language), { signedIn: actor !== null }), form);
    const browser = browserOf(context, request);
    const poster = posterOf(request, actor, browser);
    const posted = await postComment(context, poster, { ...typed, parentId: parent, path: story.path });
    rememberBrowser(context, response, browser);
    if (typed.replies) context.mail.wake();
    response.redirect(303, await ownPlaceOf(context, story.path, posted.id));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const { text = '', name = '', email = '', replies = '' } = form;
    const typed = { text, name, email, replies };
    const parent = await findParent(context, story, idOf(form.parent ?? ''));
    const site = await readSite(context.db.reader);
    await sendPrivate(context, response, writePage(story, site, { parent, typed, errors: error.fields, status: 422 }));
  }
}

const posterOf = (request: Request, actor: Actor | null, browser: string): Poster => ({
  ...{ actor, browserHash: hashToken(browser), client: clientOf(request) },
  network: networkAround(networkOf(request)),
});

async function askForReply(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const parent = await findParent(context, story, idOf(String(request.params.id)));
  if (!parent) throw new NotFound('There is no such comment to reply to.');
  const site = await readSite(context.db.reader);
  const state = { typed: nothingTyped, errors: {}, status: 200 };
  await sendPrivate(context, response, writePage(story, site, { ...state, parent }));
}

/** The comment that is answered, where readers see it below this story. */
async function findParent(context: Context, { articleId }: Story, id: number): Promise<Comment | null> {
  const parent = id === 0 ? null : await findComment(context.db.reader, id);
  return parent?.state === 'published' && parent.articleId === articleId ? parent : null;
}
