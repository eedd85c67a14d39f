import { type RequestHandler, type Response, Router } from 'express';
import { findLevels } from '../../articles/queries/checks.ts';
import { findPolicies } from '../../articles/queries/policies.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { setLevels } from '../actions/checks.ts';
import { emptyPages, setSite } from '../actions/site.ts';
import { levelsForm } from '../forms/checks.ts';
import { siteForm } from '../forms.ts';
import type { Typed } from '../pages/filing.ts';
import { consequencesOf, settingsPage } from '../pages/settings.ts';
import { canChangeSettings } from '../policy.ts';
import { noticeOf } from './sections.ts';

/** What the newsroom says of itself, and how it works at first. */
export function settingsRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/settings', allow(canChangeSettings), show(context));
  router.post('/admin/settings', allow(canChangeSettings), save(context));
  router.post('/admin/settings/checks', allow(canChangeSettings), saveChecks(context));
  router.post('/admin/settings/pages', allow(canChangeSettings), empty(context));
  return router;
}

const notices = new Map([
  ['saved', 'Saved. It is so on every page now.'],
  ['checks', 'Saved. From now on, stories are looked at so.'],
  ['pages', 'Done. Every page is made anew from now on.'],
]);

const show =
  (context: Context): RequestHandler =>
  (request, response) =>
    showSettings(context, response, { form: {}, errors: {}, consequences: null, notice: noticeOf(notices, request) });

type Shown = Typed & { consequences: string[] | null; notice: string | null };

async function showSettings(context: Context, response: Response, shown: Shown): Promise<void> {
  const { db, now } = { db: context.db.reader, now: context.now() };
  const [site, policies, levels] = await Promise.all([readSite(db), findPolicies(db, now), findLevels(db)]);
  const form = { ...site, ...shown.form };
  await sendPage(context, response, settingsPage({ ...shown, site, policies, levels, now, form }));
}

/** Saves, or shows first what saving will do; wrong input shows the page again with what was typed. */
const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      const change = siteForm(form);
      if (form.press === 'look') {
        const before = await readSite(context.db.reader);
        const consequences = consequencesOf(before, { ...before, ...change }, context.now());
        return await showSettings(context, response, { form, errors: {}, consequences, notice: null });
      }
      await setSite(context, actorOf(response), change);
      response.redirect(303, '/admin/settings?done=saved');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showSettings(context, response, { form, errors: error.fields, consequences: null, notice: null });
    }
  };

const empty =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    await emptyPages(context, actorOf(response));
    response.redirect(303, '/admin/settings?done=pages');
  };

const saveChecks =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    try {
      await setLevels(context, actorOf(response), levelsForm(form));
      response.redirect(303, '/admin/settings?done=checks#checks');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showSettings(context, response, { form, errors: error.fields, consequences: null, notice: null });
    }
  };
