import { describe, expect, test } from '@jest/globals';
import { transcriptOf } from '../../src/text/webvtt/transcript.ts';
import { readCues, writeCues } from '../../src/text/webvtt.ts';

const read = (text: string, seconds = 600) => readCues(Buffer.from(text), seconds);
const file = (...cues: string[]) => ['WEBVTT', ...cues].join('\n\n');

function kept(text: string): string {
  const found = read(text);
  if ('problem' in found) throw new Error(`${found.line}: ${found.problem}`);
  return writeCues(found.cues);
}

describe('A file of texts is written anew', () => {
  test.each<[string, string, string]>([
    [
      'times without hours get them',
      file('00:01.500 --> 00:04.000\nGood evening.'),
      '00:00:01.500 --> 00:00:04.000\nGood evening.',
    ],
    ['more than a hundred hours stay', file('00:01.000 --> 100:00:00.000\nA'), '00:00:01.000 --> 100:00:00.000\nA'],
    ['names of texts go', file('intro\n00:01.000 --> 00:02.000\nA'), '00:00:01.000 --> 00:00:02.000\nA'],
    [
      'notes, styles and regions go',
      file(
        'NOTE\nsecret',
        'STYLE\n::cue { background: url(//evil.example) }',
        'REGION\nid:a',
        '00:01.000 --> 00:02.000 region:a\nA',
      ),
      '00:00:01.000 --> 00:00:02.000\nA',
    ],
    [
      'places that are known stay',
      file('00:01.000 --> 00:02.000 align:start line:0 position:10%,line-left size:80% evil:1\nA'),
      '00:00:01.000 --> 00:00:02.000 align:start line:0 position:10%,line-left size:80%\nA',
    ],
    [
      'known tags stay, others go',
      file('00:01.000 --> 00:02.000\n<i>A</i> <font color="red">b</font> <b>c'),
      '00:00:01.000 --> 00:00:02.000\n<i>A</i> b <b>c</b>',
    ],
    [
      'classes go, speakers stay',
      file('00:01.000 --> 00:02.000\n<v.loud Mary &amp; Jo>Hi</v> <c.yellow>x</c>'),
      '00:00:01.000 --> 00:00:02.000\n<v Mary &amp; Jo>Hi</v> <c>x</c>',
    ],
    [
      'tags that cross are put right',
      file('00:01.000 --> 00:02.000\n<b>A <i>b</b> c</i>'),
      '00:00:01.000 --> 00:00:02.000\n<b>A <i>b</i></b> c',
    ],
    [
      'signs that mean something are escaped',
      file('00:01.000 --> 00:02.000\n5 < 6 & 7 &gt; 6 &copy;'),
      '00:00:01.000 --> 00:00:02.000\n5 &lt; 6 &amp; 7 &gt; 6 &amp;copy;',
    ],
    [
      'moments within a text stay',
      file('00:01.000 --> 00:02.000\nA <00:01.500>b <1:2>c'),
      '00:00:01.000 --> 00:00:02.000\nA <00:01.500>b c',
    ],
    [
      'of every kind of line end, with a mark at its beginning',
      `\ufeffWEBVTT - English\r\nKind: captions\r\n\r\n00:01.000 --> 00:02.000\r\nA\r\nb\r`,
      '00:00:01.000 --> 00:00:02.000\nA\nb',
    ],
    [
      'in any script',
      file('00:01.000 --> 00:02.000\nمساء الخير\u200f'),
      '00:00:01.000 --> 00:00:02.000\nمساء الخير\u200f',
    ],
  ])('%s', (_what, typed, cue) => {
    expect(kept(typed)).toBe(`WEBVTT\n\n${cue}\n`);
    // What was written is read as the same again.
    expect(kept(kept(typed))).toBe(kept(typed));
  });
});

