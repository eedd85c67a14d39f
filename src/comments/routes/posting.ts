import { randomBytes } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { findStoryOrElsewhere } from '../../articles/queries/addresses.ts';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { hashToken, readCookie, setCookie, sign, unsign } from '../../http/cookies.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import type { Page } from '../../http/render.ts';
import { sendPage } from '../../http/send-page.ts';
import { sessionOf } from '../../http/sessions.ts';
import { words } from '../../text/language.ts';
import { postComment } from '../actions/post.ts';
import { type Comment, firstReplies, nothingTyped, type PostedComment, repliesOnPage } from '../comment.ts';
import { commentForm, idOf } from '../forms.ts';
import { waitingPage, writePage } from '../pages/posting.ts';
import { networkAround } from '../queries/networks.ts';
import { findComment } from '../queries/thread.ts';
import { isOnFirstPage } from '../queries/threads.ts';

const commentsOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments$/;
const commentOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})$/;
const replyToComment = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/reply$/;

/** Names a browser to trust; a year in seconds. */
const identity = { name: 'commenter', maxAge: 365 * 24 * 60 * 60 };

export function commentRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findStoryOrElsewhere(context.db.reader, { path, now: context.now() }));
  router.post(commentsOfStory, inStory, (request, response) => post(context, request, response));
  router.get(replyToComment, inStory, (request, response) => askForReply(context, request, response));
  router.get(commentOfStory, inStory, (request, response) => showOwn(context, request, response));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

async function post(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const form = formOf(request);
  const actor = sessionOf(response)?.actor ?? null;
  try {
    const { parent, ...typed } = parseForm(commentForm(words(story.language), { signedIn: actor !== null }), form);
    const browser = browserOf(context, request);
    const poster = { actor, browserHash: hashToken(browser), network: networkAround(networkOf(request)) };
    const posted = await postComment(context, poster, { ...typed, parentId: parent, path: story.path });
    setCookie(response, { ...identity, value: sign(browser, identity.name, context.secret) }, context.cookies);
    response.redirect(303, await addressOf(context, posted));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const typed = { text: form.text ?? '', name: form.name ?? '', email: form.email ?? '' };
    const parent = await findParent(context, story, idOf(form.parent ?? ''));
    const site = await readSite(context.db.reader);
    await sendPrivate(context, response, writePage(story, site, { parent, typed, errors: error.fields, status: 422 }));
  }
}

async function askForReply(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const parent = await findParent(context, story, idOf(String(request.params.id)));
  if (!parent || story.comments === 'closed') throw new NotFound('There is no such comment to reply to.');
  const site = await readSite(context.db.reader);
  const state = { typed: nothingTyped, errors: {}, status: 200 };
  await sendPrivate(context, response, writePage(story, site, { ...state, parent }));
}

/** Leads to where a published comment stands. One that is not published is seen by whoever has the signed address: its writer, who was led to it. */
async function showOwn(context: Context, request: Request, response: Response): Promise<void> {
  const { path, articleId } = storyOf(response);
  const id = String(request.params.id);
  const genuine = unsign(`${id}.${request.query.key}`, 'own-comment', context.secret) === id;
  const comment = await findComment(context.db.reader, idOf(id));
  const isShown = comment?.state === 'published';
  if (comment?.articleId !== articleId || !(isShown || genuine)) throw new NotFound('There is no such comment.');
  if (isShown) return response.redirect(303, await placeOf(context, path, comment));
  await sendPrivate(context, response, waitingPage(storyOf(response), await readSite(context.db.reader), comment));
}

async function sendPrivate(context: Context, response: Response, page: Page): Promise<void> {
  response.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
  await sendPage(context, response, page);
}

/** The comment that is answered, where readers see it below this story. */
async function findParent(context: Context, { articleId }: Story, id: number): Promise<Comment | null> {
  const parent = id === 0 ? null : await findComment(context.db.reader, id);
  return parent?.state === 'published' && parent.articleId === articleId ? parent : null;
}

/** The identity that the browser brought, or a new one. */
function browserOf(context: Context, request: Request): string {
  const brought = readCookie(request, identity.name, context.cookies);
  const known = brought && unsign(brought, identity.name, context.secret);
  return known || randomBytes(16).toString('base64url');
}

/** The page on which readers see it, and where on it. */
async function placeOf({ db }: Context, path: string, comment: Comment): Promise<string> {
  const { id, threadId, threadIndex } = comment;
  const anchor = `#comment-${id}`;
  if (threadIndex > firstReplies) {
    const after = threadIndex - 1 - ((threadIndex - 1 - firstReplies) % repliesOnPage);
    return `${path}/comments/${threadId}/thread?after=${after}${anchor}`;
  }
  if (await isOnFirstPage(db.reader, comment)) return `${path}${anchor}`;
  return `${path}/comments?order=newest&from=${threadId + 1}${anchor}`;
}

/** Where the writer sees the comment that was just posted. */
async function addressOf(context: Context, { id, path, state }: PostedComment): Promise<string> {
  const comment = state === 'published' ? await findComment(context.db.reader, id) : null;
  if (comment) return placeOf(context, path, comment);
  const key = sign(String(id), 'own-comment', context.secret).slice(String(id).length + 1);
  return `${path}/comments/${id}?key=${key}#comment-${id}`;
}
