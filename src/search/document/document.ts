/** Something that can be found. Texts are plain. */
export interface Document {
  id: number;
  sectionId: number;
  /** Before this time nobody finds it. */
  publishedAt: string;
  title: string;
  standfirst: string;
  text: string;
}

/** A word that stands in more documents than this says too little to rank by: its documents come newest first. */
export const mostRanked = 2_000;
/** Documents are counted up to here. */
export const mostCounted = 1_000;

/** Words of a text that are indexed: PostgreSQL keeps no position beyond. */
export const mostWords = 16_000;

/** Each millisecond has room for so many documents; more of one moment run over into the next ones. */
const roomPerMoment = 16;
/** From the year 0 to 1970, in milliseconds. Archives are old, and keys are positive. */
const yearZero = 62_167_219_200_000;

/**
 * The first key of a moment. The index is in the order of its keys, so that the newest documents of a common word are found
 * without looking at the others.
 */
export const keyOf = (at: string): number => (Date.parse(at) + yearZero) * roomPerMoment;

/** Keys from `from`, below `until`. */
export interface Range {
  from: number;
  until: number;
}

/** The keys of what is out by `now` and was published from `from` on, before `until`; each a time, null for no bound. */
export function rangeOf({ now, from, until }: { now: string; from: string | null; until: string | null }): Range {
  const out = keyOf(now) + roomPerMoment;
  return { from: from === null ? 0 : keyOf(from), until: until === null ? out : Math.min(out, keyOf(until)) };
}

export interface Scored {
  key: number;
  /** Greater is better. */
  score: number;
}

/** What is new counts for half as much again as what is old. */
const newness = 0.5;
/** The age at which half of that is gone, in milliseconds. */
const halfAge = 90 * 24 * 60 * 60 * 1000;

/** By relevance, with some preference for what is new. */
export function rank(found: Scored[], now: string): Scored[] {
  const present = keyOf(now);
  const weigh = ({ key, score }: Scored) => {
    const age = Math.max(0, present - key) / roomPerMoment;
    return { key, score: score * (1 + newness / (1 + age / halfAge)) };
  };
  return found.map(weigh).sort((one, other) => other.score - one.score || other.key - one.key);
}
