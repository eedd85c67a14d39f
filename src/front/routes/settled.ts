import type { RequestHandler } from 'express';
import type { Context } from '../../context.ts';
import { launchDue } from '../actions/launch.ts';

/** Before anything is shown or done: what is due is written down, so that everybody speaks of the front that readers see. */
export const settled =
  (context: Context): RequestHandler =>
  async (_request, _response, next) => {
    await launchDue(context);
    next();
  };
