import { type Request, type Response, Router } from 'express';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { sendPage } from '../../http/send-page.ts';
import { words } from '../../text/language.ts';
import { idOf, threadPlaceOf } from '../forms.ts';
import { commentsPage, repliesPage } from '../pages/list.ts';
import { countBelowOne } from '../queries/counts.ts';
import { findReplies } from '../queries/replies.ts';
import { findThreads } from '../queries/threads.ts';
import { findCommented } from './commented.ts';

const commentsOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments$/;
const threadOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/thread$/;

const newsOfStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/news$/;

/** Comments for which there is no room below the story. */
export function threadRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findCommented(context, path));
  router.get(commentsOfStory, inStory, (request, response) => showThreads(context, request, response));
  router.get(newsOfStory, inStory, (request, response) => tellNews(context, request, response));
  router.get(threadOfStory, inStory, (request, response) => showReplies(context, request, response));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

async function showThreads(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const place = threadPlaceOf(request.query);
  // The first page is the story's own; who comes here from a page of mistakes is led back to the form.
  if (!place) return response.redirect(303, `${encodeURI(story.path)}#comments`);
  const db = context.db.reader;
  const [site, found] = await Promise.all([readSite(db), findThreads(db, story.articleId, place)]);
  if (found.threads.length === 0) throw new NotFound('There are no comments here.');
  await sendPage(context, response, commentsPage({ story, site, now: context.now() }, found));
}

/** How many came since a page was made, in words, for its script; null for none. */
async function tellNews(context: Context, request: Request, response: Response): Promise<void> {
  const { articleId, language } = storyOf(response);
  const { published } = await countBelowOne(context.db.reader, articleId);
  const more = published - idOf(String(request.query.seen ?? ''));
  response.set('Cache-Control', 'max-age=15');
  response.json({ text: more > 0 ? words(language).threads.arrived(more) : null });
}

async function showReplies(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const db = context.db.reader;
  const after = idOf(String(request.query.after ?? ''));
  const found = await findReplies(db, { id: idOf(String(request.params.id)), after });
  if (found?.articleId !== story.articleId) throw new NotFound('There is no such comment.');
  const site = await readSite(db);
  await sendPage(context, response, repliesPage({ story, site, now: context.now() }, found));
}
