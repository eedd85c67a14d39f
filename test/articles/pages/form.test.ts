import { describe, expect, test } from '@jest/globals';
import { type Content, emptyContent } from '../../../src/articles/article.ts';
import { editorForm, figureLine } from '../../../src/articles/forms.ts';
import { comparable, comparedFields, valueName } from '../../../src/articles/pages/fields.ts';
import { formOfRevision } from '../../../src/articles/pages/form.ts';
import { renderStory } from '../../../src/text/markdown.ts';

const names = {
  topicNames: ['Ports', 'Fire'],
  authorNames: ['Ilse Brandt', 'Mara Oyelaran'],
  seriesName: 'The harbour files',
  original: '/2026/11/20/x',
};

const full: Content = {
  ...{ headline: 'Dockers', shortHeadline: 'Short', standfirst: 'They walked.', body: 'One.\n\nTwo.', sectionId: 3 },
  ...{
    topicIds: [1, 2],
    authorIds: [4, 5],
    seriesId: 8,
    seriesPart: 2,
    label: 'fact-check',
    dateline: 'Harbour City',
    language: 'ar',
    slug: 'x',
  },
  ...{ translationOf: 6, leadKind: 'video', leadMediaId: 7, leadAlt: 'A hall', leadDecorative: true },
  ...{ leadCaption: 'The hall', leadCredit: 'Okafor', leadVideo: 'https://youtu.be/dQw4w9WgXcQ' },
  ...{ leadVideoTitle: 'The walk', searchTitle: 'Search', searchDescription: 'Found.', comments: 'held' },
};

describe('A revision as a form, read back,', () => {
  test.each([
    [
      'is the same',
      full,
      names,
      { topics: names.topicNames, authors: names.authorNames, series: names.seriesName, original: names.original },
    ],
    [
      'is the same where it is empty',
      emptyContent,
      { topicNames: [], authorNames: [], seriesName: '', original: '' },
      { topics: [], authors: [], series: '', original: '' },
    ],
  ])('%s', (_what, content, given, read) => {
    const { topicIds, authorIds, seriesId, translationOf, ...expected } = content;
    expect(editorForm(formOfRevision(content, given, 12))).toEqual({
      ...{ baseRevisionId: 12, press: 'save', content: expected, names: read },
    });
  });

  test('has no field that two versions are not compared by', () => {
    const compared = comparedFields.story.map(({ name }) => name);
    expect(compared.toSorted()).toEqual(
      Object.keys(formOfRevision(full, names, 1))
        .filter((name) => name !== 'revision')
        .toSorted(),
    );
  });
});

describe('A form', () => {
  test.each([
    ['', null],
    ['12', 12],
    ['-1', null],
    ['1e3', null],
    ['12 or 1=1', null],
    ['9'.repeat(16), null],
  ])('with the revision “%s” began from %p', (revision, expected) => {
    expect(editorForm({ revision }).baseRevisionId).toBe(expected);
  });

  test.each(['', 'delete', 'SAVE', '__proto__'])('that presses “%s” saves', (press) => {
    expect(editorForm({ press }).press).toBe('save');
  });

  test.each([
    [{}, false],
    [{ pictureDecorative: '' }, false],
    [{ pictureDecorative: 'on' }, true],
  ])('reads the box of %p as %p', (form, expected) => {
    expect(editorForm(form).content.leadDecorative).toBe(expected);
  });

  test('takes away the picture whose box is ticked', () => {
    expect(editorForm({ pictureId: '7' }).content.leadMediaId).toBe(7);
    expect(editorForm({ pictureId: '7', removePicture: 'on' }).content.leadMediaId).toBeNull();
  });
});

test.each([
  [{ bodyPictureAlt: 'A "hall"\\', bodyPictureCaption: '', bodyPictureCredit: '' }, 'A "hall"\\', ''],
  [{ bodyPictureAlt: '', bodyPictureCaption: '{In} the “hall”' }, '', '{In} the “hall”'],
])('The line of a picture is one that the text understands: %p', (form, alt, caption) => {
  const { blocks, problems } = renderStory(figureLine(form, { id: 12, isDescribed: false }));
  expect(problems).toEqual([]);
  expect(blocks).toEqual([
    { kind: 'figure', media: '12', alt, decorative: alt === '', caption, credit: '', gallery: false },
  ]);
});

describe('Values of two versions', () => {
  test('are the same where only line ends and outer space differ', () => {
    expect(comparable({ body: ' One\r\nTwo\rThree\n' }, 'body')).toBe('One\nTwo\nThree');
    expect(comparable({}, 'body')).toBe('');
  });

  const sections = [{ id: 3, slug: 'world', name: 'World', translations: '{}', descriptions: '{}', colour: '' }];
  test.each([
    ['section', '3', 'World'],
    ['section', '', 'No section'],
    ['section', '9', 'No section'],
    ['pictureId', '7', 'Picture 7'],
    ['pictureId', '', 'No picture'],
    ['pictureDecorative', 'on', 'Yes'],
    ['pictureDecorative', '', 'No'],
    ['label', 'fact-check', 'Fact check'],
    ['comments', 'held', 'Held'],
    ['leadKind', 'none', 'None'],
  ])('have names: %s %p is %s', (name, value, expected) => {
    expect(valueName(name, value, sections)).toBe(expected);
  });
});
