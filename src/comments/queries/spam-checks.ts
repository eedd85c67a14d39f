import { visible } from '../../articles/queries/reading.ts';
import { compiled } from '../../db/compiled.ts';
import type { Db, Tx } from '../../db/database.ts';
import { deleteSetting, readSetting, writeSetting } from '../../db/settings.ts';
import type { Language } from '../../text/language.ts';
import { later } from '../../text/moments.ts';
import { type Checked, type CheckedState, isAnswer, settles } from '../comment/spam.ts';

/** A secret, as the install's own is. Whether there is one is in the settings of the site, of which every page may know. */
const keySetting = 'akismet_key';

const keys = compiled({ key: String }, (db, values) =>
  db.selectFrom('settings').select('value').where('key', '=', values.key),
);

/** The key of the outside check; null where comments are not checked. */
export async function findSpamKey(db: Db): Promise<string | null> {
  return (await keys(db, { key: keySetting }))[0]?.value ?? null;
}

/** The last four letters of the key, by which people know it; null where there is none. */
export async function findKeyEnd(db: Db): Promise<string | null> {
  return (await readSetting(db, keySetting))?.slice(-4) ?? null;
}

/** Comments are checked with this key from now on; with null, they are not, and no key is kept. */
export async function writeSpamKey(tx: Tx, key: string | null): Promise<void> {
  if (key === null) await deleteSetting(tx, keySetting);
  else await writeSetting(tx, keySetting, key);
  await writeSetting(tx, 'spamCheck', key === null ? 'off' : 'on');
}

/** What was said of the text that the comment has now; null where nobody was asked. */
export async function noteCheck(
  tx: Tx,
  { commentId, checked, at }: { commentId: number; checked: Checked | null; at: string },
): Promise<void> {
  if (checked === null) return;
  const { answer, client } = checked;
  // What gave no answer is told nothing later.
  const sent = isAnswer(answer)
    ? { user_agent: client.userAgent, referrer: client.referrer }
    : { user_agent: null, referrer: null };
  await tx
    .insertInto('spam_checks')
    .values({ comment_id: commentId, answer, asked_at: at, ...sent })
    .execute();
}

/** Of a comment whose text is another one, or gone. */
export async function forgetCheck(tx: Tx, commentId: number): Promise<void> {
  await tx.deleteFrom('spam_checks').where('comment_id', '=', commentId).execute();
}

/** The comment's state has changed: once that stands, it is seen whether the check must be told. */
export async function noteChange(tx: Tx, commentId: number, at: string | null): Promise<void> {
  if (at === null) return;
  await tx
    .updateTable('spam_checks')
    .set({ due_at: later(at, settles), tries: 0 })
    .where('comment_id', '=', commentId)
    .where('user_agent', 'is not', null)
    .execute();
}

/** What the check may have to be told, with all that is told with it. */
export interface DueCheck extends CheckedState {
  commentId: number;
  articleId: number;
  parentId: number | null;
  name: string;
  email: string;
  text: string;
  postedAt: string;
  editedAt: string | null;
  userAgent: string | null;
  referrer: string | null;
  dueAt: string | null;
  tries: number;
}

/** The one that waits longest; null where none does. */
export async function findDueCheck(db: Db, now: string): Promise<DueCheck | null> {
  const row = await db
    .selectFrom('spam_checks as check')
    .innerJoin('comments as comment', 'comment.id', 'check.comment_id')
    .select(['check.comment_id as commentId', 'check.answer', 'check.told', 'check.user_agent as userAgent'])
    .select(['check.referrer', 'check.due_at as dueAt', 'check.tries', 'comment.article_id as articleId'])
    .select(['comment.parent_id as parentId', 'comment.name', 'comment.email', 'comment.text'])
    .select(['comment.created_at as postedAt', 'comment.edited_at as editedAt', 'comment.state'])
    .select(['comment.rejection', 'comment.decided_by as decidedBy'])
    .where('check.due_at', '<=', now)
    .orderBy('check.due_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Of a story, what the check is told. */
export interface CheckedStory {
  path: string;
  language: Language;
  publishedAt: string;
}

/** Null where readers do not see it now. */
export async function findCheckedStory(db: Db, articleId: number, now: string): Promise<CheckedStory | null> {
  const story = visible(db, now).select(['path', 'language', 'published_at as publishedAt']);
  return (await story.where('article_id', '=', articleId).executeTakeFirst()) ?? null;
}

/** Takes it, until then, from others who would tell the same. False where somebody was quicker. */
export async function claimCheck(tx: Tx, due: DueCheck, until: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('spam_checks')
    .set({ due_at: until, tries: due.tries + 1 })
    .where('comment_id', '=', due.commentId)
    .where('due_at', '=', due.dueAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** It was told, or need not be: unless somebody decided meanwhile, that was all. */
export async function settleCheck(
  tx: Tx,
  { commentId, told, claimedUntil }: { commentId: number; told: 'ham' | 'spam' | null; claimedUntil: string | null },
): Promise<void> {
  const own = tx.updateTable('spam_checks').where('comment_id', '=', commentId);
  if (told !== null) await own.set({ told }).execute();
  if (claimedUntil !== null) await own.set({ due_at: null }).where('due_at', '=', claimedUntil).execute();
}

/** Whether anything that went along with a comment is older than this. */
export async function hasSent(db: Db, until: string): Promise<boolean> {
  const old = db.selectFrom('spam_checks').select('comment_id').where('user_agent', 'is not', null);
  return (await old.where('asked_at', '<', until).limit(1).executeTakeFirst()) !== undefined;
}

/** Of those nothing is told any more, and what went along with them is forgotten. */
export async function forgetSent(tx: Tx, until: string): Promise<void> {
  await tx
    .updateTable('spam_checks')
    .set({ user_agent: null, referrer: null, due_at: null })
    .where('user_agent', 'is not', null)
    .where('asked_at', '<', until)
    .execute();
}
