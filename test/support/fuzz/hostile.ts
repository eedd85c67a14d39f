import fc from 'fast-check';

/* What nobody sends by mistake. Where a text of it is run by a browser, it calls `ran`. */

/** Texts that a page must show as text; whoever renders pages can look for their beginnings. */
export const vectors = [
  '<script>ran(1)</script>',
  '<img src=x onerror=ran(1)>',
  '<svg onload=ran(1)>',
  '<svg><script>ran(1)</script></svg>',
  '<math><mi xlink:href="javascript:ran(1)">a</mi></math>',
  '"><img src=x onerror=ran(1)>',
  "' autofocus onfocus=ran(1) x='",
  '" autofocus onfocus=ran(1) x="',
  '</title><script>ran(1)</script>',
  '</textarea><script>ran(1)</script>',
  '</style><script>ran(1)</script>',
  '--><script>ran(1)</script>',
  ']]><script>ran(1)</script>',
  '</script><script>ran(1)</script>',
  '[a](javascript:ran(1))',
  '[a](JaVaScRiPt&colon;ran(1))',
  '[a](data:text/html,<script>ran(1)</script>)',
  '<javascript:ran(1)>',
  '![a](x" onerror="ran(1))',
  '[a](x "onmouseover=ran(1)")',
  '<iframe srcdoc="<script>parent.ran(1)</script>"></iframe>',
  '<iframe src="javascript:parent.ran(1)"></iframe>',
  '<details open ontoggle=ran(1)>',
  '<video><source onerror=ran(1)></video>',
  '<form action="javascript:ran(1)"><input type=submit autofocus></form>',
  '<base href="javascript:ran(1)//">',
  '<meta http-equiv="refresh" content="0;url=javascript:ran(1)">',
  '<noscript><p title="</noscript><img src=x onerror=ran(1)>">',
  '<a href="jav\tascript:ran(1)">a</a>',
  '{{constructor.constructor("ran(1)")()}}',
  '{{{ran}}}',
  '::video{url="javascript:ran(1)" title="a"}',
  '::video{url="https://www.youtube.com/watch?v=dQw4w9WgXcQ" title="\\"><img src=x onerror=ran(1)>"}',
  ':::fact{title="<img src=x onerror=ran(1)>"}\n<img src=x onerror=ran(1)>\n:::',
  ':::post{url="javascript:ran(1)" name="<img src=x onerror=ran(1)>" handle="@a" time="2026-11-20"}\na\n:::',
  '# <img src=x onerror=ran(1)>',
  '| <img src=x onerror=ran(1)> |\n|---|\n| [a](javascript:ran(1)) |',
] as const;

/** Characters that systems stumble on. */
const odd = [
  ...[
    '\u0000',
    '\u0007',
    '\u200b',
    '\u202e\u2066',
    '\ufeff',
    '\uffff',
    '\ud800',
    '\u{1f469}\u200d\u{1f680}',
    'e\u0301'.repeat(50),
  ],
  ...[
    '%00',
    '%ff',
    '%252e%252e%252f',
    '../../etc/passwd',
    '..\\..\\x',
    '\r\nX-Evil: 1',
    '$' + '{7*7}',
    "' or 1=1 --",
    '"; drop table articles; --',
  ],
  ...[
    '-1',
    '0',
    '1e308',
    '9007199254740993',
    '99999999999999999999',
    '2147483648',
    'NaN',
    'Infinity',
    '1.5',
    '0x10',
    '١٢',
  ],
  ...['', ' ', '\n\n\n', 'null', 'undefined', '[object Object]', '__proto__', 'constructor', 'true', '[]', '{}'],
  ...[
    '2026-02-30',
    '9999-12-31T23:59',
    '0000-01-01',
    '275760-09-13',
    '2026-11-28T25:61:00.000Z',
    '2026-11-28T00:00:00.000Z_1',
    '_',
  ],
  ...[
    'http://[::1]/',
    'https://user:password@host/',
    'javascript:ran(1)',
    'data:text/html,a',
    '//evil.example',
    'mailto:a@b',
  ],
  ...[
    '*'.repeat(500),
    '['.repeat(500),
    '> '.repeat(500),
    '('.repeat(300) + ')'.repeat(300),
    'a'.repeat(5000),
    '- '.repeat(200),
  ],
] as const;

/** Any text: most of it hostile, some of it long. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...odd) },
  { weight: 4, arbitrary: fc.constantFrom(...vectors) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...odd, ...vectors), fc.integer({ min: 2, max: 400 }))
      .map(([each, times]) => each.repeat(times).slice(0, 40_000)),
  },
);
