import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { hashToken, readCookie, setCookie, sign, unsign } from '../../http/cookies.ts';
import { addressOf, networkOf } from '../../http/network.ts';
import type { Page } from '../../http/render.ts';
import { sendPage } from '../../http/send-page.ts';
import { sessionOf } from '../../http/sessions.ts';
import type { Changer } from '../actions/change.ts';
import type { Client } from '../comment/spam.ts';
import { networkAround } from '../queries/networks.ts';

/* By what the writer of a comment is known again: a cookie, or an address that they alone were given. */

/** Names a browser to trust; a year in seconds. */
const identity = { name: 'commenter', maxAge: 365 * 24 * 60 * 60 };

/** The identity that the browser brought; null where it brought none of ours. */
export function knownBrowser(context: Context, request: Request): string | null {
  const brought = readCookie(request, identity.name, context.cookies);
  return brought ? unsign(brought, identity.name, context.secret) : null;
}

/** The identity that the browser brought, or a new one. */
export const browserOf = (context: Context, request: Request): string =>
  knownBrowser(context, request) ?? randomBytes(16).toString('base64url');

export const rememberBrowser = (context: Context, response: Response, browser: string): void =>
  setCookie(response, { ...identity, value: sign(browser, identity.name, context.secret) }, context.cookies);

/** What the signed address of a comment says to show that it is one. */
export const keyOf = ({ secret }: Context, id: number): string =>
  sign(String(id), 'own-comment', secret).slice(String(id).length + 1);

/** Whether the address of a comment bears its key. */
export const hasKey = ({ secret }: Context, { params, query }: Request): boolean =>
  unsign(`${params.id}.${query.key}`, 'own-comment', secret) === params.id;

/** Who says that the comment is theirs. */
export function changerOf(context: Context, request: Request, response: Response): Changer {
  const browser = knownBrowser(context, request);
  return {
    actor: sessionOf(response)?.actor ?? null,
    browserHash: browser === null ? null : hashToken(browser),
    hasKey: hasKey(context, request),
    network: networkAround(networkOf(request)),
    client: clientOf(request),
  };
}

const longestAgent = 500;

/** What an outside check may be told of a request. Of where it came from, the story alone: an address may hold what is nobody else's. */
export function clientOf(request: Request): Client {
  const referrer = URL.parse(request.get('referer') ?? '');
  return {
    address: addressOf(request),
    userAgent: (request.get('user-agent') ?? '').slice(0, longestAgent),
    referrer: referrer && belowAStory.test(referrer.pathname) ? `${referrer.origin}${referrer.pathname}` : '',
  };
}

const belowAStory = /^\/\d{4}\/\d{2}\/\d{2}\/[^/]{1,200}(\/comments(\/|$)|$)/;

/** A page that is one person's own. */
export async function sendPrivate(context: Context, response: Response, page: Page): Promise<void> {
  response.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
  await sendPage(context, response, page);
}
