import { describe, expect, test } from '@jest/globals';
import { backupName, outOfRotation } from '../../src/backup/rotation.ts';

/** One at noon and one in the evening of each of so many days, the last of which is the given one. */
const daily = (until: string, days: number): string[] =>
  Array.from({ length: days }, (_, number) => new Date(Date.parse(`${until}T12:00:00Z`) - number * 86_400_000))
    .flatMap((day) => [day, new Date(day.getTime() + 8 * 3_600_000)])
    .map((day) => backupName(day.toISOString()));

const kept = (names: string[], keep: { days: number; weeks: number }): string[] => {
  const out = outOfRotation(names, keep);
  return names.filter((name) => !out.includes(name)).sort();
};

const evening = (day: string) => backupName(`${day}T20:00:00.000Z`);

describe('Of the backups in a place', () => {
  test('the last of each of the last days stay, and the last of each of the last weeks', () => {
    // 2026-11-25 is a Wednesday.
    expect(kept(daily('2026-11-25', 60), { days: 3, weeks: 4 })).toEqual(
      ['2026-11-08', '2026-11-15', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map(evening),
    );
  });

  test('those of days without one do not count', () => {
    const names = ['2026-11-01', '2026-11-10', '2026-11-25'].map(evening);
    expect(kept(names, { days: 2, weeks: 0 })).toEqual(names.slice(1));
  });

  test('the newest stays whatever is asked for', () => {
    expect(kept(daily('2026-11-25', 3), { days: 0, weeks: 0 })).toEqual([evening('2026-11-25')]);
  });

  test('what is called otherwise stays, and a turn of the year is none of weeks', () => {
    const others = ['notes.txt', 'broadsheet.backup', 'broadsheet-2026-11-25T20-00-00Z.backup.123.part'];
    expect(outOfRotation([...others, ...daily('2026-11-25', 2)], { days: 1, weeks: 0 })).toEqual(
      daily('2026-11-25', 2)
        .filter((name) => name !== evening('2026-11-25'))
        .sort(),
    );
    // Both are in the week of Monday 2025-12-29.
    expect(kept(['2025-12-31', '2026-01-01'].map(evening), { days: 0, weeks: 2 })).toEqual([evening('2026-01-01')]);
  });
});
