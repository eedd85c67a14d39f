import { describe, expect, test } from '@jest/globals';
import { renderComment, renderStory } from '../../src/text/markdown.ts';

const html = (markdown: string): string =>
  renderStory(markdown)
    .blocks.map((block) => ('html' in block ? block.html : block.kind))
    .join('\n');

describe('a story', () => {
  test.each([
    ['text', '<p dir="auto">text</p>'],
    ['*em* __strong__ `a < b`', '<p dir="auto"><em>em</em> <strong>strong</strong> <code>a &lt; b</code></p>'],
    ['H<sub>2</sub>O, m<sup>2</sup>', '<p dir="auto">H<sub>2</sub>O, m<sup>2</sup></p>'],
    ['<abbr title="European Union" class="x">EU</abbr>', '<p dir="auto"><abbr title="European Union">EU</abbr></p>'],
    ['<b>b</b> <i>i</i>', '<p dir="auto"><strong>b</strong> <em>i</em></p>'],
    ['AT&T, AT&amp;T, &copy; 5 < 6 > 4 "q"', '<p dir="auto">AT&amp;T, AT&amp;T, © 5 &lt; 6 &gt; 4 "q"</p>'],
    ['one  \ntwo\\\nthree', '<p dir="auto">one<br>two<br>three</p>'],
    ['> quote', '<blockquote dir="ltr">\n<p dir="auto">quote</p>\n</blockquote>'],
    ['> 1. «لا»', '<blockquote dir="rtl">\n<ol>\n<li dir="auto">«لا»</li>\n</ol>\n</blockquote>'],
    ['> & 31 *لا* no', '<blockquote dir="rtl">\n<p dir="auto">&amp; 31 <em>لا</em> no</p>\n</blockquote>'],
    ['> 31–24', '<blockquote dir="auto">\n<p dir="auto">31–24</p>\n</blockquote>'],
    ['<blockquote dir="rtl"><p>no</p></blockquote>', '<blockquote dir="ltr"><p dir="auto">no</p></blockquote>'],
    ['- لا\n\n  yes', '<ul>\n<li dir="rtl"><p dir="auto">لا</p>\n<p dir="auto">yes</p>\n</li>\n</ul>'],
    ['3. c\n4. d', '<ol start="3">\n<li dir="auto">c</li>\n<li dir="auto">d</li>\n</ol>'],
    ['- [ ] open\n- [x] done', '<ul>\n<li dir="auto">[ ] open</li>\n<li dir="auto">[x] done</li>\n</ul>'],
    ['```js\na\n```', '<pre><code>a\n</code></pre>'],
    ['a\n\n---\n\nb', '<p dir="auto">a</p>\n<hr>\n<p dir="auto">b</p>'],
    ['[in](/politics)', '<p dir="auto"><a href="/politics">in</a></p>'],
    ['[part](#s-part)', '<p dir="auto"><a href="#s-part">part</a></p>'],
    ['[mail](mailto:desk@courier.example)', '<p dir="auto"><a href="mailto:desk@courier.example">mail</a></p>'],
    [
      '[out](https://a.example/?a=1&amp;b=2&copy=3 "title")',
      '<p dir="auto"><a href="https://a.example/?a=1&amp;b=2&amp;copy=3" rel="noopener">out</a></p>',
    ],
    ['[ref][r]\n\n[r]: http://a.example', '<p dir="auto"><a href="http://a.example" rel="noopener">ref</a></p>'],
    [
      '<a href="/ar" hreflang="ar" target="_blank" rel="opener">ar</a>',
      '<p dir="auto"><a href="/ar" hreflang="ar">ar</a></p>',
    ],
    [
      '| a | b |\n|:-:|--:|\n| 1 | 2 |',
      '<table>\n<thead>\n<tr>\n<th dir="auto" align="center">a</th>\n<th dir="auto" align="right">b</th>\n</tr>\n</thead>\n' +
        '<tbody><tr>\n<td dir="auto" align="center">1</td>\n<td dir="auto" align="right">2</td>\n</tr>\n</tbody></table>',
    ],
    ['a\0b\u0007c\u009fd\ud800e\r\nf', '<p dir="auto">abcd\ufffde\nf</p>'],
    ['', ''],
    [' \n\t\n', ''],
  ])('%j is %s', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
    expect(renderStory(markdown).problems).toEqual([]);
  });

  test('has headings of three levels with ids, and lists its sections', () => {
    const markdown = [
      ...['Intro', '# “No one asked *us*”', 'a', '## What’s next & why', '### Third', '#### Fourth', '##### Fifth'],
      ...[
        'ما الذي يحدث',
        '---',
        '## What’s next & why',
        '## What’s next why 2',
        '## !!!',
        '## ',
        '> # Quoted',
        '# End #',
      ],
    ].join('\n\n');
    const { blocks, contents, problems } = renderStory(markdown.replace('يحدث\n\n---', 'يحدث\n---'));
    expect(problems).toEqual([]);
    expect(contents).toEqual([
      { id: 's-no-one-asked-us', text: '“No one asked us”' },
      { id: 's-whats-next-why', text: 'What’s next & why' },
      { id: 's-ما-الذي-يحدث', text: 'ما الذي يحدث' },
      { id: 's-whats-next-why-2', text: 'What’s next & why' },
      { id: 's-whats-next-why-2-2', text: 'What’s next why 2' },
      { id: 's-part', text: '!!!' },
      { id: 's-end', text: 'End' },
    ]);
    const all = blocks.map((block) => ('html' in block ? block.html : '')).join('');
    const ids = [...all.matchAll(/<(h[2-6]) dir="auto" id="([^"]*)">/g)].map(([, tag, id]) => `${tag} ${id}`);
    expect(ids).toContain('h2 s-no-one-asked-us');
    expect(ids.filter((id) => !id.startsWith('h2'))).toEqual([
      'h3 s-third',
      'h4 s-fourth',
      'h4 s-fifth',
      'h3 s-quoted',
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(blocks.filter((block) => 'html' in block && block.html.includes('<h2'))).toHaveLength(contents.length + 1);
    expect(blocks.every((block) => !('html' in block) || block.html.lastIndexOf('<h2') <= 0)).toBe(true);
  });

  test('gives no id to a heading in raw HTML, so that none stands twice', () => {
    expect(html('<h2 id="s-a">x</h2>\n\n<h3 id="login">y</h3>')).toBe('<h2 dir="auto">x</h2>\n\n<h3 dir="auto">y</h3>');
  });

  test.each([
    ['One two, three.', 3],
    ['قالت النقابة إن أعضاءها علموا بالأمر', 6],
    ['well-known — isn’t it? … 38 & 4', 5],
    ['- a\n- b\n\n| c | d |\n|---|---|\n| e | f |', 6],
    ['# Title\n\nbo**ld**er [a link](https://long.example/address) H<sub>2</sub>O', 5],
    ['::figure{media="1" alt="not these" caption="nor these"}\n\n:::quote{by="nor her"}\nbut these\n:::', 2],
    ['', 0],
  ])('%j has so many words: %d', (markdown, words) => {
    expect(renderStory(markdown).words).toBe(words);
  });

  test.each([
    ['a\n\nb ![alt](/x.png) c', 3, /::figure\{/, '![alt](/x.png)'],
    ['> a\n> ![alt][r]\n\n[r]: /x.png', 2, /::figure\{/, '![alt][r]'],
    ['a\n\n<img src="x.png">', 3, /<img> is not allowed.+::figure/, ''],
    ['<iframe src="https://www.youtube.com/embed/x"></iframe>', 1, /<iframe> is not allowed.+::video/, ''],
    ['a\n\n- b\n- [c](javascript:alert(1))', 4, /“javascript:alert\(1\)” is no address/, 'c'],
    ['a\n\n<!-- note\n\nb', 3, /never closed/, '&lt;!-- note'],
    ['a\n\n<p title="x>\n\nb', 3, /never closed/, '&lt;p title="x&gt;'],
  ])('%j: line %d is a problem', (markdown, line, message, shown) => {
    expect(renderStory(markdown).problems).toEqual([{ line, message: expect.stringMatching(message) }]);
    expect(html(markdown)).toContain(shown);
  });

  test('shows what follows unclosed HTML', () => {
    expect(html('<p title="b>\n\n## After')).toContain('id="s-after"');
    expect(html('a <script> b\n\nend')).toBe('<p dir="auto">a &lt;script&gt; b</p>\n<p dir="auto">end</p>');
    expect(html('<!-- a\n\n## After')).toBe('<p dir="auto">&lt;!-- a</p>\n<p dir="auto">## After</p>');
  });
});

describe('a comment', () => {
  const rel = 'rel="ugc nofollow noopener"';

  test.each([
    ['*a* **b** `c`', '<p dir="auto"><em>a</em> <strong>b</strong> <code>c</code></p>'],
    ['one\ntwo\n\nthree', '<p dir="auto">one<br>two</p>\n<p dir="auto">three</p>'],
    ['> q\n\n- a\n\n1. b', /<blockquote dir="ltr">[\s\S]+<ul>\n<li dir="auto">a<\/li>[\s\S]+<ol>\n<li dir="auto">b/],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;\n</code></pre>'],
    ['[a](https://b.example)', `<p dir="auto"><a href="https://b.example" ${rel}>a</a></p>`],
    ['[a](/2026/11/20/x)', `<p dir="auto"><a href="/2026/11/20/x" ${rel}>a</a></p>`],
    [
      'see https://b.example/x?y=1.',
      `<p dir="auto">see <a href="https://b.example/x?y=1" ${rel}>https://b.example/x?y=1</a>.</p>`,
    ],
    ['(http://b.example)', `<p dir="auto">(<a href="http://b.example" ${rel}>http://b.example</a>)</p>`],
    ['www.b.example ftp://b.example a@b.example', '<p dir="auto">www.b.example ftp://b.example a@b.example</p>'],
    ['# a\n## b', '<p dir="auto"># a</p>\n<p dir="auto">## b</p>'],
    ['a\n===', '<p dir="auto">a<br>===</p>'],
    ['---', '<p dir="auto">---</p>'],
    ['~~a~~', '<p dir="auto">~~a~~</p>'],
    ['![a](https://b.example/x.png)', '<p dir="auto">![a](https://b.example/x.png)</p>'],
    ['|a|b|\n|-|-|\n|1|2|', '<p dir="auto">|a|b|<br>|-|-|<br>|1|2|</p>'],
    ['<b>a</b>', '<p dir="auto">&lt;b&gt;a&lt;/b&gt;</p>'],
    ['<div>\n*a*\n</div>', '<p dir="auto">&lt;div&gt;<br><em>a</em></p>\n<p dir="auto">&lt;/div&gt;</p>'],
    ['[a]: /b\n\n[a]', '<p dir="auto">[a]: /b</p>\n<p dir="auto">[a]</p>'],
    ['::figure{media="1"}', '<p dir="auto">::figure{media="1"}</p>'],
    ['a\u202eb\u2066c&#x202e;d\0e&#1;f', '<p dir="auto">abcdef</p>'],
    ['a\u200fb\u200c‌', '<p dir="auto">a\u200fb\u200c‌</p>'],
    ['', ''],
  ])('%j is %s', (markdown, expected) => {
    if (typeof expected === 'string') expect(renderComment(markdown)).toBe(expected);
    else expect(renderComment(markdown)).toMatch(expected);
  });
});
