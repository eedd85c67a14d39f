import { describe, expect, test } from '@jest/globals';
import { bareFiguresIn, defaultLevels, type Levels } from '../../../src/articles/article/checks.ts';
import { checks, textProblems } from '../../../src/articles/pages/checks.ts';
import type { PassedCheck } from '../../../src/articles/queries/passed-checks.ts';
import type { Form } from '../../../src/http/forms.ts';
import { renderStory } from '../../../src/text/markdown.ts';

const complete: Form = {
  ...{ headline: 'Dockers halt speech', section: '1', standfirst: 'They walked in.', authors: 'Ilse Brandt' },
  ...{ leadKind: 'none', label: 'news', topics: 'Ports' },
};

const noLinks = { lostLinks: [] as string[], deadLinks: [] as string[], unplayed: [] as string[] };

const looked = (body = '') => {
  const { problems } = renderStory(body);
  const bareFigures = bareFiguresIn(body, problems, new Set());
  return {
    ...{ problems, bareFigures, leadDescribed: false, leadCaptioned: false, leadPostered: false, endingRights: [] },
    ...noLinks,
  };
};

interface Given {
  levels?: Partial<Levels>;
  passed?: PassedCheck[];
  lostLinks?: string[];
}

const standing = (body = '', { levels = {}, passed = [], lostLinks = [] }: Given = {}) => ({
  ...{ levels: { ...defaultLevels, ...levels }, passed },
  text: { ...looked(body), lostLinks },
});

/** The marks of those that are not done. */
const open = (form: Form, given?: Given) =>
  checks(form, 'story', standing(form.body, given)).flatMap(({ kind, text }) =>
    kind === 'done' ? [] : `${kind}: ${text}`,
  );

describe('Before a story is published', () => {
  const picture = { leadKind: 'image', pictureId: '3', pictureAlt: 'A hall', pictureCaption: 'The hall' };
  const video = { leadKind: 'video', video: 'https://youtu.be/dQw4w9WgXcQ', videoTitle: 'The walk-out' };
  const cases: [string, Form, string[]][] = [
    ['nothing is left of a complete one', {}, []],
    [
      'it must have a headline and a section',
      { headline: '', section: '' },
      ['must: there is no headline', 'must: no section is chosen'],
    ],
    ['a headline of 70 characters is well', { headline: 'é'.repeat(70) }, []],
    ['a longer one is looked at', { headline: '😀'.repeat(71) }, ['todo: the headline is 71 characters long']],
    [
      'a standfirst, a topic and a byline are looked for',
      { standfirst: '', topics: '', authors: '' },
      ['todo: there is no standfirst', 'todo: it has no topic', 'todo: nobody is in the byline'],
    ],
    ['an editorial needs no byline', { authors: '', label: 'editorial' }, []],
    ['a described lead picture is well', picture, []],
    ['a lead picture must be there', { ...picture, pictureId: '' }, ['must: the lead picture is missing']],
    ['and be described', { ...picture, pictureAlt: '' }, ['must: the lead picture has no alternative text']],
    ['unless it decorates', { ...picture, pictureAlt: '', pictureDecorative: 'on' }, []],
    ['its caption is looked for', { ...picture, pictureCaption: '' }, ['todo: the lead picture has no caption']],
    ['a lead video must have an address', { ...video, video: '' }, ['must: the lead video has no address']],
    ['and a title', { ...video, videoTitle: '', pictureId: '3' }, ['must: the lead video has no title']],
    ['and its poster is looked for', video, ['todo: the lead video has no poster']],
    ['a video with a poster is well', { ...video, pictureId: '3' }, []],
    [
      'pictures in the text must be described, or decorate',
      { body: '::figure{media="1"}\n\n::figure{media="2" decorative=true}\n\n::figure{media="3" alt="A hall"}' },
      ['must: the picture on line 1 of the text has no alternative text'],
    ],
  ];

  test.each(cases)('%s', (_what, given, expected) => {
    expect(open({ ...complete, ...given })).toEqual(expected);
  });

  test('the newsroom says what blocks, what is said only, and what nobody hears of', () => {
    const form = { ...complete, standfirst: '', topics: '', headline: 'x'.repeat(71) };
    expect(open(form, { levels: { standfirst: 'block', topic: 'off' } })).toEqual([
      'todo: the headline is 71 characters long',
      'must: there is no standfirst',
    ]);
  });

  test('links to stories of our own that are gone are told, each by its address', () => {
    expect(open(complete, { lostLinks: ['/2026/11/20/gone'] })).toEqual([
      'todo: it links to /2026/11/20/gone, where readers find no story',
    ]);
  });

  test('what was passed over does not block; another picture does', () => {
    const passed: PassedCheck = {
      ...{ id: 1, articleId: 7, check: 'alt', subjects: ['picture:1'], reason: 'It is late.' },
      ...{ at: '2026-11-23T12:00:00.000Z', by: 'Mara' },
    };
    const body = 'One.\n\n::figure{media="1"}\n\n::figure{media="2"}';
    expect(open({ ...complete, body }, { passed: [passed] })).toEqual([
      'todo: the picture on line 3 of the text has no alternative text: passed over',
      'must: the picture on line 5 of the text has no alternative text',
    ]);
  });

  test('of a page, no section, byline or lead is asked for', () => {
    const hrefs = (form: Form) => checks(form, 'page', standing()).map(({ href }) => href);
    expect(hrefs({})).toEqual(['#headline', '#standfirst']);
    expect(hrefs({ headline: 'About', standfirst: 'Who we are.', leadKind: 'image' })).toEqual([null, null]);
  });

  test('each that is open leads to its field', () => {
    const hrefs = checks({}, 'story', standing()).map(({ href }) => href);
    expect(hrefs).toEqual(['#headline', '#section', '#standfirst', '#topics', '#authors']);
  });
});

describe('What is wrong in the text', () => {
  const problemsOf = (body: string) => textProblems(body, renderStory(body).problems);

  test('is told with its line, however lines end, and with how that line begins', () => {
    const long = `::figure{alt="A hall" caption="${'x'.repeat(80)}"}`;
    expect(problemsOf(`One.\r\n\r\n${long}`)).toEqual([
      { line: '3', message: expect.stringContaining('figure needs media='), excerpt: `${long.slice(0, 59)}…` },
    ]);
  });

  test('is nothing where nothing is, and no picture that is only not described', () => {
    for (const body of ['One.\n\n## Two', '', '::figure{media="1"}']) expect(problemsOf(body)).toEqual([]);
  });
});
