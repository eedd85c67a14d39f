import PQueue from 'p-queue';
import { Unavailable } from '../errors.ts';
import { sendWork } from './images/child-process.ts';
import { type CardWork, type Outcome, type Prepared, tooLong, Unreadable, type VariantWork } from './images/work.ts';

/** Whatever is done to pictures, one at a time, in a process of low priority. */
export interface Images {
  /**
   * A picture as it is kept, from the path of a file or its content.
   * @throws Unreadable where it is none, damaged or too large; Unavailable where too many wait
   */
  picture(source: string | Buffer): Promise<Prepared>;
  /** The same for somebody's portrait. */
  portrait(source: string | Buffer): Promise<Prepared>;
  /**
   * A variant of a picture, handed to `keep` when it is made.
   * @throws Unreadable, or Unavailable where too many are asked for
   */
  variant(wanted: Omit<VariantWork, 'kind' | 'source'>, how: Making): Promise<void>;
  /** What a shared link shows. @throws Unavailable where too many are asked for */
  card(wanted: Omit<CardWork, 'kind'>): Promise<Buffer>;
  /** How many works wait or are under way. */
  waiting(): number;
  /** When nothing waits any more. */
  idle(): Promise<void>;
  /** What has not begun is not done; what has is waited for. */
  close(): Promise<void>;
}

export interface Making {
  /** Whether it was made meanwhile: then nothing is done. */
  isThere: () => Promise<boolean>;
  /** The content of the picture's file; asked only where it must be decoded. */
  source: () => Promise<Buffer>;
  keep: (content: Buffer) => Promise<void>;
  /** Somebody waits for it. */
  asked: boolean;
}

/** Waits until no other process of this machine does what has that name. @returns what lets the next one do it */
export type TakeTurn = (name: string) => Promise<() => void>;

/** For a process that is alone. */
export const alone: TakeTurn = async () => () => undefined;

/** Who waits goes before what will be wanted; an editor goes before a reader, who has the picture in another size. */
const priority = { upload: 2, asked: 1, ahead: 0 };
/** Pictures of uploads, and variants that somebody waits for. */
const mostWaiting = 200;

export function createImages(takeTurn = alone): Images {
  const queue = new PQueue({ concurrency: 1 });
  const inTurn = async <Result>(rank: number, work: () => Promise<Result>): Promise<Result> => {
    if (rank > priority.ahead && queue.sizeBy({ priority: rank }) >= mostWaiting) throw new Unavailable(tooMany);
    return queue.add(() => whileNoOther(takeTurn, 'pictures', work), { priority: rank });
  };
  const prepare = (kind: 'picture' | 'portrait') => (source: string | Buffer) =>
    inTurn(priority.upload, async () => doneOf(await sendWork({ kind, source })) as Prepared);
  return {
    picture: prepare('picture'),
    portrait: prepare('portrait'),
    variant: (wanted, { isThere, source, keep, asked }) =>
      inTurn(asked ? priority.asked : priority.ahead, async () => {
        if (await isThere()) return;
        const work: VariantWork = { kind: 'variant', source: null, ...wanted };
        const first = await sendWork(work);
        const last = 'needsSource' in first ? await sendWork({ ...work, source: await source() }) : first;
        await keep(doneOf(last) as Buffer);
      }),
    card: (wanted) => inTurn(priority.asked, async () => doneOf(await sendWork({ kind: 'card', ...wanted })) as Buffer),
    waiting: () => queue.size + queue.pending,
    idle: () => queue.onIdle(),
    async close() {
      queue.clear();
      await queue.onIdle();
    },
  };
}

/** Does it while no other process of this machine does the same: what takes much memory is done once at a time. */
export async function whileNoOther<Result>(
  takeTurn: TakeTurn,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = await takeTurn(name);
  try {
    return await work();
  } finally {
    end();
  }
}

const tooMany = 'Too many pictures are being worked on just now. Please try again in a minute.';

function doneOf(outcome: Outcome): Prepared | Buffer {
  if ('done' in outcome) return outcome.done;
  if ('unreadable' in outcome) throw new Unreadable(outcome.unreadable);
  if ('died' in outcome) throw new Unreadable(tooLong, { cause: outcome.died });
  throw new Error(`The process that works on pictures failed. ${'failed' in outcome ? outcome.failed : ''}`);
}
