import { describe, expect, test } from '@jest/globals';
import { shiftDay, weekOf } from '../../src/text/weeks.ts';

describe('A week', () => {
  test.each([
    ['2026-11-23', '2026-11-23', '2026-11-29'],
    ['2026-11-29', '2026-11-23', '2026-11-29'],
    ['2026-11-26', '2026-11-23', '2026-11-29'],
    ['2027-01-01', '2026-12-28', '2027-01-03'],
    ['2028-02-29', '2028-02-28', '2028-03-05'],
  ])('that has %s in it goes from %s to %s', (day, monday, sunday) => {
    const days = weekOf(day);
    expect([days.length, days[0], days[6], days.includes(day)]).toEqual([7, monday, sunday, true]);
  });
});

test('A day is moved over the ends of months and years', () => {
  expect(shiftDay('2026-12-28', 7)).toBe('2027-01-04');
  expect(shiftDay('2028-03-01', -1)).toBe('2028-02-29');
});
