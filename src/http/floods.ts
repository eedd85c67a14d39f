import type { RequestHandler } from 'express';
import { createFloodPage, type FloodPageContext } from './flood-page.ts';
import { networkOf } from './network.ts';

/** What one network may send at once, and in each second after that: more than an office or a school does, and far less than a program. */
const [burst, perSecond] = [60, 0.2];
/** What may come from everywhere; while more comes, a network gets through with so many of its burst, so that the others get through too. */
const [burstOfAll, perSecondOfAll, shareWhenBusy] = [100, 10, 5];
/** Networks that are remembered; with more of them the oldest is forgotten. */
const mostNetworks = 20_000;
/** What is longer is not waited for: the connection ends with the answer. */
const longestBody = 64 * 1024;

/** Of a page without script and form: stricter than that of all others. */
const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Turns a flood of readers' forms away before anything is read, asked or logged, so that who reads does not wait for it. What people are told in full, with
 * their text given back, is up to http/limits.ts; nobody gets here who fills in forms. Each process counts for itself.
 */
export function refuseFloods(
  context: FloodPageContext,
  clock: () => number = () => performance.now() / 1000,
): RequestHandler {
  const take = createBuckets(clock);
  const page = createFloodPage(context, clock);
  return async (request, response, next) => {
    const isForm = request.method === 'POST' && !request.path.startsWith('/admin');
    if (!isForm || take(networkOf(request))) return next();
    const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (length > longestBody) response.setHeader('Connection', 'close');
    const answer = await page();
    response.writeHead(429, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Content-Length': answer.length,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      'Retry-After': '60',
    });
    response.end(answer);
  };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Whether one more may come from there: so many at first, and then as many as have flowed back. */
function createBuckets(clock: () => number): (network: string) => boolean {
  const left = new Map<string, Bucket>();
  let all: Bucket = { tokens: burstOfAll, at: clock() };
  return (network) => {
    const at = clock();
    const known = left.get(network);
    const tokens = known ? Math.min(burst, known.tokens + (at - known.at) * perSecond) : burst;
    const ofAll = Math.min(burstOfAll, all.tokens + (at - all.at) * perSecondOfAll);
    if (tokens < (ofAll < 1 ? burst - shareWhenBusy + 1 : 1)) return false;
    all = { tokens: Math.max(0, ofAll - 1), at };
    left.delete(network);
    left.set(network, { tokens: tokens - 1, at });
    if (left.size > mostNetworks) left.delete(left.keys().next().value ?? '');
    return true;
  };
}
