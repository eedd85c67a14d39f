import type { Response } from 'express';
import { Conflict, Invalid, TooMany } from '../errors.ts';

/** Why a form was refused, for the page that shows it again. */
export interface Refusal {
  status: number;
  message: string;
}

/** What the page says to a refused attempt; anything else that went wrong goes on to the error page. */
export function refuse(error: unknown, response: Response): Refusal {
  if (error instanceof Invalid) return { status: 422, message: error.message };
  if (error instanceof Conflict) return { status: 409, message: error.message };
  if (!(error instanceof TooMany)) throw error;
  response.set('Retry-After', String(error.retryAfter));
  return { status: 429, message: error.message };
}
