import type { IncomingMessage, ServerResponse } from 'node:http';
import { isbot } from 'isbot';

/** How often stories were read, as one process counts it until it is written down: numbers, and nothing of who read. */
export interface ReadCounts {
  /** One more read of the story, where it is one. */
  count(request: IncomingMessage, articleId: number): void;
  /** What was counted since the last time, by story. */
  take(): [articleId: number, count: number][];
  /** What could not be written down is counted with what comes. */
  putBack(counts: readonly (readonly [articleId: number, count: number])[]): void;
}

/** For so many stories at a time; where nothing can be written for long, what comes more is not counted. */
const mostStories = 20_000;

export function createReadCounts(): ReadCounts {
  let counts = new Map<number, number>();
  const add = (articleId: number, more: number) => {
    const known = counts.get(articleId);
    if (known === undefined && counts.size >= mostStories) return;
    counts.set(articleId, (known ?? 0) + more);
  };
  return {
    count(request, articleId) {
      if (isReading(request)) add(articleId, 1);
    },
    take() {
      const taken = counts;
      counts = new Map();
      return [...taken];
    },
    putBack(taken) {
      for (const [articleId, count] of taken) add(articleId, count);
    },
  };
}

/** Counts the story that was answered with to a visitor (see send-page.ts), if it was one; an unchanged one, too. */
export function countRead(reads: ReadCounts, request: IncomingMessage, response: ServerResponse): void {
  const story = storyOf(response);
  const { statusCode } = response;
  if (story !== null && (statusCode === 200 || statusCode === 304)) reads.count(request, story);
}

/** The story whose whole page a visitor was given; null for everything else. */
export const storyOf = (response: ServerResponse): number | null =>
  (response as ServerResponse & { locals?: { story?: number } }).locals?.story ?? null;

/**
 * Somebody asks for it to read it now, as far as headers tell. A page that is fetched ahead may never be shown, and whether it was,
 * only a script could say.
 */
function isReading({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET') return false;
  if (headers['sec-purpose'] !== undefined || headers.purpose !== undefined) return false;
  // What Firefox and Safari said before.
  if (headers['x-moz'] !== undefined || headers['x-purpose'] !== undefined) return false;
  return isBrowser(headers['user-agent']);
}

/** No browser says more of itself, in letters. */
const longest = 500;

/** There are some hundreds of them at a time; what others make up is not remembered without end. */
const browsers = new Map<string, boolean>();
const mostRemembered = 1000;

/** Nobody's browser says nothing, and what is known to be a program that looks through sites says so. */
function isBrowser(says: string | undefined): boolean {
  if (!says || says.length > longest) return false;
  const known = browsers.get(says);
  if (known !== undefined) return known;
  const found = !isbot(says);
  if (browsers.size >= mostRemembered) browsers.clear();
  browsers.set(says, found);
  return found;
}
