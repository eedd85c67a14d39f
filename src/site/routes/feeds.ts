import { type RequestHandler, Router } from 'express';
import { type FeedFormat, feedFormats } from '../../articles/pages/feed-links.ts';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { writeFeed } from '../pages/feed-formats.ts';
import { type Feed, feedOf } from '../pages/feeds.ts';
import { loadFeed } from '../queries/feeds.ts';
import { findSubject } from '../queries/lists.ts';
import { type AddressOf, leadOn, listAddresses } from './lists.ts';
import { sendFile } from './machine-answer.ts';

/** The whole paper's feeds, and those of every list, below its address. */
export function feedRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  for (const format of Object.keys(feedFormats) as FeedFormat[]) {
    const { ending } = feedFormats[format];
    router.get(`/${ending}`, feed(context, { format, addressOf: null }));
    for (const [path, addressOf] of Object.entries(listAddresses)) {
      router.get(`${path}/${ending}`, feed(context, { format, addressOf }));
    }
  }
  return router;
}

const feed =
  (context: Context, { format, addressOf }: { format: FeedFormat; addressOf: AddressOf | null }): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const address = addressOf ? addressOf(request.params) : null;
    const subject = address && (await findSubject(db, address));
    const ending = `/${feedFormats[format].ending}`;
    if (address && !subject && (await leadOn(context, request, { response, address, ending }))) return;
    const loaded = address && !subject ? null : await loadFeed(db, subject, now);
    if (!loaded) throw new NotFound('There is no such feed.');
    const made = feedOf(loaded, {
      siteUrl: context.config.siteUrl,
      now,
      renderText: (language, model) => context.renderer.part('site/feed/story', language, model),
    });
    await sendFile(context, response, { ...fileOf(made, format), names: allStories });
  };

/** A feed holds whole stories, with what they show of others: whatever happens to any story touches the front, too. */
const allStories = ['front'];

/** @returns type and content, as `sendFile` takes them. */
export function fileOf(made: Feed, format: FeedFormat): { type: string; content: string } {
  const { type } = feedFormats[format];
  // JSON is UTF-8 and has no parameter to say so (RFC 8259, section 11).
  return { type: format === 'json' ? type : `${type}; charset=utf-8`, content: writeFeed[format](made) };
}
