import type { Response } from 'express';
import type { Actor } from '../db/tables.ts';
import { hostsIn } from '../text/host-names.ts';
import { earliest } from '../text/moments.ts';
import type { Assets } from './assets.ts';
import type { CookieRules } from './cookies.ts';
import type { Keeping, Page, Renderer } from './render.ts';
import { allowFrames } from './security-headers.ts';
import { sessionOf } from './sessions.ts';
import { readTheme, themeModel } from './theme.ts';

/** What stands around every page; made from the features by context.ts, since the platform knows none of them. */
export type FindChrome = (page: Page, actor: Actor | null) => Promise<object>;

/** When what stands around every page, or which stories are out, changes by the clock; null for never. */
export type FindNextChange = (now: string) => Promise<string | null>;

export interface PageContext {
  renderer: Renderer;
  findChrome: FindChrome;
  /** Null where no pages are kept. */
  findNextChange: FindNextChange | null;
  /** Whether caches before the site are told what changes, and so may keep pages. */
  sharedCaches: boolean;
  cookies: CookieRules;
  assets: Assets;
}

/** The answer may be kept for other visitors, for as long as that and what every answer depends on stays as it is. */
export async function allowKeeping(
  { findNextChange, sharedCaches }: Pick<PageContext, 'findNextChange' | 'sharedCaches'>,
  response: Response,
  keeping: Keeping,
): Promise<void> {
  if (!findNextChange || sessionOf(response)) return;
  const freshUntil = earliest([keeping.freshUntil, await findNextChange(keeping.at)]);
  response.locals.keeping = { ...keeping, freshUntil };
  if (sharedCaches) tellSharedCaches(response, { ...keeping, freshUntil });
}

/** At most, in seconds: what was lost on its way to the cache is right again then. */
const longestShared = 24 * 60 * 60;

/**
 * How long a shared cache may keep the answer, and under which names it is told to drop it; every page bears `site`. Browsers ask each time.
 * Source: RFC 9111, section 5.2.2.10; the names are read by Fastly and Varnish from the one header, by Cloudflare from the other.
 */
function tellSharedCaches(response: Response, { names, at, freshUntil }: Keeping): void {
  const left = freshUntil === null ? longestShared : Math.floor((Date.parse(freshUntil) - Date.parse(at)) / 1000);
  const all = ['site', ...new Set(names)];
  response.set('Cache-Control', `max-age=0, must-revalidate, s-maxage=${Math.max(0, Math.min(left, longestShared))}`);
  response.set('Surrogate-Key', all.join(' '));
  response.set('Cache-Tag', all.join(','));
}

/** Renders the page with what surrounds it, and answers with it. */
export async function sendPage(context: PageContext, response: Response, page: Page): Promise<void> {
  const chrome = await context.findChrome(page, sessionOf(response)?.actor ?? null);
  // The newsroom's pages are one person's own; a browser's back button may keep them, nobody else.
  if (page.layout !== 'reader') response.set('Cache-Control', 'private, no-store');
  else if (!response.get('Cache-Control')) response.set('Cache-Control', 'max-age=0, must-revalidate');
  if (page.layout === 'reader') {
    response.vary('Cookie');
    // By header: the security policy lets none stand in the page. Browsers that know it fetch a page that a reader is about to open.
    response.set('Speculation-Rules', `"${context.assets.url('speculation-rules.json')}"`);
  }
  if (page.story !== undefined && !sessionOf(response)) response.locals.story = page.story;
  if (page.keeping) await allowKeeping(context, response, page.keeping);
  if (page.site) allowFrames(response, hostsIn(`${page.site.videoHosts} ${page.site.chartHosts}`));
  const theme = themeModel(readTheme(response.req, context.cookies));
  response
    .status(page.status ?? 200)
    .type('html')
    .send(context.renderer.render(page, { ...chrome, theme }));
}
