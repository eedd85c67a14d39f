import { describe, expect, test } from '@jest/globals';
import { canBecome, canDo, readSeen, stateAfter, writeSeen } from '../../src/comments/comment/deciding.ts';
import { flatten, isTrusted, type Threaded, thread } from '../../src/comments/comment.ts';

const comments = (...links: [id: number, parentId: number | null][]) =>
  links.map(([id, parentId]) => ({ id, parentId }));

/** `1(2(3) 4)`: replies in parentheses. */
const drawn = (threads: Threaded<{ id: number }>[]): string =>
  threads
    .map(({ comment, replies }) => (replies.length > 0 ? `${comment.id}(${drawn(replies)})` : `${comment.id}`))
    .join(' ');

describe('The tree of comments', () => {
  test.each([
    ['is empty without comments', comments(), ''],
    ['keeps the order of what stands alone', comments([1, null], [2, null]), '1 2'],
    ['hangs replies under what they answer', comments([1, null], [2, null], [3, 1], [4, 2], [5, 1]), '1(3 5) 2(4)'],
    ['goes as deep as people do', comments([1, null], [2, 1], [3, 2], [4, 3], [5, 4]), '1(2(3(4(5))))'],
    ['lets a reply stand by itself when its parent is gone', comments([1, null], [3, 2], [4, 3]), '1 3(4)'],
  ])('%s', (_name, given, expected) => {
    expect(drawn(thread(given))).toBe(expected);
  });

  test.each([
    ['leaves three levels as they are', comments([1, null], [2, 1], [3, 2], [4, 2]), '1(2(3 4))'],
    ['puts the fourth level on the third', comments([1, null], [2, 1], [3, 2], [4, 3]), '1(2(3 4))'],
    [
      'keeps a deep reply behind what it answers, before younger ones',
      comments([1, null], [2, 1], [3, 2], [4, 2], [5, 3], [6, 5], [7, 4]),
      '1(2(3 5 6 4 7))',
    ],
  ])('%s, when flattened', (_name, given, expected) => {
    expect(drawn(flatten(thread(given)))).toBe(expected);
  });

  test('loses nothing of an exchange that is deeper than a stack', () => {
    const long = Array.from({ length: 50_000 }, (_, index) => ({
      id: index + 1,
      parentId: index === 0 ? null : index,
    }));
    const [first] = flatten(thread(long));
    expect(first?.replies[0]?.replies.map(({ comment }) => comment.id)).toEqual(long.slice(2).map(({ id }) => id));
  });
});

test('A comment is decided, and decided otherwise, and held again', () => {
  expect(canBecome('held', 'published')).toBe(true);
  expect(canBecome('held', 'rejected')).toBe(true);
  expect(canBecome('published', 'rejected')).toBe(true);
  expect(canBecome('published', 'held')).toBe(true);
  expect(canBecome('rejected', 'published')).toBe(true);
  expect(canBecome('published', 'published')).toBe(false);
  expect(canBecome('rejected', 'rejected')).toBe(false);
  for (const state of ['held', 'published', 'rejected'] as const) expect(canBecome('removed', state)).toBe(false);
});

test.each([
  ['publish', { state: 'held', isPicked: false, reported: 0 }, true, 'published'],
  ['publish', { state: 'removed', isPicked: false, reported: 0 }, false, 'published'],
  ['keep', { state: 'published', isPicked: false, reported: 2 }, true, null],
  ['keep', { state: 'published', isPicked: false, reported: 0 }, false, null],
  ['pick', { state: 'held', isPicked: false, reported: 0 }, true, 'published'],
  ['pick', { state: 'published', isPicked: true, reported: 0 }, false, null],
  ['pick', { state: 'rejected', isPicked: false, reported: 0 }, false, 'published'],
  ['unpick', { state: 'published', isPicked: true, reported: 0 }, true, null],
] as const)('What can be done: %s of %j', (act, comment, can, next) => {
  expect(canDo(act, comment)).toBe(can);
  expect(stateAfter(act, comment)).toBe(next);
});

test('What a moderator saw goes through a hidden field, and what we have not written is nothing', () => {
  const seen = { state: 'held', decidedAt: null, editedAt: '2026-11-23T10:00:00.000Z' } as const;
  expect(readSeen(writeSeen(seen))).toEqual(seen);
  expect(readSeen('published')).toEqual({ state: 'published' });
  for (const forged of ['', 'gone', '~held', '__proto__~~', 'x'.repeat(100_000)]) expect(readSeen(forged)).toBeNull();
});

test.each([
  [null, null, false],
  [null, '2026-11-23T10:00:00.000Z', false],
  ['2026-11-23T10:00:00.000Z', null, true],
  ['2026-11-23T10:00:00.000Z', '2026-11-23T09:00:00.000Z', true],
  ['2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.000Z', false],
  ['2026-11-23T10:00:00.000Z', '2026-11-23T11:00:00.000Z', false],
])('Published last at %s and rejected last at %s: trusted is %s', (lastPublished, lastRejected, expected) => {
  expect(isTrusted({ lastPublished, lastRejected })).toBe(expected);
});
