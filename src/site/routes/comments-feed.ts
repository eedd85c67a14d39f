import { type RequestHandler, Router } from 'express';
import { type FeedFormat, feedFormats } from '../../articles/pages/feed-links.ts';
import { findStoryOrElsewhere } from '../../articles/queries/addresses.ts';
import { findLatest } from '../../comments/queries/latest.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { belowStory } from '../../http/below-story.ts';
import { commentsFeed } from '../pages/comments-feed.ts';
import { fileOf } from './feeds.ts';
import { sendFile } from './machine-answer.ts';

const addresses: Record<FeedFormat, RegExp> = {
  rss: /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/feed\.xml$/,
  atom: /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/feed\.atom$/,
  json: /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)\/comments\/feed\.json$/,
};

/** The newest comments of each story, in every form of a feed. */
export function commentsFeedRoutes(context: Context): Router {
  const router = Router();
  const inStory = belowStory((path) => findStoryOrElsewhere(context.db.reader, { path, now: context.now() }));
  for (const format of Object.keys(feedFormats) as FeedFormat[]) {
    router.get(addresses[format], inStory, feed(context, format));
  }
  return router;
}

const feed =
  (context: Context, format: FeedFormat): RequestHandler =>
  async (_request, response) => {
    const { story } = response.locals;
    const db = context.db.reader;
    const [site, comments] = await Promise.all([readSite(db), findLatest(db, story.articleId)]);
    const made = commentsFeed({ story, site, siteUrl: context.config.siteUrl }, comments);
    // It says when any story changed last, too.
    const names = [`article:${story.articleId}`, 'front'];
    await sendFile(context, response, { ...fileOf(made, format), names });
  };
