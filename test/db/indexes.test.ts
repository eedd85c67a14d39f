import { expect, test } from '@jest/globals';
import { countPages, findPageKeys } from '../../src/articles/queries/desk.ts';
import { findRecords } from '../../src/comments/queries/queue-facts.ts';
import type { Db } from '../../src/db/database.ts';
import { findLastChange } from '../../src/site/queries/changes.ts';
import { newDatabase } from '../support/database.ts';
import { plansOf } from '../support/plans.ts';

/* What many pages ask beside what they are about: it has to cost the same however much was written in ten years. */

const emails = ['ana@example.org', 'ben@example.org'];

test.each<[string, string, (db: Db) => Promise<unknown>]>([
  ['How many pages the newsroom has', 'articles_pages', countPages],
  ['Which they are', 'articles_pages', (db) => findPageKeys(db, { key: null, limit: 51 })],
  ['When readers’ stories changed last', 'events_by_action', (db) => findLastChange(db, '2026-11-23T12:00:00.000Z')],
  ['What became of somebody’s comments', 'comments_by_email_state', (db) => findRecords(db, emails)],
])('%s is found in an index, without a look at all rows', async (_, index, ask) => {
  const { reader } = await newDatabase();
  const plans = await plansOf(reader, ask);
  expect(plans[0]).toContain(index);
  // An index that holds only what is asked for is read through.
  for (const plan of plans)
    expect(plan).not.toMatch(/SCAN (articles|comments|events)\b(?! USING INDEX articles_pages)/);
});
