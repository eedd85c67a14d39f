import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findStoryOrElsewhere } from '../../articles/queries/addresses.ts';
import type { Story } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid } from '../../errors.ts';
import { belowStory } from '../../http/below-story.ts';
import { formOf } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { words } from '../../text/language.ts';
import { reportError } from '../actions/reporting.ts';
import { numberIn, reportForm } from '../forms.ts';
import { reportPage, thanksPage } from '../pages/reporting.ts';

const reportOnStory = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/report$/;
const thanksForReport = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/report\/thanks$/;

export function readerRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findStoryOrElsewhere(context.db.reader, { path, now: context.now() }));
  router.get(reportOnStory, inStory, show(context, reportPage));
  router.post(reportOnStory, inStory, (request, response) => post(context, request, response));
  router.get(thanksForReport, inStory, show(context, thanksPage));
  return router;
}

const storyOf = (response: Response): Story => response.locals.story;

const show =
  (context: Context, page: typeof thanksPage): RequestHandler =>
  async (_request, response) =>
    sendPage(context, response, page(storyOf(response), await readSite(context.db.reader)));

async function post(context: Context, request: Request, response: Response): Promise<void> {
  const story = storyOf(response);
  const form = formOf(request);
  try {
    const input = reportForm(form, words(story.language));
    await reportError(context, { ...input, path: story.path, network: networkOf(request) });
    response.redirect(303, `${encodeURI(story.path)}/report/thanks`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const typed = { report: form.report ?? '', address: form.address ?? '' };
    const seen = String(numberIn(form.seen ?? ''));
    const site = await readSite(context.db.reader);
    response.set('Cache-Control', 'private, no-store');
    await sendPage(context, response, reportPage(story, site, { typed, errors: error.fields, seen }));
  }
}
