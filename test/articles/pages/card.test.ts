import { describe, expect, test } from '@jest/globals';
import { isOpinion } from '../../../src/articles/article.ts';
import { type CardPlace, cardModel, isLong, kickerModel, labelText } from '../../../src/articles/pages/card.ts';
import type { Card } from '../../../src/articles/queries/reading.ts';
import { defaultSite } from '../../../src/db/settings.ts';

const place: CardPlace = {
  site: { ...defaultSite, name: 'Courier', imprint: '', zone: 'Europe/Berlin' },
  now: '2026-11-23T12:00:00.000Z',
  language: 'en',
  showSection: true,
};

const card: Card = {
  ...{ articleId: 1, path: '/2026/11/23/dockers', headline: 'Dockers halt speech', shortHeadline: '', standfirst: '' },
  ...{ label: 'news', language: 'en', publishedAt: '2026-11-23T10:20:00.000Z', updatedAt: null, leadKind: 'none' },
  leadVideo: '',
  ...{ sectionId: 1, sectionSlug: 'politics', sectionName: 'Politics', sectionTranslations: '{"ar":"سياسة"}' },
  sectionColour: 'blue',
  ...{
    pictureFile: null,
    pictureWidth: null,
    pictureHeight: null,
    ...{ pictureFocalX: null, pictureFocalY: null, pictureTone: null },
    authors: [],
  },
};

const pictured = { pictureFile: 'a.webp', pictureWidth: 60, pictureHeight: 40 };

describe('A card', () => {
  test('is complete: what there is not is null', () => {
    expect(cardModel(card, place)).toEqual({
      ...{ href: '/2026/11/23/dockers', headline: 'Dockers halt speech', long: false, language: null },
      kicker: { section: { text: 'Politics', href: '/politics', hue: 'blue' }, label: null, live: false },
      ...{ standfirst: null, picture: null, face: null, opinion: false, meta: null },
      time: { iso: '2026-11-23T10:20:00.000Z', text: '11:20' },
    });
  });

  test.each([
    ['the short headline where there is one', { shortHeadline: 'Speech halted' }, { headline: 'Speech halted' }],
    ['its language where it is another', { language: 'ar' }, { language: 'ar' }],
    ['its standfirst', { standfirst: 'They walked in.' }, { standfirst: 'They walked in.' }],
    [
      'the day where it is not today',
      { publishedAt: '2026-11-22T10:20:00.000Z' },
      { time: { iso: '2026-11-22T10:20:00.000Z', text: '22 November' } },
    ],
    ['no picture that its story does not show', pictured, { picture: null }],
    ['a long headline set smaller', { headline: 'x'.repeat(91) }, { long: true }],
    ['one author', { authors: [{ name: 'Ilse', slug: 'ilse' }] }, { meta: 'Ilse' }],
    [
      'two authors',
      {
        authors: [
          { name: 'Ilse', slug: 'i' },
          { name: 'Mara', slug: 'm' },
        ],
      },
      { meta: 'Ilse and Mara' },
    ],
  ] as [string, Partial<Card>, object][])('shows %s', (_what, given, expected) => {
    expect(cardModel({ ...card, ...given }, place)).toMatchObject(expected);
  });

  test.each(['image', 'video'] as const)('shows the picture of a lead %s, as decoration', (leadKind) => {
    expect(cardModel({ ...card, ...pictured, leadKind }, place).picture).toMatchObject({
      ...{ src: '/media/a-16x9.50.50-60.jpg', width: '60', height: '34', alt: '' },
    });
  });
});

describe('The kicker', () => {
  test.each([
    ['says nothing where the page says the section, and the story is news', {}, false, null],
    ['says the label alone', { label: 'analysis' }, false, { section: null, label: 'Analysis', live: false }],
    ['says that a story is live', { label: 'live' }, false, { section: null, label: 'Live', live: true }],
  ] as [string, Partial<Card>, boolean, object | null][])('%s', (_what, given, showSection, expected) => {
    expect(kickerModel({ ...card, ...given }, 'en', showSection)).toEqual(expected);
  });

  test('speaks the language of the page', () => {
    expect(kickerModel(card, 'ar', true)?.section?.text).toBe('سياسة');
    expect(kickerModel({ ...card, sectionTranslations: '{}' }, 'ar', true)?.section?.text).toBe('Politics');
  });
});

test.each([
  ['news', 'image', null],
  ['news', 'video', 'Video'],
  ['fact-check', 'none', 'Fact check'],
  ['analysis', 'video', 'Analysis · Video'],
  ['analysis', 'audio', 'Analysis · Audio'],
] as const)('A story of label %s that leads with %s is labelled %s', (label, lead, text) => {
  const isAudio = lead === 'audio';
  const leadVideo = isAudio ? `/media/${'a'.repeat(32)}.mp3` : '';
  expect(labelText({ label, leadKind: isAudio ? 'video' : lead, leadVideo }, 'en')).toBe(text);
});

test('A headline is long from 91 characters on', () => {
  expect([90, 91].map((length) => isLong('x'.repeat(length)))).toEqual([false, true]);
});

test('Opinions and editorials are somebody’s voice', () => {
  const labels = ['news', 'analysis', 'opinion', 'editorial', 'explainer', 'fact-check', 'live'] as const;
  expect(labels.filter((label) => isOpinion(label))).toEqual(['opinion', 'editorial']);
});
