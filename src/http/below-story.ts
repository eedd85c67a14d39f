import type { Request, RequestHandler } from 'express';
import { Gone, NotFound } from '../errors.ts';
import type { Language } from '../text/language.ts';

/** What stands at the address of a story; null where nothing ever did. */
export type AtAddress =
  | { kind: 'shown'; story: { language: Language } }
  | { kind: 'moved'; path: string }
  | { kind: 'withdrawn'; withdrawn: { reason: string; at: string; language: Language } }
  | null;

/**
 * For addresses below a story's own, which is their parameter `path`: finds the story for the handlers that follow, as `locals.story`.
 * From an address that it had before, leads on with what was sent.
 */
export function belowStory(find: (path: string) => Promise<AtAddress>): RequestHandler {
  return async (request, response, next) => {
    const standing = await find(String(request.params.path).normalize('NFC'));
    if (!standing) throw new NotFound('There is no story at this address.');
    if (standing.kind === 'moved') {
      // Only these two make browsers send again what they sent, or remember for good.
      const status = request.method === 'POST' ? 308 : 301;
      return response.redirect(status, `${encodeURI(standing.path)}/${belowPath(request)}`);
    }
    const { language } = standing.kind === 'shown' ? standing.story : standing.withdrawn;
    response.locals.language = language;
    if (standing.kind === 'withdrawn') throw new Gone(standing.withdrawn.reason, standing.withdrawn.at);
    response.locals.story = standing.story;
    next();
  };
}

/** What stands behind /YYYY/MM/DD/slug/, as it came. */
const belowPath = ({ originalUrl }: Request): string => originalUrl.split('/').slice(5).join('/');
