import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database, Db } from './database.ts';

/** Something that one process at a time does, of all processes and machines on one database. */
export interface Lease {
  /**
   * Takes it, or keeps it for another term. `done` says that what it is held for was done since it was last asked for.
   * @returns false where another has it
   */
  take(done?: boolean): Promise<boolean>;
  /** Whether it is surely held now: nobody else has it before this says no. */
  isHeld(): boolean;
  /** Anybody may have it at once. */
  release(): Promise<void>;
}

interface Term {
  name: string;
  /** How long it is one's own without being asked for again, in milliseconds. */
  term: number;
}

/** Of who makes a backup. Meanwhile no file is taken out of the storage: those that the copied rows name are there until they are copied. */
export const backupLease: Term = { name: 'backup', term: 60_000 };

/**
 * How much of a term its holder counts on. The database cuts its times to whole milliseconds, and its clock may be hurried on while it
 * is being set right: by the holder's own clock the end that others see comes up to so much earlier.
 */
const surely = 0.9;

/**
 * Ends are written and compared by the clock of the database alone, since those of machines differ; the holder counts its term by a
 * clock that nobody sets, from before it asked. Whoever dies without a word loses it with the end of the term.
 */
export function createLease(db: Database, { name, term }: Term): Lease {
  const holder = randomUUID();
  let heldUntil = Number.NEGATIVE_INFINITY;
  // One after the other: an answer that comes late would take what was released.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const { row, free } = statements(db.dialect, { name, holder, term });
  return {
    take: (done = false) =>
      inTurn(async () => {
        const asked = performance.now();
        // A look costs nobody anything; a transaction holds up those who write.
        const taken = (await free(db.reader)) && (await db.transaction((tx) => row(tx, done)));
        heldUntil = taken ? asked + surely * term : Number.NEGATIVE_INFINITY;
        return taken;
      }),
    isHeld: () => performance.now() < heldUntil,
    release: () =>
      inTurn(async () => {
        heldUntil = Number.NEGATIVE_INFINITY;
        await db.transaction((tx) =>
          tx.updateTable('leases').set({ until: '' }).where('name', '=', name).where('holder', '=', holder).execute(),
        );
      }),
  };
}

/** Whether anybody has it, by the clock of the database. */
export async function isLeaseHeld(db: Db, dialect: Database['dialect'], name: string): Promise<boolean> {
  const held = sql`select 1 from leases where name = ${name} and until > ${clock(dialect).now(0)}`;
  return (await held.execute(db)).rows.length > 0;
}

/** Waits for it, does the work, and has it kept meanwhile. @throws what `work` throws */
export async function whileHeld<Result>(
  db: Database,
  { name, term }: Term,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = createLease(db, { name, term });
  while (!(await lease.take())) await wait(Math.min(term / 4, 100 + Math.random() * 200));
  // A renewal that fails is tried again in time.
  const renewing = setInterval(() => void lease.take().catch(() => undefined), term / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await lease.release();
  }
}

/** For how many seconds nobody was through with it, by the clock of the database; null where nobody ever was. */
export async function secondsSinceDone(db: Database, name: string): Promise<number | null> {
  const { now } = clock(db.dialect);
  const { rows } = await sql<{ now: string; done: string | null }>`
    select ${now(0)} as now, done_at as done from leases where name = ${name}`.execute(db.reader);
  const [row] = rows;
  return row?.done ? (Date.parse(row.now) - Date.parse(row.done)) / 1000 : null;
}

function statements(dialect: Database['dialect'], { name, holder, term }: Term & { holder: string }) {
  const { now } = clock(dialect);
  // An end that nobody could have set comes from a clock that was wrong.
  const isFree = sql<boolean>`(leases.holder = ${holder} or leases.until <= ${now(0)} or leases.until > ${now(2 * term)})`;
  return {
    async free(db: Db): Promise<boolean> {
      const taken = sql`select 1 from leases where name = ${name} and not ${isFree}`;
      return (await taken.execute(db)).rows.length === 0;
    },
    async row(db: Db, done: boolean): Promise<boolean> {
      const doneAt = done ? sql`${now(0)}` : sql`null`;
      const taken = await sql`
        insert into leases (name, holder, until, done_at) values (${name}, ${holder}, ${now(term)}, ${doneAt})
        on conflict (name) do update
        set holder = excluded.holder, until = excluded.until, done_at = coalesce(excluded.done_at, leases.done_at)
        where ${isFree}
        returning name`.execute(db);
      return taken.rows.length === 1;
    },
  };
}

/** So many milliseconds from now, as the 24 characters of toISOString(). */
function clock(dialect: Database['dialect']) {
  const now = (milliseconds: number) =>
    dialect === 'sqlite'
      ? sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${milliseconds / 1000} seconds`})`
      : sql<string>`to_char(clock_timestamp() at time zone 'UTC' + ${`${milliseconds} milliseconds`}::interval, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return { now };
}
