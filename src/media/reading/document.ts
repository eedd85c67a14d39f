import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { Unavailable } from '../../errors.ts';
import { alone, whileNoOther } from '../images.ts';
import { NotUsable } from './not-usable.ts';

/** What a PDF is, by its content. */
export interface ReadDocument {
  pages: number;
  /** Of this program's own making, and all that is kept. */
  content: Uint8Array;
  /** The first page, as PNG. */
  picture: Uint8Array;
}

/** In milliseconds, for one file. */
const patience = 30_000;
/** In milliseconds, between two looks at what it takes. */
const between = 50;
/** In bytes, beside the heap of its thread. */
const mostMemory = 260 * 1024 * 1024;
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 };
const mostWaiting = 10;
const turns = pLimit(1);

export const damagedDocument =
  'The document is damaged, or made in a way that is not read here. Open it, print it into a new PDF, then send that.';

/**
 * Reads a PDF whole and writes it anew, without what it says of itself and without anything that acts, in a thread of its own
 * whose time and memory are bounded.
 * @throws NotUsable with what to do where it cannot be kept; Unavailable where too many wait
 */
export async function readDocument(path: string, takeTurn = alone): Promise<ReadDocument> {
  if (turns.pendingCount >= mostWaiting) {
    throw new Unavailable('Too many documents are being read just now. Please try again in a minute.');
  }
  return await turns(() => whileNoOther(takeTurn, 'documents', () => readElsewhere(path)));
}

function readElsewhere(path: string): Promise<ReadDocument> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadDocument>();
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), {
    workerData: { path },
    resourceLimits: memory,
    // What the libraries think of odd files is no news to whoever runs this.
    stdout: true,
    stderr: true,
  });
  const giveUp = () => reject(new NotUsable(damagedDocument));
  const tooLong = setTimeout(giveUp, patience);
  const looking = setInterval(async () => {
    // What is packed small may be large: of buffers the limits above know nothing.
    const taken = await worker.getHeapStatistics().catch(() => null);
    if (taken && taken.external_memory > mostMemory) giveUp();
  }, between);
  worker.once('message', ({ read, problem }: { read?: ReadDocument; problem?: string }) =>
    read ? resolve(read) : reject(new NotUsable(problem ?? damagedDocument)),
  );
  worker.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp() : reject(error),
  );
  worker.once('exit', giveUp);
  return promise.finally(() => {
    clearTimeout(tooLong);
    clearInterval(looking);
    return worker.terminate();
  });
}
