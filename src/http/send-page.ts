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
  cookies: CookieRules;
  assets: Assets;
}

/** The answer may be kept for other visitors, for as long as that and what every answer depends on stays as it is. */
export async function allowKeeping(
  { findNextChange }: Pick<PageContext, 'findNextChange'>,
  response: Response,
  keeping: Keeping,
): Promise<void> {
  if (!findNextChange || sessionOf(response)) return;
  const freshUntil = earliest([keeping.freshUntil, await findNextChange(keeping.at)]);
  response.locals.keeping = { ...keeping, freshUntil };
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
  if (page.keeping) await allowKeeping(context, response, page.keeping);
  if (page.site) allowFrames(response, hostsIn(`${page.site.videoHosts} ${page.site.chartHosts}`));
  const theme = themeModel(readTheme(response.req, context.cookies));
  response
    .status(page.status ?? 200)
    .type('html')
    .send(context.renderer.render(page, { ...chrome, theme }));
}
