import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { readSite, type Site } from '../db/settings.ts';
import {
  Conflict,
  Forbidden,
  Gone,
  Invalid,
  NotFound,
  nothingThere,
  PageGone,
  SignInRequired,
  TooMany,
  Unavailable,
  Unsure,
} from '../errors.ts';
import { longDateTime } from '../text/dates.ts';
import { isLanguage, type Language, languages, type Words, words } from '../text/language.ts';
import { formOf, valuesOf } from './forms.ts';
import { minutesIn } from './limits.ts';
import type { Page } from './render.ts';
import { searchWords } from './search-words.ts';
import { type PageContext, sendPage } from './send-page.ts';
import { sessionOf } from './sessions.ts';
import { secrets, typedIn } from './typed.ts';

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
  throw nothingThere();
};

/** More than any page of ours has. What stands in an address three times as long by then would make a header that proxies and browsers refuse. */
const longestBack = 2000;

function backTo({ originalUrl, path }: Request): string {
  const [back] = [originalUrl, path].map(encodeURIComponent).filter(({ length }) => length <= longestBack);
  return back === undefined ? '' : `?next=${back}`;
}

/** The only place that knows which failure is which status. */
export function errorPages(context: ErrorContext): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof SignInRequired && (request.method === 'GET' || request.method === 'HEAD')) {
      return response.redirect(303, `/admin${backTo(request)}`);
    }
    const answer = answerTo(error);
    if (answer.status >= 500) context.log.error({ err: error, id: request.id }, `${answer.name} error`);
    if (isRefusal(error)) noteRefusal(request, response, answer);
    if (error instanceof TooMany) response.set('Retry-After', String(error.retryAfter));
    if (error instanceof Unavailable) response.set('Retry-After', '5');
    response.set('Cache-Control', 'private, no-store');
    try {
      const site = await readSite(context.db.reader);
      const language = languageOf(request, response, site);
      await sendPage(context, response, errorPage(request, { ...answer, error, language, site }));
    } catch (failure) {
      // The database may be what failed, and the page's masthead comes from there.
      context.log.error({ err: failure, id: request.id }, 'the error page could not be made');
      sendPlain(request, response, answer);
    }
  };
}

const isRefusal = (error: unknown): boolean =>
  [SignInRequired, Forbidden, TooMany].some((kind) => error instanceof kind);

/** Whoever tries what is not theirs to do, or too often, shows in the log: by number, never by name. Source: OWASP ASVS 5, 16.3.2 and 16.3.3. */
const noteRefusal = (request: Request, response: Response, { status, name }: Answer): void =>
  request.log.info({ status, person: sessionOf(response)?.actor.id ?? null }, `refused: ${name}`);

/** A handler that knows says it in `locals.language`, otherwise it is the site's; the newsroom is in English. */
const languageOf = (request: Request, { locals }: Response, site: Site): Language => {
  if (request.path.startsWith('/admin')) return 'en';
  return isLanguage(String(locals.language)) ? locals.language : site.language;
};

function answerTo(error: unknown): Answer {
  const known: [new (...values: never[]) => Error, number, FailureName][] = [
    [NotFound, 404, 'notFound'],
    [PageGone, 410, 'pageGone'],
    [Gone, 410, 'gone'],
    [SignInRequired, 401, 'forbidden'],
    [Forbidden, 403, 'forbidden'],
    [Invalid, 422, 'invalid'],
    [Conflict, 409, 'conflict'],
    [TooMany, 429, 'tooMany'],
    [Unsure, 503, 'unsure'],
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

type Failed = Answer & { error: unknown; language: Language; site: Site };

function errorPage(request: Request, failed: Failed): Page {
  const { status, name, message, error, language, site } = failed;
  const catalogue = words(language);
  const failure = catalogue.failures[name];
  const shared = { language, status, site, title: `${failure.heading} | ${site.name}` };
  const requestId = name === 'unexpected' ? String(request.id) : null;
  const typed = typedIn(request, catalogue);
  if (request.path.startsWith('/admin')) {
    const link = { href: '/admin', label: 'To the newsroom' };
    const said = message ?? failure.text;
    const again = sentAgain(request, error, typed);
    const model = { siteName: site.name, heading: failure.heading, message: said, requestId, link, again, kept: typed };
    return { ...shared, layout: 'sheet', view: 'admin/error', model };
  }
  const links = [
    { text: catalogue.frontPage, href: '/' },
    { text: catalogue.comfort.siteMap, href: '/site-map' },
  ];
  if (error instanceof Gone) {
    const withdrawn = { iso: error.at, text: longDateTime(error.at, { zone: site.zone, language }) };
    const model = { ...failure, reason: error.message, withdrawn, kept: typed, links };
    return { ...shared, layout: 'reader', view: 'site/gone', model };
  }
  const text = readersText({ name, message, error, language });
  // What is not here may be somewhere else.
  const search = name === 'notFound' ? { words: searchWords(request.path) } : null;
  const model = { status: String(status), heading: failure.heading, text, kept: typed, search, links, requestId };
  return { ...shared, layout: 'reader', view: 'site/error', model };
}

interface SentAgain {
  action: string;
  multipart: boolean;
  signedOut: boolean;
  /** Fields that are not shown. */
  hidden: { name: string; value: string }[];
}

/** What was refused for now only goes the same way again from the page that says so: all of it, but for files. Nothing is offered where a secret would be missing. */
function sentAgain(request: Request, error: unknown, shown: { name: string }[]): SentAgain | null {
  const signedOut = error instanceof SignInRequired;
  if (request.method !== 'POST' || !(signedOut || error instanceof Unavailable)) return null;
  const sent = Object.keys(formOf(request));
  if (sent.some((name) => secrets.has(name))) return null;
  const names = new Set(shown.map(({ name }) => name));
  return {
    action: request.originalUrl,
    multipart: request.is('multipart/form-data') !== false,
    signedOut,
    hidden: sent.flatMap((name) => (names.has(name) ? [] : valuesOf(request, name).map((value) => ({ name, value })))),
  };
}

/** Messages are in English; the catalogue speaks the page's language. */
function readersText({ name, message, error, language }: Omit<Failed, 'site' | 'status'>): string {
  if (error instanceof TooMany) return words(language).tooManyFor(minutesIn(error.retryAfter));
  return name !== 'notFound' && message !== null && language === 'en' ? message : words(language).failures[name].text;
}

/** For when the database is away. It alone knows the site's language, so that who reads no story is told in each. */
function sendPlain(request: Request, response: Response, { status, name }: Answer): void {
  const own = request.path.startsWith('/admin') ? 'en' : String(response.locals.language);
  const told = (isLanguage(own) ? [own] : languages).map(words);
  const lines = told.map(({ failures }) => `${failures[name].heading}. ${failures[name].text}`);
  const typed = told[0] ? typedIn(request, told[0]).map(({ label, text }) => `\n${label}:\n${text}\n`) : [];
  const said = `${status} ${STATUS_CODES[status]}\n${lines.join('\n')}\n${request.id}\n`;
  response
    .status(status)
    .type('text')
    .send(said + typed.join(''));
}
