import type { Form } from '../../http/forms.ts';
import type { Problem } from '../../text/markdown.ts';
import { type Checked, checkNames, covers, type Finding, findingsOf, fineOf, type Levels } from '../article/checks.ts';
import { type ArticleKind, type Label, leadKinds } from '../article.ts';
import type { LookedText } from '../queries/checks.ts';
import type { PassedCheck } from '../queries/passed-checks.ts';

/** done is read aloud only; todo may be passed over; must keeps the story from readers. */
export interface Check {
  kind: 'done' | 'todo' | 'must';
  done: boolean;
  mark: string;
  text: string;
  href: string | null;
}

export interface TextProblem {
  line: string;
  message: string;
  /** The line of the text, shortened. */
  excerpt: string | null;
}

/** What the newsroom decided about checks, and what was passed over in this story. */
export interface Standing {
  levels: Levels;
  passed: PassedCheck[];
}

const done = (text: string): Check => ({ kind: 'done', done: true, mark: 'Done:', text, href: null });
const todo = (text: string, href: string): Check => ({ kind: 'todo', done: false, mark: 'Look at:', text, href });
const must = (text: string, href: string): Check => ({ kind: 'must', done: false, mark: 'Must fix:', text, href });

/** What stands between the story and its readers, and what an editor would still look at. */
export function checks(form: Form, kind: ArticleKind, { text, ...standing }: Standing & { text: LookedText }): Check[] {
  const checked = checkedForm(form, kind, text);
  return [
    ...checkNames.flatMap((name) => {
      const level = standing.levels[name];
      const found = level === 'off' ? [] : findingsOf(name, checked);
      const fine = found.length === 0 ? fineOf(name, checked) : null;
      return fine === null ? found.map((finding) => shown(finding, level === 'block', standing.passed)) : [done(fine)];
    }),
    ...leadFaults(checked),
  ];
}

const shown = (finding: Finding, blocks: boolean, passed: PassedCheck[]): Check => {
  const href = `#${finding.field}`;
  if (!blocks) return todo(finding.text, href);
  return covers(passed, finding) ? todo(`${finding.text}: passed over`, href) : must(finding.text, href);
};

/** What nobody passes over: there is nothing to show. */
function leadFaults({ kind, leadKind, hasPicture, leadVideo }: Checked): Check[] {
  if (kind === 'page') return [];
  if (leadKind === 'image' && !hasPicture) return [must('the lead picture is missing', '#picture')];
  return leadKind === 'video' && !leadVideo ? [must('the lead video has no address', '#video')] : [];
}

/** As it stands in the fields. */
function checkedForm(form: Form, kind: ArticleKind, text: LookedText): Checked {
  const field = (name: string) => form[name] ?? '';
  return {
    ...text,
    kind,
    headline: field('headline'),
    standfirst: field('standfirst'),
    label: (form.label ?? 'news') as Label,
    leadKind: leadKinds.find((each) => each === form.leadKind) ?? 'none',
    leadAlt: field('pictureAlt'),
    leadDecorative: Boolean(form.pictureDecorative),
    leadCaption: field('pictureCaption'),
    leadVideo: field('video'),
    leadVideoTitle: field('videoTitle'),
    hasSection: field('section') !== '',
    hasTopics: field('topics') !== '',
    hasByline: field('authors') !== '',
    hasPicture: field('pictureId') !== '',
    change: null,
  };
}

/** What the renderer cannot make sense of, with the line it stands on. */
export function textProblems(body: string, problems: readonly Problem[]): TextProblem[] {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  // What can be shown all the same is among the checks.
  const wrong = problems.filter(({ lacks }) => lacks === undefined);
  return wrong.map(({ line, message }) => {
    const text = lines[line - 1]?.trim() ?? '';
    return { line: String(line), message, excerpt: text === '' ? null : shorten(text) };
  });
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
