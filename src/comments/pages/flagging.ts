import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import type { Comment } from '../comment.ts';
import { noteLimit, reportReasons } from '../reported.ts';
import type { FieldModel, Link } from './form.ts';
import { unlisted } from './posting.ts';
import { type CommentView, commentView } from './view.ts';

/** A comment, and the story that it stands below. */
export interface Around {
  story: Story;
  site: Site;
  comment: Comment;
}

export interface ReportModel {
  back: Link;
  heading: string;
  comment: CommentView;
  action: string;
  problems: { text: string; href: string | null }[];
  reasonError: string | null;
  reasons: { value: string; text: string; checked: boolean }[];
  note: FieldModel;
}

export interface Reporting {
  typed: { reason: string; note: string };
  errors: FieldErrors;
}

export const nothingSaid: Reporting = { typed: { reason: '', note: '' }, errors: {} };

/** Where a reader says what is wrong with a comment. */
export function commentReportPage(around: Around, { typed, errors }: Reporting): Page {
  const { story, site, comment } = around;
  const says = words(story.language).flags;
  const fields: Record<string, string> = { reason: `#reason-${reportReasons[0]}`, note: '#report-note' };
  const model: ReportModel = {
    back: backTo(around),
    heading: says.reportOf(comment.name),
    comment: commentView({ ...comment, by: 'reader', recommended: 0 }, story, site.zone),
    action: `${permalink(around)}/report`,
    problems: Object.entries(errors).map(([name, text]) => ({ text, href: fields[name] ?? null })),
    reasonError: errors.reason ?? null,
    reasons: reportReasons.map((value) => ({ value, text: says.reasons[value], checked: value === typed.reason })),
    note: { value: typed.note, error: errors.note ?? null, limit: String(noteLimit) },
  };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { ...pageOf(around, model.heading), view: 'comments/report', status, model };
}

export interface SaidModel {
  heading: string;
  sentences: string[];
  /** A press by which something is taken back, or done after all. */
  button: { action: string; name: string; text: string } | null;
  back: Link;
}

export function reportedPage(around: Around): Page {
  const says = words(around.story.language).flags;
  const model: SaidModel = { heading: says.thanks, sentences: [...says.next], button: null, back: backTo(around) };
  return { ...pageOf(around, model.heading), view: 'comments/said', model };
}

/** Whether this browser recommends the comment, and the press that changes it. */
export function recommendedPage(around: Around, { isTheirs, count }: { isTheirs: boolean; count: number }): Page {
  const says = words(around.story.language).flags;
  const [heading, text] = isTheirs
    ? [says.recommendedBy(around.comment.name), says.takeBack]
    : [says.recommendThat(around.comment.name), says.recommend];
  const button = { action: `${permalink(around)}/recommend`, name: isTheirs ? 'back' : 'on', text };
  const model: SaidModel = { heading, sentences: [says.recommendations(count)], button, back: backTo(around) };
  return { ...pageOf(around, heading), view: 'comments/said', model };
}

const permalink = ({ story, comment }: Around): string => `${story.path}/comments/${comment.id}`;

const backTo = (around: Around): Link => ({
  text: words(around.story.language).flags.toComment,
  href: permalink(around),
});

const pageOf = ({ story, site }: Around, heading: string) => ({
  ...{ layout: 'reader' as const, language: story.language, section: story.sectionId, head: unlisted, site },
  title: `${heading} | ${story.headline} | ${site.name}`,
});
