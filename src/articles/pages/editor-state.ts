import type { Actor, Person } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Document } from '../../media/document.ts';
import type { Picture } from '../../media/picture.ts';
import type { Recording } from '../../media/recording.ts';
import type { Section } from '../../topics/section.ts';
import type { Autosave } from '../article/autosave.ts';
import type { Hold } from '../article/hold.ts';
import type { PreviewAnswer } from '../article/preview-link.ts';
import type { Reads } from '../article/reads.ts';
import type { Article, ArticleKind, Content } from '../article.ts';
import type { Assignment } from '../queries/assignments.ts';
import type { LookedText } from '../queries/checks.ts';
import type { HistoryEntry } from '../queries/desk.ts';
import type { StoryNote } from '../queries/notes.ts';
import type { Present } from '../queries/presence.ts';
import type { ListedPreviewLink } from '../queries/preview-links.ts';
import type { Template } from '../queries/templates.ts';
import type { Standing } from './checks.ts';

/** All that the editor's page is made of. `form` holds the fields as they are to be shown: as saved, or as typed. */
export interface EditorState {
  actor: Actor;
  site: Site;
  now: string;
  kind: ArticleKind;
  /** Null for what was never saved. */
  article: Article | null;
  form: Form;
  errors: FieldErrors;
  /** Names beside a mistake in the bylines that are nobody's yet, where the actor may make bylines of them. */
  strangers: string[];
  notice: Notice | null;
  sections: Section[];
  picture: Picture | null;
  /** The newest of the library. */
  recordings: Pick<Recording, 'file' | 'title' | 'seconds'>[];
  documents: Pick<Document, 'file' | 'title'>[];
  history: HistoryEntry[];
  /** How often readers opened it. */
  reads: Reads;
  /** Where the story stands on the reading side; null where it does not. */
  path: string | null;
  /** Who changed it last. */
  updatedBy: string | null;
  /** Who sent the draft back, or handed it in with a note; null where nobody did. */
  sentBackBy: string | null;
  /** Who is asked to review it; null where the whole desk is. */
  reviewer: string | null;
  /** Who can be asked. */
  reviewers: Pick<Person, 'id' | 'name'>[];
  reports: ReportsBeside | null;
  /** Null where nobody holds it. */
  hold: Hold | null;
  /** Null where nothing is planned. */
  assignment: Assignment | null;
  /** Whom somebody who plans can choose from; nobody for others. */
  people: Person[];
  /** The newest revision as it is saved; null for what never was. */
  saved: Pick<Content, 'language' | 'translationOf'> | null;
  templates: Template[];
  /** What the checks find in the text as it is shown, what they are worth, and what was passed over. */
  standing: Standing & { text: LookedText };
  /** Of colleagues, newest last. */
  notes: StoryNote[];
  /** Links for people without an account, newest first, and what was said by them, newest last. */
  previews: { links: ListedPreviewLink[]; answers: PreviewAnswer[] };
  keeping: Keeping;
  /** Who else has it open. */
  present: Present[];
  /** What the actor typed before and has not saved, the newest first. */
  unsaved: Autosave[];
}

/** How what is typed on the page is kept before it is saved. */
export interface Keeping {
  /** Of this sitting. */
  draft: string;
  /** The sitting whose text stands in the form; '' for none. */
  takes: string;
  /** That the form holds what is saved nowhere. */
  isTyped: boolean;
}

/** What readers reported of the story and nobody has answered yet. */
export interface ReportsBeside {
  heading: string;
  reports: ReportBeside[];
  /** That the queue has more of them. */
  more: string | null;
  queueHref: string;
}

export interface ReportBeside {
  /** Of its box on the sheet of changes: report-<id>. */
  name: string;
  text: string;
  /** "The report of 11:40" */
  label: string;
  /** Who is on it, and whether the reporter waits for an answer. */
  about: string;
  checked: boolean;
}

export interface Notice {
  text: string;
  link: { href: string; label: string } | null;
}
