import type { Request, RequestHandler } from 'express';
import { Forbidden } from '../errors.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What changes something must come from our own pages. Browsers say where a request comes from in Sec-Fetch-Site (only over
 * https and on localhost), or in Origin, or in Referer; with none of the three there is no telling, and it is refused.
 * So no form needs a token, and forms can sit in pages that are the same for everybody.
 * Source: Fetch Metadata (W3C), and OWASP's cheat sheet on cross-site request forgery.
 */
export function sameOrigin(siteUrl: string): RequestHandler {
  const ownHost = new URL(siteUrl).host;
  return (request, _response, next) => {
    if (!reading.has(request.method) && !isOurs(request, ownHost)) {
      throw new Forbidden(
        'This came from another site, or your browser does not say from where. Open the page here and send it again.',
      );
    }
    next();
  };
}

function isOurs(request: Request, ownHost: string): boolean {
  const fetchSite = request.get('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  const source = request.get('origin') ?? request.get('referer');
  const host = source === undefined ? undefined : URL.parse(source)?.host;
  return host !== undefined && (host === request.get('host') || host === ownHost);
}
