import { describe, expect, test } from '@jest/globals';
import { type Closings, noClosings, standingOf } from '../../src/comments/comment/closing.ts';

const now = '2026-11-23T12:00:00.000Z';
const story = { comments: 'open', publishedAt: '2026-11-20T12:00:00.000Z', sectionId: 3 } as const;
const at = (given: Partial<Closings>, moment = now, zone = 'UTC') =>
  standingOf(story, { ...noClosings, ...given }, { now: moment, zone });
const open = { mode: 'open', closedFor: null, until: null, freshUntil: null };

describe('Comments', () => {
  test('are as the story says where nothing else is said', () => {
    expect(at({})).toMatchObject(open);
    expect(standingOf({ ...story, comments: 'held' }, noClosings, { now, zone: 'UTC' })).toMatchObject({
      ...open,
      mode: 'held',
    });
    const closed = standingOf({ ...story, comments: 'closed' }, { ...noClosings, all: true }, { now, zone: 'UTC' });
    expect(closed).toMatchObject({ mode: 'closed', closedFor: 'story', until: null, freshUntil: null });
  });

  test.each<[string, Partial<Closings>, string | null]>([
    ['everywhere', { all: true }, 'all'],
    ['in the section', { sections: [2, 3] }, 'section'],
    ['in another section', { sections: [2] }, null],
    ['after three days', { days: 3 }, 'age'],
    ['after four days', { days: 4 }, null],
    ['at this time', { night: { from: '11:00', until: '13:00' } }, 'night'],
    ['at another time', { night: { from: '13:00', until: '14:00' } }, null],
    ['at no time', { night: { from: '12:00', until: '12:00' } }, 'night'],
  ])('closed %s', (_what, given, closedFor) => {
    expect(at(given).closedFor).toBe(closedFor);
  });

  test('that close after some days say so until then', () => {
    expect(at({ days: 4 })).toMatchObject({ ...open, freshUntil: '2026-11-24T12:00:00.000Z' });
    expect(at({ days: 4 }, '2026-11-24T12:00:00.000Z').closedFor).toBe('age');
  });

  test('that something else closes are so until they are too old', () => {
    const aged = '2026-11-23T12:30:00.000Z';
    const old = { ...story, publishedAt: '2026-11-20T12:30:00.000Z' };
    const closings = { ...noClosings, days: 3 };
    for (const until of ['2026-11-23T13:00:00.000Z', null]) {
      const flooded = standingOf(old, closings, { now, zone: 'UTC', flood: { mode: 'close', until } });
      expect(flooded).toMatchObject({ closedFor: 'flood', freshUntil: aged });
    }
    const night = { from: '11:00', until: '13:00' };
    const asleep = standingOf(old, { ...closings, night }, { now, zone: 'UTC' });
    expect(asleep).toMatchObject({ closedFor: 'night', freshUntil: aged });
    expect(standingOf(old, { ...closings, night }, { now: aged, zone: 'UTC' }).closedFor).toBe('age');
  });

  test('that moderators hold or close for a while are so until its end', () => {
    const until = '2026-11-23T13:00:00.000Z';
    const flooded = (mode: 'hold' | 'close', end: string | null) =>
      standingOf(story, noClosings, { now, zone: 'UTC', flood: { mode, until: end } });
    expect(flooded('hold', until)).toMatchObject({ ...open, mode: 'held', freshUntil: until });
    expect(flooded('close', until)).toMatchObject({ mode: 'closed', closedFor: 'flood', until, freshUntil: until });
    expect(flooded('close', null)).toMatchObject({ mode: 'closed', closedFor: 'flood', until: null, freshUntil: null });
  });
});

describe('At night, from 22:00 to 7:00 in Oslo,', () => {
  const night = { night: { from: '22:00', until: '07:00' } };
  const oslo = (moment: string) => at(night, moment, 'Europe/Oslo');
  const closed = (until: string) => ({ mode: 'closed', closedFor: 'night', until, freshUntil: until, opens: '7:00' });

  test.each([
    ['2026-11-23T20:59:59.999Z', { ...open, freshUntil: '2026-11-23T21:00:00.000Z' }],
    ['2026-11-23T21:00:00.000Z', closed('2026-11-24T06:00:00.000Z')],
    ['2026-11-24T00:30:00.000Z', closed('2026-11-24T06:00:00.000Z')],
    ['2026-11-24T05:59:59.999Z', closed('2026-11-24T06:00:00.000Z')],
    ['2026-11-24T06:00:00.000Z', { ...open, freshUntil: '2026-11-24T21:00:00.000Z' }],
    // The night in which clocks go back has an hour more, and the one in which they go forward an hour less.
    ['2026-10-24T20:00:00.000Z', closed('2026-10-25T06:00:00.000Z')],
    ['2026-03-28T21:00:00.000Z', closed('2026-03-29T05:00:00.000Z')],
  ])('at %s', (moment, expected) => {
    expect(oslo(moment)).toMatchObject(expected);
  });

  test('a time that comes twice in autumn closes once, and one that never comes in spring is an hour later', () => {
    const half = { night: { from: '22:00', until: '02:30' } };
    expect(at(half, '2026-10-25T00:29:00.000Z', 'Europe/Oslo').until).toBe('2026-10-25T00:30:00.000Z');
    expect(at(half, '2026-10-25T01:15:00.000Z', 'Europe/Oslo').mode).toBe('open');
    expect(at(half, '2026-03-29T00:00:00.000Z', 'Europe/Oslo').until).toBe('2026-03-29T01:30:00.000Z');
  });

  test('who is closed for good before morning is not told of the morning', () => {
    const given = { ...night, days: 3 };
    const closing = at(given, '2026-11-23T05:00:00.000Z', 'Europe/Oslo');
    expect(closing).toMatchObject(closed('2026-11-23T06:00:00.000Z'));
    const late = { ...story, publishedAt: '2026-11-20T05:30:00.000Z' };
    const standing = standingOf(
      late,
      { ...noClosings, ...given },
      { now: '2026-11-23T05:00:00.000Z', zone: 'Europe/Oslo' },
    );
    expect(standing).toMatchObject({ closedFor: 'night', until: null });
  });
});
