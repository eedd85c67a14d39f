import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { type CookieRules, readCookie, setCookie, sign, unsign } from './cookies.ts';
import type { PageCache } from './page-cache.ts';

/*
 * Several machines over one database hear of what happens at one of them within a second. Whoever did it may be sent to another machine
 * sooner than that: for that time their browser says what must be known there.
 */

const name = 'newest';
const purpose = 'newest event';
/** In seconds. */
const maxAge = 5;

interface Around {
  pages: PageCache;
  cookies: CookieRules;
  secret: string;
  /** The time, as the 24 characters of toISOString(). */
  now(): string;
}

/** Answers to forms, which are what changes something, tell the browser which event this process knew last. */
export function tellNewest({ pages, cookies, secret, now }: Around): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'POST') {
      beforeHead(response, () => {
        const value = sign(`${pages.newestEvent()}_${now()}`, purpose, secret);
        setCookie(response, { name, value, maxAge }, cookies);
      });
    }
    next();
  };
}

/** The newest event that whoever asks knows of: 0 where they say nothing, or what was not said here a moment ago. */
export function newestKnown(request: IncomingMessage, { cookies, secret, now }: Omit<Around, 'pages'>): number {
  const said = readCookie(request, name, cookies);
  const [event, at] = (said && unsign(said, purpose, secret))?.split('_') ?? [];
  // Machines' clocks differ by a little.
  const isOld = at === undefined || Date.parse(now()) - Date.parse(at) > 2 * maxAge * 1000;
  return isOld ? 0 : Number(event);
}

function beforeHead(response: Response, act: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...parameters: unknown[]) => Response;
  response.writeHead = (...parameters: unknown[]) => {
    act();
    return writeHead(...parameters);
  };
}
