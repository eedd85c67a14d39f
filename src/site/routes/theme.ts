import { type Request, type RequestHandler, Router } from 'express';
import type { Context } from '../../context.ts';
import { Invalid } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { isTheme, keepTheme } from '../../http/theme.ts';

export function themeRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.post('/theme', choose(context));
  return router;
}

/** The reader's choice is kept in their browser alone, and they are back where they chose it. */
const choose =
  (context: Context): RequestHandler =>
  (request, response) => {
    const { theme } = formOf(request);
    if (!isTheme(theme)) throw new Invalid({ theme: 'Choose one of the three.' });
    keepTheme(response, theme, context.cookies);
    response.redirect(303, `${cameFrom(request, context.config.siteUrl)}#appearance`);
  };

/** The path of the page of ours that held the form. What begins with two slashes would be another site. */
function cameFrom(request: Request, siteUrl: string): string {
  const source = URL.parse(request.get('referer') ?? '');
  const isOurs = source !== null && [request.get('host'), new URL(siteUrl).host].includes(source.host);
  const isPage = isOurs && source.pathname !== '/theme' && !/^\/[/\\]/.test(source.pathname);
  return isPage ? source.pathname + source.search : '/';
}
