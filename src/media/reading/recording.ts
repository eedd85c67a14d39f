import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { Unavailable } from '../../errors.ts';
import { type RecordingKind, recordingLimits } from '../recording.ts';
import { damaged, NotUsable } from './not-usable.ts';

/** What a file says of itself by its content. */
export interface ReadRecording {
  kind: RecordingKind;
  mime: string;
  /** Of its name, without the dot. */
  ending: string;
  codecs: string;
  seconds: number;
  /** As it is shown; null where there is no picture. */
  size: { width: number; height: number } | null;
}

/** In milliseconds, for one file. */
const patience = 60_000;
const memory = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 };
const mostWaiting = 20;
const turns = pLimit(2);

/**
 * Looks at the whole structure of a file, never at its name, and blanks what it says beyond picture and sound, in place:
 * where it was taken, by whom and with what.
 * @throws NotUsable where it is no recording, damaged, too long, or of a kind that readers cannot play; Unavailable where too many wait
 */
export async function readRecording(path: string): Promise<ReadRecording> {
  if (turns.pendingCount >= mostWaiting) {
    throw new Unavailable('Too many recordings are being read just now. Please try again in a minute.');
  }
  const read = await turns(() => readElsewhere(path));
  const { side, seconds } = recordingLimits;
  const isWide = read.size !== null && !(Math.max(read.size.width, read.size.height) <= side);
  if (isWide) throw new NotUsable(`The picture is larger than ${side} pixels. Save it smaller, then try again.`);
  if (!(read.seconds > 0)) throw new NotUsable(damaged);
  if (read.seconds > seconds) throw new NotUsable('The recording is longer than twelve hours. Send a part of it.');
  return read;
}

function readElsewhere(path: string): Promise<ReadRecording> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadRecording>();
  const worker = new Worker(new URL('./recording-worker.ts', import.meta.url), {
    workerData: { path },
    resourceLimits: memory,
    // What the library thinks of odd files is no news to whoever runs this.
    stdout: true,
    stderr: true,
  });
  const tooLong = setTimeout(() => reject(new NotUsable(damaged)), patience);
  worker.once('message', ({ read, problem }: { read?: ReadRecording; problem?: string }) =>
    read ? resolve(read) : reject(new NotUsable(problem)),
  );
  // What it needs more memory for than it may have is no film.
  worker.once('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new NotUsable(damaged) : error),
  );
  worker.once('exit', () => reject(new NotUsable(damaged)));
  return promise.finally(() => {
    clearTimeout(tooLong);
    return worker.terminate();
  });
}
