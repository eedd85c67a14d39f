import type { Response } from 'express';
import { sessionOf } from '../../http/sessions.ts';
import { canSeeLibrary } from '../policy.ts';

/** Whether who asks may have what readers do not see: the files that the library's pages show. */
export function mayHaveAll(response: Response): boolean {
  const session = sessionOf(response);
  return session !== null && canSeeLibrary(session.actor);
}
