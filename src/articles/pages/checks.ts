import type { Form } from '../../http/forms.ts';
import { renderStory } from '../../text/markdown.ts';
import type { ArticleKind } from '../article.ts';

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

/** Characters after which most lists and search engines cut a headline. */
const comfortableHeadline = 70;

const done = (text: string): Check => ({ kind: 'done', done: true, mark: 'Done:', text, href: null });
const todo = (text: string, href: string): Check => ({ kind: 'todo', done: false, mark: 'Look at:', text, href });
const must = (text: string, href: string): Check => ({ kind: 'must', done: false, mark: 'Must fix:', text, href });

/** What stands between the story and its readers, and what an editor would still look at. */
export function checks(form: Form, kind: ArticleKind): Check[] {
  if (kind === 'page') return [headlineCheck(form), standfirstCheck(form)];
  return [headlineCheck(form), sectionCheck(form), standfirstCheck(form), ...leadChecks(form), ...bylineCheck(form)];
}

function headlineCheck({ headline = '' }: Form): Check {
  const length = [...headline].length;
  if (length === 0) return must('there is no headline', '#headline');
  return length > comfortableHeadline
    ? todo(`the headline is ${length} characters long`, '#headline')
    : done(`Headline is ${length} characters`);
}

const sectionCheck = ({ section }: Form): Check =>
  section ? done('Section is chosen') : must('no section is chosen', '#section');

const standfirstCheck = ({ standfirst }: Form): Check =>
  standfirst ? done('Standfirst is there') : todo('there is no standfirst', '#standfirst');

function leadChecks({ leadKind, pictureId, pictureAlt, pictureDecorative, pictureCaption, video }: Form): Check[] {
  if (leadKind === 'video') {
    if (!video) return [must('the lead video has no address', '#video')];
    return [pictureId ? done('Lead video has a poster') : todo('the lead video has no poster', '#picture')];
  }
  if (leadKind !== 'image') return [];
  if (!pictureId) return [must('the lead picture is missing', '#picture')];
  if (!pictureAlt && !pictureDecorative) return [must('the lead picture has no alternative text', '#pictureAlt')];
  return [
    pictureCaption ? done('Lead picture has a caption') : todo('the lead picture has no caption', '#pictureCaption'),
  ];
}

const bylineCheck = ({ authors, label }: Form): Check[] =>
  authors || label === 'editorial' ? [] : [todo('nobody is in the byline', '#authors')];

/** What the renderer cannot make sense of, with the line it stands on. */
export function textProblems(body: string): TextProblem[] {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  return renderStory(body).problems.map(({ line, message }) => {
    const text = lines[line - 1]?.trim() ?? '';
    return { line: String(line), message, excerpt: text === '' ? null : shorten(text) };
  });
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
