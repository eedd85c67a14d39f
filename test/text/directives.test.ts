import { describe, expect, test } from '@jest/globals';
import { type Block, renderStory } from '../../src/text/markdown.ts';

const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const paragraph = (text: string): Block => ({ kind: 'html', html: `<p dir="auto">${text}</p>` });
const messages = (markdown: string): string[] =>
  renderStory(markdown).problems.map(({ line, message }) => `${line}: ${message}`);

describe('a right directive', () => {
  test.each<[string, Block]>([
    [
      '::figure{media="12" alt="The empty hall" caption="The hall after…" credit="Photograph: L. Okafor / Courier"}',
      {
        kind: 'figure',
        media: '12',
        alt: 'The empty hall',
        decorative: false,
        caption: 'The hall after…',
        credit: 'Photograph: L. Okafor / Courier',
        gallery: false,
      },
    ],
    [
      '::figure{ decorative=true   media=../img/hall.svg }  ',
      { kind: 'figure', media: '../img/hall.svg', alt: '', decorative: true, caption: '', credit: '', gallery: false },
    ],
    [
      '::figure{alt="قاعة \\"المؤتمر\\" {1} C:\\\\x 😀" media="12"}',
      {
        kind: 'figure',
        media: '12',
        alt: 'قاعة "المؤتمر" {1} C:\\x 😀',
        decorative: false,
        caption: '',
        credit: '',
        gallery: false,
      },
    ],
    [
      '::figure{media="12" alt="A" gallery=true}',
      { kind: 'figure', media: '12', alt: 'A', decorative: false, caption: '', credit: '', gallery: true },
    ],
    [
      `::video{url="${video}" title="Dockers" caption="<b>C</b>" poster="13"}`,
      { kind: 'video', url: video, title: 'Dockers', caption: '<b>C</b>', credit: '', poster: '13' },
    ],
    [
      ':::quote{by="Ilse Brandt, harbour union secretary"}\nWe are not against *machines*.\n:::',
      {
        kind: 'quote',
        html: '<p dir="auto">We are not against <em>machines</em>.</p>',
        by: 'Ilse Brandt, harbour union secretary',
      },
    ],
    [':::quote\nShort.\n:::', { kind: 'quote', html: '<p dir="auto">Short.</p>', by: '' }],
    [
      ':::facts{title="In brief"}\n- 38 gates\n- [tender](/t)\n:::',
      {
        kind: 'facts',
        title: 'In brief',
        html: '<ul>\n<li dir="auto">38 gates</li>\n<li dir="auto"><a href="/t">tender</a></li>\n</ul>',
      },
    ],
    [
      ':::facts{title="Fence"}\n```\n:::\n```\n:::',
      { kind: 'facts', title: 'Fence', html: '<pre><code>:::\n</code></pre>' },
    ],
    ['::related{story="/2026/11/20/council-votes"}', { kind: 'related', story: '/2026/11/20/council-votes' }],
  ])('becomes its block: %s', (markdown, block) => {
    expect(renderStory(markdown)).toMatchObject({ blocks: [block], problems: [] });
  });

  test('stands between paragraphs, also without blank lines, and keeps the order', () => {
    const markdown = 'Before\n::related{story="1"}\nafter\n:::quote\nq\n:::\n::related{story="2"}\nend';
    const { blocks, problems } = renderStory(markdown);
    expect(problems).toEqual([]);
    expect(blocks).toEqual([
      paragraph('Before'),
      { kind: 'related', story: '1' },
      paragraph('after'),
      { kind: 'quote', html: '<p dir="auto">q</p>', by: '' },
      { kind: 'related', story: '2' },
      paragraph('end'),
    ]);
  });

  test('is no part of a heading or a table that it follows', () => {
    const { blocks } = renderStory('a|b\n-|-\n1|2\n::related{story="1"}\n---\n\ntext\n::related{story="2"}\n===');
    expect(blocks.filter((block) => block.kind === 'related')).toHaveLength(2);
  });

  test('is text in a code fence, in indented code and in the middle of a line', () => {
    const markdown = '```\n::figure{media="1"}\n```\n\n    ::figure{media="1"}\n\nas in ::figure{media="1"}';
    const { blocks, problems } = renderStory(markdown);
    expect(problems).toEqual([]);
    expect(blocks).toHaveLength(1);
    expect(JSON.stringify(blocks).match(/::figure/g)).toHaveLength(3);
  });
});

