/** Comments as moderators have them before them, new each time, for tests of every route. */

import { ban } from '../../src/comments/actions/ban.ts';
import { decideComment } from '../../src/comments/actions/decide.ts';
import { startFlood } from '../../src/comments/actions/flood.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';

interface Prepared {
  path: string;
  fields: Record<string, string>;
}

export interface Moderating {
  context: Context;
  /** A story that takes comments. */
  story: () => Promise<{ path: string; articleId: number }>;
  /** Who may decide. */
  by: Actor;
}

let count = 0;

/** A held comment; `of` says what became of it. */
export async function addCommentOf(
  { context, by, ...of }: Moderating & { path: string },
  state = 'held',
): Promise<number> {
  count += 1;
  const typed = { text: `Remark ${count}`, name: `Renske ${count}`, email: `renske-${count}@example.org`, website: '' };
  const poster = { actor: null, browserHash: `${count}`, network: networkAround(`192.0.2.${count % 250}`) };
  const { id } = await postComment(context, poster, { ...typed, path: of.path, parentId: null });
  if (state === 'held') return id;
  await decideComment(context, by, { id, seen: 'held', act: state === 'picked' ? 'pick' : 'publish' });
  if (state === 'reported') await addReportOf(context, id);
  return id;
}

/** A reader's report of a comment. */
export async function addReportOf({ db, now }: Context, id: number, reason: 'spam' | 'abuse' = 'spam'): Promise<void> {
  count += 1;
  const report = { comment_id: id, browser_hash: `reporter ${count}`, reason, note: '', created_at: now() };
  await db.transaction(async (tx) => {
    await tx.insertInto('comment_reports').values(report).execute();
    await tx
      .updateTable('comments')
      .set((eb) => ({ reported: eb('reported', '+', 1) }))
      .where('id', '=', id)
      .execute();
  });
}

/** Null for a route that is none of the moderators'. */
export async function askModerating(moderating: Moderating, pattern: string, state = 'held'): Promise<Prepared | null> {
  if (!pattern.startsWith('/admin/comments')) return null;
  const { path, articleId } = await moderating.story();
  const comment = await addCommentOf({ ...moderating, path }, state);
  const of = pattern.includes('/bans/:id') ? await addBanOf(moderating, comment) : comment;
  const filled = pattern.replace(':id', String(of)).replace(':story', String(articleId));
  const asked = pattern.endsWith('/note') ? `?story=${articleId}` : '';
  return { path: filled + asked, fields: await fieldsFor(moderating, pattern, { id: comment, articleId }) };
}

async function fieldsFor(
  { context, by }: Moderating,
  pattern: string,
  at: { id: number; articleId: number },
): Promise<Record<string, string>> {
  const { id } = at;
  if (pattern.endsWith('/decide')) return { act: 'publish', comment: `${id}=held` };
  if (pattern.endsWith('/note')) return { story: String(at.articleId), text: 'Be kind.', seen: '' };
  if (pattern.endsWith('/strike')) return { passage: 'Remark' };
  if (pattern.endsWith('/answer')) return { text: `The newsroom says so, ${count}.` };
  if (pattern.endsWith('/ban')) return { target: 'email', length: 'hour' };
  if (pattern.endsWith('/flood')) return { mode: 'hold', length: 'hour', story: String(at.articleId) };
  if (pattern.endsWith('/flood/end')) {
    await startFlood(context, by, { articleId: at.articleId, mode: 'hold', length: 'hour' });
    return { story: String(at.articleId) };
  }
  if (pattern.endsWith('/claims')) return { comment: String(id), newest: '0' };
  if (pattern.endsWith('/undo'))
    return { batch: await decideComment(context, by, { id, seen: 'held', act: 'publish' }) };
  return { seen: /\/(keep|unpick|hold)$/.test(pattern) ? 'published' : 'held', reason: 'spam' };
}

async function addBanOf({ context, by }: Moderating, id: number): Promise<number> {
  await ban(context, by, { id, target: 'email', length: 'hour', reason: '', rejects: false });
  const rows = context.db.reader.selectFrom('comment_bans').select('id').orderBy('id', 'desc');
  return (await rows.executeTakeFirstOrThrow()).id;
}

/** Those that change something, by what they are asked of. */
export const moderatingPosts: Record<string, string> = {
  ...{ '/admin/comments/decide': 'held', '/admin/comments/undo': 'held', '/admin/comments/claims': 'held' },
  ...{
    '/admin/comments/:id/publish': 'held',
    '/admin/comments/:id/reject': 'held',
    '/admin/comments/:id/pick': 'held',
  },
  ...{ '/admin/comments/:id/hold': 'published', '/admin/comments/:id/keep': 'reported' },
  ...{
    '/admin/comments/:id/unpick': 'picked',
    '/admin/comments/:id/ban': 'held',
    '/admin/comments/bans/:id/lift': 'held',
  },
  ...{ '/admin/comments/flood': 'held', '/admin/comments/flood/end': 'held' },
  ...{
    '/admin/comments/note': 'held',
    '/admin/comments/:id/strike': 'held',
    '/admin/comments/:id/answer': 'published',
  },
};
