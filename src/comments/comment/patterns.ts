import { aDigit, anyLetters, comparedWords, joined } from './wording.ts';

/** What a pattern does with a comment that has it. */
export const patternOutcomes = ['hold', 'refuse'] as const;
export type PatternOutcome = (typeof patternOutcomes)[number];

/** Words that the newsroom does not want. */
export interface Pattern {
  id: number;
  /** As it was typed: words, in which `*` is any letters and `#` a digit. */
  pattern: string;
  outcome: PatternOutcome;
}

export const patternLimits = { length: 100, words: 8, stars: 2, number: 500 } as const;

/** Finds the first of its patterns that a text has; null where it has none. */
export type Matcher = (text: Compared) => string | null;

/** A text that patterns are looked for in: its words between blanks, and every three characters in a row that it has. */
export interface Compared {
  line: string;
  threes: ReadonlySet<string>;
}

export function compare(text: string): Compared {
  const line = joined(comparedWords(text));
  const threes = new Set<string>();
  addThrees(threes, line);
  if (/\d/.test(line)) addThrees(threes, withDigits(line));
  return { line, threes };
}

/** What is wrong with a pattern, for who writes it; null where nothing is. None that passes can take long over any text. */
export function problemOf(pattern: string): string | null {
  const words = wordsIn(pattern);
  if (pattern.length > patternLimits.length) return `A pattern has at most ${patternLimits.length} characters.`;
  if (words.length === 0) return 'Give a word, or several.';
  if (words.length > patternLimits.words) return `A pattern has at most ${patternLimits.words} words.`;
  if (words.some((word) => word.split(anyLetters).length - 1 > patternLimits.stars)) {
    return `Put at most ${patternLimits.stars} stars in a word: with more, looking for it could take too long.`;
  }
  if (words.some((word) => word.includes(aDigit) && /(?![ꙮꟻ])\p{L}/u.test(word))) {
    return 'The sign # is a digit of a number: it cannot stand beside letters.';
  }
  return threesOf(words).length > 0 ? null : 'This would be found in nearly every comment: give more letters.';
}

/** Only with patterns in which `problemOf` finds nothing. */
export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const known = patterns.map(({ pattern }) => {
    const words = wordsIn(pattern);
    return { pattern, threes: threesOf(words), expression: expressionOf(words) };
  });
  return ({ line, threes }) => {
    // Nearly every pattern is passed over by what it would need; an expression runs only where it is likely to be found.
    const found = known.find((each) => each.threes.every((three) => threes.has(three)) && each.expression.test(line));
    return found?.pattern ?? null;
  };
}

const wordsIn = (pattern: string): string[] =>
  comparedWords(pattern.replaceAll(/\*+/g, anyLetters).replaceAll('#', aDigit));

/** Words are letters and digits, at most forty of them, so there is nothing to escape, and going back ends soon. */
const expressionOf = (words: string[]): RegExp =>
  new RegExp(joined(words).replaceAll(anyLetters, '[^ ]*').replaceAll(aDigit, '\\d'));

/** Every three characters in a row that stand in whatever the pattern is found in. */
function threesOf(words: string[]): string[] {
  const threes = new Set<string>();
  for (const piece of joined(words).split(anyLetters)) addThrees(threes, piece);
  return [...threes].map((three) => (three.includes(aDigit) ? withDigits(three) : three));
}

function addThrees(threes: Set<string>, line: string): void {
  for (let at = 0; at + 3 <= line.length; at += 1) threes.add(line.slice(at, at + 3));
}

const withDigits = (text: string): string => text.replace(/\d/g, aDigit);
