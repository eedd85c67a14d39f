import type { RequestHandler } from 'express';
import { NotFound } from '../errors.ts';

/** No address of ours holds NUL, and PostgreSQL takes none in a text. */
export const refuseNul: RequestHandler = (request, _response, next) => {
  if (request.path.includes('%00')) throw new NotFound('There is no such page.');
  next();
};
