import { type Request, type Response, Router } from 'express';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { hashToken } from '../../http/cookies.ts';
import { formOf } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sessionOf } from '../../http/sessions.ts';
import { words } from '../../text/language.ts';
import { type Flagger, recommendComment, reportComment, unrecommendComment } from '../actions/flag.ts';
import { commentReportForm } from '../forms/reporting.ts';
import { idOf } from '../forms.ts';
import { type Around, commentReportPage, nothingSaid, recommendedPage, reportedPage } from '../pages/flagging.ts';
import { countRecommendations, isRecommendedBy } from '../queries/recommendations.ts';
import { findComment } from '../queries/thread.ts';
import { browserOf, knownBrowser, rememberBrowser, sendPrivate } from './browser.ts';
import { findCommented } from './commented.ts';
import { placeOf } from './places.ts';

const reportOf = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/report$/;
const thanksFor = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/report\/thanks$/;
const recommendationOf = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/(?<id>\d{1,15})\/recommend$/;

/** What readers say of each other's comments: that one is wrong, or good. */
export function flaggingRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findCommented(context, path));
  router.get(reportOf, inStory, async (request, response) =>
    sendPrivate(context, response, commentReportPage(await aroundOf(context, request, response), nothingSaid)),
  );
  router.post(reportOf, inStory, (request, response) => report(context, request, response));
  router.get(thanksFor, inStory, async (request, response) =>
    sendPrivate(context, response, reportedPage(await aroundOf(context, request, response))),
  );
  router.get(recommendationOf, inStory, (request, response) => showRecommendation(context, request, response));
  router.post(recommendationOf, inStory, (request, response) => recommend(context, request, response));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

async function report(context: Context, request: Request, response: Response): Promise<void> {
  const around = await aroundOf(context, request, response);
  const { path, language } = around.story;
  const form = formOf(request);
  try {
    const said = commentReportForm(form, words(language));
    const { id } = around.comment;
    await reportComment(context, flaggerOf(context, request, response), { ...said, path, id });
    response.redirect(303, `${encodeURI(path)}/comments/${id}/report/thanks`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const typed = { reason: form.reason ?? '', note: form.note ?? '' };
    await sendPrivate(context, response, commentReportPage(around, { typed, errors: error.fields }));
  }
}

/** The first press counts; another one leads to where it can be taken back. */
async function recommend(context: Context, request: Request, response: Response): Promise<void> {
  const { story, comment } = await aroundOf(context, request, response);
  const flagged = { id: comment.id, path: story.path };
  const flagger = flaggerOf(context, request, response);
  if ('back' in formOf(request)) await unrecommendComment(context, flagger, flagged);
  else if (!(await recommendComment(context, flagger, flagged))) {
    return response.redirect(303, `${encodeURI(story.path)}/comments/${comment.id}/recommend`);
  }
  response.redirect(303, await placeOf(context, story.path, comment));
}

async function showRecommendation(context: Context, request: Request, response: Response): Promise<void> {
  const around = await aroundOf(context, request, response);
  if (around.site.recommend !== 'on') throw new NotFound('Comments are not recommended here.');
  const { id: commentId } = around.comment;
  const browser = knownBrowser(context, request);
  const db = context.db.reader;
  const isTheirs = browser !== null && (await isRecommendedBy(db, { commentId, browserHash: hashToken(browser) }));
  const count = await countRecommendations(db, commentId);
  await sendPrivate(context, response, recommendedPage(around, { isTheirs, count }));
}

/** Who has no identity yet is given one, so that the next press is known as theirs. */
function flaggerOf(context: Context, request: Request, response: Response): Flagger {
  const browser = browserOf(context, request);
  rememberBrowser(context, response, browser);
  const actor = sessionOf(response)?.actor ?? null;
  return { actor, browserHash: hashToken(browser), network: networkOf(request) };
}

/** The comment that is meant, where readers see it below this story. */
async function aroundOf({ db }: Context, request: Request, response: Response): Promise<Around> {
  const story = storyOf(response);
  const comment = await findComment(db.reader, idOf(String(request.params.id)));
  if (comment?.articleId !== story.articleId || comment.state !== 'published') {
    throw new NotFound('There is no such comment.');
  }
  return { story, comment, site: await readSite(db.reader) };
}
