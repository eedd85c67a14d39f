import type { Context } from '../../../context.ts';
import type { Actor } from '../../../db/tables.ts';
import { NotFound } from '../../../errors.ts';
import { record } from '../../../events/log.ts';
import { deleteRedirect, findRedirect } from '../../../topics/queries/redirects.ts';
import { filingPath, type ListKind } from '../../../topics/section.ts';
import { canRemoveRedirects } from '../../policy.ts';
import { deleteStoryRedirect } from '../../queries/addresses.ts';
import { authorize } from '../find.ts';

/** An address that leads on: of a story or page by its path, of anything else by the end of it. */
export type OldAddress = { kind: 'story'; path: string } | { kind: ListKind; slug: string };

/** From now on the address leads nowhere, or to what has it by itself. @throws Forbidden, NotFound */
export async function removeRedirect(context: Context, actor: Actor, old: OldAddress): Promise<void> {
  authorize(canRemoveRedirects(actor));
  await context.db.transaction(async (tx) => {
    const id =
      old.kind === 'story' ? await deleteStoryRedirect(tx, old.path) : await findRedirect(tx, old.kind, old.slug);
    if (id === null) throw new NotFound('There is no such redirect, or not any more.');
    if (old.kind !== 'story') await deleteRedirect(tx, old.kind, old.slug);
    const path = old.kind === 'story' ? old.path : filingPath(old.kind, old.slug);
    const subject = `${old.kind === 'story' ? 'article' : old.kind}:${id}`;
    await record(tx, { at: context.now(), actor, action: 'redirect.removed', subject, names: [`path:${path}`] });
  });
}
