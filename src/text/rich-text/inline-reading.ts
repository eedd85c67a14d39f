import type { Token, Tokens } from '../markdown/parsing.ts';
import type { RichMark, RichNode } from './node.ts';

/** HTML elements that are marks too, where they stand without attributes and are closed. */
const elements: Record<string, string> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', s: 'strike', strike: 'strike', del: 'strike' },
  ...{ sup: 'superscript', sub: 'subscript' },
};
const marksOfTokens: Record<string, string> = { strong: 'bold', em: 'italic', del: 'strike' };

/** What stands in a line. Null where it can be shown as source only: text that is taken as it was typed. */
export function readInline(tokens: Token[]): RichNode[] | null {
  const found: RichNode[] = [];
  return collect(tokens, [], found) ? withMarkedBreaks(trimmed(joined(found))) : null;
}

function collect(tokens: Token[], marks: RichMark[], found: RichNode[]): boolean {
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if (token.type !== 'html' || isBreak(token)) {
      if (!collectOne(token, marks, found)) return false;
      continue;
    }
    const end = endOf(tokens, index);
    if (end === null) return false;
    const mark = elements[token.raw.slice(1, -1).toLowerCase()];
    const inside = tokens.slice(index + 1, end);
    if (!mark) found.push(sourceInline(rawOf(tokens.slice(index, end + 1)), marks));
    else if (!collect(inside, [...marks, { type: mark }], found)) return false;
    index = end;
  }
  return true;
}

function collectOne(token: Token, marks: RichMark[], found: RichNode[]): boolean {
  const mark = marksOfTokens[token.type];
  if (mark) return collect((token as Tokens.Strong).tokens, [...marks, { type: mark }], found);
  switch (token.type) {
    case 'link': {
      const { href, tokens } = token as Tokens.Link;
      return collect(tokens, [...marks, { type: 'link', attrs: { href } }], found);
    }
    case 'codespan':
      found.push(text((token as Tokens.Codespan).text, [...marks, { type: 'code' }]));
      return true;
    case 'br':
      found.push({ type: 'hardBreak' });
      return true;
    case 'text':
    case 'escape': {
      const { tokens, text: written } = token as Tokens.Text;
      if (tokens) return collect(tokens, marks, found);
      found.push(...entities(written, marks, token.type === 'escape'));
      return true;
    }
    case 'html':
      found.push({ type: 'hardBreak' });
      return true;
    case 'literal':
      return false;
    default:
      found.push(sourceInline(token.raw, marks));
      return true;
  }
}

const isBreak = ({ raw }: Token) => /^<br *\/?>$/i.test(raw);
const rawOf = (tokens: Token[]) => tokens.map(({ raw }) => raw).join('');

const text = (written: string, marks: RichMark[]): RichNode => ({
  type: 'text',
  ...(marks.length > 0 ? { marks: sorted(marks) } : {}),
  text: written,
});

const sourceInline = (markdown: string, marks: RichMark[]): RichNode => ({
  type: 'sourceInline',
  attrs: { markdown },
  ...(marks.length > 0 ? { marks: sorted(marks) } : {}),
});

/** From outside to inside, as they are written; each once. */
export const markOrder = ['link', 'bold', 'italic', 'strike', 'superscript', 'subscript', 'code'];
export const sorted = (marks: RichMark[]): RichMark[] =>
  markOrder.flatMap((name) => marks.findLast(({ type }) => type === name) ?? []);