describe('What is wrong is said with its line', () => {
  test.each<[string, string, number, RegExp]>([
    ['no head', '00:01.000 --> 00:02.000\nA', 1, /begins with a line that says WEBVTT/],
    ['a head that only looks like one', 'WEBVTTX\n\n00:01.000 --> 00:02.000\nA', 1, /WEBVTT/],
    ['SRT', '1\n00:00:01,000 --> 00:00:02,000\nA', 1, /SRT file. Save it as WebVTT/],
    ['nothing', '', 1, /WEBVTT/],
    ['no text', 'WEBVTT\n\nNOTE nothing', 1, /no text with a time/],
    ['a time that is none', file('00:01.000 --> 00:02.000\nA', '00:61.000 --> 00:62.000\nB'), 6, /expected/],
    ['an end that no clock shows', file(`00:01.000 --> ${'9'.repeat(400)}:00:02.000\nA`), 3, /expected/],
    ['a time with a comma', file('00:00:01,000 --> 00:00:02,000\nA'), 3, /expected/],
    ['a text without a time', file('Hello', '00:01.000 --> 00:02.000\nA'), 4, /expected/],
    ['an end before its beginning', file('00:02.000 --> 00:02.000\nA'), 3, /ends before it begins/],
    [
      'texts that are not in order',
      file('00:05.000 --> 00:06.000\nA', 'x\n00:04.000 --> 00:07.000\nB'),
      7,
      /order of time/,
    ],
    [
      'a text after the end',
      file('00:05.000 --> 00:06.000\nA', '00:12:00.000 --> 00:12:01.000\nB'),
      6,
      /Is it another/,
    ],
    [
      'an empty line that is missing',
      file('00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB'),
      5,
      /empty line is missing/,
    ],
    ['a script', file('00:01.000 --> 00:02.000\nA\nb <script>alert(1)</script>'), 5, /script/],
    ['a script of another case', file('00:01.000 --> 00:02.000\n<ScRiPt src=x>'), 4, /script/],
    ['what would run by an attribute', file('00:01.000 --> 00:02.000\n<b onclick=alert(1)>A</b>'), 4, /script/],
    ['a picture', file('00:01.000 --> 00:02.000\n<img src=x onerror=alert(1)>'), 4, /script/],
    ['a text without end', file(`00:01.000 --> 00:02.000\n${'x'.repeat(2001)}`), 4, /2000 characters/],
    ['what is no text', 'WEBVTT\n\n\0', 1, /no text/],
  ])('%s', (_what, typed, line, problem) => {
    expect(read(typed)).toEqual({ line, problem: expect.stringMatching(problem) });
  });

  test('bytes that are no UTF-8', () => {
    expect(readCues(Buffer.from([0x57, 0xff, 0xfe]), 9)).toMatchObject({ line: 1 });
  });
});

test('Whatever is typed, no tag is left that is not known', () => {
  for (const typed of [
    '<<b>b>',
    '<b',
    '</b></b>',
    '<v><v><v>',
    '<i/onload=x>',
    '<c <script>>',
    '&lt;script&gt;',
    '<\u0000b>',
  ]) {
    const found = read(file(`00:01.000 --> 00:02.000\n${typed}`));
    if ('problem' in found) continue;
    const tags = found.cues[0]?.text.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => !/^<\/?(?:b|i|c|v(?: [^<>]*)?)>$/.test(tag))).toEqual([]);
  }
});

test('A transcript is what is said, by speaker and pause, once', () => {
  const content = kept(
    file(
      '00:01.000 --> 00:02.000\n<v Mary>Good <i>evening</i>.</v>',
      '00:02.000 --> 00:03.000\n<v Mary>This is &amp; was\nthe harbour.',
      '00:03.000 --> 00:04.000\n<v Jo>Hello.',
      '00:04.000 --> 00:05.000\nA train passes.',
      '00:05.000 --> 00:06.000\nA train passes.',
      '00:20.000 --> 00:21.000\nSilence.',
    ),
  );
  expect(transcriptOf(content)).toEqual([
    'Mary: Good evening. This is & was the harbour.',
    'Jo: Hello.',
    'A train passes.',
    'Silence.',
  ]);
});
