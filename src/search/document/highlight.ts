import { type Word, wordsOf } from '../../text/folding.ts';
import { lengthOf, type Query, type Term } from './query.ts';

/** A stretch of a text; marked where it is what was looked for. */
export interface Part {
  text: string;
  marked: boolean;
}

interface Mark {
  start: number;
  end: number;
  term: Term;
}

/** Characters of a snippet. */
const snippetLength = 220;
/** Characters before the first mark in a snippet. */
const lead = 60;
/** Places that are considered for a snippet, and characters of a text that are looked through. */
const mostMarks = 40;
const farthest = 60_000;

/** The whole text, with what was looked for marked. */
export const highlight = (text: string, query: Query): Part[] =>
  partsOf(text, marksIn(text, query), { start: 0, end: text.length });

/** The stretch of the text that says most about the query; null where the text has nothing of it. */
export function snippet(text: string, query: Query): Part[] | null {
  const marks = marksIn(text.slice(0, farthest), query);
  const best = bestOf(marks);
  return best ? partsOf(text, marks, stretch(text, best)) : null;
}

/** How the text begins, for want of anything better. */
export function beginning(text: string): Part[] {
  return text ? partsOf(text, [], stretch(text, { start: 0, end: 0 })) : [];
}

function marksIn(text: string, { all }: Query): Mark[] {
  const longest = Math.max(1, ...all.map(({ places }) => places.length));
  const marks: Mark[] = [];
  const window: Word[] = [];
  const look = () => {
    for (const term of all) {
      const length = lengthOf(term, window);
      const [first, last] = [window[0], window[length - 1]];
      if (first && last) marks.push({ start: first.start, end: last.end, term });
    }
    window.shift();
  };
  for (const word of wordsOf(text)) {
    window.push(word);
    if (window.length === longest) look();
    if (marks.length >= mostMarks) break;
  }
  while (window.length > 0) look();
  return marks;
}

/** The mark from which on a snippet holds most of the terms; the first of several. */
function bestOf(marks: Mark[]): Mark | undefined {
  const held = (mark: Mark) =>
    new Set(
      marks
        .filter(({ start, end }) => start >= mark.start && end <= mark.start + snippetLength - lead)
        .map(({ term }) => term),
    ).size;
  return marks.reduce<Mark | undefined>((best, mark) => (best && held(best) >= held(mark) ? best : mark), undefined);
}

/** From a little before to the length of a snippet, between words; of text without spaces, where it happens to be. */
function stretch(text: string, around: Pick<Mark, 'start' | 'end'>): { start: number; end: number } {
  let start = Math.max(0, around.start - lead);
  if (start > 0) {
    const space = text.slice(start, around.start).search(/\s\S/);
    if (space >= 0) start += space + 1;
    else if (/[\udc00-\udfff]/.test(text[start] ?? '')) start += 1;
  }
  let end = Math.max(around.end, start + snippetLength);
  if (end >= text.length) return { start, end: text.length };
  const space = text.slice(around.end, end).search(/\s\S*$/);
  if (space >= 0) end = around.end + space;
  else if (/[\udc00-\udfff]/.test(text[end] ?? '')) end += 1;
  return { start, end };
}

function partsOf(text: string, marks: Mark[], { start, end }: { start: number; end: number }): Part[] {
  const parts: Part[] = [];
  const add = (piece: string, marked: boolean) => {
    if (piece) parts.push({ text: piece, marked });
  };
  let at = start;
  if (start > 0) add('… ', false);
  for (const mark of marks.toSorted((one, other) => one.start - other.start)) {
    if (mark.start < at || mark.end > end) continue;
    add(text.slice(at, mark.start), false);
    add(text.slice(mark.start, mark.end), true);
    at = mark.end;
  }
  add(text.slice(at, end), false);
  if (end < text.length) add(' …', false);
  return parts;
}
