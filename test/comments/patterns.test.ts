import { expect, test } from '@jest/globals';
import { compare, createMatcher, type Pattern, problemOf } from '../../src/comments/comment/patterns.ts';

const patternOf = (pattern: string, id = 1): Pattern => ({ id, pattern, outcome: 'hold' });
const finds = (pattern: string, text: string) => createMatcher([patternOf(pattern)])(compare(text)) !== null;

test.each([
  ['casino', 'Play at our CASINO.', true],
  ['casino', 'Play at our casinos.', false],
  ['casino', 'c4s1n0', true],
  ['casino', 'саsіnо', true],
  ['Cásino', 'casino', true],
  ['casino*', 'Play at our casinos.', true],
  ['*casino', 'MegaCasino is open', true],
  ['*casino*', 'MegaCasinos', true],
  ['free money', 'There is free  money, here', true],
  ['free money', 'Free of money', false],
  ['free * money', 'free your money', true],
  ['free * money', 'free money', false],
  ['casino.example', 'see casino.example/now', true],
  ['### ####', 'call 555-1234', true],
  ['### ####', 'call 5555-1234', false],
  ['555 ####', 'call 555 1234', true],
  ['555*', 'call 5551234', true],
  ['0900 #*', 'call 0900 123', true],
  ['كازينو', 'الى كازينو', true],
  ['赌博', '我们去赌博吧', true],
  ['赌博', '博赌', false],
  ['рак', 'это рак', true],
])('%j in %j: %j', (pattern, text, expected) => {
  expect(problemOf(pattern)).toBeNull();
  expect(finds(pattern, text)).toBe(expected);
});

test.each([
  ['', 'Give a word, or several.'],
  [' !? ', 'Give a word, or several.'],
  ['*', 'This would be found in nearly every comment: give more letters.'],
  ['* *', 'This would be found in nearly every comment: give more letters.'],
  ['a*', 'This would be found in nearly every comment: give more letters.'],
  ['*a*a*a*b', 'Put at most 2 stars in a word: with more, looking for it could take too long.'],
  ['a b1 c2 d3 e4 f5 g6 h7 i8', 'A pattern has at most 8 words.'],
  ['x'.repeat(101), 'A pattern has at most 100 characters.'],
  ['abc#', 'The sign # is a digit of a number: it cannot stand beside letters.'],
])('%j is refused: %s', (pattern, problem) => {
  expect(problemOf(pattern)).toBe(problem);
});

test('The first of the patterns that a text has is named as it was typed', () => {
  const matcher = createMatcher([patternOf('Roulette'), patternOf('Casino*', 2), patternOf('slots', 3)]);
  expect(matcher(compare('slots and casinos'))).toBe('Casino*');
  expect(matcher(compare('nothing of it'))).toBeNull();
});

test('Five hundred patterns, and texts made to have the beginning of each, take little time', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const at = (index: number) => letters[index % 26] ?? 'a';
  const worst = Array.from({ length: 500 }, (_, number) => {
    const word = `${at(number)}${at(number / 26)}${at(number * 7)}`.replaceAll('undefined', 'a');
    return patternOf(`*${word}*${word}b`, number);
  });
  for (const { pattern } of worst) expect(problemOf(pattern)).toBeNull();
  const matcher = createMatcher(worst);
  const text = worst.map(({ pattern }) => pattern.replaceAll('*', '').replace(/b$/, 'a').repeat(2)).join(' ');
  const took = Array.from({ length: 5 }, () => {
    const begun = process.threadCpuUsage();
    matcher(compare(text));
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1_000;
  });
  expect(Math.min(...took)).toBeLessThan(10);
});
