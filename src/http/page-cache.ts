import type { Watch } from '../db/watch.ts';
import type { Answer } from './answer.ts';
import type { Keeping } from './render.ts';

/** A page that was made; `keeping` is null where it is one visitor's own, or no page. */
export interface Made {
  answer: Answer;
  keeping: Keeping | null;
}

export interface PageCache {
  /** The page as it would be made now; null where it has to be made. */
  find(key: string): Answer | null;
  /**
   * Makes the page, once for all who ask meanwhile, and keeps it unless something it shows was changed while it was made. Null for
   * whoever waited for a page that turned out to be another visitor's own.
   * @throws what `make` throws
   */
  make(key: string, make: () => Promise<Made>): Promise<Answer | null>;
  /** The newest event that it has heard of; infinite where it cannot tell. */
  newestEvent(): number;
  counts(): { pages: number; bytes: number; hits: number; misses: number };
  close(): Promise<void>;
}

interface Options {
  /** The most that it keeps, in bytes; what was not asked for longest goes first. */
  bytes: number;
  watch: Watch;
  now: () => string;
}

interface Kept extends Keeping {
  answer: Answer;
  /** The turn in which it was asked for last. */
  askedIn: number;
}

interface Building {
  generation: number;
  made: Promise<Made>;
}

/** What may show anywhere is named so (see events/log.ts). */
const touchesAll = (names: readonly string[]): boolean => names.includes('site');

/**
 * Whole answers, for everybody who has not signed in. Nobody is shown anything older than what had been answered when they asked: before
 * a page is used, one look tells whether anybody has committed anything, and what happened drops what it names. One look in a turn of
 * the event loop is enough, since whoever is answered in a turn had asked before it began.
 */
export function createPageCache({ bytes: most, watch, now }: Options): PageCache {
  const pages = new Map<string, Kept>();
  const building = new Map<string, Building>();
  /** The keys of the pages that show what has the name. */
  const keysOf = new Map<string, Set<string>>();
  /** While anything is made: when each name was last touched, and when everything was. */
  const touched = new Map<string, number>();
  let [allTouched, generation] = [0, 0];
  let version = watch.version();
  // No page was made before.
  watch.touched();
  /** How many pages are made at this moment, those included that were overtaken. */
  let atWork = 0;
  let [bytes, hasLooked] = [0, false];
  /** Of the turn of the event loop, and its number. */
  let [time, turn] = [now(), 0];
  let [hits, misses] = [0, 0];

  function look(): void {
    const seen = watch.version();
    if (seen === version) return;
    version = seen;
    for (const names of watch.touched()) touch(names);
  }

  function lookOnce(): void {
    if (hasLooked) return;
    [time, turn] = [now(), turn + 1];
    look();
    hasLooked = true;
    setImmediate(() => {
      hasLooked = false;
    });
  }

  function touch(names: readonly string[]): void {
    if (names.length === 0) return;
    generation += 1;
    if (touchesAll(names)) {
      allTouched = generation;
      for (const each of [touched, keysOf, pages]) each.clear();
      bytes = 0;
      return;
    }
    for (const name of names) {
      if (atWork > 0) touched.set(name, generation);
      for (const key of keysOf.get(name) ?? []) drop(key);
    }
  }

  function drop(key: string): void {
    const page = pages.get(key);
    if (!page) return;
    pages.delete(key);
    bytes -= page.answer.bytes;
    for (const name of page.names) {
      const keys = keysOf.get(name);
      keys?.delete(key);
      if (keys?.size === 0) keysOf.delete(name);
    }
  }

  function keep(key: string, page: Kept): void {
    drop(key);
    pages.set(key, page);
    bytes += page.answer.bytes;
    for (const name of page.names) {
      const keys = keysOf.get(name) ?? new Set();
      keysOf.set(name, keys.add(key));
    }
    for (const oldest of pages.keys()) {
      if (bytes <= most) return;
      drop(oldest);
    }
  }

  function isOvertaken(begun: number, names: string[]): boolean {
    return allTouched > begun || names.some((name) => (touched.get(name) ?? 0) > begun);
  }

  async function build(key: string, begun: number, make: () => Promise<Made>): Promise<Made> {
    atWork += 1;
    try {
      const made = await make();
      look();
      const { keeping, answer } = made;
      const stands = keeping !== null && !isOvertaken(begun, keeping.names) && !isOver(keeping);
      if (stands && answer.bytes <= most) keep(key, { ...keeping, answer, askedIn: turn });
      return made;
    } finally {
      atWork -= 1;
      if (atWork === 0) touched.clear();
    }
  }

  const isOver = ({ freshUntil }: Keeping, at = now()) => freshUntil !== null && freshUntil <= at;

  return {
    find(key) {
      lookOnce();
      if (!watch.tells()) return null;
      const page = pages.get(key);
      if (!page) return null;
      if (isOver(page, time)) {
        drop(key);
        return null;
      }
      hits += 1;
      // It is the last to go now.
      if (page.askedIn !== turn) {
        page.askedIn = turn;
        pages.delete(key);
        pages.set(key, page);
      }
      return page.answer;
    },
    async make(key, make) {
      misses += 1;
      lookOnce();
      // Whoever shares what another asked for earlier may be shown what was changed in between.
      if (!watch.tells()) return (await make()).answer;
      const known = building.get(key);
      if (known?.generation === generation) {
        const { answer, keeping } = await known.made;
        return keeping === null || isOver(keeping) ? null : answer;
      }
      const own = { generation, made: build(key, generation, make) };
      building.set(key, own);
      try {
        return (await own.made).answer;
      } finally {
        if (building.get(key) === own) building.delete(key);
      }
    },
    newestEvent() {
      lookOnce();
      return watch.tells() ? watch.newestEvent() : Number.POSITIVE_INFINITY;
    },
    counts: () => ({ pages: pages.size, bytes, hits, misses }),
    close: () => watch.close(),
  };
}