const known: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
};
const entity = /&(?:#(\d{1,7})|#[Xx]([a-fA-F\d]{1,6})|([A-Za-z][A-Za-z\d]{1,31}));/;

/** Entities become letters; a name that is not known here stays as it was typed. */
function entities(written: string, marks: RichMark[], literal: boolean): RichNode[] {
  const found = literal ? null : entity.exec(written);
  if (!found) return written === '' ? [] : [text(written, marks)];
  const [raw, decimal, hexadecimal, name] = found;
  const before = written.slice(0, found.index);
  const after = written.slice(found.index + raw.length);
  const letter = name ? known[name] : letterOf(Number.parseInt(decimal ?? hexadecimal ?? '', decimal ? 10 : 16));
  return [
    ...(before === '' ? [] : [text(before, marks)]),
    letter === undefined ? sourceInline(raw, marks) : text(letter, marks),
    ...entities(after, marks, false),
  ];
}

/** Undefined for what is no letter that a text may hold. */
const letterOf = (code: number): string | undefined =>
  code >= 32 && code <= 0x10_ffff && !(code >= 0x7f && code < 0xa0) && !(code >= 0xd800 && code < 0xe000)
    ? String.fromCodePoint(code)
    : undefined;

/** Where the element that begins here ends; null where none does, or it goes on behind this run. */
function endOf(tokens: Token[], index: number): number | null {
  const name = /^<([a-z]+)(?=[\s>])/i.exec(tokens[index]?.raw ?? '')?.[1]?.toLowerCase();
  if (!name) return null;
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const raw = tokens[at]?.type === 'html' ? (tokens[at]?.raw.toLowerCase() ?? '') : '';
    if (raw.startsWith(`</${name}`)) depth -= 1;
    else if (raw === `<${name}>` || raw.startsWith(`<${name} `)) depth += 1;
    if (depth === 0) return at;
  }
  return null;
}

/** Neighbours with the same marks are one text; a line end is a blank. */
export function joined(nodes: RichNode[]): RichNode[] {
  const result: RichNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    const same =
      last?.type === 'text' && node.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(node.marks);
    if (same) result[result.length - 1] = { ...last, text: `${last.text}${node.text}` };
    else result.push(node);
  }
  return result.map((node) =>
    node.type === 'text'
      ? { ...node, text: (node.text ?? '').replace(isCode(node) ? /\n/g : /[ \t]*\n[ \t]*|\t/g, ' ') }
      : node,
  );
}

/** Without blanks and line breaks at the ends, and beside line breaks, where Markdown holds none. */
export function trimmed(nodes: RichNode[]): RichNode[] {
  const kept = nodes.map((node, index) => {
    if (node.type !== 'text' || isCode(node)) return node;
    const isFirst = index === 0 || nodes[index - 1]?.type === 'hardBreak';
    const isLast = index === nodes.length - 1 || nodes[index + 1]?.type === 'hardBreak';
    let written = node.text ?? '';
    if (isFirst) written = written.replace(/^[ \t]+/, '');
    if (isLast) written = written.replace(/[ \t]+$/, '');
    return { ...node, text: written };
  });
  const there = kept.filter((node) => node.text !== '');
  if (there.length < kept.length || there[0]?.type === 'hardBreak' || there.at(-1)?.type === 'hardBreak') {
    const start = there.findIndex(({ type }) => type !== 'hardBreak');
    const end = there.findLastIndex(({ type }) => type !== 'hardBreak');
    return start < 0 ? [] : trimmed(joined(there.slice(start, end + 1)));
  }
  return there;
}

/** A line break has the marks that go on behind it. */
export const withMarkedBreaks = (nodes: RichNode[]): RichNode[] =>
  nodes.map((node, index) => {
    if (node.type !== 'hardBreak') return node;
    const before = nodes.slice(0, index).findLast(({ type }) => type !== 'hardBreak')?.marks ?? [];
    const after = nodes.slice(index).find(({ type }) => type !== 'hardBreak')?.marks ?? [];
    const both = before.filter(
      (mark) => mark.type !== 'code' && after.some((each) => JSON.stringify(each) === JSON.stringify(mark)),
    );
    return { type: 'hardBreak', ...(both.length > 0 ? { marks: both } : {}) };
  });

const isCode = ({ marks }: RichNode): boolean => marks?.some(({ type }) => type === 'code') ?? false;
