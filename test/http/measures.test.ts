import { expect, test } from '@jest/globals';
import { createMeasures, kindOf } from '../../src/http/measures.ts';

test.each([
  ['/', 'list'],
  ['/politics', 'list'],
  ['/archive/2026/11', 'list'],
  ['/topics/ports', 'list'],
  ['/2026/11/23/dockers-halt-speech', 'story'],
  ['/2026/11/23/الميناء', 'story'],
  ['/2026/11/23/dockers-halt-speech/history', 'story'],
  ['/2026/11/23/dockers-halt-speech/comments', 'comments'],
  ['/2026/11/23/dockers-halt-speech/comments/12/thread', 'comments'],
  ['/2026/11/23/dockers-halt-speech/comments/feed.xml', 'machine'],
  ['/politics/feed.json', 'machine'],
  ['/sitemap-2026-11.xml', 'machine'],
  ['/robots.txt', 'machine'],
  ['/assets/desk.css', 'file'],
  ['/media/0123.jpg', 'file'],
  ['/pages/about', 'page'],
  ['/search', 'search'],
  ['/admin', 'newsroom'],
  ['/admin/articles/12', 'newsroom'],
  ['/administration', 'list'],
  ['/healthz', 'watch'],
  ['/healthz/write', 'watch'],
])('%s is counted as %s', (path, kind) => {
  expect(kindOf(path)).toBe(kind);
});

test('A time counts in its own step and in all that are longer', () => {
  const measures = createMeasures();
  for (const milliseconds of [0.2, 0.5, 30, 20_000]) measures.count('story', 200, milliseconds);
  const counters = measures.counters();
  const upTo = (end: string) => counters[`broadsheet_answer_seconds_bucket{kind="story",le="${end}"}`];
  expect(['0.0005', '0.001', '0.025', '0.05', '10', '+Inf'].map(upTo)).toEqual([2, 2, 2, 3, 3, 4]);
  expect(counters['broadsheet_answer_seconds_sum{kind="story"}']).toBeCloseTo(20.0307);
  expect(counters['broadsheet_answers_total{kind="story",status="2xx"}']).toBe(4);
});
