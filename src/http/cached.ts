import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { Logger } from 'pino';
import { answerOf, encodingFor, type Given, give } from './answer.ts';
import { capture } from './captured.ts';
import { type CookieRules, hashToken } from './cookies.ts';
import { logGiven, requestIdHeader } from './log.ts';
import { kindOf, type Measures } from './measures.ts';
import { newestKnown } from './newest.ts';
import type { Made, PageCache } from './page-cache.ts';
import type { ReadCounts } from './reads.ts';
import type { Keeping } from './render.ts';
import { type FindSession, sessionToken } from './sessions.ts';
import { readTheme } from './theme.ts';

/** Pages that are the same for every visitor, by their addresses as letters. */
export interface Shared {
  path: { test(path: string): boolean };
  /** What of the part behind the question mark counts, and how it looks; an address where it looks otherwise is not shared. */
  parameters: Record<string, RegExp>;
}

interface Around {
  cache: PageCache;
  shared: readonly Shared[];
  cookies: CookieRules;
  findSession: FindSession;
  secret: string;
  now(): string;
  measures: Measures;
  reads: ReadCounts;
  log: Logger;
}

/**
 * Stands before Express: gives visitors the whole pages that were made already, and has it make the others. Whoever has a valid session is
 * no visitor. No other cookie, no header and nothing that a page does not ask for in its address makes it another page.
 */
export function fromCache(app: RequestListener, around: Around): RequestListener {
  const { cache, cookies, findSession, log } = around;
  const giveOrMake = (exchange: Exchange, wanted: Wanted): Promise<void> | void => {
    const { request, response } = exchange;
    const known = newestKnown(request, around);
    if (known > 0 && known > cache.newestEvent()) return void app(request, response);
    const key = `${readTheme(request, cookies)}${wanted.path}${wanted.query}`;
    const kept = cache.find(key);
    if (kept) return giveKept(around, { request, response, answer: kept, wanted });
    return makeAnd(around, app, { request, response, key, wanted });
  };
  const answer = async (exchange: Exchange, wanted: Wanted, token: string): Promise<void> => {
    if (await findSession(hashToken(token)).catch(() => true)) return void app(exchange.request, exchange.response);
    await giveOrMake(exchange, wanted);
  };
  return (request, response) => {
    const wanted = wantedBy(request, around.shared);
    if (!wanted) return void app(request, response);
    const exchange = { request, response };
    const token = sessionToken(request, cookies);
    // Nearly everybody brings no session and asks for what is there: they wait for nothing, not even a promise.
    attempt(
      () => (token ? answer(exchange, wanted, token) : giveOrMake(exchange, wanted)),
      (error: unknown) => {
        log.error({ err: error }, 'a page could not be given from those that are kept');
        // Whoever can be answered still is, by who makes pages.
        if (response.headersSent) response.destroy();
        else app(request, response);
      },
    );
  };
}

/** `failed` hears of what goes wrong, at once or later. */
function attempt(act: () => Promise<void> | void, failed: (error: unknown) => void): void {
  try {
    act()?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

async function makeAnd(
  around: Around,
  app: RequestListener,
  { key, wanted, request, response }: Exchange & { key: string; wanted: Wanted },
): Promise<void> {
  let id: string | null = null;
  const make = async (): Promise<Made> => {
    const captured = await capture({ request, response, asked: wanted.url }, app);
    id = String(captured.headers[requestIdHeader.toLowerCase()]);
    const isWhole = captured.status === 200 && captured.headers['set-cookie'] === undefined;
    const keeping = isWhole ? keepingOf(response) : null;
    return { answer: await answerOf(captured, keeping ? undefined : [encodingFor(request)]), keeping };
  };
  const answer = await around.cache.make(key, make);
  // Who waited for what turned out to be somebody else's own asks for themselves.
  if (!answer) return void app(request, response);
  // Where this request had it made, Express wrote the line of the log, and was counted.
  if (id !== null) return give(request, response, { answer, id });
  giveKept(around, { request, response, answer, wanted });
}

interface Giving extends Exchange, Pick<Given, 'answer'> {
  wanted: Wanted;
}

function giveKept({ log, measures, reads }: Around, { request, response, answer, wanted }: Giving): void {
  const id = randomUUID();
  give(request, response, { answer, id });
  if (answer.story !== null) reads.count(request, answer.story);
  measures.count(kindOf(wanted.path), response.statusCode, performance.now() - wanted.at);
  logGiven(log, request, { id, response });
}

const keepingOf = (response: ServerResponse): Keeping | null =>
  (response as ServerResponse & { locals?: { keeping?: Keeping } }).locals?.keeping ?? null;

/** What of an address makes the page; `url` says the same as an address. */
interface Wanted {
  /** When it was asked for, as performance.now() tells it. */
  at: number;
  /** As letters. */
  path: string;
  query: string;
  url: string;
}

/** Null where it is no page that visitors share. */
function wantedBy(request: IncomingMessage, shared: readonly Shared[]): Wanted | null {
  const { method, url = '' } = request;
  if ((method !== 'GET' && method !== 'HEAD') || hasBody(request)) return null;
  const at = url.indexOf('?');
  const raw = at < 0 ? url : url.slice(0, at);
  const path = lettersOf(raw);
  const page = path === null ? undefined : shared.find((each) => each.path.test(path));
  const query = page && (at < 0 ? '' : whatCounts(url.slice(at + 1), page));
  if (path === null || typeof query !== 'string') return null;
  return { at: performance.now(), path, query, url: raw + query };
}

/** No browser sends one with these methods. Express would wait for it, and with it all who wait for the page. */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;

/** Null where it is no text, or would not be the same when it is written as an address again. */
function lettersOf(path: string): string | null {
  if (!path.startsWith('/') || /%2f|%3f|%5c|%00/i.test(path)) return null;
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** '' or what follows the path, question mark included; null where it looks otherwise than it can. */
function whatCounts(query: string, { parameters }: Shared): string | null {
  const given = parse(query);
  const counts: string[] = [];
  for (const [name, looks] of Object.entries(parameters)) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || !looks.test(value)) return null;
    counts.push(`${name}=${value}`);
  }
  return counts.length === 0 ? '' : `?${counts.join('&')}`;
}
