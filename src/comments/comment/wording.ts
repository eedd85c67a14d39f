import { createHash } from 'node:crypto';
import { wordsOf } from '../../text/folding.ts';
import { limits } from '../comment.ts';

/** Letters of other scripts that are taken for Latin ones. */
const lookAlikes: Record<string, string> = {
  ...{ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ј: 'j' },
  ...{ ѕ: 's', ԁ: 'd', ԛ: 'q', ԝ: 'w', һ: 'h', α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v' },
  ...{ ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ω: 'w', γ: 'y', ɑ: 'a', ɡ: 'g' },
};
const alike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'g');

/** Digits and signs that stand for letters within a word. */
const standIns: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };
const signs: Record<string, string> = { '@': 'a', $: 's' };

/** In patterns: any letters, and a digit. Letters that nobody uses, so that patterns are folded as texts are. */
export const anyLetters = 'ꙮ';
export const aDigit = 'ꟻ';

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Blanks that Unicode counts among letters and signs: Hangul fillers, and Braille without a dot. */
const blank = /[\u115f\u1160\u2800\u3164\uffa0]/g;
const spelled = /^[a-z\u0400-\u04ff\u0600-\u06ff]$/;

/**
 * The words of a text as rules compare them: without case, accents and what cannot be seen; a letter that looks like a Latin one, and a
 * digit or sign in its place, is that letter; words that are spelled out letter by letter are put together.
 * Of a text that is longer than a comment may be, its beginning.
 */
export function comparedWords(text: string): string[] {
  const seen = text.slice(0, limits.text).replace(unseen, '');
  const meant = seen.replace(/(?<=\p{L})[@$](?=\p{L})/gu, (sign) => signs[sign] ?? sign);
  const words: string[] = [];
  let letters: string[] = [];
  const end = () => {
    if (letters.length >= 3) words.push(letters.join('').slice(0, 40));
    else words.push(...letters);
    letters = [];
  };
  for (const { folded } of wordsOf(meant)) {
    const word = disguised(folded);
    if (spelled.test(word)) letters.push(word);
    else {
      end();
      words.push(word);
    }
  }
  end();
  return words;
}

function disguised(word: string): string {
  const latin = word.replace(alike, (letter) => lookAlikes[letter] ?? letter);
  // A number is one, and so is one with a star behind it.
  if (!/\d/.test(latin) || !/(?![ꙮꟻ])\p{L}/u.test(latin)) return latin;
  return latin.replace(/[013457]/g, (digit) => standIns[digit] ?? digit);
}

/** Without what takes no ink: of this, a text or a name must leave something. */
export const inked = (text: string): string => text.replace(unseen, '').replace(blank, ' ').trim();

/** The words between blanks, with one before the first and behind the last. */
export const joined = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** Two texts with the same key say the same, but for how they are written. */
export function textKey(text: string): string {
  const words = comparedWords(text);
  const said = words.length > 0 ? words.join(' ') : text.trim();
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}
