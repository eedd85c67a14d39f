import { isPossible, type State, wasPublished } from '../article.ts';
import { canDiscard, canEdit, canMake, canPublish, canRedact, canSubmit } from '../policy.ts';
import type { EditorState } from './editor-state.ts';
import { holdModel } from './hold.ts';
import { stateNames } from './moments.ts';

/** The same rules that the actions ask; a button that would be refused is not shown. */
export function permissions({ actor, kind, article, hold }: EditorState): Record<string, boolean | string | null> {
  const runs = canPublish(actor);
  const putsOut = runs && hold === null;
  const state = article?.state ?? 'draft';
  const canSave = article ? canEdit(actor, article) : canMake(actor, kind);
  return {
    canSave,
    canSubmit: canSave && (article ? canSubmit(actor, article) : true),
    canPublish: putsOut && isPossible('publish', state),
    canPublishChanges: putsOut && isPossible('publishChanges', state),
    canUnschedule: runs && isPossible('unschedule', state),
    canWithdraw: runs && isPossible('withdraw', state),
    canReinstate: putsOut && isPossible('reinstate', state),
    canSendBack: runs && isPossible('sendBack', state),
    canDiscard: article !== null && hold === null && canDiscard(actor, article) && isPossible('discard', state),
    frontHref: article && runs && kind === 'story' && isOut(state) ? `/admin/front?story=${article.id}` : null,
    redactHref: article && canRedact(actor) && wasPublished(article) ? `/admin/articles/${article.id}/redact` : null,
    previewHref: canSave || !article ? null : `/admin/articles/${article.id}/preview`,
  };
}

/** Readers see it, or will. */
const isOut = (state: State): boolean => state === 'published' || state === 'scheduled';

export function remarks({ actor, article, sentBackBy, reviewer }: EditorState): {
  remark: { from: string; text: string } | null;
  readOnlyReason: string | null;
} {
  const readOnly = article !== null && !canEdit(actor, article);
  const from = article && saidBy(article.state, sentBackBy, reviewer);
  return {
    remark: article && from && (article.note || reviewer) ? { from, text: article.note } : null,
    readOnlyReason: readOnly ? reasonToRead(article.state) : null,
  };
}

/** Whose note it is; null where none is said to colleagues. */
function saidBy(state: State, by: string | null, reviewer: string | null): string | null {
  if (state === 'draft') return by && `Sent back by ${by}:`;
  if (state !== 'review') return null;
  if (!by) return reviewer && `${reviewer} is asked to review this.`;
  return reviewer ? `${by} asks ${reviewer} to review this:` : `${by} hands this in for review:`;
}

function reasonToRead(state: State): string {
  const wayBack = state === 'review' ? 'an editor can send it back to you' : 'an editor can change it for you';
  return `This story is ${stateNames[state].name.toLowerCase()}: the desk has it now. You can read it here; ${wayBack}.`;
}

/** Null where nothing can be done but to write, save and publish. */
export function acts(state: EditorState, address: string): object | null {
  const { errors, form } = state;
  const may = permissions(state);
  const shown = [
    ...(['canSubmit', 'canSendBack', 'canUnschedule', 'canReinstate', 'canWithdraw', 'canDiscard'] as const),
    'redactHref' as const,
  ];
  if (!shown.some((name) => may[name]) && holdModel(state) === null) return null;
  return {
    address,
    review: may.canSubmit ? reviewModel(state) : null,
    sendBack: { note: form.note ?? '', error: errors.note ?? null, isOpen: Boolean(form.note || errors.note) },
    withdraw: {
      reason: form.reason ?? '',
      error: errors.reason ?? null,
      isOpen: Boolean(form.reason || errors.reason),
    },
    reinstate: { note: form.note ?? '', error: errors.note ?? null, isOpen: Boolean(form.note || errors.note) },
  };
}

/** Whom the draft is handed in to, and with what note. */
function reviewModel({ form, errors, reviewers }: EditorState) {
  const option = (value: string, label: string) => ({
    ...{ value, label, language: 'en', selected: value === (form.reviewer ?? '') },
  });
  return {
    note: form.reviewNote ?? '',
    error: errors.reviewNote ?? null,
    isOpen: Boolean(form.reviewNote || form.reviewer || errors.reviewNote || errors.reviewer),
    whom: {
      ...{ name: 'reviewer', label: 'Who is to review it', error: errors.reviewer ?? null },
      options: [option('', 'All editors'), ...reviewers.map(({ id, name }) => option(String(id), name))],
    },
  };
}
