import { describe, expect, test } from '@jest/globals';
import { blockModels } from '../../../src/articles/pages/blocks.ts';
import type { CardPlace } from '../../../src/articles/pages/card.ts';
import { figureView } from '../../../src/articles/pages/figure.ts';
import { videoView } from '../../../src/articles/pages/video.ts';
import { defaultSite } from '../../../src/db/settings.ts';
import type { Block } from '../../../src/text/markdown.ts';

const place: CardPlace = {
  site: { ...defaultSite, name: 'Courier', imprint: '', zone: 'UTC' },
  now: '2026-11-23T12:00:00.000Z',
  language: 'en',
  showSection: false,
};

const hall: Parameters<typeof figureView>[0] = {
  ...{ id: 12, file: 'a.webp', width: 60, height: 40, focalX: 50, focalY: 50, tone: '' },
  ...{ alt: 'A hall', alts: '{"ar":"قاعة"}', caption: 'The hall', credit: 'Library', hasCredentials: 0 },
};

const players = { siteHost: 'courier.example', videoHosts: [], chartHosts: [] };
const shown = {
  references: { media: new Map([[12, hall]]), stories: new Map(), recordings: new Map(), documents: new Map() },
  place,
  players,
};

const html = (text: string): Block => ({ kind: 'html', html: text });
const figure = (media: string): Block => ({
  ...{ kind: 'figure', media, alt: 'An empty hall', decorative: false, caption: '', credit: '', gallery: false },
});
const video = (url: string, poster = ''): Block => ({
  ...{ kind: 'video', url, title: 'The walk-out', caption: '', credit: '', poster },
});
const kindsOf = (blocks: Block[], contents: { id: string; text: string }[] = []) =>
  blockModels(blocks, contents, shown).map(
    ({ html: text, contents: list, asks, ...others }) =>
      text?.html ?? (list.length > 0 ? 'contents' : Object.entries(others).find(([, value]) => value !== null)?.[0]),
  );

describe('The blocks of a story', () => {
  test('become what the page shows, in order, each of one kind', () => {
    const blocks: Block[] = [
      html('<p>One.</p>'),
      figure('12'),
      video('https://www.youtube.com/watch?v=dQw4w9WgXcQ'),
      { kind: 'quote', html: '<p>No.</p>', by: '' },
      { kind: 'facts', title: 'In brief', html: '<ul></ul>' },
    ];
    expect(kindsOf(blocks)).toEqual(['<p>One.</p>', 'figure', 'video', 'quote', 'facts']);
    expect(blockModels(blocks, [], shown)[3]?.quote?.by).toBeNull();
  });

  test.each([
    ['a picture that is not there', figure('13')],
    ['a picture by a path', figure('hall.jpg')],
    ['a video that is nowhere', video('javascript:alert(1)')],
    ['a story that is not there', { kind: 'related', story: '4' } as Block],
  ])('leave out %s', (_what, block) => {
    expect(kindsOf([html('<p>One.</p>'), block])).toEqual(['<p>One.</p>']);
  });

  const contents = [
    { id: 's-one', text: 'One' },
    { id: 's-two', text: 'Two' },
  ];

  test('show the contents before the first of several sections', () => {
    const sections = [html('<h2 id="s-one">One</h2>'), html('<p>Text.</p>'), html('<h2 id="s-two">Two</h2>')];
    const [one, text, two] = ['<h2 id="s-one">One</h2>', '<p>Text.</p>', '<h2 id="s-two">Two</h2>'];
    expect(kindsOf([html('<p>Intro.</p>'), ...sections], contents)).toEqual([
      '<p>Intro.</p>',
      'contents',
      one,
      text,
      two,
    ]);
    expect(kindsOf(sections, contents)).toEqual(['contents', one, text, two]);
  });

  test('show no contents of one section', () => {
    expect(kindsOf([html('<h2 id="s-one">One</h2>')], contents.slice(0, 1))).toEqual(['<h2 id="s-one">One</h2>']);
  });
});

describe('A figure', () => {
  test.each([
    ['what the story says', { alt: 'Empty', caption: 'After', credit: 'Okafor' }, ['Empty', 'After', 'Okafor']],
    ['what the library says where the story says nothing', {}, ['A hall', 'The hall', 'Library']],
    ['nothing to who cannot see it where it decorates', { decorative: true }, ['', 'The hall', 'Library']],
  ])('says %s', (_what, given, expected) => {
    const said = { alt: '', decorative: false, caption: '', credit: '', ...given };
    const { picture, caption, credit } = figureView(hall, said, { language: 'en', at: 'figure' });
    expect([picture.alt, caption, credit]).toEqual(expected);
  });

  test('says what the library says in the language of the story, or in the newsroom’s', () => {
    const said = { alt: '', decorative: false, caption: '', credit: '', gallery: false };
    const inArabic = { language: 'ar', at: 'figure' } as const;
    expect(figureView(hall, said, inArabic).picture.alt).toBe('قاعة');
    expect(figureView({ ...hall, alts: '{}' }, said, inArabic).picture.alt).toBe('A hall');
    expect(figureView(hall, { ...said, alt: 'باب' }, inArabic).picture.alt).toBe('باب');
  });
});

const inEnglish = { language: 'en', players } as const;

test('A player plays at one press, asks nobody before, and says who will know', () => {
  const facts = { url: 'https://youtu.be/dQw4w9WgXcQ', title: 'The walk-out', caption: '', credit: '' };
  const model = videoView(facts, hall, inEnglish);
  expect(model?.embedUrl).toMatch(/^https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ\?.*autoplay=1/);
  expect(model).toMatchObject({
    title: 'The walk-out',
    poster: { src: '/media/a-16x9.50.50-60.jpg', alt: '' },
    caption: null,
  });
  expect(model?.via).toContain('YouTube');
  expect(videoView(facts, null, inEnglish)?.poster).toBeNull();
});

test.each([
  ['https://video.example/1', 'https://video.example/1'],
  ['http://video.example/a?b=1#c', 'http://video.example/a?b=1#c'],
])('A video that nobody plays here is a link to where it is: %s', (url, href) => {
  const facts = { url, title: 'The walk-out', caption: 'At noon', credit: '' };
  const model = videoView(facts, hall, inEnglish);
  expect(model).toMatchObject({ embedUrl: null, title: 'The walk-out', caption: 'At noon', elsewhere: { href } });
  expect(model?.elsewhere.text).toContain('video.example');
  expect(kindsOf([video(url)])).toEqual(['video']);
});

const post: Block = { kind: 'post', url: 'https://t.me/alder/12', name: 'A', handle: '', time: '', html: '<p>No.</p>' };

test.each([
  ['where nothing needs it, nowhere', [html('<p>One.</p>'), figure('12')], false, []],
  ['before the first that does, once', [html('<p>One.</p>'), post, post], false, [1]],
  ['nowhere, where what stands above has it', [html('<p>One.</p>'), post], true, []],
] as const)('The sheet of what few stories hold is asked for %s', (_where, blocks, hasAsked, expected) => {
  const models = blockModels([...blocks], [], { ...shown, hasAsked });
  expect(models.flatMap(({ asks }, index) => (asks ? [index] : []))).toEqual(expected);
});
