import { setTimeout as wait } from 'node:timers/promises';
import type { Watch } from './watch.ts';

/** A connection of pg's, not begun yet; a query that is not answered within `listenPatience` fails. */
export interface Listener {
  connect(): Promise<unknown>;
  query(text: string, values?: number[]): Promise<{ rows: { id: number; names: string }[] }>;
  on(event: 'notification' | 'error' | 'end', heard: () => void): unknown;
  end(): Promise<unknown>;
}

/** How often it looks though it was told nothing, and for how long it can tell after a look: in milliseconds. */
const [lookEvery, holds] = [300, 900];
/** Before it tries to begin anew, in milliseconds. */
const pause = 200;
/** How long the server may take to answer it, in milliseconds. */
export const listenPatience = 500;
/** Notified by a trigger when events are committed (migration 0045). */
const channel = 'events';
/** More at once are not looked at one by one. */
const mostEvents = 1000;
/** Whoever was away may have missed anything. */
const everything = ['site'];

/**
 * Listens for the events that are committed on the server, by whatever machine. What it knows is never older than a second: it looks by
 * itself as well, and says that it cannot tell where the last look that was answered began too long ago.
 */
export function watchServer(open: () => Listener): Watch {
  let [newest, version, answeredAt] = [0, 0, Number.NEGATIVE_INFINITY];
  let heard: string[][] = [];
  let listener: Listener | null = null;
  let next: Promise<void> | null = null;
  const closing = new AbortController();

  async function begin(): Promise<void> {
    const begun = open();
    begun.on('notification', () => void catchUp());
    for (const event of ['error', 'end'] as const) begun.on(event, () => lose(begun));
    try {
      await begun.connect();
      await begun.query(`listen ${channel}`);
      const from = performance.now();
      const { rows } = await begun.query("select coalesce(max(id), 0) as id, '' as names from events");
      [listener, newest, answeredAt] = [begun, rows[0]?.id ?? 0, from];
      hear([everything]);
    } catch {
      lose(begun);
    }
  }

  /** What fails is not asked again. */
  function lose(lost: Listener): void {
    if (listener === lost) listener = null;
    lost.end().catch(() => undefined);
  }

  function hear(names: string[][]): void {
    heard = heard.length + names.length > mostEvents ? [everything] : [...heard, ...names];
    version += 1;
  }

  async function look(): Promise<void> {
    const asked = listener;
    if (!asked) return;
    const from = performance.now();
    try {
      const { rows } = await asked.query(sinceThen, [newest]);
      newest = rows.at(-1)?.id ?? newest;
      if (rows.length > 0) hear(rows.map(({ names }) => JSON.parse(names) as string[]));
      if (rows.length < mostEvents) answeredAt = from;
      else await look();
    } catch {
      lose(asked);
    }
  }

  /** One look for all who ask while another is under way: that one may have begun before what they wait for. */
  function catchUp(): Promise<void> {
    next ??= looking.then(() => {
      next = null;
      looking = look();
      return looking;
    });
    return next;
  }

  const pauseFor = (time: number) => wait(time, null, { ref: false, signal: closing.signal }).catch(() => undefined);

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      if (!listener) await begin();
      await catchUp();
      await pauseFor(listener ? lookEvery : pause);
    }
    if (listener) lose(listener);
  }

  let looking = begin();
  const running = looking.then(run);
  return {
    tells: () => listener !== null && performance.now() - answeredAt < holds,
    version: () => version,
    touched() {
      const names = heard;
      heard = [];
      return names;
    },
    newestEvent: () => newest,
    catchUp,
    async close() {
      closing.abort();
      await running;
    },
  };
}

const sinceThen = `select id, names from events where id > $1 order by id limit ${mostEvents}`;
