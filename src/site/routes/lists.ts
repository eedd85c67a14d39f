import { type RequestHandler, Router } from 'express';
import { findPersonBySlug } from '../../accounts/queries.ts';
import { findCards } from '../../articles/queries/reading.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { sendPage } from '../../http/send-page.ts';
import { findSections, findTopicBySlug } from '../../topics/queries.ts';
import { personPage, sectionPage, topicPage } from '../pages/lists.ts';

/** How many stories a list shows; older ones get pages of their own with the archive. */
const listLength = 50;

export function listRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/by/:person', person(context));
  router.get('/topics/:topic', topic(context));
  router.get('/:section', section(context));
  return router;
}

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
