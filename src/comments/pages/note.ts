import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import type { TypedNote } from '../queries/pinned.ts';
import type { AreaModel } from './person.ts';

export interface NoteModel {
  headline: string;
  story: string;
  seen: string;
  note: AreaModel;
  /** What stands there now, where it is not what is being written. */
  standing: { by: string; text: string } | null;
  hasNote: boolean;
  back: string;
}

interface Asked {
  articleId: number;
  headline: string;
  note: TypedNote | null;
  form: Form | null;
  errors: FieldErrors;
  status: number;
}

export function notePage({ articleId, headline, note, form, errors, status }: Asked): Page {
  const model: NoteModel = {
    headline: headline || 'a withdrawn story',
    story: String(articleId),
    seen: note?.at ?? '',
    note: {
      ...{ name: 'text', label: 'Note above the comments', look: '', rows: '4', language: '', direction: 'auto' },
      hint: 'In the language of the story, under your name. Without a text, no note stands there.',
      ...{ value: form?.text ?? note?.text ?? '', error: errors.text ?? null },
    },
    standing: form && note && form.text !== note.text ? { by: note.by, text: note.text } : null,
    hasNote: note !== null,
    back: `/admin/comments?state=needs&story=${articleId}`,
  };
  const around = { layout: 'newsroom', language: 'en', current: 'comments', title: 'Pinned note' } as const;
  return { ...around, status, view: 'comments/note', model };
}
