import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';

export { hashToken } from '../text/tokens.ts';

/** How this site's cookies are named and guarded; `secure` where the site's address is https. */
export interface CookieRules {
  secure: boolean;
}

export function readCookie(request: IncomingMessage, name: string, { secure }: CookieRules): string | null {
  const { cookie } = request.headers;
  if (!cookie) return null;
  const wanted = `${prefix(secure)}${name}=`;
  const found = cookie.split(/; */).find((each) => each.startsWith(wanted));
  return found ? found.slice(wanted.length) : null;
}

/** HttpOnly, SameSite=Lax, the whole site; `__Host-` and Secure over https. `maxAge` in seconds, 0 removes it. */
export function setCookie(
  response: Response,
  cookie: { name: string; value: string; maxAge: number },
  { secure }: CookieRules,
): void {
  const { name, value, maxAge } = cookie;
  const parts = [`${prefix(secure)}${name}=${value}`, 'Path=/', `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Lax'];
  response.append('Set-Cookie', (secure ? [...parts, 'Secure'] : parts).join('; '));
}

const prefix = (secure: boolean) => (secure ? '__Host-' : '');

/** `value.signature`, for what a browser or an address carries and must not change. `purpose` keeps uses apart. */
export const sign = (value: string, purpose: string, secret: string): string =>
  `${value}.${signature(value, purpose, secret)}`;

/** The value, or null where the signature is wrong or missing. */
export function unsign(signed: string, purpose: string, secret: string): string | null {
  const [, value, given] = /^(.+)\.([\w-]{43})$/.exec(signed) ?? [];
  if (value === undefined || given === undefined) return null;
  const right = signature(value, purpose, secret);
  return timingSafeEqual(Buffer.from(given), Buffer.from(right)) ? value : null;
}

const signature = (value: string, purpose: string, secret: string) =>
  createHmac('sha256', secret).update(`${purpose}:${value}`).digest('base64url');
