import { type RequestHandler, Router } from 'express';
import { findCards } from '../../articles/queries/cards.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { describeStored, sendStored } from '../../http/stored-file.ts';
import { findSharingCard } from '../../media/actions/cards.ts';
import { canDraw, cardKey } from '../../media/card.ts';
import { cardPath, sharingCard } from '../pages/sharing-card.ts';

/** The picture that a shared link to a story shows, as long as readers see the story. */
export function sharingCardRoutes(context: Context): Router {
  const router = Router();
  router.get('/media/cards/:article/:key.jpg', card(context));
  return router;
}

const card =
  (context: Context): RequestHandler<{ article: string; key: string }> =>
  async (request, response) => {
    const { article, key } = request.params;
    const [db, now, id] = [context.db.reader, context.now(), /^[1-9]\d{0,14}$/.test(article) ? Number(article) : 0];
    const [[story], site] = await Promise.all([findCards(db, { now, articleIds: [id], limit: 1 }), readSite(db)]);
    const shown = story && sharingCard(story, site);
    if (!shown || !canDraw(shown.text)) throw new NotFound('There is no such card.');
    // The headline or the picture has changed since somebody shared the link.
    if (cardKey(shown) !== key) return void response.set('Cache-Control', 'no-store').redirect(302, cardPath(shown));
    await context.limits.take('variant', request.ip ?? '');
    const stored = await findSharingCard(context, shown);
    describeStored(response, { name: key, mime: 'image/jpeg', isForEver: true });
    await sendStored(request, response, stored);
  };
