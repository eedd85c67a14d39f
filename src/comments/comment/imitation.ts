import { comparedWords, joined } from './wording.ts';

/* Names that are made to look like those of the newsroom. What looks like what: https://www.unicode.org/reports/tr39/#Confusable_Detection. */

/** Names that speak for the newsroom, whoever works there. */
const offices = [
  ...['editor', 'the editor', 'editors', 'editor in chief', 'moderator', 'moderators', 'moderation', 'moderation team'],
  ...['admin', 'administrator', 'newsroom', 'news desk', 'editorial', 'editorial staff', 'editorial team', 'site team'],
  ...['staff', 'official', 'webmaster'],
];
const officesInArabic = [
  ...['المحرر', 'المحررة', 'المشرف', 'المشرفة', 'هيئة التحرير', 'رئيس التحرير', 'رئيسة التحرير', 'فريق التحرير'],
  ...['الإدارة', 'الإشراف', 'فريق الإشراف'],
];

/** Capitals of other scripts, and small ones, by the Latin letter that they are drawn as. */
const drawnAs: Record<string, string> = {
  ...{
    a: 'ᴀᎪꭺꓮ',
    b: 'ʙᏴꓐ',
    c: 'ᴄᏟꓚ',
    d: 'ᴅᎠꓓ',
    e: 'ᴇᎬꓰ',
    f: 'ꜰꓝ',
    g: 'ɢᏀԌꓖց',
    h: 'ʜᎻꓧհ',
    i: 'ɪᎥꓲӀ',
    j: 'ᴊᎫꓙ',
    k: 'ᴋᏦꓗ',
  },
  ...{ l: 'ʟᏞꓡԼ', m: 'ᴍᎷꓟ', n: 'ɴꓠոռ', o: 'ᴏꓳՕօ', p: 'ᴘᏢꓑ', q: 'ꞯզ', r: 'ʀᎡᏒꓣ', s: 'ꜱᏚꓢՏ', t: 'ᴛᎢꓔ', u: 'ᴜꓴՍս' },
  ...{ v: 'ᴠᏙꓦ', w: 'ᴡᎳꓪ', x: 'ꓫ', y: 'ʏᎩꓬ', z: 'ᴢᏃꓜ' },
};
const latin = new Map(Object.entries(drawnAs).flatMap(([letter, all]) => [...all].map((each) => [each, letter])));

/** Letters in boxes and circles, and those of flags, that Unicode has no plain form of; each begins an alphabet. */
const boxes = [0x1f150, 0x1f170, 0x1f1e6];
const boxed = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/gu;

function unboxed(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const first = boxes.findLast((each) => each <= code) ?? code;
  return String.fromCharCode(97 + code - first);
}

/** Words with one letter for those that few can tell apart: l and I, rn and m, vv and w. */
function drawnWords(name: string): string[] {
  const plain = name
    .normalize('NFKC')
    .replace(boxed, unboxed)
    .replace(/[\p{L}]/gu, (letter) => latin.get(letter) ?? letter)
    .replace(/(?<=\p{L})[|!](?=\p{L})/gu, 'i');
  return comparedWords(plain).map((word) => word.replaceAll('l', 'i').replaceAll('rn', 'm').replaceAll('vv', 'w'));
}

const officeKeys = new Set([...offices, ...officesInArabic].map((office) => drawnWords(office).join('')));

/** Whether a name is one of these or of an office, or is made to look so, or has a whole one of them in it. */
export function imitates(name: string, known: readonly string[]): boolean {
  const own = drawnWords(name);
  const [squeezed, line] = [own.join(''), joined(own)];
  if (saysOffice(name)) return true;
  return [...known, ...offices, ...officesInArabic].some((each) => {
    const words = nameWords(each);
    const key = words.join('');
    return (
      key !== '' && (squeezed === key || (words.length > 1 && key.length >= longName && line.includes(joined(words))))
    );
  });
}

/** Beside a name, as in “Anna (staff)”. */
const saysOffice = (name: string): boolean =>
  name
    .split(/[()[\]{}|,/•·–—]|\s-\s/u)
    .map((part) => drawnWords(part).join(''))
    .some((part) => officeKeys.has(part));

/** A name of several words with so many letters is in another one by no chance. */
const longName = 9;

/** Staff are few, and looked at with every comment. */
const wordsOfNames = new Map<string, string[]>();

function nameWords(name: string): string[] {
  const remembered = wordsOfNames.get(name);
  if (remembered) return remembered;
  if (wordsOfNames.size > 2_000) wordsOfNames.clear();
  const all = drawnWords(name);
  // A paper is called without its article, too.
  const words = all.length > 2 && all[0] === 'the' ? all.slice(1) : all;
  wordsOfNames.set(name, words);
  return words;
}
