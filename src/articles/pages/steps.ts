import { isPossible, type State, wasPublished } from '../article.ts';
import { canDelete, canEdit, canMake, canPublish, canRedact, canSubmit } from '../policy.ts';
import type { EditorState } from './editor-state.ts';
import { stateNames } from './moments.ts';

/** The same rules that the actions ask; a button that would be refused is not shown. */
export function permissions({ actor, kind, article }: EditorState): Record<string, boolean | string | null> {
  const runs = canPublish(actor);
  const state = article?.state ?? 'draft';
  const canSave = article ? canEdit(actor, article) : canMake(actor, kind);
  return {
    canSave,
    canSubmit: canSave && (article ? canSubmit(actor, article) : true),
    canPublish: runs && isPossible('publish', state),
    canPublishChanges: runs && isPossible('publishChanges', state),
    canUnschedule: runs && isPossible('unschedule', state),
    canWithdraw: runs && isPossible('withdraw', state),
    canReinstate: runs && isPossible('reinstate', state),
    canSendBack: runs && isPossible('sendBack', state),
    canDelete: article !== null && canDelete(actor, article) && isPossible('delete', state),
    frontHref: article && runs && kind === 'story' && isOut(state) ? `/admin/front?story=${article.id}` : null,
    redactHref: article && canRedact(actor) && wasPublished(article) ? `/admin/articles/${article.id}/redact` : null,
    previewHref: canSave || !article ? null : `/admin/articles/${article.id}/preview`,
  };
}

/** Readers see it, or will. */
const isOut = (state: State): boolean => state === 'published' || state === 'scheduled';

export function remarks({ actor, article, sentBackBy }: EditorState): {
  remark: { from: string; text: string } | null;
  readOnlyReason: string | null;
} {
  const sentBack = article?.state === 'draft' && article.note !== '';
  const readOnly = article !== null && !canEdit(actor, article);
  return {
    remark: sentBack ? { from: `Sent back by ${sentBackBy ?? 'an editor'}:`, text: article.note } : null,
    readOnlyReason: readOnly ? reasonToRead(article.state) : null,
  };
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
    ...(['canSendBack', 'canUnschedule', 'canReinstate', 'canWithdraw', 'canDelete', 'redactHref'] as const),
  ];
  if (!shown.some((name) => may[name])) return null;
  return {
    address,
    sendBack: { note: form.note ?? '', error: errors.note ?? null },
    withdraw: { reason: form.reason ?? '', error: errors.reason ?? null },
    reinstate: { note: form.note ?? '', error: errors.note ?? null },
  };
}
