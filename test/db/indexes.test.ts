import { expect, test } from '@jest/globals';
import { findActivity } from '../../src/admin/queries/activity.ts';
import { findArticleId } from '../../src/articles/queries/addresses.ts';
import { countPages, findPageKeys } from '../../src/articles/queries/desk.ts';
import { findRecords } from '../../src/comments/queries/queue-facts.ts';
import type { Db } from '../../src/db/database.ts';
import { findLastChange } from '../../src/site/queries/changes.ts';
import { newDatabase } from '../support/database.ts';
import { plansOf } from '../support/plans.ts';

/* What many pages ask beside what they are about: it has to cost the same however much was written in ten years. */

const everything = { personId: null, kind: null, from: null, until: null, withPeople: true };

test.each<[string, string, (db: Db) => Promise<unknown>]>([
  ['How many pages the newsroom has', 'articles_pages', countPages],
  ['Which they are', 'articles_pages', (db) => findPageKeys(db, { key: null, limit: 51 })],
  ['When readers’ stories changed last', 'events_by_action', (db) => findLastChange(db, '2026-11-23T12:00:00.000Z')],
  ['What became of somebody’s comments', 'comments_by_email_state', (db) => findRecords(db, [1, 2])],
  ['Which story a text names', '_by_ending', (db) => findArticleId(db, 'dockers-halt-speech')],
  [
    'What happened, a long way back',
    'events_by_time',
    (db) => findActivity(db, everything, { before: { at: '2020-01-01T00:00:00.000Z', id: 7 }, limit: 50 }),
  ],
])('%s is found in an index, without a look at all rows', async (_, index, ask) => {
  const { reader } = await newDatabase();
  const plans = await plansOf(reader, ask);
  expect(plans[0]).toContain(index);
  if (index === 'events_by_time' && DATABASE === 'sqlite') expect(plans[0]).toContain('(at<?)');
  // An index that holds only what is asked for is read through.
  for (const plan of plans)
    expect(plan).not.toMatch(
      /SCAN (articles|comments|events|published_articles|redirects|withdrawn_articles)\b(?! USING INDEX articles_pages)/,
    );
});
