/** In characters; nobody types more into a search. */
const most = 80;

/**
 * What somebody was looking for at an address of nothing: the words of its last part that has any, in any script, without the ending of
 * a file's name. '/2026/11/23/harbour-vote' → 'harbour vote'; '' where there are none.
 */
export function searchWords(path: string): string {
  const parts = path.split('/').map(wordsOf);
  const found = parts.findLast((words) => /\p{L}/u.test(words)) ?? '';
  if (found.length <= most) return found;
  const end = found.lastIndexOf(' ', most);
  return end > 0 ? found.slice(0, end) : [...found].slice(0, most / 2).join('');
}

function wordsOf(part: string): string {
  return decoded(part)
    .normalize('NFC')
    .replace(/\.(html?|php|aspx?|xml|json|atom)$/i, '')
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, ' ')
    .trim();
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
