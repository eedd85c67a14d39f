import { describe, expect, test } from '@jest/globals';
import { parseQuery, type Term } from '../../../src/search/document/query.ts';

/** A term in short: the likeliest form of each word, `*` after a beginning, `?` after what may be one. */
const inShort = ({ places, ending }: Term) =>
  places.map(([form]) => form).join('_') + { exact: '', prefix: '*', either: '?' }[ending];

function read(typed: string): string {
  const { all, none } = parseQuery(typed);
  return [...all.map(inShort), ...none.map((term) => `-${inShort(term)}`)].join(' ');
}

describe('What was typed is read:', () => {
  test.each([
    // The last word may go on; it is still being typed.
    ['harbour', 'harbour?'],
    ['harbour vote', 'harbour vote?'],
    ['  harbour   vote  ', 'harbour vote?'],
    ['harbour of', 'harbour of'],
    ['an 31', 'an 31'],
    ['harbour harbour', 'harbour harbour?'],
    ['AND OR NOT NEAR', 'and or not near?'],
    ['vote 2026', 'vote 2026'],
    // Beginnings.
    ['harb*', 'harb*'],
    ['harb* vote', 'harb* vote?'],
    ['h* vote', 'h vote?'],
    ['*harb', 'harb?'],
    // Phrases.
    ['"harbour vote"', 'harbour_vote'],
    ['“harbour vote” early', 'harbour_vote early?'],
    ['„harbour vote“', 'harbour_vote'],
    ['«صوت الميناء»', 'صوت_ميناء'],
    ['"harbour vote', 'harbour_vote'],
    ['harbour"vote"', 'harbour_vote'],
    ['""', ''],
    ['"" harbour', 'harbour?'],
    // One word of several parts is a phrase.
    ['well-known', 'well_known'],
    ['l’école', 'l_ecole'],
    ['31-24', '31_24'],
    // What should not occur.
    ['harbour -vote', 'harbour -vote'],
    ['harbour −vote', 'harbour -vote'],
    ['-"harbour vote" dockers', 'dockers? -harbour_vote'],
    ['-vote', '-vote'],
    ['harbour - vote', 'harbour vote?'],
    ['harbour --vote', 'harbour vote?'],
    // Twice is once.
    ['vote Vote VOTE "vote"', 'vote'],
    // What means something to databases.
    ['harbour AND vote', 'harbour and vote?'],
    ['NEAR(harbour vote, 5)', 'near_harbour vote 5'],
    ['title:harbour', 'title_harbour'],
    ['{title standfirst}: harbour', 'title standfirst harbour?'],
    ['^harbour + vote', 'harbour vote?'],
    ["harbour' & !vote:* | (x <-> y)", 'harbour vote* x y'],
    ["'; drop table articles; --", 'drop table articles'],
    ['%_\\', ''],
    // Languages.
    ['Élysée', 'elysee?'],
    ['الميناء', 'ميناء?'],
    ['東京', '東_京'],
    // Nothing to look for.
    ['', ''],
    ['   ', ''],
    ['!?… — ""', ''],
    ['🗞️', ''],
    ['*', ''],
    ['-', ''],
    ['\u0000', ''],
  ])('%j', (typed, meant) => {
    expect(read(typed)).toBe(meant);
  });
});

test('Whatever is typed, terms hold nothing but words', () => {
  const pieces = [
    '"',
    '-',
    '*',
    "'",
    '\\',
    '\u0000',
    ' ',
    'a',
    'الميناء',
    '🗞️',
    '(',
    ')',
    ':',
    '&',
    '<->',
    '\ud800',
    '\ue0001',
  ];
  for (const one of pieces) {
    for (const other of pieces) {
      for (const last of pieces) {
        const { all, none } = parseQuery(one + other + last);
        const forms = [...all, ...none].flatMap(({ places }) => places.flat());
        expect(forms.filter((form) => !/^[\p{L}\p{N}\p{M}]+$/u.test(form))).toEqual([]);
        expect([...all, ...none].every(({ places }) => places.length > 0)).toBe(true);
      }
    }
  }
});

test('Ten thousand characters are read in a moment', () => {
  const begun = performance.now();
  for (const piece of ['"', '-', 'a', 'a ', '"a', '-"', ' ', 'ا', '*', '“']) parseQuery(piece.repeat(10_000));
  expect(performance.now() - begun).toBeLessThan(2_000);
});
