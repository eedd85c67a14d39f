import { type Request, type RequestHandler, type Response, Router } from 'express';
import { answerByLink, noteOpening } from '../../articles/actions/preview-links.ts';
import { previewLimits } from '../../articles/article/preview-link.ts';
import {
  countPreviewAnswers,
  findByPreviewToken,
  findPreviewAnswers,
  type Opened,
} from '../../articles/queries/preview-links.ts';
import type { Context } from '../../context.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { Conflict, type FieldErrors, Invalid, TooMany } from '../../errors.ts';
import { type Form, formOf } from '../../http/forms.ts';
import { minutesIn } from '../../http/limits.ts';
import { networkOf } from '../../http/network.ts';
import { sendPage } from '../../http/send-page.ts';
import { sessionOf } from '../../http/sessions.ts';
import { standingPage } from '../../site/pages/page.ts';
import { storyPage } from '../../site/pages/story.ts';
import { languages, words } from '../../text/language.ts';
import { loadByLink } from '../actions/by-link.ts';
import { previewAnswerForm } from '../forms/by-link.ts';
import { type Guest, guestBar, guestPage, mostAnswers, overPage } from '../pages/by-link.ts';

/** Where secret preview links lead, for people without an account. */
export function byLinkRoutes(context: Context): Router {
  const router = Router();
  router.use('/preview', untold);
  router.get('/preview/:token', open(context));
  router.post('/preview/:token', answer(context));
  return router;
}

/** The address is as good as a password: no other site is told it, nobody finds or keeps what is there. */
const untold: RequestHandler = (_request, response, next) => {
  response
    .set('Referrer-Policy', 'same-origin')
    .set('X-Robots-Tag', 'noindex')
    .set('Cache-Control', 'private, no-store');
  next();
};

const open =
  (context: Context): RequestHandler =>
  (request, response) =>
    show(context, request, response);

interface Typed {
  form: Form;
  errors: FieldErrors;
  status: number;
}

async function show(context: Context, request: Request, response: Response, typed?: Typed): Promise<void> {
  const db = context.db.reader;
  const token = String(request.params.token);
  const [site, found] = await Promise.all([readSite(db), findByPreviewToken(db, token, context.now())]);
  if (found?.standing !== 'open' || !found.story) return sendOver(context, { request, response }, { site, found });
  const { link, story } = found;
  response.locals.language = story.language;
  if (request.method === 'GET' && !sessionOf(response)) await noteOpening(context, link);
  const answers = await findPreviewAnswers(db, { linkId: link.id }, mostAnswers);
  const { done } = request.query;
  const said = typed ?? { form: {}, errors: {}, status: 200 };
  await sendGuest(context, response, { site, token, link, story, answers, done: String(done), ...said });
}

/** In the language of the story where the link may still say something of it, else in one that the browser asks for. */
function sendOver(
  context: Context,
  { request, response }: { request: Request; response: Response },
  { site, found }: { site: Site; found: Opened | null },
): Promise<void> {
  const { story = null, standing } = found ?? {};
  if (story && (standing === 'withdrawn' || standing === 'redacted' || standing === 'published')) {
    return sendPage(context, response, overPage(site, standing, story));
  }
  const asked = request.acceptsLanguages([site.language, ...languages.filter((each) => each !== site.language)]);
  const language = languages.find((each) => each === asked) ?? site.language;
  return sendPage(context, response, overPage(site, 'ended', { language, path: null }));
}

async function sendGuest(context: Context, response: Response, guest: Guest): Promise<void> {
  const { story, token } = guest;
  const now = context.now();
  const loaded = await loadByLink(context.db.reader, { story, token, now });
  const { config, assets } = context;
  const around = { siteUrl: config.siteUrl, logo: assets.url('icon.svg'), now, preview: guestBar(guest) };
  const shown = 'page' in loaded ? standingPage(loaded.page, around) : storyPage(loaded.story, around);
  await sendPage(context, response, guestPage(shown, guest));
}

const answer =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const token = String(request.params.token);
    const form = formOf(request);
    const found = await findByPreviewToken(context.db.reader, token, context.now());
    if (found?.standing !== 'open' || !found.story) return show(context, request, response);
    const { language } = found.story;
    response.locals.language = language;
    try {
      const said = previewAnswerForm(form, words(language));
      await context.limits.take('preview', networkOf(request));
      await answerByLink(context, token, said);
      response.redirect(303, `/preview/${token}?done=${said.kind === 'approval' ? 'approved' : 'noted'}#answer`);
    } catch (error) {
      await refuse(context, error, { request, response, form, linkId: found.link.id });
    }
  };

interface Refused {
  request: Request;
  response: Response;
  form: Form;
  linkId: number;
}

/** The page with what was typed, and why it was not taken; anything else that went wrong goes on to the error page. */
async function refuse(context: Context, error: unknown, { request, response, form, linkId }: Refused): Promise<void> {
  const { previews, tooManyFor } = words(response.locals.language);
  const again = (problems: FieldErrors, status: number) =>
    show(context, request, response, { form, errors: problems, status });
  if (error instanceof Invalid) return again(error.fields, 422);
  if (error instanceof Conflict) {
    const isFull = (await countPreviewAnswers(context.db.reader, linkId)) >= previewLimits.answers;
    return again({ '': isFull ? previews.errors.full : previews.errors.changed }, 409);
  }
  if (!(error instanceof TooMany)) throw error;
  response.set('Retry-After', String(error.retryAfter));
  await again({ '': tooManyFor(minutesIn(error.retryAfter)) }, 429);
}
