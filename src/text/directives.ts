import type { Block } from './directives/block.ts';
import { type Form, forms } from './directives/forms.ts';
import { readAttributes } from './markdown/attributes.ts';

export type { Block } from './directives/block.ts';

/**
 * What stands at the beginning of a source and looks like a directive. When it is right, `block` makes the block,
 * given the HTML of the content ('' for a leaf); when it is wrong `block` is null and `problems` says why.
 * `draft` is the block without content where only a value is missing or wrong: an editor can go on with it.
 * `raw` is all of it as it was typed.
 */
export interface Directive {
  raw: string;
  content: string;
  block: ((html: string) => Block) | null;
  draft: Block | null;
  problems: string[];
  /** What it can be shown without, and should not be; null where nothing is missing. */
  lacks: string | null;
}

const opening = /^ {0,3}(:{2,})(\p{L}[\p{L}\p{N}_-]*)([^\n]*)/u;
const strayEnd = /^ {0,3}:{3,}[ \t]*(?=\n|$)/;

/** The directive at the very beginning of a Markdown source, right or wrong; null when there is none. */
export const readDirective = (source: string): Directive | null => {
  const stray = strayEnd.exec(source);
  if (stray) return broken(stray[0], ['::: ends a block, but none is open here.']);
  const line = opening.exec(source);
  if (!line) return null;
  const [first, colons = '', name = '', rest = ''] = line;
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (!form) {
    const raw = colons.length > 2 ? (readContainer(source, first)?.raw ?? first) : first;
    return broken(raw, [`There is no block “${name}”. There are ${Object.keys(forms).join(', ')}.`]);
  }
  return readForm(form, { source, first, colons, name, rest });
};

/** Where in a source the first line is that begins with a directive's name; -1 when there is none before a blank line. */
export const findDirective = (source: string): number => {
  const blank = source.indexOf('\n\n');
  const paragraph = blank < 0 ? source : source.slice(0, blank);
  if (!paragraph.includes('::')) return -1;
  return paragraph.search(/(?<=\n) {0,3}:{2,}\p{L}|(?<=\n) {0,3}:{3,}[ \t]*(?=\n|$)/u);
};

/** Whether a line names a known directive: in a list or a quote only those are worth a word to the editor. */
export const isKnownDirective = (source: string): boolean => Object.hasOwn(forms, opening.exec(source)?.[2] ?? '');

interface Line {
  source: string;
  first: string;
  colons: string;
  name: string;
  rest: string;
}

const readForm = (form: Form, { source, first, colons, name, rest }: Line): Directive => {
  const container = form.container ? readContainer(source, first) : null;
  const raw = container?.raw ?? first;
  const expected = form.container ? ':::' : '::';
  if (colons !== expected) {
    const end = form.container ? ' and ends with a line that holds only :::' : '';
    return broken(form.container && colons === '::' ? first : raw, [`${name} begins with ${expected}${end}.`]);
  }
  const { value, problems, isRead } = readAttributes(rest.trim(), name, form);
  const draft = isRead && (container || !form.container) ? form.block(value, '') : null;
  const wrong = form.check?.(value);
  if (wrong) problems.push(wrong);
  if (form.container && !container) {
    problems.push(`${name} is never closed. End it with a line that holds only :::`);
  }
  const content = container?.content ?? '';
  const lacks = isRead ? (form.lacks?.(value) ?? null) : null;
  if (problems.length > 0) return { ...broken(raw, problems), content, draft, lacks };
  return { raw, content, block: (html) => form.block(value, html), draft, problems, lacks };
};

/** The content up to the next line of only colons that stands in no code fence; null when there is no such line. */
const readContainer = (source: string, first: string): { raw: string; content: string } | null => {
  let fence = '';
  let end = first.length + 1;
  while (end <= source.length) {
    const next = source.indexOf('\n', end);
    const line = source.slice(end, next < 0 ? source.length : next);
    if (!fence && strayEnd.test(line)) {
      return { raw: source.slice(0, end + line.length), content: source.slice(first.length + 1, end) };
    }
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (!fence) fence = marks;
    else if (marks.startsWith(fence) && line.trim() === marks) fence = '';
    end += line.length + 1;
  }
  return null;
};

const broken = (raw: string, problems: string[]): Directive => ({
  ...{ raw, content: '', block: null, draft: null, lacks: null },
  problems,
});
