import { describe, expect, test } from '@jest/globals';
import { beginning, highlight, type Part, snippet } from '../../../src/search/document/highlight.ts';
import { parseQuery } from '../../../src/search/document/query.ts';

const inShort = (parts: Part[]) => parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');
const plain = (parts: Part[]) => parts.map(({ text }) => text).join('');

describe('What was looked for is marked:', () => {
  test.each([
    ['vote', 'The vote, the VOTE.', 'The [vote], the [VOTE].'],
    ['vot', 'The vote.', 'The [vote].'],
    ['vot now', 'The vote is now.', 'The vote is [now].'],
    ['harb*', 'Harbour and harbinger; Charb.', '[Harbour] and [harbinger]; Charb.'],
    ['"the vote"', 'The vote of the early vote.', '[The vote] of the early vote.'],
    ['"the vote"', 'The\n “vote”', '[The\n “vote]”'],
    ['elysee', 'L’Élysée, l’E\u0301lyse\u0301e', 'L’[Élysée], l’[E\u0301lyse\u0301e]'],
    ['ميناء', 'في الميناءِ والمِيناء', 'في [الميناءِ] [والمِيناء]'],
    ['الميناء', 'ميناء ألدر', '[ميناء] ألدر'],
    ['京', '東京都', '東[京]都'],
    ['vote -early', 'The early vote', 'The early [vote]'],
    ['"vote again" vote', 'vote again vote', '[vote again] [vote]'],
    ['nothing', 'The vote.', 'The vote.'],
    ['vote', '', ''],
    ['script', '<script>alert("&amp;")</script>', '<[script]>alert("&amp;")</[script]>'],
    ['emoji', '🗞️emoji🗞️', '🗞️[emoji]🗞️'],
  ])('%s in “%s”', (typed, text, marked) => {
    const parts = highlight(text, parseQuery(typed));
    expect(inShort(parts)).toBe(marked);
    expect(plain(parts)).toBe(text);
  });
});

describe('A snippet', () => {
  const filler = 'Word upon word fills the page. '.repeat(40);

  test('is the stretch that has most of what was looked for', () => {
    const text = `${filler}A vote was held. ${filler}The harbour saw a vote at last. ${filler}`;
    const parts = snippet(text, parseQuery('harbour vote last')) ?? [];
    expect(inShort(parts)).toContain('[harbour] saw a [vote] at [last]');
    expect(inShort(parts)).toMatch(/^… \S.*\S …$/);
    expect(plain(parts).length).toBeLessThan(240);
  });

  test('is the whole of a short text', () => {
    expect(inShort(snippet('A vote.', parseQuery('vote')) ?? [])).toBe('A [vote].');
  });

  test('cuts between words, and never inside a character', () => {
    const query = parseQuery('vote');
    for (let lead = 55; lead < 70; lead += 1) {
      for (const text of [`${'🗞'.repeat(lead)}vote${'🗞'.repeat(300)}`, `x${'🗞'.repeat(lead)}vote${'🗞'.repeat(300)}`]) {
        const parts = snippet(text, query) ?? [];
        expect(plain(parts).isWellFormed()).toBe(true);
        expect(inShort(parts)).toContain('[vote]');
      }
    }
    const words = plain(snippet(`${'lighthouses '.repeat(50)}vote ${'lighthouses '.repeat(50)}`, query) ?? []);
    expect(words.replaceAll(/[… ]+/g, ' ').trim()).toMatch(/^(lighthouses )+vote( lighthouses)+$/);
  });

  test('is none where the text has nothing of it', () => {
    expect(snippet('The harbour.', parseQuery('vote'))).toBeNull();
    expect(snippet('', parseQuery('vote'))).toBeNull();
  });

  test('may be how the text begins', () => {
    expect(beginning('')).toEqual([]);
    expect(inShort(beginning('Short.'))).toBe('Short.');
    expect(inShort(beginning(filler))).toMatch(/^Word .{100,220} …$/);
  });

  test('of a hostile text is made in a moment', () => {
    const begun = performance.now();
    const texts = [
      'vote '.repeat(200_000),
      'vo'.repeat(500_000),
      `${'x'.repeat(1_000_000)} vote`,
      'vote\u0301'.repeat(100_000),
    ];
    for (const text of texts) snippet(text, parseQuery('"vote vote vote" vote vot* -x'));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
