import { type RequestHandler, type Response, Router } from 'express';
import { confirmPassword } from '../../accounts/actions/proving.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, NotFound, TooMany } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { erasePerson, exportPerson } from '../actions/personal-data.ts';
import { emailForm } from '../forms.ts';
import { type Looked, personDataPage } from '../pages/person-data.ts';
import { canErase } from '../policy.ts';
import { sendFile } from './personal-data.ts';

/** What is kept of a person, for an administrator. Addresses are sent, never asked for in an address of ours. */
export function personDataRoutes(context: Context): Router {
  const router = Router();
  router.get('/admin/personal-data', allow(canErase), show(context));
  router.post('/admin/personal-data', allow(canErase), look(context));
  router.post('/admin/personal-data/export', allow(canErase), save(context));
  router.post('/admin/personal-data/erase', allow(canErase), erase(context));
  return router;
}

const nobody: Looked = { email: '', kept: null, errors: {}, notice: null };
const anEmail = emailForm('Give an address like name@example.org.');

const show =
  (context: Context): RequestHandler =>
  (request, response) => {
    const notice = request.query.done === undefined ? null : 'Erased. Under that address nothing is kept any more.';
    return send(context, response, { ...nobody, notice });
  };

const look =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    await orAgain(context, response, form.email, async () => {
      const { email } = parseForm(anEmail, form);
      await send(context, response, { ...nobody, email, kept: await exportPerson(context, actorOf(response), email) });
    });
  };

const save =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    await orAgain(context, response, form.email, async () => {
      sendFile(response, await exportPerson(context, actorOf(response), parseForm(anEmail, form).email));
    });
  };

const erase =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const form = formOf(request);
    await orAgain(context, response, form.email, async () => {
      const { email } = parseForm(anEmail, form);
      await confirmPassword(context, actorOf(response), { password: form.password ?? '', network: networkOf(request) });
      await erasePerson(context, actorOf(response), email);
      response.redirect(303, '/admin/personal-data?done');
    });
  };

/** What is wrong is said on the page, with the address that was typed. */
async function orAgain(context: Context, response: Response, email = '', work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const errors = errorsOf(error);
    if (errors === null) throw error;
    const kept = errors.email ? null : await exportPerson(context, actorOf(response), email);
    await send(context, response, { email, kept, errors, notice: null });
  }
}

/** Null for what the page can say nothing of. */
function errorsOf(error: unknown): FieldErrors | null {
  if (error instanceof Invalid) return error.fields;
  if (error instanceof TooMany) return { password: error.message };
  return error instanceof Conflict || error instanceof NotFound ? { email: error.message } : null;
}

async function send(context: Context, response: Response, looked: Looked): Promise<void> {
  response.set('Cache-Control', 'private, no-store');
  await sendPage(context, response, personDataPage(await readSite(context.db.reader), looked));
}
