import { diffArrays } from 'diff';

/** A run of words of one of two texts, or of both. */
export interface Part {
  text: string;
  removed: boolean;
  added: boolean;
}

/** Characters above which two texts are shown whole, one after the other: comparing them would hold up everybody. */
const comparable = 200_000;

/** What changed between two texts, word by word, passage by passage; passages without a change are left out. */
export function changedPassages(before: string, after: string): { parts: Part[] }[] {
  return passages(compareWords(before, after)).filter(({ parts }) => parts.some((part) => part.added || part.removed));
}

/** Both texts in one, each run of words marked as of one or the other, or of both. */
export function compareWords(before: string, after: string): Part[] {
  const whole = (text: string, side: 'removed' | 'added') => ({
    text,
    removed: side === 'removed',
    added: side === 'added',
  });
  const changes =
    before.length + after.length > comparable ? undefined : diffArrays(words(before), words(after), { timeout: 500 });
  if (!changes) return [whole(before, 'removed'), whole(after, 'added')].filter(({ text }) => text !== '');
  return changes.map(({ value, added, removed }) => ({
    text: value.join(''),
    removed: removed === true,
    added: added === true,
  }));
}

/** A text as words of any script, spaces, ends of lines, and each mark between them by itself. */
const words = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}\p{Pc}\u00AD\u200C\u200D]+|\r?\n|[^\S\r\n]+|./gsu) ?? [];

/** A passage ends at an empty line. */
function passages(parts: Part[]): { parts: Part[] }[] {
  const found: { parts: Part[] }[] = [{ parts: [] }];
  for (const part of parts) {
    for (const [index, piece] of part.text.split(/\n{2,}/).entries()) {
      if (index > 0) found.push({ parts: [] });
      if (piece !== '') found.at(-1)?.parts.push({ ...part, text: piece });
    }
  }
  return found;
}

/** What readers are shown of a change: a passage with its words marked, or the place where unchanged text is left out. */
export interface Passage {
  /** Unchanged text was left out before it. */
  gap: boolean;
  parts: Part[];
}

export interface Comparison {
  passages: Passage[];
  /** There is more than is shown. */
  isCut: boolean;
}

/** In characters: what a page shows of a change at most, and how long an unchanged run in a changed passage may be. */
const mostShown = 60_000;
const longestRun = 700;
const keptOfRun = 250;

/** Two texts, passage by passage: those that changed, word by word, and where unchanged ones are left out between them. */
export function comparePassages(before: string[], after: string[]): Comparison {
  const changes = diffArrays(before, after, { timeout: 500 }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const found: Passage[] = [];
  let gap = false;
  for (let index = 0; index < changes.length; index += 1) {
    const [change, next] = [changes[index], changes[index + 1]];
    if (!change?.removed && !change?.added) {
      gap = true;
      continue;
    }
    const isReplaced = change.removed && next?.added === true;
    const [old, fresh] = change.removed ? [change.value, isReplaced ? next.value : []] : [[], change.value];
    for (const { parts } of changedPassages(old.join('\n\n'), fresh.join('\n\n'))) {
      found.push({ gap, parts: parts.flatMap(shortened) });
      gap = false;
    }
    if (isReplaced) index += 1;
  }
  return cut(found);
}

/** Two lists, item by item: what is no more and what is new, each whole. */
export function compareItems(before: string[], after: string[]): Comparison {
  const gone = before.filter((item) => !after.includes(item));
  const fresh = after.filter((item) => !before.includes(item));
  const passage = (text: string, removed: boolean): Passage => ({
    gap: false,
    parts: [{ text, removed, added: !removed }],
  });
  return cut([...gone.map((text) => passage(text, true)), ...fresh.map((text) => passage(text, false))]);
}

/** Of a long run that did not change, its beginning and its end. */
function shortened(part: Part): Part[] {
  if (part.added || part.removed || part.text.length <= longestRun) return [part];
  return [{ ...part, text: `${part.text.slice(0, keptOfRun)} […] ${part.text.slice(-keptOfRun)}`.toWellFormed() }];
}

function cut(passages: Passage[]): Comparison {
  let room = mostShown;
  const kept: Passage[] = [];
  for (const { gap, parts } of passages) {
    if (room <= 0) return { passages: kept, isCut: true };
    const fitting: Part[] = [];
    for (const part of parts) {
      if (room > 0) fitting.push({ ...part, text: part.text.slice(0, room).toWellFormed() });
      room -= part.text.length;
    }
    kept.push({ gap, parts: fitting });
  }
  return { passages: kept, isCut: room < 0 };
}
