import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { readSite } from '../db/settings.ts';
import { Conflict, Forbidden, Gone, Invalid, NotFound, SignInRequired, TooMany, Unavailable } from '../errors.ts';
import { longDateTime } from '../text/dates.ts';
import { type Words, words } from '../text/language.ts';
import { formOf } from './forms.ts';
import type { Page } from './render.ts';
import { type PageContext, sendPage } from './send-page.ts';

interface ErrorContext extends PageContext {
  db: Database;
  log: Logger;
}

type FailureName = keyof Words['failures'];

interface Answer {
  status: number;
  name: FailureName;
  /** What happened, where the failure says more than the catalogue. */
  message: string | null;
}

export const notFound: RequestHandler = () => {
  throw new NotFound('There is no such page.');
};

/** The only place that knows which failure is which status. */
export function errorPages(context: ErrorContext): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof SignInRequired && request.method === 'GET') {
      return response.redirect(303, `/admin?next=${encodeURIComponent(request.originalUrl)}`);
    }
    const answer = answerTo(error);
    if (answer.status >= 500 && answer.name === 'unexpected')
      context.log.error({ error, id: request.id }, 'unexpected error');
    if (error instanceof TooMany) response.set('Retry-After', String(error.retryAfter));
    if (error instanceof Unavailable) response.set('Retry-After', '5');
    response.set('Cache-Control', 'private, no-store');
    try {
      await sendPage(context, response, await errorPage(context, request, { ...answer, error }));
    } catch (failure) {
      // The database may be what failed, and the page's masthead comes from there.
      context.log.error({ error: failure, id: request.id }, 'the error page could not be made');
      sendPlain(response, answer, String(request.id));
    }
  };
}

function answerTo(error: unknown): Answer {
  const known: [new (...values: never[]) => Error, number, FailureName][] = [
    [NotFound, 404, 'notFound'],
    [Gone, 410, 'gone'],
    [SignInRequired, 401, 'forbidden'],
    [Forbidden, 403, 'forbidden'],
    [Invalid, 422, 'invalid'],
    [Conflict, 409, 'conflict'],
    [TooMany, 429, 'tooMany'],
    [Unavailable, 503, 'unavailable'],
  ];
  const found = known.find(([kind]) => error instanceof kind);
  if (found) return { status: found[1], name: found[2], message: (error as Error).message };
  // What Express and its parsers refuse carries a status of its own.
  const { status } = (error ?? {}) as { status?: number };
  if (status === 413) return { status, name: 'tooLarge', message: null };
  if (status !== undefined && status >= 400 && status < 500) return { status: 400, name: 'invalid', message: null };
  return { status: 500, name: 'unexpected', message: null };
}

async function errorPage(context: ErrorContext, request: Request, answer: Answer & { error: unknown }): Promise<Page> {
  const { status, name, message, error } = answer;
  const catalogue = words('en');
  const site = await readSite(context.db.reader);
  const failure = catalogue.failures[name];
  const shared = { language: 'en', status, title: `${failure.heading} | ${site.name}` } as const;
  const requestId = name === 'unexpected' ? String(request.id) : null;
  const links = [{ text: catalogue.frontPage, href: '/' }];
  if (request.path.startsWith('/admin')) {
    const link = { href: '/admin', label: 'To the newsroom' };
    const model = {
      siteName: site.name,
      heading: failure.heading,
      message: message ?? failure.text,
      requestId,
      link,
      kept: kept(request),
    };
    return { ...shared, layout: 'sheet', view: 'admin/error', model };
  }
  if (error instanceof Gone) {
    const withdrawn = { iso: error.at, text: longDateTime(error.at, { zone: site.zone, language: 'en' }) };
    return {
      ...shared,
      layout: 'reader',
      view: 'site/gone',
      model: { ...failure, reason: error.message, withdrawn, links },
    };
  }
  const text = name === 'notFound' ? failure.text : (message ?? failure.text);
  const model = { status: String(status), heading: failure.heading, text, kept: kept(request), links, requestId };
  return { ...shared, layout: 'reader', view: 'site/error', model };
}

/** What was typed goes back to who typed it, whatever went wrong; what nobody typed, or nobody should see, does not. */
function kept(request: Request): { name: string; label: string; text: string }[] {
  const hidden = new Set(['password', 'token', 'website', 'revision', 'parent', 'next']);
  return Object.entries(formOf(request))
    .filter(([name, text]) => !hidden.has(name) && text.trim().length > 20)
    .map(([name, text]) => ({ name, label: name, text }));
}

function sendPlain(response: Response, { status, name }: Answer, requestId: string): void {
  const { heading, text } = words('en').failures[name];
  response.status(status).type('text').send(`${STATUS_CODES[status]}: ${heading}. ${text}\n${requestId}\n`);
}
