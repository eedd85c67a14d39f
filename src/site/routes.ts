import { type Request, type RequestHandler, type Response, Router } from 'express';
import { findPersonBySlug } from '../accounts/queries.ts';
import { findMoved, findWithdrawn } from '../articles/queries/addresses.ts';
import { findCards, findStory } from '../articles/queries/reading.ts';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { Gone, NotFound } from '../errors.ts';
import { sendPage } from '../http/send-page.ts';
import { findSections, findTopicBySlug } from '../topics/queries.ts';
import { personPage, sectionPage, topicPage } from './pages/lists.ts';
import { storyPage } from './pages/story.ts';
import { loadStory } from './queries.ts';

/** How many stories a list shows; older ones get pages of their own with the archive. */
const listLength = 50;

const storyAddress = /^(?<path>\/\d{4}\/\d{2}\/\d{2}\/[^/]+)$/;

export function storyRoutes(context: Context): Router {
  const router = Router();
  router.get(storyAddress, story(context));
  return router;
}

export function listRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/by/:person', person(context));
  router.get('/topics/:topic', topic(context));
  router.get('/:section', section(context));
  return router;
}

/** Stands before sessions and everything else: whether readers can be served, and whether writing works. */
export function healthRoutes(context: Context): Router {
  const router = Router();
  router.get('/healthz', async (_request, response) => {
    const reading = await works(() => context.db.reader.selectFrom('settings').select('key').limit(1).execute());
    const writing =
      reading &&
      (await works(() => context.db.transaction((tx) => tx.selectFrom('settings').select('key').limit(1).execute())));
    response
      .set('Cache-Control', 'no-store')
      .status(reading ? 200 : 503)
      .json({ reading, writing });
  });
  return router;
}

async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}

const story =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const now = context.now();
    const path = decodedPath(request);
    const found = await findStory(context.db.reader, { path, now });
    if (!found) return await noStory(context, response, { path, now });
    const shown = await loadStory(context.db.reader, found, now);
    await sendPage(context, response, storyPage(shown, { siteUrl: context.config.siteUrl, now }));
  };

/** It moved, was withdrawn, or never was. */
async function noStory(
  context: Context,
  response: Response,
  { path, now }: { path: string; now: string },
): Promise<void> {
  const moved = await findMoved(context.db.reader, { path, now });
  if (moved) return response.redirect(301, encodeURI(moved));
  const withdrawn = await findWithdrawn(context.db.reader, path);
  if (withdrawn) {
    response.locals.language = withdrawn.language;
    throw new Gone(withdrawn.reason, withdrawn.at);
  }
  throw new NotFound('There is no story at this address.');
}

/** The path as letters, as addresses are stored. */
const decodedPath = (request: Request) => String(request.params.path).normalize('NFC');

const section =
  (context: Context): RequestHandler<{ section: string }> =>
  async (request, response) => {
    const now = context.now();
    const [site, sections] = await Promise.all([readSite(context.db.reader), findSections(context.db.reader)]);
    const found = sections.find(({ slug }) => slug === request.params.section.normalize('NFC'));
    if (!found) throw new NotFound('There is no such section.');
    const cards = await findCards(context.db.reader, { now, sectionId: found.id, limit: listLength });
    await sendPage(context, response, sectionPage(found, cards, { site, now, siteUrl: context.config.siteUrl }));
  };

const topic =
  (context: Context): RequestHandler<{ topic: string }> =>
  async (request, response) => {
    const now = context.now();
    const found = await findTopicBySlug(context.db.reader, request.params.topic.normalize('NFC'));
    if (!found) throw new NotFound('There is no such topic.');
    const cards = await findCards(context.db.reader, { now, topicId: found.id, limit: listLength });
    // A topic that only unpublished stories have is nobody's business yet.
    if (cards.length === 0) throw new NotFound('There is no such topic.');
    const site = await readSite(context.db.reader);
    await sendPage(context, response, topicPage(found, cards, { site, now, siteUrl: context.config.siteUrl }));
  };

const person =
  (context: Context): RequestHandler<{ person: string }> =>
  async (request, response) => {
    const now = context.now();
    const found = await findPersonBySlug(context.db.reader, request.params.person.normalize('NFC'));
    if (!found) throw new NotFound('There is no such person.');
    const cards = await findCards(context.db.reader, { now, personId: found.id, limit: listLength });
    if (cards.length === 0) throw new NotFound('There is no such person.');
    const site = await readSite(context.db.reader);
    await sendPage(context, response, personPage(found, cards, { site, now, siteUrl: context.config.siteUrl }));
  };
