import { describe, expect, jest, test } from '@jest/globals';
import { within } from '../../src/text/markdown/watchdog.ts';
import { renderComment, renderStory } from '../../src/text/markdown.ts';

const fill = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Milliseconds of processor time, so that a busy machine does not matter. Without bounds these take minutes. */
const patience = 3_000;

const timed = <Result>(work: () => Result): Result => {
  const start = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(patience);
  return result;
};

jest.setTimeout(120_000);

const tooDeep = /deep; what is deeper is shown as text/;
const tooLong = /more than 20000 characters/;
const tooSlow = /too long, so it is shown as plain text/;

const bombs: [string, string, RegExp | null][] = [
  ['quote signs', '>'.repeat(10_000), tooDeep],
  ['quotes', `${'> '.repeat(10_000)}a`, tooDeep],
  ['quotes with lazy lines', fill(`${'> '.repeat(19)}a\nlazy\n`, 290_000), tooSlow],
  ['a quote in a quote, later', `> a\n${'>'.repeat(10_000)}\nb`, tooDeep],
  ['lists', `${'- '.repeat(9_000)}a`, tooDeep],
  ['indented lists', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n'), tooDeep],
  ['brackets', '['.repeat(10_000), null],
  ['links in links', `${'['.repeat(3_000)}a${'](b)'.repeat(3_000)}`, null],
  ['stars', `${'*'.repeat(9_000)}a${'*'.repeat(9_000)}`, /more than 500 stars/],
  ['open emphasis', fill('*a _b ', 19_000), /more than 500 stars/],
  ['open links', fill('[a](b', 19_000), null],
  ['one long line', fill('[a](b *c `d <e ', 290_000), tooLong],
  ['rules', fill('a\n***\n', 290_000), tooSlow],
  ['tables', fill('x\n-|-\n', 20_000), null],
  ['open directives', fill(':::quote\n', 20_000), /never closed/],
  ['open HTML', fill('<div\n\n', 20_000), /<div> is not allowed/],
  ['elements', fill('<sub>', 19_000), null],
  ['ampersands', fill('&', 100_000), tooLong],
  ['definitions', Array.from({ length: 1_000 }, (_, n) => `[a${n}]: b\n\n[a${n}]\n\n`).join(''), null],
];

describe('a text made to cost time', () => {
  test.each(bombs)('is shown as text, in time: %s', (_name, markdown, problem) => {
    const { blocks, problems } = timed(() => renderStory(markdown));
    expect(blocks.length).toBeGreaterThan(0);
    if (problem) expect(problems[0]?.message).toMatch(problem);
    expect(problems.length).toBeLessThanOrEqual(100);
    timed(() => renderComment(markdown.slice(0, 20_000)));
  });

  test.each(bombs)('is refused as too long when there is a megabyte of it: %s', (_name, markdown) => {
    const { blocks, contents, problems } = timed(() => renderStory(fill(markdown, 1_000_000)));
    expect(problems).toEqual([{ line: 1, message: expect.stringMatching(/^A story holds at most 300000 characters/) }]);
    expect(contents).toEqual([]);
    expect(blocks).toHaveLength(1);
    timed(() => renderComment(fill(markdown, 1_000_000)));
  });

  test('loses nothing of what was typed', () => {
    const markdown = `first <b>\n\n${fill('a\n***\n', 290_000)}\n\nlast & least`;
    const [block] = renderStory(markdown).blocks;
    const html = block?.kind === 'html' ? block.html : '';
    expect(html).toMatch(/^<p dir="auto">first &lt;b&gt;<\/p>\n/);
    expect(html).toMatch(/<p dir="auto">last &amp; least<\/p>$/);
    expect(html.match(/\*\*\*/g)).toHaveLength(markdown.match(/\*\*\*/g)?.length ?? 0);
  });

  test('leaves the next text as it is', () => {
    const markdown = '*a* [b](/c) `d` \\* **e [f](/g)** [h]\n\n[h]: /i';
    const before = renderStory(markdown);
    for (const [, bomb] of bombs) renderComment(bomb.slice(0, 5_000));
    expect(renderStory(markdown)).toEqual(before);
  });

  test('is not what a long story is', () => {
    const paragraph = 'The *harbour* union said its members learned of the [scanners](https://a.example/x) from it. ';
    const markdown = Array.from({ length: 500 }, (_, n) => (n % 10 ? paragraph.repeat(3) : `## Part ${n}`)).join(
      '\n\n',
    );
    const { contents, problems } = timed(() => renderStory(markdown));
    expect(problems).toEqual([]);
    expect(contents).toHaveLength(50);
  });
});

describe('within', () => {
  test('gives what the work gives', () => {
    expect(within(1_000, () => ({ answer: 42 }))).toEqual({ answer: 42 });
  });

  test('breaks off an expression that backtracks, and can be used again', () => {
    expect(within(50, () => /^(a+)+$/.test(`${'a'.repeat(60)}b`))).toBeNull();
    expect(within(1_000, () => 'next')).toBe('next');
  });

  test('begins once again what was slow, which may have been no fault of its own', () => {
    let begun = 0;
    const slowAtFirst = () => {
      begun += 1;
      return begun > 1 ? 'done' : /^(a+)+$/.test(`${'a'.repeat(60)}b`);
    };
    expect(within(50, slowAtFirst)).toBe('done');
    expect(begun).toBe(2);
  });

  test('is null when the stack overflows', () => {
    const deeper = (): number => deeper() + 1;
    expect(within(1_000, deeper)).toBeNull();
  });

  test('throws what the work throws', () => {
    expect(() =>
      within(1_000, () => {
        throw new TypeError('a mistake of ours');
      }),
    ).toThrow('a mistake of ours');
  });
});
