/* Words as search compares them: without case, accents and vowel signs, one form for each Arabic letter, and no article. */

/** A word of a text: where it stands, and how it is compared. */
export interface Word {
  start: number;
  end: number;
  folded: string;
}

/** Characters of a folded word; what is longer is compared by its beginning. */
const longestWord = 40;

// Scripts that put no space between words: each of their letters counts as a word, and a word of several as a phrase.
const unspaced = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
// Soft hyphens and joiners stand inside words.
const inner = String.raw`\p{M}\u00ad\u200c\u200d`;
const words = new RegExp(
  String.raw`[${unspaced}][${inner}]*|[[\p{L}\p{N}]--[${unspaced}]][[\p{L}\p{N}${inner}]--[${unspaced}]]*`,
  'gv',
);

/** The words of a text, in order. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(words)) {
    const folded = fold(word);
    if (folded) yield { start: index, end: index + word.length, folded };
  }
}

const plain = /^[\da-z]+$/;
const known = new Map<string, string>();
const mostKnown = 50_000;

/** One word as it is compared; '' where nothing of it is a letter or a digit. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (plain.test(lower)) return lower.slice(0, longestWord);
  const remembered = known.get(lower);
  if (remembered !== undefined) return remembered;
  const folded = foldLetters(lower);
  if (known.size >= mostKnown) known.clear();
  if (lower.length <= longestWord) known.set(lower, folded);
  return folded;
}

// Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs and Koranic marks of Arabic. Other scripts write vowels with marks.
const marks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u0640]/g;

/** Letters that Unicode does not take apart. The Arabic ones: alef wasla, alef maqsura, ta marbuta, and two of Persian keyboards. */
const letters: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ' },
  ...{ ٱ: 'ا', ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي' },
};
const replaced = new RegExp(`[${Object.keys(letters).join('')}٠-٩۰-۹]`, 'g');

function foldLetters(lower: string): string {
  // NFKD takes alef with hamza or madda apart, and ligatures of Arabic print.
  const letter = lower.normalize('NFKD').replace(marks, '');
  const one = letter
    .toLowerCase()
    .replace(replaced, (each) => letters[each] ?? String((each.codePointAt(0) ?? 0) & 15));
  const composed = one.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
  return composed.length > longestWord ? Array.from(composed).slice(0, longestWord).join('') : composed;
}

/** The Arabic article with the one-letter words that are written together with it: and, then, by, like, to. */
const articles = ['وبال', 'فبال', 'وكال', 'ولل', 'فلل', 'وال', 'فال', 'بال', 'كال', 'لل'];
const article = 'ال';
/** Words that begin like the article, and are too common to be taken for others. */
const whole = new Set(['الله', 'الذي', 'التي', 'الان', 'الي']);
const arabic = /^[\u0621-\u064a]/;

/** A folded word without the Arabic article, where what is left can be a word; the form that is indexed. */
export function withoutArticle(folded: string): string {
  if (!arabic.test(folded) || whole.has(folded)) return folded;
  // Shorter ones are mostly words of their own: والد is a father.
  const joined = articles.find((each) => folded.startsWith(each) && folded.length >= each.length + 3);
  if (joined) return folded.slice(joined.length);
  return folded.startsWith(article) && folded.length >= article.length + 2 ? folded.slice(article.length) : folded;
}

/**
 * What stands in the index where a text means this folded word, the likeliest first. An Arabic word may begin with alef and lam
 * itself, may follow a joined "and", and if it is short keeps an article that is joined to another word.
 */
export function formsOf(folded: string): string[] {
  if (!arabic.test(folded)) return [folded];
  const bare = withoutArticle(folded);
  const barer = withoutArticle(bare);
  const forms = [bare, folded, barer];
  if (bare.length === 2) forms.push(...articles.map((each) => each + bare));
  if (bare.length >= 4) forms.push(`و${bare}`);
  return [...new Set(forms)];
}
