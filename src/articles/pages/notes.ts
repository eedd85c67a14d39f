import { longDateTime } from '../../text/dates.ts';
import { canRemoveNote } from '../policy.ts';
import type { Moment } from './card.ts';
import type { EditorState } from './editor-state.ts';

/** How many of a story's notes its page shows: the newest. */
export const mostNotes = 200;

interface NotesModel {
  action: string;
  heading: string;
  isOpen: boolean;
  notes: { text: string; by: string; when: Moment; remove: { action: string; of: string } | null }[];
  /** That older ones are not shown. */
  cut: string | null;
  typed: string;
  error: string | null;
}

/** Notes beside a story; null where it was never saved. */
export function notesModel({ article, actor, notes, site, form, errors }: EditorState): NotesModel | null {
  if (!article) return null;
  const action = `/admin/articles/${article.id}/notes`;
  const error = errors.storyNote ?? null;
  return {
    action,
    heading: notes.length > 0 ? `Notes (${notes.length})` : 'Notes',
    isOpen: notes.length > 0 || error !== null || Boolean(form.storyNote),
    notes: notes.map((note) => {
      const text = longDateTime(note.at, { zone: site.zone, language: 'en' });
      const remove = canRemoveNote(actor, note) ? { action: `${action}/${note.id}/remove`, of: text } : null;
      return { text: note.text, by: note.by, when: { iso: note.at, text }, remove };
    }),
    cut: notes.length >= mostNotes ? `Only the newest ${mostNotes} are shown.` : null,
    typed: form.storyNote ?? '',
    error,
  };
}
