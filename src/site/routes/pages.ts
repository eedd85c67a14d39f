import { type RequestHandler, Router } from 'express';
import { findPage } from '../../articles/queries/pages.ts';
import type { Context } from '../../context.ts';
import { sendPage } from '../../http/send-page.ts';
import { standingPage } from '../pages/page.ts';
import { loadPage } from '../queries/page.ts';
import { staffFactsOf } from './staff.ts';
import { noStory } from './story.ts';

/** The pages beside the stories: About, Contact and the like. */
export function pageRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/pages/:slug', page(context));
  return router;
}

const page =
  (context: Context): RequestHandler<{ slug: string }> =>
  async (request, response) => {
    const now = context.now();
    const path = `/pages/${request.params.slug.normalize('NFC')}`;
    const found = await findPage(context.db.reader, { path, now });
    if (!found) return await noStory(context, response, { path, now, kind: 'page' });
    const shown = await loadPage(context.db.reader, found, now);
    const staff = await staffFactsOf(context, response, found.articleId);
    await sendPage(context, response, standingPage(shown, { siteUrl: context.config.siteUrl, now, staff }));
  };
