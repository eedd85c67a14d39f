import { describe, expect, test } from '@jest/globals';
import { checks, textProblems } from '../../../src/articles/pages/checks.ts';
import type { Form } from '../../../src/http/forms.ts';

const complete: Form = {
  ...{ headline: 'Dockers halt speech', section: '1', standfirst: 'They walked in.', authors: 'Ilse Brandt' },
  ...{ leadKind: 'none', label: 'news' },
};

/** The marks of those that are not done. */
const open = (form: Form) =>
  checks(form, 'story').flatMap(({ kind, text }) => (kind === 'done' ? [] : `${kind}: ${text}`));

describe('Before a story is published', () => {
  const picture = { leadKind: 'image', pictureId: '3', pictureAlt: 'A hall', pictureCaption: 'The hall' };
  const video = { leadKind: 'video', video: 'https://youtu.be/dQw4w9WgXcQ' };
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
      'a standfirst and a byline are looked for',
      { standfirst: '', authors: '' },
      ['todo: there is no standfirst', 'todo: nobody is in the byline'],
    ],
    ['an editorial needs no byline', { authors: '', label: 'editorial' }, []],
    ['a described lead picture is well', picture, []],
    ['a lead picture must be there', { ...picture, pictureId: '' }, ['must: the lead picture is missing']],
    ['and be described', { ...picture, pictureAlt: '' }, ['must: the lead picture has no alternative text']],
    ['unless it decorates', { ...picture, pictureAlt: '', pictureDecorative: 'on' }, []],
    ['its caption is looked for', { ...picture, pictureCaption: '' }, ['todo: the lead picture has no caption']],
    ['a lead video must have an address', { ...video, video: '' }, ['must: the lead video has no address']],
    ['and its poster is looked for', video, ['todo: the lead video has no poster']],
    ['a video with a poster is well', { ...video, pictureId: '3' }, []],
  ];

  test.each(cases)('%s', (_what, given, expected) => {
    expect(open({ ...complete, ...given })).toEqual(expected);
  });

  test('of a page, no section, byline or lead is asked for', () => {
    const hrefs = (form: Form) => checks(form, 'page').map(({ href }) => href);
    expect(hrefs({})).toEqual(['#headline', '#standfirst']);
    expect(hrefs({ headline: 'About', standfirst: 'Who we are.', leadKind: 'image' })).toEqual([null, null]);
  });

  test('each that is open leads to its field', () => {
    expect(checks({}, 'story').map(({ href }) => href)).toEqual(['#headline', '#section', '#standfirst', '#authors']);
  });
});

describe('What is wrong in the text', () => {
  test('is told with its line, however lines end, and with how that line begins', () => {
    const long = `::figure{media="1" caption="${'x'.repeat(80)}"}`;
    expect(textProblems(`One.\r\n\r\n${long}`)).toEqual([
      { line: '3', message: expect.stringContaining('figure needs alt='), excerpt: `${long.slice(0, 59)}…` },
    ]);
  });

  test('is nothing where nothing is', () => {
    expect(textProblems('One.\n\n## Two')).toEqual([]);
    expect(textProblems('')).toEqual([]);
  });
});
