import { type RequestHandler, type Response, Router } from 'express';
import { canPublish } from '../../articles/policy.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { endBreaking, setBreaking } from '../actions.ts';
import { breakingForm } from '../forms.ts';
import { breakingPage, formOfBreaking } from '../pages/breaking.ts';
import { findSetBreaking } from '../queries/breaking.ts';

/** The strip over every page while news breaks. */
export function adminRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/breaking', allow(canPublish), show(context));
  router.post('/admin/breaking', allow(canPublish), set(context));
  router.post('/admin/breaking/end', allow(canPublish), end(context));
  return router;
}

const notices = new Map([
  ['set', 'It stands over every page now.'],
  ['ended', 'There is no strip over the pages any more.'],
]);

const show =
  (context: Context): RequestHandler =>
  (request, response) =>
    showBreaking(context, response, {
      form: null,
      errors: {},
      notice: notices.get(String(request.query.done)) ?? null,
    });

interface Shown {
  /** Null to begin with what the strip says now. */
  form: Form | null;
  errors: FieldErrors;
  notice: string | null;
}

async function showBreaking(context: Context, response: Response, { form, ...shown }: Shown): Promise<void> {
  const now = context.now();
  const db = context.db.reader;
  const [site, strip] = await Promise.all([readSite(db), findSetBreaking(db, now)]);
  const filled = { strip, form: form ?? formOfBreaking(strip, site), ...shown };
  await sendPage(context, response, breakingPage(filled, { site, now }));
}

/** Wrong input shows the page again with what was typed. */
const set =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      await setBreaking(context, actorOf(response), breakingForm(form));
      response.redirect(303, '/admin/breaking?done=set');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showBreaking(context, response, { form, errors: error.fields, notice: null });
    }
  };

const end =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    await endBreaking(context, actorOf(response));
    response.redirect(303, '/admin/breaking?done=ended');
  };
