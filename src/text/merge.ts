import { diffIndices } from 'node-diff3';

/** Two texts that were made of one: each with what only the other changed in it. Where both changed the same place, each keeps its own. */
export interface MergedText {
  mine: string;
  theirs: string;
  /** That there is such a place. */
  clashes: boolean;
}

/** A paragraph or a line, and what stands between it and the one before it. */
interface Piece {
  text: string;
  before: string;
}

/** Two changes of a text in one: paragraph by paragraph, and in a paragraph that both changed (a list, a table) line by line. */
export function mergeTexts(base: string, mine: string, theirs: string): MergedText {
  const { clashes, ...sides } = mergePieces(
    { base: paragraphs(base), mine: paragraphs(mine), theirs: paragraphs(theirs) },
    mergeLines,
  );
  return { mine: joined(sides.mine), theirs: joined(sides.theirs), clashes };
}

interface Versions {
  base: Piece[];
  mine: Piece[];
  theirs: Piece[];
}

type Merged = Pick<Versions, 'mine' | 'theirs'> & { clashes: boolean };

/** What becomes of a place that both changed. */
type Settle = (versions: Versions) => Merged;

const asTheyAre: Settle = ({ mine, theirs }) => ({ mine, theirs, clashes: true });

/** Lines next to each other belong together: both may have changed one sentence. */
const mergeLines: Settle = (versions) => {
  const { base, mine, theirs } = versions;
  if ([base, mine, theirs].some((pieces) => pieces.length === 0)) return asTheyAre(versions);
  const lines = { base: linesOf(base), mine: linesOf(mine), theirs: linesOf(theirs) };
  const merged = mergePieces(lines, asTheyAre, { apart: 1 });
  if (merged.clashes) return asTheyAre(versions);
  const [first, ...rest] = merged.mine;
  const side = first ? [{ ...first, before: mine[0]?.before ?? '' }, ...rest] : [];
  return { mine: side, theirs: side, clashes: false };
};

const linesOf = (pieces: Piece[]): Piece[] =>
  joined(pieces)
    .split('\n')
    .map((text) => ({ text, before: '\n' }));

function paragraphs(text: string): Piece[] {
  if (text === '') return [];
  const parts = text.replace(/\r\n?/g, '\n').split(/(\n{2,})/);
  return parts.flatMap((part, index) => (index % 2 === 0 ? [{ text: part, before: parts[index - 1] ?? '' }] : []));
}

/** Where a piece came to stand behind another that it did not stand behind before, a paragraph ends. */
const joined = (pieces: Piece[]): string =>
  pieces.map(({ text, before }, index) => (index === 0 ? text : `${before || '\n\n'}${text}`)).join('');

/** A run of the base that one side replaced by a run of its own; either may be empty. */
interface Change {
  side: 'mine' | 'theirs';
  start: number;
  end: number;
  ownStart: number;
  ownEnd: number;
}

/** Comparing takes time with the product of the two lengths: longer ones are not compared. */
const mostCompared = 4_000_000;

function mergePieces(versions: Versions, settle: Settle, { apart = 0 } = {}): Merged {
  const { base, mine, theirs } = versions;
  if (base.length * Math.max(mine.length, theirs.length) > mostCompared) return asTheyAre(versions);
  const changes = [...changesOf(versions, 'mine'), ...changesOf(versions, 'theirs')];
  const merged: Merged = { mine: [], theirs: [], clashes: false };
  const add = (one: Piece[], other = one) => {
    merged.mine.push(...one);
    merged.theirs.push(...other);
  };
  let done = 0;
  for (const place of placesOf(changes, apart)) {
    add(base.slice(done, place.start));
    const [ours, other] = [ownRun(versions, 'mine', place), ownRun(versions, 'theirs', place)];
    const isMine = place.changes.every(({ side }) => side === 'mine');
    if (isMine || place.changes.every(({ side }) => side === 'theirs')) add(isMine ? ours : other);
    else if (isSame(ours, other)) add(ours);
    else {
      const settled = settle({ base: base.slice(place.start, place.end), mine: ours, theirs: other });
      add(settled.mine, settled.theirs);
      merged.clashes ||= settled.clashes;
    }
    done = place.end;
  }
  add(base.slice(done));
  return merged;
}

const isSame = (one: Piece[], other: Piece[]): boolean =>
  one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);

function changesOf({ base, ...sides }: Versions, side: Change['side']): Change[] {
  const texts = (pieces: Piece[]) => pieces.map(({ text }) => text);
  return diffIndices(texts(base), texts(sides[side])).map(({ buffer1: [start, length], buffer2: [ownStart, own] }) => ({
    ...{ side, start, end: start + length, ownStart, ownEnd: ownStart + own },
  }));
}

interface Place {
  start: number;
  end: number;
  changes: Change[];
}

/** Changes that touch, as one place. With `apart`, there must be so many unchanged pieces between two places. */
function placesOf(changes: Change[], apart: number): Place[] {
  const places: Place[] = [];
  for (const change of changes.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const last = places.at(-1);
    if (last && touches(last, change, apart)) {
      last.changes.push(change);
      last.end = Math.max(last.end, change.end);
    } else places.push({ start: change.start, end: change.end, changes: [change] });
  }
  return places;
}

/** Of two that put something in at the same point nobody can say which comes first. */
const touches = (place: Place, { start, end }: Change, apart: number): boolean =>
  start < place.end + apart || (place.start === place.end && start === end && start === place.end);

/** What a side has in a place, unchanged pieces around its changes included. */
function ownRun({ base, ...sides }: Versions, side: Change['side'], { start, end, changes }: Place): Piece[] {
  const own = changes.filter((change) => change.side === side);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return base.slice(start, end);
  return sides[side].slice(first.ownStart - (first.start - start), last.ownEnd + (end - last.end));
}
