import type { ArticleKind, Content } from '../article.ts';

/** Keeps a story from readers until it is mended or passed, or is said only, or not looked at. */
export type Level = 'block' | 'warn' | 'off';

/** What is looked at before readers see a story. */
export interface Checked
  extends Pick<Content, 'headline' | 'standfirst' | 'label' | 'leadKind' | 'leadAlt' | 'leadDecorative'>,
    Pick<Content, 'leadCaption' | 'leadVideo' | 'leadVideoTitle'> {
  kind: ArticleKind;
  hasSection: boolean;
  hasTopics: boolean;
  hasByline: boolean;
  hasPicture: boolean;
  /** Whether the library describes the lead picture, in the story's language or the newsroom's. */
  leadDescribed: boolean;
  /** Whether the library has a caption for it. */
  leadCaptioned: boolean;
  /** Whether the lead is a recording that has a poster in the library, or one to be heard. */
  leadPostered: boolean;
  /** Pictures that may not be shown any more, or soon not. */
  endingRights: { about: string; name: string; isLead: boolean; isOver: boolean; on: string }[];
  /** Lines of the text with a figure that nobody described and that is not marked as decorative. */
  bareFigures: { line: number; about: string }[];
  /** Addresses of our own in the text at which readers find no story. */
  lostLinks: string[];
  /** Addresses of videos, of the lead and in the text, that nobody plays here. */
  unplayed: string[];
  /** Addresses of others in the text that did not answer. */
  deadLinks: string[];
  /** The change that is to be published; null for what is yet to come out, and where nobody said. */
  change: { kind: string; note: string; revisionId: number } | null;
}

/** Something that a check found. */
export interface Fault {
  /** What is at fault: who passes the check passes it for these alone. */
  subjects: string[];
  /** As the end of a sentence. */
  text: string;
  /** What to do about it, as a sentence of its own. */
  mend: string;
  /** Of the editor's form, or of the panel. */
  field: string;
}

export interface Rule {
  /** In the settings. */
  title: string;
  level: Level;
  /** Nobody can turn it off or pass it. */
  isFixed?: true;
  /** Of pages beside the stories too. */
  ofPages?: true;
  find(checked: Checked): Fault[];
  /** What is said where it found nothing; null where there is nothing to say. */
  fine?(checked: Checked): string | null;
}
