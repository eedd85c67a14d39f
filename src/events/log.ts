import type { Tx } from '../db/database.ts';
import type { Actor } from '../db/tables.ts';

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

/** Adds the row. The last statement of every transaction that changes something; it holds ids and no personal data. */
export async function record(tx: Tx, { at, actor, action, subject, names }: Happening): Promise<void> {
  await tx
    .insertInto('events')
    .values({ at, person_id: actor?.id ?? null, action, subject, names: JSON.stringify([...new Set(names)]) })
    .execute();
}