describe('a wrong directive', () => {
  test.each([
    [
      '::frob{a="1"}',
      ['1: There is no block “frob”. There are figure, video, chart, quote, facts, related, document, post.'],
    ],
    ['::Figure{media="1" decorative=true}', [expect.stringContaining('1: There is no block “Figure”')]],
    ['::constructor{}', [expect.stringContaining('1: There is no block “constructor”')]],
    ['::related{story="1" size="2"}', ['1: related takes no “size”. It takes story.']],
    ['::related{story="1" story="2"}', ['1: related holds story twice.']],
    ['::related', ['1: related needs story="…". It takes story.']],
    ['::related{story=" "}', ['1: related needs story="…". It takes story.']],
    ['::figure{alt="x"}', ['1: figure needs media="…". It takes media, alt, decorative, caption, credit, gallery.']],
    ['::figure{media="1" alt="x" decorative=true}', ['1: figure takes either alt or decorative=true, not both.']],
    ['::figure{media="1" alt="x" decorative=yes}', ['1: decorative is true or false.']],
    [
      '::video{url="//evil.example/watch?v=dQw4w9WgXcQ" title="t"}',
      [
        expect.stringMatching(
          /^1: “\/\/evil.+ is no address of a video\. Copy it from the video’s page at YouTube, Vimeo, .+ PeerTube, or in the library\./,
        ),
      ],
    ],
    [`::video{url="${video}"}`, [expect.stringContaining('1: video needs title="…".')]],
    ['::related{story=“1”}', [expect.stringContaining('Use straight quotes (").')]],
    ['::related{story="a"b"}', [expect.stringContaining('Inside a value, write a quote as \\".')]],
    [
      '::related{story="1"} more',
      ['1: After related comes {attribute="value" …}, and nothing after the closing brace.'],
    ],
    ['::related{story="1"', ['1: After related comes {attribute="value" …}, and nothing after the closing brace.']],
    [':::quote{by="x"}\nnever closed', ['1: quote is never closed. End it with a line that holds only :::']],
    ['::quote{by="x"}', ['1: quote begins with ::: and ends with a line that holds only :::.']],
    [':::related{story="1"}', ['1: related begins with ::.']],
    [':::', ['1: ::: ends a block, but none is open here.']],
    [':::frob\ntext\n:::', [expect.stringContaining('1: There is no block “frob”')]],
  ])('%j is a problem with its line, and is shown as it was typed', (markdown, problems) => {
    expect(messages(markdown)).toEqual(problems);
    expect(messages(`One\n\ntwo\n\n${markdown}`)).toEqual(
      problems.map((problem) =>
        typeof problem === 'string' ? problem.replace(/^1/, '5') : expect.stringMatching(/^5: /),
      ),
    );
    const [block, ...others] = renderStory(markdown).blocks;
    const shown = block?.kind === 'html' ? block.html : '';
    const text = [shown, ...others.map((other) => ('html' in other ? other.html : ''))].join('\n');
    expect(typed(text)).toBe(markdown);
  });

  test('names its line behind line ends of every kind, lists, definitions given twice and directives', () => {
    const markdown = [
      ...['# A', '', '- one', '- two', '', '[a]: /x', '[a]: /x', '', ':::quote', 'q', ':::', '```', 'code', '```'],
      ...['::related{}', '| a |', '|---|', '| b |', '::related{}', '> quote', '', '::related{}'],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(renderStory(markdown.join(end)).problems.map(({ line }) => line)).toEqual([15, 19, 22]);
    }
  });

  test('does not hide the rest of the story', () => {
    const { blocks } = renderStory(':::quote{by="x"}\nnever *closed*\n\n## Section\n\n::related{story="1"}');
    expect(blocks.map((block) => block.kind)).toEqual(['html', 'html', 'related']);
    expect(JSON.stringify(blocks)).toContain('never <em>closed</em>');
  });
});

describe('a directive in the wrong place', () => {
  test.each([
    ['- item\n\n  ::related{story="1"}', 3],
    ['- item\n::related{story="1"}', 2],
    ['> quote\n>\n> ::related{story="1"}', 3],
    ['> quote\n::related{story="1"}', 2],
    [':::facts{title="t"}\na\n\n::related{story="1"}\n:::', 4],
  ])('%j is shown as text, with a problem', (markdown, line) => {
    const { blocks, problems } = renderStory(markdown);
    expect(problems).toEqual([
      { line, message: '“::related{story="1"}” must stand outside of lists, quotes and other blocks.' },
    ]);
    expect(JSON.stringify(blocks)).toContain('::related{story=\\"1\\"}</p>');
    expect(blocks.some((block) => block.kind === 'related')).toBe(false);
  });
});

const typed = (html: string): string =>
  html
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
