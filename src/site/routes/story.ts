import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { ArticleKind } from '../../articles/article.ts';
import { findElsewhere } from '../../articles/queries/addresses.ts';
import { findStory } from '../../articles/queries/reading.ts';
import { withStanding } from '../../comments/queries/closings.ts';
import type { Context } from '../../context.ts';
import { Gone, NotFound, PageGone } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { storyPage } from '../pages/story.ts';
import { loadStory } from '../queries/story.ts';
import { siteFacts } from './site-facts.ts';
import { staffFactsOf } from './staff.ts';

const storyAddress = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)$/;

export function storyRoutes(context: Context): Router {
  const router = Router();
  router.get(storyAddress, story(context));
  return router;
}

const story =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const now = context.now();
    const path = decodedPath(request);
    const found = await findStory(context.db.reader, { path, now });
    if (!found) return await noStory(context, response, { path, now });
    response.locals.language = found.language;
    const shown = await loadStory(context.db.reader, await withStanding(context.db.reader, found, now), now);
    const staff = await staffFactsOf(context, response, found.articleId);
    await sendPage(context, response, storyPage(shown, { ...siteFacts(context), now, staff }));
  };

/** It moved, was withdrawn, or never was. */
export async function noStory(
  context: Context,
  response: Response,
  { path, now, kind = 'story' }: { path: string; now: string; kind?: ArticleKind },
): Promise<void> {
  const elsewhere = await findElsewhere(context.db.reader, { path, now });
  if (!elsewhere) throw new NotFound(`There is no ${kind} at this address.`);
  if (elsewhere.kind === 'moved') return response.redirect(301, encodeURI(elsewhere.path));
  const { reason, at, language } = elsewhere.withdrawn;
  response.locals.language = language;
  throw new (kind === 'page' ? PageGone : Gone)(reason, at);
}

/** The path as letters, as addresses are stored. */
const decodedPath = (request: Request) => String(request.params.path).normalize('NFC');
