import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { Hold } from '../article/hold.ts';
import { canHold, canLift } from '../policy.ts';
import type { EditorState } from './editor-state.ts';
import { momentText } from './moments.ts';

interface Place {
  actor: Actor;
  site: Site;
  now: string;
}

/** That a story is held, as its page and the sheets of publishing say it. */
export function heldModel(hold: Hold, { actor, ...place }: Place) {
  const { articleId, heldFor, reason, at, by } = hold;
  const own = actor.id === hold.personId;
  return {
    ...{ heldFor, reason, by },
    since: { iso: at, text: momentText(at, place) },
    until: own ? 'you or an administrator lift' : `${by} or an administrator lifts`,
    liftAction: canLift(actor, hold) ? `/admin/articles/${articleId}/lift` : null,
  };
}

/** The form that holds a story; null where it is held, or this person may not. */
export function holdModel({ actor, article, kind, hold, form, errors }: EditorState) {
  if (!article || hold || !canHold(actor)) return null;
  const [heldForError, reasonError] = [errors.heldFor ?? null, errors.holdReason ?? null];
  return {
    action: `/admin/articles/${article.id}/hold`,
    says: holdingMeans(article.state, kind),
    ...{ heldFor: form.heldFor ?? '', heldForError, reason: form.holdReason ?? '', reasonError },
    isOpen: Boolean(heldForError || reasonError || form.heldFor || form.holdReason),
  };
}

function holdingMeans(state: string, kind: string): string {
  if (state === 'scheduled') return `The ${kind} is taken off the schedule, and nobody can publish it.`;
  if (state === 'published') return `Readers go on seeing the ${kind} as it is; no changes go out.`;
  return `Nobody can publish or schedule the ${kind}.`;
}
