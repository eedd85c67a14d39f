import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid } from '../../errors.ts';
import { formOf, parseForm } from '../../http/forms.ts';
import { networkOf } from '../../http/network.ts';
import { words } from '../../text/language.ts';
import { askForLink, eraseByLink, findByLink } from '../actions/personal-data.ts';
import { emailForm } from '../forms.ts';
import { askPage, keptPage } from '../pages/personal-data.ts';
import type { PersonalData } from '../personal-data.ts';
import { sendPrivate } from './browser.ts';

/** What is kept of a person, for that person: by a mailed link, whose address nobody else is told. */
export function personalDataRoutes(context: Context): Router {
  const router = Router();
  router.get('/your-data', (request, response) => show(context, request, response));
  router.post('/your-data', (request, response) => ask(context, request, response));
  router.get('/your-data/:token', unshared, showKept(context));
  router.get('/your-data/:token/export', unshared, save(context));
  router.post('/your-data/:token/erase', unshared, erase(context));
  return router;
}

/** The address of these pages opens them to anybody. */
const unshared: RequestHandler = (_request, response, next) => {
  response.set('Referrer-Policy', 'same-origin');
  next();
};

async function show(context: Context, request: Request, response: Response): Promise<void> {
  const site = await readSite(context.db.reader);
  const says = words(site.language).personalData;
  const { sent, erased } = request.query;
  const said = sent !== undefined ? says.sent : erased !== undefined ? says.erased : null;
  await sendPrivate(context, response, askPage(site, { email: '', errors: {}, said }));
}

async function ask(context: Context, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const site = await readSite(context.db.reader);
  try {
    const { email } = parseForm(emailForm(words(site.language).personalData.emailWrong), form);
    await askForLink(context, { email, network: networkOf(request) });
    response.redirect(303, '/your-data?sent');
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await sendPrivate(context, response, askPage(site, { email: form.email ?? '', errors: error.fields, said: null }));
  }
}

const showKept =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const token = String(request.params.token);
    const kept = await findByLink(context, token);
    await sendPrivate(context, response, keptPage(await readSite(context.db.reader), kept, token));
  };

const save =
  (context: Context): RequestHandler =>
  async (request, response) =>
    sendFile(response, await findByLink(context, String(request.params.token)));

/** As a file that people and programs can read. */
export function sendFile(response: Response, kept: PersonalData): void {
  response.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
  response.attachment('personal-data.json').send(`${JSON.stringify(kept, null, 2)}\n`);
}

const erase =
  (context: Context): RequestHandler =>
  async (request, response) => {
    await eraseByLink(context, String(request.params.token));
    response.redirect(303, '/your-data?erased');
  };
