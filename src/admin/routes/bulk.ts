import { type RequestHandler, Router } from 'express';
import { canWrite } from '../../articles/policy.ts';
import { findDeskRows } from '../../articles/queries/desk.ts';
import { deskPageSize } from '../../articles/queries/desk-list.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import { Invalid } from '../../errors.ts';
import { formOf, valuesOf } from '../../http/forms.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { actOnEach, type BulkResult } from '../actions/bulk.ts';
import { bulkForm, chosenIn } from '../forms/bulk.ts';
import { listAddress, showStories } from './stories.ts';

/** One act on all ticked stories of the list. What is not done leaves the list as it was, with why. */
export function bulkRoutes(context: Context): Router {
  const router = Router();
  router.post('/admin/bulk', allow(canWrite), bulk(context));
  return router;
}

const bulk =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    const chosen = chosenIn(valuesOf(request, 'story'), deskPageSize);
    try {
      const wanted = bulkForm(form, chosen);
      const result = await actOnEach(context, actorOf(response), wanted);
      if (result.refused.length === 0) {
        const done = { done: wanted.act.name, count: String(result.done.length) };
        return response.redirect(303, await listAddress(context, { request, response }, done));
      }
      const refused = await named(context.db.reader, result);
      const left = { form, chosen: refused.map(({ id }) => id), errors: {}, done: result.done.length, refused };
      await showStories(context, { request, response }, left);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showStories(context, { request, response }, { form, chosen, errors: error.fields, done: 0, refused: [] });
    }
  };

/** With the headlines of those that this person may see. */
async function named(db: Db, { refused }: BulkResult) {
  const ids = refused.filter(({ isSeen }) => isSeen).map(({ id }) => id);
  const rows = new Map((await findDeskRows(db, ids)).map((row) => [row.id, row]));
  return refused.map(({ id, message }) => {
    const row = rows.get(id);
    return { id, message, headline: row?.headline ?? null, language: row?.language ?? 'en' };
  });
}
