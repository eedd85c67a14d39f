import type { RequestHandler } from 'express';
import { nothingThere } from '../errors.ts';

/** No address of ours holds NUL, and PostgreSQL takes none in a text. */
export const refuseNul: RequestHandler = (request, _response, next) => {
  if (request.path.includes('%00')) throw nothingThere();
  next();
};

/** First parts of addresses that are not pages of the paper: the names of files and of the newsroom are as they are. */
const exempt = new Set([
  'admin',
  'assets',
  'media',
  '.well-known',
  'healthz',
  'metrics',
  'preview',
  'replies',
  'uploads',
  'your-data',
]);

/**
 * Every page of readers has one address: no slash behind it, none twice, lower case in any script (text/slug.ts), NFC. Others that
 * mean it lead to it, with what stands behind the question mark. What is no text is refused here with 400.
 */
export const toCanonicalAddress: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return next();
  const { path } = request;
  const parts = path.split('/').slice(1).map(decoded);
  if (exempt.has((parts.find((part) => part !== '') ?? '').toLowerCase())) return next();
  const canonical = canonicalParts(parts);
  if (!canonical || same(parts, canonical)) return next();
  const query = request.originalUrl.indexOf('?');
  const address = `/${canonical.map(encodeURIComponent).join('/')}`;
  response.redirect(301, query < 0 ? address : `${address}${request.originalUrl.slice(query)}`);
};

/** Null where no rule makes an address of ours of it: a slash or a dot that is part of a name would mean another place to browsers. */
function canonicalParts(parts: string[]): string[] | null {
  if (parts.some((part) => /[/\\]|^\.{1,2}$/.test(part))) return null;
  const canonical = parts.filter((part) => part !== '').map(lowered);
  // No letter is known that comes out different the second time; if there is one, it shall not send browsers around in a circle.
  return same(canonical, canonical.map(lowered)) ? canonical : null;
}

const lowered = (part: string) => part.normalize('NFC').toLowerCase().normalize('NFC');

/** The front page is one empty part. */
const same = (parts: string[], others: string[]) => parts.join('/') === others.join('/');

/** @throws URIError with the status that Express's own routes give it */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw Object.assign(new URIError('The address is no text.'), { status: 400 });
  }
}
