import fc, { type Arbitrary } from 'fast-check';
import { ElementType, parseDocument } from 'htmlparser2';
import { renderStory } from '../../src/text/markdown.ts';
import { inside } from '../../src/text/rich-text/inside.ts';
import type { RichMark, RichNode } from '../../src/text/rich-text.ts';

/* Texts as an editor or a typist could make them, with every sign that means something to Markdown, and what a page shows of them. */

const bits = [
  ...[
    'a',
    'Wort',
    'كلمة',
    '1.',
    '-',
    '*',
    '**',
    '_',
    '`',
    '[x](y)',
    '<b>',
    '&amp;',
    '&copy;',
    'http://a.b',
    '#',
    '>',
    '|',
  ],
  ...[
    '::figure{media="1"}',
    ':::',
    '~~',
    '\\',
    '"q"',
    '«x»',
    '—',
    'x@y.z',
    '!',
    '+',
    '=',
    'www.a.b',
    '---',
    '[a]:',
    '$',
  ],
  ...['  ', '(', ')', '1)', '<!--', '😀', '\u00a0'],
];
const bit = fc.constantFrom(...bits);
const text = fc
  .array(fc.tuple(bit, fc.constantFrom('', ' ', '  ')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.flat().join(''));

const mark: Arbitrary<RichMark> = fc.constantFrom(
  ...['bold', 'italic', 'strike', 'code', 'superscript', 'subscript'].map((type) => ({ type })),
  ...['https://a.b/c', '/p (q)', 'mailto:x@y.z'].map((href) => ({ type: 'link', attrs: { href } })),
);
const words: Arbitrary<RichNode> = fc.record({
  type: fc.constant('text'),
  marks: fc.array(mark, { maxLength: 3 }),
  text,
});
const inline = fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) });
const line = (most: number) => fc.array(inline, { maxLength: most });

const paragraph: Arbitrary<RichNode> = line(5).map((content) => ({ type: 'paragraph', content }));
const heading: Arbitrary<RichNode> = fc
  .tuple(fc.integer({ min: 2, max: 4 }), line(3))
  .map(([level, content]) => ({ type: 'heading', attrs: { level }, content }));
const code: Arbitrary<RichNode> = fc
  .tuple(fc.constantFrom(null, 'js'), fc.array(fc.oneof(bit, fc.constantFrom('\n', '```', '    ')), { maxLength: 5 }))
  .map(([language, parts]) => {
    const content = parts.length === 0 ? [] : [{ type: 'text', text: parts.join('') }];
    return { type: 'codeBlock', attrs: { language }, content };
  });

const row = (type: string, width: number): Arbitrary<RichNode> =>
  fc
    .array(line(2), { minLength: width, maxLength: width })
    .map((cells) => ({ type: 'tableRow', content: cells.map((content) => cell(type, content)) }));
const cell = (type: string, content: RichNode[]): RichNode => ({
  ...{ type, attrs: { align: null } },
  content: [{ type: 'paragraph', content }],
});
const table: Arbitrary<RichNode> = fc
  .integer({ min: 1, max: 3 })
  .chain((width) => fc.tuple(row('tableHeader', width), fc.array(row('tableCell', width), { maxLength: 3 })))
  .map(([head, rows]) => ({ type: 'table', content: [head, ...rows] }));

const box = (
  type: string,
  attrs: Arbitrary<Record<string, string>>,
  content: Arbitrary<RichNode>,
): Arbitrary<RichNode> =>
  fc.record({ type: fc.constant(type), attrs, content: fc.array(content, { minLength: 1, maxLength: 3 }) });

