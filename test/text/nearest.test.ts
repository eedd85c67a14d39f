import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../src/text/nearest.ts';

const fields = ['headline', 'standfirst', 'published', 'image', 'imageAlt', 'slug'];

describe('The name that was probably meant', () => {
  test.each([
    ['headlin', 'headline'],
    ['haedline', 'headline'],
    ['Headline', 'headline'],
    ['image_alt', 'imageAlt'],
    ['publish', 'published'],
    ['sulg', 'slug'],
    ['fact check', 'fact-check'],
  ])('of %s is %s', (typed, meant) => {
    expect(nearest(typed, [...fields, 'fact-check'])).toBe(meant);
  });

  test.each(['colour', 'x', ''])('of “%s” is none', (typed) => {
    expect(nearest(typed, fields)).toBeNull();
  });
});
