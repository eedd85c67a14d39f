import type { Request, Response } from 'express';
import { safeNext } from '../../http/sessions.ts';
import type { Actor } from '../person.ts';

const desk = '/admin';

export const goTo = (response: Response, address: string): void =>
  response.set('Cache-Control', 'private, no-store').redirect(303, address);

/** Where they wanted to go, or where their work begins. */
export const destination = (request: Request, actor: Actor): string =>
  nextOf(request) ?? (actor.role === 'moderator' ? '/admin/comments' : '/admin/articles');

export function nextOf(request: Request): string | null {
  const next = safeNext(request);
  return next === desk ? null : next;
}

/** The address with where to go on to from there. */
export function withNext(address: string, request: Request): string {
  const next = nextOf(request);
  return next === null ? address : `${address}?next=${encodeURIComponent(next)}`;
}