const { block } = fc.letrec<{ leaf: RichNode; list: RichNode; quote: RichNode; inner: RichNode; block: RichNode }>(
  (tie) => ({
    leaf: fc.oneof(paragraph, paragraph, heading, code, table, fc.constant({ type: 'horizontalRule' })),
    list: fc.record({
      type: fc.constantFrom('bulletList', 'orderedList'),
      attrs: fc.record({ tight: fc.boolean(), start: fc.integer({ min: 0, max: 12 }) }),
      content: fc.array(
        fc
          .tuple(paragraph, fc.array(tie('inner'), { maxLength: 2 }))
          .map(([first, others]) => ({ type: 'listItem', content: [first, ...others] })),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    quote: fc.record({
      type: fc.constant('blockquote'),
      content: fc.array(tie('inner'), { minLength: 1, maxLength: 3 }),
    }),
    inner: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('quote')),
    block: fc.oneof(
      { weight: 6, arbitrary: tie('inner') },
      { weight: 1, arbitrary: box('pullQuote', fc.record({ by: text }), tie('inner')) },
      {
        weight: 1,
        arbitrary: box(
          'post',
          fc.record({
            url: fc.constant('https://t.me/alder/12'),
            name: text.map((name) => `N${name}`),
            handle: text,
            time: fc.constantFrom('', '2026-11-23'),
          }),
          tie('inner'),
        ),
      },
      { weight: 1, arbitrary: box('factBox', fc.record({ title: text.map((title) => `T${title}`) }), tie('inner')) },
      {
        weight: 1,
        arbitrary: fc.tuple(text, text, fc.boolean()).map(([alt, caption, gallery]) => ({
          type: 'figure',
          attrs: { media: '3', alt, decorative: false, caption, credit: '', gallery },
        })),
      },
    ),
  }),
);

/** Only what the schema lets stand in a block stands there. */
const fitting = (node: RichNode): RichNode => {
  if (!node.content) return node;
  const allowed = inside[node.type];
  const content = node.content.map(fitting).filter(({ type }) => !allowed || allowed.includes(type));
  return { ...node, content };
};

export const documents: Arbitrary<RichNode> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((content) => ({ type: 'doc', content: content.map(fitting) }));

const pieces = [
  ...[
    '\n',
    '\n\n',
    '\n',
    '\n\n',
    '- ',
    '  ',
    '    ',
    '1. ',
    '> ',
    '# ',
    '## ',
    '```\n',
    '| a | b |\n|---|---|\n',
    '***',
  ],
  ...[
    '**b**',
    '*i*',
    '~~s~~',
    '`c`',
    '<sup>2</sup>',
    '<br>',
    '<div>',
    '</div>',
    '[r][d]',
    '[d]: /u\n',
    ':::quote{by="x"}\n',
  ],
  ...[':::\n', '::video{url="https://vimeo.com/76979871" title="T"}\n', '::related{story="1"}\n', '![i](u)', '- [ ] '],
  ...[
    '\t',
    '===\n',
    '---\n',
    '* ',
    '+ ',
    '&nbsp;',
    '<a href="/x" hreflang="ar">',
    '</a>',
    '  \n',
    '\\\n',
    '<abbr title="x">EU</abbr>',
  ],
];

/** Markdown as it comes: pieces that mean something, in any order. */
export const sources: Arbitrary<string> = fc
  .array(fc.oneof(bit, fc.constantFrom(...pieces)), { maxLength: 14 })
  .map((parts) => parts.join(''));

/** What a reader gets, without what shows nothing: empty elements, breaks at the ends, blanks between blocks, which mark is inside which. */
export function shown(markdown: string): string {
  return renderStory(markdown)
    .blocks.map((block) => ('html' in block ? { ...block, html: seen(block.html) } : block))
    .map((block) => (block.kind === 'html' ? block.html : JSON.stringify(block)))
    .join('');
}

const marks = ['em', 'strong', 'del', 'sup', 'sub', 'code', 'a'];
const emptied = /<(p|li|h[2-4]|ul|ol|blockquote)\b[^>]*><\/\1>/g;

/** The words, each with its marks, between the tags of blocks. */
function seen(html: string): string {
  const parts: Part[] = [];
  for (const node of parseDocument(html).children) collect(node, [], parts);
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.marks !== null && last?.marks === part.marks) last.text += part.text;
    else joined.push({ ...part });
  }
  let page = joined.map(({ marks, text }) => (marks ? `\u0001${marks}\u0002${text}\u0003` : text)).join('');
  for (let before = ''; before !== page; ) {
    before = page;
    page = page.replace(/ +/g, ' ').replace(/(>) | (?=<)/g, '$1');
    page = page
      .replace(/(<(?!\/|br)[^>]*>)(?:<br>)+|(?:<br>)+(?=<\/)/g, '$1')
      .replace(emptied, '')
      .trim();
  }
  return page;
}

/** A word, with its marks in order; or a blank, a break or the tag of a block, which have none. */
interface Part {
  marks: string | null;
  text: string;
}

type HtmlNode = ReturnType<typeof parseDocument>['children'][number];

function collect(node: HtmlNode, around: string[], parts: Part[]): void {
  if (node.type === ElementType.Text) {
    const words = node.data.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`).split(/((?:\s(?<!\u00a0))+)/);
    for (const [index, text] of words.entries()) {
      if (text !== '') parts.push(index % 2 === 1 ? { marks: null, text: ' ' } : { marks: around.join(), text });
    }
    return;
  }
  if (node.type !== ElementType.Tag) return;
  const tag = [node.name, ...Object.values(node.attribs)].join(' ');
  const isMark = marks.includes(node.name);
  const within = isMark ? [...new Set([...around, tag])].sort() : around;
  if (!isMark) parts.push({ marks: null, text: `<${tag}>` });
  for (const child of node.children) collect(child, within, parts);
  if (!isMark && node.name !== 'br' && node.name !== 'hr') parts.push({ marks: null, text: `</${node.name}>` });
}
