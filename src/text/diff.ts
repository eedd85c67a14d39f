import { diffWordsWithSpace } from 'diff';

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
    before.length + after.length > comparable ? undefined : diffWordsWithSpace(before, after, { timeout: 500 });
  if (!changes) return [whole(before, 'removed'), whole(after, 'added')].filter(({ text }) => text !== '');
  return changes.map(({ value, added, removed }) => ({
    text: value,
    removed: removed === true,
    added: added === true,
  }));
}

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
