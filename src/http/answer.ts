import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzipSync, gzip } from 'node:zlib';
import fresh from 'fresh';
import Negotiator from 'negotiator';
import pLimit from 'p-limit';
import { exactly } from './exact.ts';
import { requestIdHeader } from './log.ts';

/** A whole answer, as it came from whoever made it. */
export interface Captured {
  status: number;
  /** By their names in lower case. */
  headers: OutgoingHttpHeaders;
  body: Buffer;
  /** The story whose whole page it is, of which reads are counted; null for everything else. */
  story: number | null;
}

export type Encoding = 'br' | 'gzip' | 'identity';

interface Body {
  /** Names and values in turn. */
  headers: string[];
  bytes: Buffer;
  /** Whether the bytes are those of the body in gzip. */
  isPacked: boolean;
}

/** An answer that can be given again and again, in whatever way browsers take it. */
export interface Answer {
  status: number;
  bodies: Record<Encoding, Body>;
  /** Those of an answer that says only that nothing has changed. */
  unchanged: string[];
  validators: { etag?: string; 'last-modified'?: string };
  story: Captured['story'];
  /** What it takes of the memory, about. */
  bytes: number;
  /** When it was made, as performance.now() tells it, where shared caches count for how long they may keep it. */
  madeAt: number | null;
}

/** Said anew with each answer, by Node or by whoever gives it. */
const own = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding'];
const perAnswer = new Set([...own, requestIdHeader.toLowerCase()]);

/** Below that nothing is gained. */
const leastCompressed = 1024;
/** Smaller by a seventh than what is made anew for each answer; the time is taken once. */
const brotliQuality = 6;

/** Each takes some megabytes while it works, and there are no more processors for them. */
const few = pLimit(2);
const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];

const everyEncoding: readonly Encoding[] = ['br', 'gzip'];

/**
 * Compresses once what is given many times; only as `encodings` say, where it is given once. Of what is compressed the plain bytes are not kept: they
 * take three times as much room as both others, and next to nobody asks for them.
 */
export async function answerOf({ status, headers, body, story }: Captured, encodings = everyEncoding): Promise<Answer> {
  const common = Object.entries(headers).flatMap(([name, value]) =>
    perAnswer.has(name) || value === undefined ? [] : [value].flat().flatMap((each) => [name, String(each)]),
  );
  const isWorthIt = (encoding: Encoding) => body.length >= leastCompressed && encodings.includes(encoding);
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const [br, gz] = await Promise.all([
    isWorthIt('br') ? few(async () => exactly(await brotli(body, { params }))) : body,
    isWorthIt('gzip') ? few(async () => exactly(await gzipped(body))) : body,
  ]);
  const bodyOf = (encoding: Encoding, bytes: Buffer): Body => ({
    headers: [
      ...common,
      ...(bytes === body ? [] : ['content-encoding', encoding]),
      ...['content-length', String(bytes.length)],
    ],
    bytes,
    isPacked: false,
  });
  const plain = bodyOf('identity', body);
  const identity = gz === body ? plain : { ...plain, bytes: gz, isPacked: true };
  const bodies = { br: bodyOf('br', br), gzip: bodyOf('gzip', gz), identity };
  const { etag, 'last-modified': lastModified } = headers;
  return {
    status,
    bodies,
    unchanged: withoutContent(common),
    validators: { ...(etag && { etag: String(etag) }), ...(lastModified && { 'last-modified': String(lastModified) }) },
    madeAt: /\bs-maxage=/.test(String(headers['cache-control'])) ? performance.now() : null,
    story,
    bytes:
      new Set([identity.bytes, br, gz]).values().reduce((sum, { length }) => sum + length, 0) +
      3 * JSON.stringify(common).length,
  };
}

/** A 304 says nothing of a content that it does not have (RFC 9110, section 15.4.5). */
const withoutContent = (headers: string[]): string[] =>
  headers.filter((_, index) => !/^content-type$/.test(headers[index - (index % 2)] ?? ''));

/** Gives the answer, or says that what the browser has is still right. */
export function give(request: IncomingMessage, response: ServerResponse, { answer, id }: Given): void {
  const { status, validators } = answer;
  const ofThisOne = [requestIdHeader, id, ...ageOf(answer)];
  if (status === 200 && isConditional(request) && fresh(request.headers, validators)) {
    response.writeHead(304, [...answer.unchanged, ...ofThisOne]).end();
    return;
  }
  const { headers, bytes, isPacked } = answer.bodies[encodingFor(request)];
  response.writeHead(status, [...headers, ...ofThisOne]);
  if (request.method === 'HEAD') response.end();
  else response.end(isPacked ? gunzipSync(bytes) : bytes);
}

/** What was kept here has used up some of its time. Source: RFC 9111, section 5.1. */
const ageOf = ({ madeAt }: Answer): string[] =>
  madeAt === null ? [] : ['Age', String(Math.floor((performance.now() - madeAt) / 1000))];

export interface Given {
  answer: Answer;
  /** Of the request, by which it is found in the log. */
  id: string;
}

const isConditional = ({ headers }: IncomingMessage) =>
  headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;

/** Of what somebody takes equally gladly, what is preferred comes first, as with what is not kept. Its types do not know that yet. */
interface Preferring {
  encoding(available: string[], preferred?: string[]): string | undefined;
}

/** Browsers send one of a few; what others send is not remembered without end. */
const negotiated = new Map<string, Encoding>();
const mostRemembered = 200;

/** What its sender would rather have. */
export function encodingFor({ headers }: IncomingMessage): Encoding {
  const accepted = headers['accept-encoding'];
  // Who says nothing would take anything, but is mostly a program that unpacks nothing.
  if (accepted === undefined) return 'identity';
  const text = String(accepted);
  const known = negotiated.get(text);
  if (known) return known;
  const negotiator: Preferring = new Negotiator({ headers });
  const found = (negotiator.encoding(['br', 'gzip', 'identity'], ['br', 'gzip']) ?? 'identity') as Encoding;
  if (negotiated.size >= mostRemembered) negotiated.clear();
  negotiated.set(text, found);
  return found;
}
