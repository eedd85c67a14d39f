import type { CommentState, RejectionReason } from '../db/tables.ts';
import type { Words } from '../text/language.ts';
import { later } from '../text/moments.ts';

/** For so long its writer can change a comment or delete it, in milliseconds. */
export const editWindow = 10 * 60 * 1000;

/** A comment as its writer has it. */
export interface OwnComment {
  id: number;
  articleId: number;
  threadId: number;
  parentId: number | null;
  state: CommentState;
  name: string;
  email: string;
  text: string;
  browserHash: string | null;
  /** The member of staff who wrote it, signed in. */
  personId: number | null;
  createdAt: string;
  /** When it was decided on last; null where it never was. */
  decidedAt: string | null;
  /** The moderator who decided on it last; null where rules did. */
  decidedBy: number | null;
  /** Why it was rejected; kept while it waits because its writer objected. */
  rejection: RejectionReason | null;
}

/** In UTF-16 units, as `maxlength` counts them. */
export const longestObjection = 1000;

/** Against a rejection its writer has a say, once: who decides on it then has heard them. */
export const canObject = ({ state }: Pick<OwnComment, 'state'>, hasObjected: boolean): boolean =>
  state === 'rejected' && !hasObjected;

/** Who says that a comment is theirs. */
export interface Claimant {
  /** By the cookie that the browser brought; null where it brought none. */
  browserHash: string | null;
  actorId: number | null;
  /** They came by the signed address that its writer alone was given. */
  hasKey: boolean;
}

/** What staff wrote is theirs by name; what a reader wrote belongs to the browser, and to the signed address. */
export const isWriter = (comment: Pick<OwnComment, 'personId' | 'browserHash'>, claimant: Claimant): boolean =>
  comment.personId !== null
    ? comment.personId === claimant.actorId
    : claimant.hasKey || (claimant.browserHash !== null && claimant.browserHash === comment.browserHash);

export const changeableUntil = ({ createdAt }: Pick<OwnComment, 'createdAt'>): string => later(createdAt, editWindow);

/** What was rejected or removed stays as it is, and so does what waits because its writer objected: its rejection still stands. */
export function canChange(comment: Pick<OwnComment, 'createdAt' | 'state' | 'rejection'>, now: string): boolean {
  const isOpen = comment.state === 'published' || (comment.state === 'held' && comment.rejection === null);
  return isOpen && now < changeableUntil(comment);
}

/** What its writer is told where it cannot be changed. */
export const whyClosed = ({ state, rejection }: Pick<OwnComment, 'state' | 'rejection'>, { own }: Words): string =>
  state === 'held' && rejection !== null ? own.object.waiting : own.over;

/** Where a changed comment stands: what a moderator holds, no change of its text lets through. */
export function stateAfterEdit(
  { state, decidedBy }: Pick<OwnComment, 'state' | 'decidedBy'>,
  outcome: 'publish' | 'hold',
): 'held' | 'published' {
  if (outcome === 'hold') return 'held';
  return state === 'held' && decidedBy !== null ? 'held' : 'published';
}
