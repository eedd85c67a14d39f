import type { Tx } from '../db/database.ts';
import type { Actor } from '../db/tables.ts';
import { findEnd, hashEvent } from './chain.ts';

/**
 * What an act touched, by name: `article:12` for the page of a story, `card:12` where others show what it is about; `section:3`, `topic:4`, `person:5`,
 * `series:7` for the lists that it stands in; `front` for what all stories may stand on; `comments:12`, a path; and `site` for what may show anywhere.
 * Pages are kept under these names, and dropped by them.
 */
export interface Happening {
  at: string;
  /** Null where nobody did it: the sweep, a reader's comment. */
  actor: Pick<Actor, 'id'> | null;
  /** Verb in the past tense, such as `article.published`. */
  action: string;
  subject: string;
  names: string[];
}

/**
 * Adds the row, chained to the one before it. The last statement of every transaction that changes something, since those that write come
 * one after the other (0003); it holds ids and no personal data.
 */
export async function record(tx: Tx, { at, actor, action, subject, names }: Happening): Promise<void> {
  const said = { at, person_id: actor?.id ?? null, action, subject, names: JSON.stringify([...new Set(names)]) };
  const hash = hashEvent((await findEnd(tx))?.hash ?? '', said);
  await tx
    .insertInto('events')
    .values({ ...said, hash })
    .execute();
}
