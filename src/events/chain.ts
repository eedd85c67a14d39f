import { createHash } from 'node:crypto';
import type { Db } from '../db/database.ts';
import { readSetting } from '../db/settings.ts';

/** What a row of the log says. */
export interface Said {
  at: string;
  person_id: number | null;
  action: string;
  subject: string;
  names: string;
}

/** The last row of the log. */
export interface End {
  id: number;
  hash: string;
}

/** SHA-256 over what a row says and the hash of the row before it, '' before the first, in hex. */
export const hashEvent = (previous: string, { at, person_id, action, subject, names }: Said): string =>
  createHash('sha256')
    .update(JSON.stringify([previous, at, person_id, action, subject, names]))
    .digest('hex');

/** Where the log ends: a trigger writes that with each row. Null where nothing has happened yet. */
export async function findEnd(db: Db): Promise<End | null> {
  const [, id, hash = ''] = /^(\d+) (\w*)$/.exec((await readSetting(db, 'events_end')) ?? '') ?? [];
  return id === undefined ? null : { id: Number(id), hash };
}

/** How a row is written down elsewhere, to know it again: `NUMBER:HASH`. */
export const endText = ({ id, hash }: End): string => `${id}:${hash}`;

/** Null where it is none. */
export function readEnd(text: string): End | null {
  const [, id, hash = ''] = /^(\d{1,15}):([\da-f]{64})$/.exec(text) ?? [];
  return id === undefined ? null : { id: Number(id), hash };
}

interface Looking {
  /** Rows that were noted elsewhere, and have to be there still. */
  known?: readonly End[];
  /** Called with how many rows were looked at since the last call. */
  done(rows: number): void;
}

const atOnce = 1000;

/**
 * Looks whether the log is whole: each row follows the one before it, and the last is the one that was written last.
 * @returns a sentence for each fault
 */
export async function findBrokenEvents(db: Db, { known = [], done }: Looking): Promise<string[]> {
  const faults: string[] = [];
  const end = await findEnd(db);
  const hashes = new Map<number, string>();
  const wanted = new Set([...known, ...(end ? [end] : [])].map(({ id }) => id));
  let last: End = { id: 0, hash: '' };
  for (;;) {
    const rows = await db
      .selectFrom('events')
      .select(['id', 'at', 'person_id', 'action', 'subject', 'names', 'hash'])
      .where('id', '>', last.id)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    for (const row of rows) {
      if (row.hash !== hashEvent(last.hash, row)) faults.push(broken(row, last));
      if (wanted.has(row.id)) hashes.set(row.id, row.hash);
      last = row;
    }
    done(rows.length);
    if (rows.length < atOnce) break;
  }
  const lost = known.filter(({ id, hash }) => hashes.get(id) !== hash);
  return [...faults, ...endFaults(last, end, hashes), ...lost.map(gone)];
}

const broken = ({ id, at, action, subject }: Said & { id: number }, last: End): string =>
  `The activity log is broken at row ${id} (${action} of ${subject}, ${at}): it was changed, or what stood between it and ${
    last.id === 0 ? 'the beginning' : `row ${last.id}`
  } was.`;

/** Rows that came while it was looked are behind the end that was known then. */
function endFaults(last: End, end: End | null, hashes: ReadonlyMap<number, string>): string[] {
  if (end === null)
    return last.id === 0 ? [] : ['The end of the activity log is not noted: its last rows may be missing.'];
  if (last.id < end.id) {
    return [
      `The activity log ends at row ${last.id}, but ended at row ${end.id} when that was written: its last rows were removed.`,
    ];
  }
  return hashes.get(end.id) === end.hash ? [] : [`Row ${end.id} of the activity log is not what was written last.`];
}

const gone = (end: End): string =>
  `The activity log does not have ${endText(end)}: it was written anew since that was noted.`;

export async function countEvents(db: Db): Promise<number> {
  const counted = db.selectFrom('events').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number((await counted.executeTakeFirst())?.count ?? 0);
}
