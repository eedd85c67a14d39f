/** Preview links, new each time, for tests of what they show. */

import { makePreviewLink } from '../../src/articles/actions/preview-links.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';

export interface AddedLink {
  id: number;
  token: string;
  /** `/preview/<token>` */
  path: string;
}

export async function addPreviewLink(
  context: Context,
  by: Actor,
  { articleId, recipient = 'Mr Tan, lawyer', days = 3 }: { articleId: number; recipient?: string; days?: number },
): Promise<AddedLink> {
  const { token } = await makePreviewLink(context, by, { articleId, recipient, days });
  const rows = context.db.reader.selectFrom('preview_links').select('id').orderBy('id', 'desc');
  const { id } = await rows.executeTakeFirstOrThrow();
  return { id, token, path: `/preview/${token}` };
}

/** What is approved or noted at the address, as its page would send it. */
export async function answerFields(context: Context, articleId: number, press: 'approve' | 'note') {
  const rows = context.db.reader.selectFrom('articles').select('revision_id').where('id', '=', articleId);
  const revision = String((await rows.executeTakeFirstOrThrow()).revision_id);
  return { press, name: 'Mr Tan', remark: 'He never said so.', revision };
}

interface Prepared {
  path: string;
  fields: Record<string, string>;
}

/** The forms of the routes that change something, as their pages would send them, on a draft that is new each time. */
export function previewPosts(
  draft: () => Promise<{ context: Context; by: Actor; articleId: number }>,
): Record<string, () => Promise<Prepared>> {
  const making = '/admin/articles/:id/preview-links';
  const fill = (articleId: number, id = 0) => making.replace(':id', String(articleId)) + (id ? `/${id}/revoke` : '');
  return {
    [`POST ${making}`]: async () => {
      const { articleId } = await draft();
      return { path: fill(articleId), fields: { previewFor: 'Mr Tan', previewDays: '3' } };
    },
    [`POST ${making}/:link/revoke`]: async () => {
      const { context, by, articleId } = await draft();
      const { id } = await addPreviewLink(context, by, { articleId });
      return { path: fill(articleId, id), fields: {} };
    },
    'POST /preview/:token': async () => {
      const { context, by, articleId } = await draft();
      const { path } = await addPreviewLink(context, by, { articleId });
      return { path, fields: await answerFields(context, articleId, 'approve') };
    },
  };
}

/** A link that somebody made, whoever may. */
export async function addLinkOf(
  context: Context,
  articleId: number,
  { by, as }: { by: Actor; as: number },
): Promise<number> {
  const { id } = await addPreviewLink(context, by, { articleId });
  await context.db.transaction((tx) =>
    tx.updateTable('preview_links').set({ created_by: as }).where('id', '=', id).execute(),
  );
  return id;
}
