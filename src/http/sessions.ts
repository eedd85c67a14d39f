import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../db/tables.ts';
import { Forbidden, SignInRequired } from '../errors.ts';
import { type CookieRules, hashToken, readCookie, setCookie } from './cookies.ts';

export interface Session {
  actor: Actor;
  tokenHash: string;
}

export type FindSession = (tokenHash: string) => Promise<Actor | null>;

const cookieName = 'session';

/** Finds who is signed in, for the handlers that ask with `actorOf` or `sessionOf`. A browser without the cookie costs nothing. */
export function readSession(find: FindSession, rules: CookieRules): RequestHandler {
  return async (request, response, next) => {
    const token = sessionToken(request, rules);
    if (token) {
      const tokenHash = hashToken(token);
      const actor = await find(tokenHash);
      response.locals.session = actor && { actor, tokenHash };
    }
    next();
  };
}

/** What the browser brings, valid or not. */
export const sessionToken = (request: IncomingMessage, rules: CookieRules): string | null =>
  readCookie(request, cookieName, rules);

export const sessionOf = (response: Response): Session | null => response.locals.session ?? null;

/** @throws SignInRequired */
export function actorOf(response: Response): Actor {
  const session = sessionOf(response);
  if (!session) throw new SignInRequired('Sign in to go on.');
  return session.actor;
}

/** The guard of a route line: who is signed in must pass the rule. Rules about one story are asked in its action too. */
export function allow(rule: (actor: Actor) => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!rule(actorOf(response)))
      throw new Forbidden('Your role does not include this. An administrator can change it.');
    next();
  };
}

export function startSession(response: Response, token: { value: string; maxAge: number }, rules: CookieRules): void {
  setCookie(response, { name: cookieName, ...token }, rules);
}

export function endSession(response: Response, rules: CookieRules): void {
  setCookie(response, { name: cookieName, value: '', maxAge: 0 }, rules);
}

/** A path of our own to go on to after signing in; anything else leads to the desk. */
export function safeNext(request: Request): string {
  const next = (request.query.next ?? (request.body as Record<string, unknown> | undefined)?.next ?? '') as string;
  return typeof next === 'string' && /^\/admin(\/[\w/-]*)?(\?[\w=&-]*)?$/.test(next) ? next : '/admin';
}
