import { Router } from 'express';
import type { Context } from '../../context.ts';
import { formOf } from '../../http/forms.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf } from '../../http/sessions.ts';
import { chooseMails } from '../actions/mail-choices.ts';
import { mailKinds } from '../mail-choice.ts';
import { accountPage } from '../pages/account.ts';
import { findMailsOff } from '../queries/mail-choices.ts';
import { findSecondSteps } from '../queries/second-steps.ts';

const notices = new Map([
  ['saved', 'Saved.'],
  ['password', 'Your password is changed, and you are signed out everywhere else.'],
  ['step-ended', 'The app is off, and you are signed out everywhere else.'],
]);

/** What everybody of the newsroom chooses for themselves. */
export function accountRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/account', async (request, response) => {
    const actor = actorOf(response);
    const db = context.db.reader;
    const [off, steps] = await Promise.all([findMailsOff(db, actor.id), findSecondSteps(db, actor.id)]);
    const notice = notices.get(String(request.query.done)) ?? null;
    await sendPage(context, response, accountPage(actor, { off, steps, notice }));
  });
  router.post('/admin/account', async (request, response) => {
    const form = formOf(request);
    const wanted = mailKinds.filter((kind) => Boolean(form[kind]));
    await chooseMails(context, actorOf(response), wanted);
    response.redirect(303, '/admin/account?done=saved');
  });
  return router;
}
