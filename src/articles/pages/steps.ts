import { utcToZoned, zoneLabel } from '../../text/dates.ts';
import { isPossible, type State, wasPublished } from '../article.ts';
import { canDelete, canEdit, canMake, canPublish, canRedact, canSubmit } from '../policy.ts';
import type { EditorState } from './editor-state.ts';
import { momentText, stateNames } from './moments.ts';

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
    canSchedule: runs && isPossible('schedule', state),
    canUnschedule: runs && isPossible('unschedule', state),
    canWithdraw: runs && isPossible('withdraw', state),
    canReinstate: runs && isPossible('reinstate', state),
    canSendBack: runs && isPossible('sendBack', state),
    canDelete: article !== null && canDelete(actor, article) && isPossible('delete', state),
    redactHref: article && canRedact(actor) && wasPublished(article) ? `/admin/articles/${article.id}/redact` : null,
    previewHref: canSave || !article ? null : `/admin/articles/${article.id}/preview`,
  };
}

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

export function acts(state: EditorState, address: string): object | null {
  const { article, errors, form, site, now } = state;
  if (!canPublish(state.actor) && !permissions(state).canDelete) return null;
  const at =
    form.at ??
    (article?.state === 'scheduled' && article.publishedAt ? utcToZoned(article.publishedAt, site.zone) : '');
  return {
    address,
    zoneNote: `The newsroom’s time, ${zoneLabel(site.zone, now)}. It is ${momentText(now, state)} there now.`,
    schedule: { at, error: errors.at ?? null },
    sendBack: { note: form.note ?? '', error: errors.note ?? null },
    withdraw: { reason: form.reason ?? '', error: errors.reason ?? null },
    reinstate: { note: form.note ?? '', error: errors.note ?? null },
  };
}
