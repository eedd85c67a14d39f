import { describe, expect, test } from '@jest/globals';
import {
  clock,
  dateLine,
  datePath,
  dayAndTime,
  longDate,
  longDateTime,
  utcToZoned,
  zonedToUtc,
  zoneLabel,
} from '../../src/text/dates.ts';

const english = { zone: 'Europe/Berlin', language: 'en' } as const;
const arabic = { zone: 'Europe/Berlin', language: 'ar' } as const;
const morning = '2026-11-23T08:12:00.000Z';

describe('written dates', () => {
  test('are as the design has them, in English and in Arabic', () => {
    expect(longDateTime(morning, english)).toBe('23 November 2026, 9:12');
    expect(longDateTime(morning, arabic)).toBe('23 نوفمبر 2026، 9:12');
    expect(dayAndTime(morning, english)).toBe('23 November, 9:12');
    expect(dayAndTime(morning, arabic)).toBe('23 نوفمبر، 9:12');
    expect(longDate(morning, english)).toBe('Monday 23 November 2026');
    expect(longDate(morning, arabic)).toBe('الاثنين 23 نوفمبر 2026');
    expect(clock(morning, english)).toBe('9:12');
  });

  test.each([
    ['2026-11-22T23:00:00.000Z', '23 November 2026, 0:00'],
    ['2026-11-23T22:59:59.999Z', '23 November 2026, 23:59'],
    ['2026-07-01T21:05:00.000Z', '1 July 2026, 23:05'],
    ['2026-12-31T23:30:00.000Z', '1 January 2027, 0:30'],
  ])('take %s to the day and hour of the zone', (iso, text) => {
    expect(longDateTime(iso, english)).toBe(text);
  });

  test.each([
    ['2026-11-23T10:20:00.000Z', '11:20'],
    ['2026-11-22T23:00:00.000Z', '0:00'],
    ['2026-11-22T22:59:00.000Z', '22 November'],
    ['2025-12-31T23:00:00.000Z', '1 January'],
    ['2025-12-31T22:59:00.000Z', '31 December 2025'],
    ['2025-11-23T10:20:00.000Z', '23 November 2025'],
  ])('are short on cards: %s is %s', (iso, text) => {
    expect(dateLine(iso, '2026-11-23T12:00:00.000Z', english)).toBe(text);
  });

  test('are short on Arabic cards', () => {
    expect(dateLine('2026-11-22T10:00:00.000Z', '2026-11-23T12:00:00.000Z', arabic)).toBe('22 نوفمبر');
    expect(dateLine('2025-11-22T10:00:00.000Z', '2026-11-23T12:00:00.000Z', arabic)).toBe('22 نوفمبر 2025');
  });

  test('refuse what is no time', () => {
    expect(() => clock('yesterday', english)).toThrow(expect.objectContaining({ name: 'RangeError' }));
  });
});

describe('the date in an address', () => {
  test.each([
    ['2026-11-23T08:12:00.000Z', 'Europe/Berlin', '2026/11/23'],
    ['2026-01-01T04:59:00.000Z', 'America/New_York', '2025/12/31'],
    ['2026-01-01T10:00:00.000Z', 'Pacific/Kiritimati', '2026/01/02'],
  ])('of %s in %s is %s', (iso, zone, path) => {
    expect(datePath(iso, zone)).toBe(path);
  });
});

describe('local times', () => {
  test.each([
    ['2026-11-23T09:12', 'Europe/Berlin', '2026-11-23T08:12:00.000Z'],
    ['2026-07-23T09:12', 'Europe/Berlin', '2026-07-23T07:12:00.000Z'],
    ['2026-11-23T09:12', 'Asia/Kolkata', '2026-11-23T03:42:00.000Z'],
    ['2026-11-23T09:12', 'America/St_Johns', '2026-11-23T12:42:00.000Z'],
    ['2026-11-23T00:00', 'Pacific/Kiritimati', '2026-11-22T10:00:00.000Z'],
    ['2026-11-23T09:12', 'UTC', '2026-11-23T09:12:00.000Z'],
    ['2028-02-29T12:00', 'UTC', '2028-02-29T12:00:00.000Z'],
  ])('%s in %s is %s, and back', (local, zone, iso) => {
    expect(zonedToUtc(local, zone)).toBe(iso);
    expect(utcToZoned(iso, zone)).toBe(local);
  });

  test.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', '2026-03-29T03:30'],
    ['2026-03-29T02:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z', '2026-03-08T03:30'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z', '2026-10-04T02:45'],
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z', '2011-12-31T12:00'],
  ])('%s, which the clocks of %s skip, moves forward', (local, zone, iso, shown) => {
    expect(zonedToUtc(local, zone)).toBe(iso);
    expect(utcToZoned(iso, zone)).toBe(shown);
  });

  test.each([
    ['2026-10-25T02:00', 'Europe/Berlin', '2026-10-25T00:00:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ])('of %s, which comes twice in %s, the earlier is meant', (local, zone, iso) => {
    expect(zonedToUtc(local, zone)).toBe(iso);
  });

  test('go there and back for every hour of a year', () => {
    for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      for (let instant = Date.UTC(2026, 0, 1); instant < Date.UTC(2027, 0, 1); instant += 7_200_000) {
        const local = utcToZoned(new Date(instant).toISOString(), zone);
        const again = zonedToUtc(local, zone) ?? '';
        if (utcToZoned(again, zone) !== local) throw new Error(`${local} in ${zone} became ${again}`);
        if (Date.parse(again) > instant) throw new Error(`${local} in ${zone} became the later ${again}`);
      }
    }
  });

  test.each([
    '',
    '2026-11-23',
    '2026-11-23 09:12',
    '2026-11-23T9:12',
    '2026-11-23T09:12:00',
    '2026-11-23T09:12Z',
    '2026-02-29T09:12',
    '2026-13-01T09:12',
    '2026-11-31T09:12',
    '2026-11-23T24:00',
    '2026-11-23T09:60',
    '0026-11-23T09:12',
    '٢٠٢٦-11-23T09:12',
    ' 2026-11-23T09:12',
  ])('are null for %j', (local) => {
    expect(zonedToUtc(local, 'UTC')).toBeNull();
  });

  test('refuse a zone that there is not', () => {
    expect(() => zonedToUtc('2026-11-23T09:12', 'Europe/Port_Alder')).toThrow(
      expect.objectContaining({ name: 'RangeError' }),
    );
  });
});

describe('the name of a zone', () => {
  test.each([
    ['Europe/Berlin', '2026-11-23T08:12:00.000Z', 'UTC+1'],
    ['Europe/Berlin', '2026-07-23T08:12:00.000Z', 'UTC+2'],
    ['Asia/Kolkata', '2026-11-23T08:12:00.000Z', 'UTC+5:30'],
    ['America/New_York', '2026-11-23T08:12:00.000Z', 'UTC−5'],
    ['America/St_Johns', '2026-11-23T08:12:00.000Z', 'UTC−3:30'],
    ['Europe/London', '2026-11-23T08:12:00.000Z', 'UTC'],
  ])('%s at %s is %s', (zone, iso, label) => {
    expect(zoneLabel(zone, iso)).toBe(label);
  });
});
