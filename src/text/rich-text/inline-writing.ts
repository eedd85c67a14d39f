import { markOrder } from './inline-reading.ts';
import type { RichMark, RichNode } from './node.ts';

/** How much is done so that a text is read as it was meant. */
export interface Style {
  /** Which signs get a backslash: none, those that often mean something, all. */
  escape: 'none' | 'some' | 'all';
  /** Emphasis as HTML elements, where stars would not be read as such: between letters and signs. */
  elements: boolean;
}

interface Around {
  style: Style;
  place: 'block' | 'heading' | 'cell';
}

/** What stands in a line, or in the cell of a table. */
export function writeInline(nodes: RichNode[], around: Around): string {
  const written = runs(nodes, around);
  return around.style.escape === 'none' ? written : opened(written);
}

/** What would be a list, a heading, a quote or a table at the beginning of a line is none behind a backslash. */
const opened = (line: string): string => line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^(?=[#+\-=>:|~])/, '\\');

function runs(nodes: RichNode[], around: Around): string {
  let written = '';
  for (let index = 0; index < nodes.length; ) {
    const found = longestRun(nodes, index);
    if (!found) {
      written += leaf(nodes[index] as RichNode, around);
      index += 1;
      continue;
    }
    const inside = nodes.slice(index, found.end).map((node) => without(node, found.mark));
    written += marked(found.mark, inside, around);
    index = found.end;
  }
  return written;
}

/** The mark that reaches furthest from here; of two that reach as far, the one that stands outside. Code is inside of all. */
function longestRun(nodes: RichNode[], start: number): { mark: RichMark; end: number } | null {
  let best: { mark: RichMark; end: number } | null = null;
  for (const mark of nodes[start]?.marks ?? []) {
    if (mark.type === 'code') continue;
    let end = start + 1;
    while (end < nodes.length && has(nodes[end] as RichNode, mark)) end += 1;
    const isBetter = !best || end > best.end || (end === best.end && order(mark) < order(best.mark));
    if (isBetter) best = { mark, end };
  }
  return best;
}

const order = ({ type }: RichMark) => markOrder.indexOf(type);
const same = (one: RichMark, other: RichMark) => one.type === other.type && one.attrs?.href === other.attrs?.href;
const has = ({ marks = [] }: RichNode, mark: RichMark) => marks.some((each) => same(each, mark));
const without = (node: RichNode, mark: RichMark): RichNode => ({
  ...node,
  marks: (node.marks ?? []).filter((each) => !same(each, mark)),
});

const emphasis: Record<string, string> = { bold: '**', italic: '*', strike: '~~' };
const elements: Record<string, string> = {
  ...{ bold: 'strong', italic: 'em', strike: 'del', superscript: 'sup', subscript: 'sub' },
};

function marked(mark: RichMark, nodes: RichNode[], around: Around): string {
  const inside = runs(nodes, around);
  if (mark.type === 'link') return link(String(mark.attrs?.href ?? ''), { nodes, inside, around });
  const sign = around.style.elements ? undefined : emphasis[mark.type];
  if (sign) return `${sign}${inside}${sign}`;
  const element = elements[mark.type];
  return element ? `<${element}>${inside}</${element}>` : inside;
}

interface Linked {
  nodes: RichNode[];
  inside: string;
  around: Around;
}

/** An address that is its own text stands alone where that is read as a link. */
function link(href: string, { nodes, inside, around }: Linked): string {
  const isPlain = nodes.length === 1 && nodes[0]?.text === href && (nodes[0].marks ?? []).length === 0;
  const isBare = isPlain && /^https?:\/\/[^\s<>|]+$/.test(href);
  if (isBare && around.style.escape === 'none') return href;
  if (isBare) return `<${href}>`;
  const address = /^[^\s()\\<>]+$/.test(href) ? href : `<${href.replace(/[\\<>]/g, '\\$&')}>`;
  return `[${inside}](${around.place === 'cell' ? address.replaceAll('|', '%7C') : address})`;
}

function leaf(node: RichNode, { style, place }: Around): string {
  if (node.type === 'hardBreak') return place !== 'block' || style.elements ? '<br>' : '\\\n';
  if (node.type === 'sourceInline') return String(node.attrs?.markdown ?? '');
  const text = node.text ?? '';
  const written = node.marks?.some(({ type }) => type === 'code') ? code(text) : escaped(text, style.escape);
  return place === 'cell' ? written.replace(/\\?\|/g, '\\|') : written;
}

function code(text: string): string {
  const lengths = new Set([...text.matchAll(/`+/g)].map(([run]) => run.length));
  let length = 1;
  while (lengths.has(length)) length += 1;
  const fence = '`'.repeat(length);
  const isPadded = /^`|`$|^ .*[^ ].* $/.test(text);
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

const all = /[!-/:-@[-`{-~]/g;
const some = /[\\`*_[\]<~]|&(?=#?\w{1,32};)|:(?=\/\/)|(?<=\bwww)\.|@(?=\w)/g;
const least = /\\(?=[!-/:-@[-`{-~]|$)/g;

/** Blanks of other kinds, which would be cut off at the end of a line. */
const blanks = /[^\S \t\n]/g;

function escaped(text: string, signs: Style['escape']): string {
  if (signs === 'none') return text.replace(least, '\\$&');
  if (signs === 'some') return text.replace(some, '\\$&');
  return text
    .replace(all, '\\$&')
    .replace(blanks, (blank) => (blank === '\u00a0' ? '&nbsp;' : `&#${blank.codePointAt(0)};`));
}
