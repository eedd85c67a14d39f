import { describe, expect, test } from '@jest/globals';
import { keyOf, rangeOf, rank } from '../../../src/search/document/document.ts';

const now = '2026-11-23T12:00:00.000Z';

test('Keys go up with the time, from the year 0 on, and are whole numbers', () => {
  const times = [
    '0000-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00.000Z',
    now,
    '9999-12-31T23:59:59.999Z',
  ];
  const keys = times.map(keyOf);
  expect(keys).toEqual(keys.toSorted((one, other) => one - other));
  expect(new Set(keys).size).toBe(times.length);
  expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true);
});

describe('What is out', () => {
  const isIn = (at: string, { from = null, until = null }: { from?: string | null; until?: string | null }) => {
    const range = rangeOf({ now, from, until });
    return keyOf(at) >= range.from && keyOf(at) < range.until;
  };

  test('is what was published by now, to the millisecond', () => {
    expect(isIn(now, {})).toBe(true);
    expect(isIn('2026-11-23T12:00:00.001Z', {})).toBe(false);
    expect(isIn('2026-11-23T12:00:00.001Z', { until: '2027-01-01T00:00:00.000Z' })).toBe(false);
  });

  test('is bounded from a time on, and before another', () => {
    const bounds = { from: '2026-11-01T00:00:00.000Z', until: '2026-11-02T00:00:00.000Z' };
    expect(isIn('2026-11-01T00:00:00.000Z', bounds)).toBe(true);
    expect(isIn('2026-11-01T23:59:59.999Z', bounds)).toBe(true);
    expect(isIn('2026-11-02T00:00:00.000Z', bounds)).toBe(false);
    expect(isIn('2026-10-31T23:59:59.999Z', bounds)).toBe(false);
  });
});

describe('The order', () => {
  const order = (found: { at: string; score: number }[]) =>
    rank(
      found.map(({ at, score }) => ({ key: keyOf(at), score })),
      now,
    ).map(({ key }) => found.findIndex(({ at }) => keyOf(at) === key));

  test('is that of the scores', () => {
    expect(
      order([
        { at: '2026-11-20T00:00:00.000Z', score: 1 },
        { at: '2026-11-19T00:00:00.000Z', score: 2 },
      ]),
    ).toEqual([1, 0]);
  });

  test('prefers what is new, where scores are near each other, and what says much more, however old', () => {
    const old = '2006-11-20T00:00:00.000Z';
    expect(
      order([
        { at: old, score: 1.2 },
        { at: '2026-11-20T00:00:00.000Z', score: 1 },
      ]),
    ).toEqual([1, 0]);
    expect(
      order([
        { at: old, score: 2 },
        { at: '2026-11-20T00:00:00.000Z', score: 1 },
      ]),
    ).toEqual([0, 1]);
  });

  test('is that of time between equals of a day', () => {
    expect(
      order([
        { at: '2006-11-20T00:00:00.000Z', score: 0 },
        { at: '2006-11-20T00:00:00.001Z', score: 0 },
      ]),
    ).toEqual([1, 0]);
  });
});
