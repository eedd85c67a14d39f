import { describe, expect, test } from '@jest/globals';
import type { Article, State } from '../../../src/articles/article.ts';
import { historyModel, momentText, stateNote } from '../../../src/articles/pages/moments.ts';
import type { HistoryEntry } from '../../../src/articles/queries/desk.ts';
import { defaultSite } from '../../../src/db/settings.ts';

const place = {
  site: { ...defaultSite, name: 'Courier', imprint: '', zone: 'Europe/Berlin' },
  now: '2026-11-23T12:00:00.000Z',
};

test.each([
  ['2026-11-23T10:40:00.000Z', '11:40'],
  ['2026-11-22T23:05:00.000Z', '0:05'],
  ['2026-11-22T22:55:00.000Z', '22 November, 23:55'],
  ['2025-11-22T22:55:00.000Z', '22 November 2025, 23:55'],
])('%s is %s in the newsroom', (iso, text) => {
  expect(momentText(iso, place)).toBe(text);
});

describe('Beside the state stands', () => {
  const article = (state: State, given: Partial<Article> = {}): Article => ({
    ...{
      id: 1,
      kind: 'story' as const,
      state,
      createdAt: place.now,
      createdBy: 1,
      updatedAt: '2026-11-23T10:40:00.000Z',
      updatedBy: 1,
    },
    ...{ revisionId: 4, publishedRevisionId: null, publishedAt: null, note: '', reviewerId: null },
    ...{ authorIds: [1], assigneeId: null },
    ...given,
  });
  const cases: [string, Article | null, string][] = [
    ['that there is nothing yet', null, 'Not saved yet'],
    ['who saved when', article('draft'), 'Saved 11:40 by Mara'],
    [
      'when it comes out',
      article('scheduled', { publishedAt: '2026-11-24T07:00:00.000Z' }),
      'For 24 November, 8:00 (UTC+1) · Saved 11:40 by Mara',
    ],
    ['why it was withdrawn', article('withdrawn', { note: 'Forged.' }), 'Saved 11:40 by Mara · Forged.'],
    ['nothing more of what readers see', article('published', { publishedRevisionId: 4 }), 'Saved 11:40 by Mara'],
    [
      'that there are changes',
      article('published', { publishedRevisionId: 3 }),
      'Saved 11:40 by Mara · changes not yet published',
    ],
  ];

  test.each(cases)('%s', (_what, given, expected) => {
    expect(stateNote({ article: given, updatedBy: 'Mara', ...place })).toBe(expected);
  });
});

test('The history names every kind of entry, and the clock where nobody did it', () => {
  const kinds: HistoryEntry['kind'][] = [
    ...(['save', 'submit', 'publish', 'restore', 'first', 'fix', 'update', 'correction', 'withdrawal'] as const),
    ...(['reinstatement', 'redaction'] as const),
  ];
  const history = kinds.map((kind) => ({ at: place.now, by: kind === 'first' ? null : 'Mara', kind, note: '' }));
  const model = historyModel({ history, ...place });
  expect(new Set(model.map(({ what }) => what)).size).toBe(kinds.length);
  expect(model[4]).toEqual({ what: 'Published', note: null, iso: place.now, when: '13:00', who: 'by the clock' });
});
