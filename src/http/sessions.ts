import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../db/tables.ts';
import { Forbidden, SignInRequired } from '../errors.ts';
import { type CookieRules, hashToken, readCookie, setCookie } from './cookies.ts';

export interface Session {
  actor: Actor;
  tokenHash: string;
  /** When they last proved who they are; '' where that is not known. */
  provedAt: string;
}

/** What is missing until somebody is signed in: the code that is theirs to give, or a second step that their role has to have. */
export type Lack = 'second-step' | 'set-up';

export interface FoundSession extends Omit<Session, 'tokenHash'> {
  /** To the hour. */
  usedAt: string;
  lacks: Lack | null;
}

/** Null where there is none, or it has ended. */
export type FindSession = (tokenHash: string) => Promise<FoundSession | null>;

/** Writes down now and then that a session is in use; nobody waits for it. */
export type NoteUse = (session: { tokenHash: string; usedAt: string }) => void;

/** Of somebody who gave the right password and is not signed in yet. */
export interface BegunSession extends Session {
  lacks: Lack;
}

const cookieName = 'session';

/** Finds who is signed in, for the handlers that ask with `actorOf` or `sessionOf`. A browser without the cookie costs nothing. */
export function readSession(find: FindSession, noteUse: NoteUse, rules: CookieRules): RequestHandler {
  return async (request, response, next) => {
    const token = sessionToken(request, rules);
    if (token) {
      const tokenHash = hashToken(token);
      const { lacks, usedAt = '', ...found } = (await find(tokenHash)) ?? { lacks: null, actor: null };
      // Whoever is not signed in wholly is a visitor to everything that does not ask for them by name.
      if (found.actor) response.locals[lacks === null ? 'session' : 'begun'] = { ...found, tokenHash, lacks };
      if (found.actor) noteUse({ tokenHash, usedAt });
    }
    next();
  };
}

/** What the browser brings, valid or not. */
export const sessionToken = (request: IncomingMessage, rules: CookieRules): string | null =>
  readCookie(request, cookieName, rules);

export const sessionOf = (response: Response): Session | null => response.locals.session ?? null;

export const begunOf = (response: Response): BegunSession | null => response.locals.begun ?? null;

/** Of whoever may set up how they sign in: who is signed in, and whose role has to have a second step first. @throws SignInRequired */
export function settingUpOf(response: Response): Session {
  const begun = begunOf(response);
  const session = sessionOf(response) ?? (begun?.lacks === 'set-up' ? begun : null);
  if (!session) throw new SignInRequired('Sign in to go on.');
  return session;
}

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
