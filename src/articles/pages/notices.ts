import type { ArticleKind } from '../article.ts';
import type { Notice } from './editor-state.ts';

const notices: Record<string, string> = {
  saved: 'Saved.',
  'byline-added': 'Saved, with a new byline. What readers learn of them can be written under People.',
  'videos-filled': 'Saved, with what the provider says of the video. Look whether the title says what readers need.',
  'picture-added': 'Saved. The picture stands at the end of the text.',
  submitted: 'Submitted for review.',
  published: 'Published.',
  scheduled: 'Scheduled.',
  unscheduled: 'Taken off the schedule. It is a draft again.',
  'sent-back': 'Sent back to the writer.',
  withdrawn: 'Withdrawn. Readers who come to its address see the reason.',
  reinstated: 'Published again.',
  duplicated: 'Duplicated: this is the copy.',
  translated: 'This is the new draft, linked to what it translates. Its texts are yours to write.',
  'template-kept': 'Kept as a template.',
  begun: 'This is a new draft, begun from the template.',
  noted: 'The note is added.',
  'note-removed': 'The note is removed.',
  'task-closed': 'The task is closed.',
  taken: 'This is what you had not saved. Save it, or go on writing.',
  discarded: 'Discarded. What you see is what is saved.',
  'preview-revoked': 'The preview link is revoked. It does not work any more.',
  planned: 'The assignment is saved.',
  assigned: 'This is the new assignment: a draft with its brief.',
  held: 'Held. Nothing of it goes out until the hold is lifted.',
  lifted: 'The hold is lifted.',
  'brought-back': 'Brought back, with all its versions.',
  restored: 'Restored as the newest version. Nothing is lost: the one before it is among the revisions.',
};

/** What is said of what has just been done: `key` is in the address, or says it itself. */
export function noticeOf(key: string | Notice | null, kind: ArticleKind, path: string | null): Notice | null {
  if (typeof key !== 'string') return key;
  const text = notices[key];
  return text === undefined ? null : { text, link: path === null ? null : { href: path, label: `View ${kind}` } };
}
