import type { Tx } from '../db/database.ts';
import type { Actor } from '../db/tables.ts';

/**
 * What an act touched, by name: `article:12`, `section:3`, `topic:4`, `person:5`, `series:7`, `comments:12`, `media:6`, `front`, a path, and `site`
 * for what every page bears. Pages are stored under these names, and dropped by them.
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
