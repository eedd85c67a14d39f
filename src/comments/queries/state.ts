import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { RejectionReason } from '../../db/tables.ts';
import { takeBack } from '../../mail/queue.ts';
import { indexComment } from '../../search/queries/comments.ts';
import type { Comment, CommentState } from '../comment.ts';
import type { NetworkHashes } from './networks.ts';
import { dropReply, findMailsAbout, forgetNotice, noteReply } from './notices.ts';
import type { Writer } from './posting.ts';
import { noteChange } from './spam-checks.ts';

/*
 * The one file that adds comments and changes their state, since threads and counts go with both.
 */

export interface NewComment extends Writer {
  articleId: number;
  parentId: number | null;
  /** Of what it answers; null where it begins one. */
  threadId: number | null;
  personId: number | null;
  network: NetworkHashes;
  text: string;
  html: string;
  /** Of the text, by which others that say the same are found. */
  textKey?: string;
  state: CommentState;
  reason: string;
  createdAt: string;
}

/** Adds it to its thread, or begins one with it; the thread is counted with it. */
export async function addComment(tx: Tx, comment: NewComment): Promise<number> {
  const { articleId, parentId, threadId, personId, browserHash, network, createdAt, textKey, ...same } = comment;
  const published = Number(same.state === 'published');
  const place = threadId === null ? null : await takePlace(tx, { threadId, published });
  const { id } = await tx
    .insertInto('comments')
    .values({
      ...same,
      ...{ article_id: articleId, parent_id: parentId, person_id: personId, browser_hash: browserHash },
      ...{ network_hash: network.exact, wide_network_hash: network.wide },
      ...{ text_key: textKey ?? null, created_at: createdAt, thread_id: threadId ?? 0, thread_index: place ?? 0 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (threadId === null) await beginThread(tx, { id, articleId, published });
  await count(tx, articleId, { published, held: Number(same.state === 'held') });
  await indexComment(tx, { id, name: same.name, text: same.text });
  if (parentId !== null && published) await noteReply(tx, id, createdAt);
  return id;
}

/** The next index of the thread. */
async function takePlace(tx: Tx, at: { threadId: number; published: number }): Promise<number> {
  const { posted } = await tx
    .updateTable('comment_threads')
    .set({ posted: sql`posted + 1`, published: sql`published + ${at.published}` })
    .where('id', '=', at.threadId)
    .returning('posted')
    .executeTakeFirstOrThrow();
  return posted - 1;
}

async function beginThread(tx: Tx, thread: { id: number; articleId: number; published: number }): Promise<void> {
  const { id, articleId, published } = thread;
  await tx.updateTable('comments').set({ thread_id: id }).where('id', '=', id).execute();
  await tx.insertInto('comment_threads').values({ id, article_id: articleId, posted: 1, published }).execute();
}

/** What becomes of it, and who decided that; `by` is null where no moderator did. */
export interface StateChange {
  state: CommentState;
  reason: string;
  /** What its writer is told of a rejection. */
  rejection?: RejectionReason | null;
  /** Null where it was never decided. */
  at: string | null;
  by: number | null;
}

/** Puts a comment, as the transaction found it, into another state. */
export async function changeState(
  tx: Tx,
  comment: Pick<Comment, 'id' | 'articleId' | 'threadId' | 'state'>,
  { state, reason, rejection = null, at, by }: StateChange,
): Promise<void> {
  const set = { state, reason, rejection, decided_at: at, decided_by: by };
  await tx.updateTable('comments').set(set).where('id', '=', comment.id).execute();
  await noteChange(tx, comment.id, at);
  const moved = (counted: CommentState) => Number(state === counted) - Number(comment.state === counted);
  const published = moved('published');
  if (published !== 0) {
    const counted = { published: sql<number>`published + ${published}` };
    await tx.updateTable('comment_threads').set(counted).where('id', '=', comment.threadId).execute();
  }
  await count(tx, comment.articleId, { published, held: moved('held') });
  if (published > 0) await noteReply(tx, comment.id, at ?? '');
  if (published < 0) await stopTelling(tx, comment.id, at ?? '');
  if (state === 'removed') await stopTellingWriter(tx, comment.id, at ?? '');
}

/** Of what is taken away no mail is sent that waits. */
async function stopTelling(tx: Tx, id: number, at: string): Promise<void> {
  const mail = await dropReply(tx, id);
  if (mail !== null && (await takeBack(tx, mail, at)) !== null) await forgetNotice(tx, id);
}

/** Nor is one about replies to it, which its writer, who took it away, does not wait for any more. */
async function stopTellingWriter(tx: Tx, id: number, at: string): Promise<void> {
  for (const mail of await findMailsAbout(tx, id)) await takeBack(tx, mail, at);
}

async function count(tx: Tx, articleId: number, by: { published: number; held: number }): Promise<void> {
  if (by.published === 0 && by.held === 0) return;
  await tx
    .insertInto('comment_counts')
    .values({ article_id: articleId, ...by })
    .onConflict((conflict) =>
      conflict.column('article_id').doUpdateSet({
        published: sql`comment_counts.published + excluded.published`,
        held: sql`comment_counts.held + excluded.held`,
      }),
    )
    .execute();
}
