import { describe, expect, test } from '@jest/globals';
import { beginning, highlight, type Part, snippet } from '../../src/search/document/highlight.ts';
import { parseQuery } from '../../src/search/document/query.ts';

const shape = (typed: string) => {
  const { all, none } = parseQuery(typed);
  const say = ({ places, ending }: (typeof all)[number]) =>
    `${places.map(([form]) => form).join(' ')}${{ exact: '', prefix: '*', either: '…' }[ending]}`;
  return [...all.map(say), ...none.map((term) => `-${say(term)}`)];
};

describe('What was typed', () => {
  test.each([
    ['harbour inquiry', ['harbour', 'inquiry…']],
    ['"harbour inquiry" vote', ['harbour inquiry', 'vote…']],
    ['“harbour inquiry”', ['harbour inquiry']],
    ['«harbour inquiry»', ['harbour inquiry']],
    ['harbour* vote', ['harbour*', 'vote…']],
    ['harbour -vote', ['harbour', '-vote']],
    ['harbour -"the vote"', ['harbour', '-the vote']],
    ['"harbour inq', ['harbour inq']],
    ['an 31', ['an', '31']],
    ['harbour harbour', ['harbour', 'harbour…']],
    ['ÉTÉ', ['ete…']],
    ['31–24', ['31 24']],
    ['co-operate', ['co operate']],
    ['', []],
    ['-', []],
    ['-vote', ['-vote']],
    ['*', []],
    ['AND OR NOT NEAR', ['and', 'or', 'not', 'near…']],
  ])('is read as words, phrases, beginnings and exclusions: %s', (typed, expected) => {
    expect(shape(typed)).toEqual(expected);
  });

  test.each(['" * ( ) - + : ^ & | ! < > \\', "'; drop table", 'a\u0000b', '🙂', '\ud800', '"'.repeat(999)])(
    'is a query whatever it is: %j',
    (typed) => {
      expect(() => parseQuery(typed)).not.toThrow();
    },
  );
});

const marked = (parts: Part[] | null) =>
  (parts ?? []).map(({ text, marked: is }) => (is ? `[${text}]` : text)).join('');

describe('What was found', () => {
  test.each([
    ['Council votes on the harbour', 'harbour', 'Council votes on the [harbour]'],
    ['Council votes on the harbour', 'harb*', 'Council votes on the [harbour]'],
    ['L’été à Paris', 'ete', 'L’[été] à Paris'],
    ['عمال الميناء يوقفون', 'ميناء', 'عمال [الميناء] يوقفون'],
    ['قالت المُدرِّسة', 'مدرسة', 'قالت [المُدرِّسة]'],
    ['the harbour inquiry, the inquiry', '"harbour inquiry"', 'the [harbour inquiry], the inquiry'],
    ['<b>harbour</b>', 'harbour', '<b>[harbour]</b>'],
    ['Nothing of it', 'harbour', 'Nothing of it'],
  ])('is marked as it was written: %s', (text, typed, expected) => {
    expect(marked(highlight(text, parseQuery(typed)))).toBe(expected);
  });

  test('is shown where the text says most of it', () => {
    const text = `${'word '.repeat(300)}the harbour then ${'word '.repeat(300)}the harbour inquiry ${'word '.repeat(100)}`;
    const found = snippet(text, parseQuery('harbour inquiry'));
    expect(marked(found)).toContain('[harbour] [inquiry]');
    expect(marked(found).length).toBeLessThan(300);
    expect(marked(found)).toMatch(/^… word.* …$/);
  });

  test('is nowhere, and then the beginning stands for the text', () => {
    expect(snippet('word '.repeat(99), parseQuery('harbour'))).toBeNull();
    expect(marked(beginning('word '.repeat(99))).length).toBeLessThan(240);
  });
});
