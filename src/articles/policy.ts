import type { Actor, ArticleKind, State } from '../db/tables.ts';

/** Of a story or page, what rules look at. An author's own stories are those they made, are bylined on or are to write; pages are the desk's. */
export interface Owned {
  kind: ArticleKind;
  state: State;
  createdBy: number;
  authorIds: number[];
  assigneeId: number | null;
}

const runsTheDesk = (actor: Actor) => actor.role === 'editor' || actor.role === 'admin';

/** Works on stories at all; a moderator sees comments only. */
export const canWrite = (actor: Actor): boolean => runsTheDesk(actor) || actor.role === 'author';

/** Writes the pages beside the stories. */
export const canWritePages = (actor: Actor): boolean => runsTheDesk(actor);

export const canMake = (actor: Actor, kind: ArticleKind): boolean =>
  kind === 'page' ? canWritePages(actor) : canWrite(actor);

/** May see the story in the newsroom. What one may not see does not exist, for them. */
export const canSee = (actor: Actor, article: Owned): boolean =>
  runsTheDesk(actor) || (actor.role === 'author' && isOwn(actor, article));

/** An author's story is theirs to change until it is under review; from then on it is the desk's. */
export const canEdit = (actor: Actor, article: Owned): boolean =>
  runsTheDesk(actor) || (actor.role === 'author' && isOwn(actor, article) && article.state === 'draft');

export const canSubmit = (actor: Actor, article: Owned): boolean =>
  canEdit(actor, article) && article.state === 'draft';

/** Publish, schedule, change what readers see, withdraw, reinstate, send back: the desk's acts, on any story. */
export const canPublish = (actor: Actor): boolean => runsTheDesk(actor);

/** Says who writes a story, who edits it, until when, and what it is to say. */
export const canAssign = (actor: Actor): boolean => runsTheDesk(actor);

/** Says that nothing of a story goes out for now. */
export const canHold = (actor: Actor): boolean => runsTheDesk(actor);

/** Ends a hold: who holds it, or an administrator. */
export const canLift = (actor: Actor, hold: { personId: number }): boolean =>
  actor.role === 'admin' || (canHold(actor) && actor.id === hold.personId);

/** Takes words that readers saw out of the history, for good. */
export const canRedact = (actor: Actor): boolean => actor.role === 'admin';

/** Only what readers never saw can be discarded, and brought back: by who made it while it is a draft, or by the desk. */
export const canDiscard = (actor: Actor, article: Owned): boolean =>
  runsTheDesk(actor) || (canEdit(actor, article) && actor.id === article.createdBy);

/** Takes a discarded draft away before its time is over. */
export const canDeleteForGood = (actor: Actor): boolean => actor.role === 'admin';

/** A note beside a story goes by who wrote it, or by the desk. */
export const canRemoveNote = (actor: Actor, note: { createdBy: number }): boolean =>
  runsTheDesk(actor) || actor.id === note.createdBy;

/** A preview link goes by who made it, or by who may edit the story. */
export const canRevokePreview = (actor: Actor, article: Owned, link: { createdBy: number }): boolean =>
  canEdit(actor, article) || actor.id === link.createdBy;

/** Keeps content as a template, renames and removes templates; whoever writes may begin a story from one. */
export const canKeepTemplates = (actor: Actor): boolean => runsTheDesk(actor);

const isOwn = (actor: Actor, article: Owned) =>
  article.kind === 'story' &&
  (actor.id === article.createdBy || article.authorIds.includes(actor.id) || article.assigneeId === actor.id);

/** What stories are filed under: the sections are the house's, their topics and series the desk's. */
export const canSeeFiling = (actor: Actor): boolean => runsTheDesk(actor);

export const canChangeSections = (actor: Actor): boolean => actor.role === 'admin';

export const canChangeTopics = (actor: Actor): boolean => runsTheDesk(actor);

/** Takes an old address from what it leads to. */
export const canRemoveRedirects = (actor: Actor): boolean => runsTheDesk(actor);
