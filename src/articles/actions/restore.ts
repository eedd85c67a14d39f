import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { isBlank } from '../queries/redaction.ts';
import { findRevision } from '../queries/writing.ts';
import { addRevision, type Saved } from './save.ts';

export interface Restoring {
  articleId: number;
  /** The revision whose content is to come back. */
  revisionId: number;
  /** The newest one, as far as who restores knows. */
  baseRevisionId: number | null;
}

/**
 * Puts the content of an older revision on top of the newest one; nothing is lost by it. What readers see stays, but for a
 * scheduled story, as with every save.
 * @throws EditConflict, Conflict, Forbidden, NotFound
 */
export async function restoreRevision(context: Context, actor: Actor, restoring: Restoring): Promise<Saved> {
  const { articleId, revisionId, baseRevisionId } = restoring;
  const now = context.now();
  return context.db.transaction(async (tx) => {
    // Read where it is written: a redaction in between would be undone otherwise.
    const content = await findRevision(tx, revisionId);
    if (content?.articleId !== articleId) throw new NotFound('There is no such version of this story.');
    if (await isBlank(tx, revisionId)) {
      throw new Conflict('The text of this version was redacted. It is gone, and cannot be restored.');
    }
    if (revisionId === baseRevisionId) throw new Conflict('This is the newest version already.');
    const saving = { articleId, baseRevisionId, kind: 'restore', content, restoredFrom: revisionId, now } as const;
    return addRevision(tx, actor, { context, ...saving }).catch((error: unknown) => {
      if (!(error instanceof Invalid)) throw error;
      throw new Conflict(`As it was then, it cannot come out at its time: ${error.message}`);
    });
  });
}
