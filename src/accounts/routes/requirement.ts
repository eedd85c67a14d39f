import { Router } from 'express';
import type { Context } from '../../context.ts';
import { formOf } from '../../http/forms.ts';
import { askFresh } from '../../http/fresh.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { prove } from '../actions/proving.ts';
import { requireSecondSteps } from '../actions/requirement.ts';
import { requirementPage } from '../pages/requirement.ts';
import { roles } from '../person.ts';
import { canManagePeople } from '../policy.ts';
import { countWithout, findRequiredRoles } from '../queries/second-steps.ts';

const own = '/admin/settings/sign-in';

/** Who has to have a second step. */
export function requirementRoutes(context: Context): Router {
  const router = Router();
  router.get(own, allow(canManagePeople), async (request, response) => {
    const db = context.db.reader;
    const [required, without] = await Promise.all([findRequiredRoles(db), countWithout(db)]);
    const notice = request.query.done === undefined ? null : 'Saved. It is asked from the next page on.';
    await sendPage(context, response, requirementPage({ required, without, notice }));
  });
  router.post(own, allow(canManagePeople), askFresh(context, prove), async (request, response) => {
    const form = formOf(request);
    const required = roles.filter((role) => Boolean(form[role]));
    await requireSecondSteps(context, actorOf(response), required);
    response.redirect(303, `${own}?done`);
  });
  return router;
}
