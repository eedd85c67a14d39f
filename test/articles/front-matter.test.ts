import { describe, expect, test } from '@jest/globals';
import { readStory, storyFields } from '../../src/articles/front-matter.ts';

const read = (source: string) => readStory(source, storyFields('Europe/Oslo'));

const file = (fields: string, body = 'The text.') =>
  `---\nheadline: Gates\nsection: politics\n${fields}\n---\n\n${body}\n`;

/** The mistakes, as `line: message`. */
const mistakes = (source: string) => read(source).mistakes.map(({ line, message }) => `${line}: ${message}`);

describe('The fields of a story’s file', () => {
  test('have the values that they have where they are not given', () => {
    const { values, body, bodyLine } = read(file('standfirst: ""'));
    expect(values).toMatchObject({
      headline: 'Gates',
      label: 'news',
      language: 'en',
      comments: 'open',
      state: 'published',
    });
    expect(values).toMatchObject({
      topics: [],
      authors: [],
      published: null,
      image: '',
      imageDecorative: false,
      slug: '',
    });
    expect([body, bodyLine]).toEqual(['The text.', 7]);
  });

  test.each([
    ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.000Z'],
    ['2026-11-23T09:30:00.250+01:00', '2026-11-23T08:30:00.250Z'],
    ['2026-11-23 09:30', '2026-11-23T08:30:00.000Z'],
    ['2026-07-01T09:30', '2026-07-01T07:30:00.000Z'],
  ])('take the time %s', (typed, published) => {
    expect(read(file(`published: ${typed}`)).values.published).toBe(published);
  });

  test.each([
    ['topics: [Rail, Council]', ['Rail', 'Council']],
    ['topics: Rail, Council', ['Rail', 'Council']],
    ['topics:\n  - Rail\n  - Council', ['Rail', 'Council']],
  ])('take a list as %j', (typed, topics) => {
    expect(read(file(typed)).values.topics).toEqual(topics);
  });

  test('may come with a byte order mark and line ends of Windows', () => {
    const source = `\uFEFF${file('label: analysis').replaceAll('\n', '\r\n')}`;
    expect(read(source)).toMatchObject({ mistakes: [], body: 'The text.', values: { label: 'analysis' } });
  });

  test('take the id of an original as a number', () => {
    expect(read(file('translationOf: 12')).values.translationOf).toBe('12');
  });
});

describe('A mistake in a story’s file is told with its line and what is allowed:', () => {
  test.each([
    ['headlin: Gates', '4: There is no field “headlin”. Is headline meant?'],
    ['tags: [Rail]', '4: There is no field “tags”. Is topics meant?'],
    ['dateline: 2026', '4: dateline takes text, but this is a number (2026). Put it in quotes.'],
    ['dateline: [Oslo]', '4: dateline takes text, but this is a list.'],
    [
      'label: editorail',
      '4: label takes news, analysis, opinion, editorial, explainer, fact-check, live, not “editorail”. Is editorial meant?',
    ],
    ['language: de', '4: language takes en, ar, not “de”.'],
    ['comments: maybe', '4: comments takes open, held, closed, not “maybe”.'],
    ['state: scheduled', '4: state takes draft, review, published, not “scheduled”.'],
    ['imageDecorative: yes please', '4: imageDecorative takes true or false, not “yes please”.'],
    [
      'published: tomorrow',
      '4: published takes a time such as 2026-11-23 09:30 (in the newsroom’s zone, Europe/Oslo) or 2026-11-23T09:30:00Z, not “tomorrow”.',
    ],
    ['topics:\n  - Rail\n  - 7', '6: topics takes texts, but this is a number (7). Put it in quotes.'],
    ['topics:\n  - "!!"', '5: topics takes names with letters; “!!” has none.'],
    ['topics: 7', '4: topics takes a list, such as [one, another].'],
    ['slug: "--"', '4: slug takes letters, digits and hyphens.'],
    [
      'image: hall.png',
      '4: image needs imageAlt (what the picture shows, in words), or imageDecorative: true if it adds nothing.',
    ],
    ['imageAlt: The hall', '4: imageAlt describes the image, but there is none.'],
    ['videoTitle: The speech', '4: videoTitle goes with video, but there is none.'],
    [
      'state: draft\npublished: 2026-11-23 09:30',
      '5: A story that is published has no state: draft. Leave out one of the two.',
    ],
    [
      'video: https://example.com/v/1',
      '4: video takes the address of a video at YouTube, Vimeo, Dailymotion, Facebook, TikTok, X, Twitch, PeerTube. Copy it from the video’s page there.',
    ],
    [`standfirst: ${'long '.repeat(120)}`, '4: standfirst may have at most 500 characters.'],
  ])('%j', (fields, mistake) => {
    expect(mistakes(file(fields))).toEqual([mistake]);
  });

  test.each(['2026-02-30 10:00', '2026-11-23T25:00:00Z', '2026-11-23', '23 November 2026', '1763890000'])(
    'there is no time %s',
    (typed) => {
      expect(mistakes(file(`published: ${typed}`))).toEqual([expect.stringMatching(/^4: published takes a time/)]);
    },
  );

  test('required fields that are missing', () => {
    expect(mistakes('---\nstandfirst: Text\n---\nText.')).toEqual([
      '1: headline is required.',
      '1: section is required.',
    ]);
  });

  test('no fields at all, and fields that never end', () => {
    expect(mistakes('Just a text.')).toEqual([expect.stringMatching(/^1: The file begins with its fields/)]);
    expect(mistakes('---\nheadline: Gates\n\nText.')).toEqual([
      expect.stringMatching(/^1: The fields are never closed/),
    ]);
  });

  test('what is no YAML, with the line', () => {
    expect(mistakes(file('standfirst: "no end'))[0]).toMatch(/^[45]: /);
    expect(mistakes(file('headline: Again'))).toEqual(['4: Map keys must be unique.']);
    expect(mistakes('---\n- one\n---\nText.')).toEqual(['2: Fields are written as name: value.']);
  });

  test('references to references that would fill the memory', () => {
    const layers = [...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(9)}]`);
    expect(mistakes(file(`a: &a [x, x]\n${layers.join('\n')}`))[0]).toMatch(/Too many references/);
  });

  test('the text, with its line in the file', () => {
    const body = 'First.\n\n::figure{media="a.png"}\n\n<iframe src="https://example.com"></iframe>';
    expect(mistakes(file('label: news', body))).toEqual([
      expect.stringMatching(/^9: figure needs alt=/),
      expect.stringMatching(/^11: The HTML element <iframe> is not allowed/),
    ]);
  });

  test('no text, unless it is a draft or leads with a video', () => {
    expect(mistakes(file('label: news', ''))).toEqual([expect.stringMatching(/There is no text after the fields\.$/)]);
    expect(mistakes(file('state: draft', ''))).toEqual([]);
    expect(mistakes(file('video: https://vimeo.com/123456', ''))).toEqual([]);
  });

  test('all of them, in the order of the lines', () => {
    const lines = mistakes(file('labl: news\nlanguage: xx\ncomments: 5', '# A\n\n![x](y.png)')).map(
      (each) => each.split(':')[0],
    );
    expect(lines).toEqual(['4', '5', '6', '11']);
  });
});
