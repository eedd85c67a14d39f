import type { Consequence } from '../../articles/actions/publish.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import type { Form } from '../../http/forms.ts';
import { placeOnFront } from '../actions/curate.ts';
import { placesModel } from '../pages/places.ts';
import { canCurate } from '../policy.ts';
import { findFrontSlots } from '../queries/curating.ts';

/** How a story gets its place as it is published: app.ts hands it to the routes of articles. */
export const placeStories = (context: Context) => ({
  async offered(actor: Actor, story: { articleId: number; sectionId: number | null }, form: Form) {
    if (!canCurate(actor)) return null;
    const slots = await findFrontSlots(context.db.reader, context.now());
    return placesModel(slots, { ...story, chosen: form.slot ?? '' });
  },

  placing(actor: Actor, { slot }: Form): Consequence | undefined {
    if (!slot) return undefined;
    return async (tx, { articleId }) => void (await placeOnFront(context, tx, { actor, articleId, slot }));
  },
});
