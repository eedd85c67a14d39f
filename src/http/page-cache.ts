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
}

interface Building {
  generation: number;
  made: Promise<Made>;
}

/** Comments touch the pages below their story and nothing else; what is only held touches none. Whatever else happens may show on any page. */
const touchedBy = (names: string[]): string[] | 'all' => {
  if (names.length === 0) return [];
  const isComment = names.some((name) => /^comments(:|$)/.test(name));
  if (!isComment || !names.every((name) => /^(comments|article)(:|$)/.test(name))) return 'all';
  return names.filter((name) => name.startsWith('article:'));
};

/**
 * Whole answers, for everybody who has not signed in. Nobody is shown anything older than what had been answered when they asked: before
 * a page is used, one look tells whether anybody has committed anything, and what happened drops what it names. One look in a turn of
 * the event loop is enough, since whoever is answered in a turn had asked before it began.
 */
export function createPageCache({ bytes: most, watch, now }: Options): PageCache {
  const pages = new Map<string, Kept>();
  const building = new Map<string, Building>();
  /** When each name was last touched, and when everything was. */
  const touched = new Map<string, number>();
  let [allTouched, generation] = [0, 0];
  let version = watch.version();
  // No page was made before.
  watch.touched();
  let [bytes, hasLooked] = [0, false];

  function look(): void {
    const seen = watch.version();
    if (seen === version) return;
    version = seen;
    for (const names of watch.touched()) touch(touchedBy(names));
  }

  function lookOnce(): void {
    if (hasLooked) return;
    look();
    hasLooked = true;
    setImmediate(() => {
      hasLooked = false;
    });
  }

  function touch(what: string[] | 'all'): void {
    if (what.length === 0) return;
    generation += 1;
    // What is remembered of single names is bounded, too.
    if (what === 'all' || touched.size > mostNames) {
      allTouched = generation;
      touched.clear();
      pages.clear();
      bytes = 0;
      return;
    }
    for (const name of what) touched.set(name, generation);
    for (const [key, page] of pages) if (page.names.some((name) => what.includes(name))) drop(key, page);
  }

  function drop(key: string, { answer }: Kept): void {
    if (pages.delete(key)) bytes -= answer.bytes;
  }

  function keep(key: string, page: Kept): void {
    const before = pages.get(key);
    if (before) drop(key, before);
    pages.set(key, page);
    bytes += page.answer.bytes;
    for (const [oldest, old] of pages) {
      if (bytes <= most) return;
      drop(oldest, old);
    }
  }

  function isOvertaken(begun: number, names: string[]): boolean {
    return allTouched > begun || names.some((name) => (touched.get(name) ?? 0) > begun);
  }

  async function build(key: string, begun: number, make: () => Promise<Made>): Promise<Made> {
    const made = await make();
    look();
    const { keeping, answer } = made;
    const stands = keeping !== null && !isOvertaken(begun, keeping.names) && !isOver(keeping);
    if (stands && answer.bytes <= most) keep(key, { ...keeping, answer });
    return made;
  }

  const isOver = ({ freshUntil }: Keeping) => freshUntil !== null && freshUntil <= now();

  return {
    find(key) {
      lookOnce();
      if (!watch.tells()) return null;
      const page = pages.get(key);
      if (!page) return null;
      if (isOver(page)) {
        drop(key, page);
        return null;
      }
      // It is the last to go now.
      pages.delete(key);
      pages.set(key, page);
      return page.answer;
    },
    async make(key, make) {
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
    close: () => watch.close(),
  };
}

const mostNames = 10_000;
