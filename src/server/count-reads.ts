import { writeReads } from '../articles/actions/reads.ts';
import type { Context } from '../context.ts';

/** How often what was read is written down, in milliseconds: so much is lost with a process that dies. */
const every = 10_000;

/**
 * Writes down again and again how often stories were read, each process for itself. What cannot be written is written the next time.
 * @returns what stops it, once the rest is written
 */
export function startCountingReads(context: Context, interval = every): () => Promise<void> {
  const write = () =>
    writeReads(context).catch((error: unknown) =>
      context.log.error(error, 'how often stories were read could not be written; it will be tried again'),
    );
  let writing: Promise<void> | null = null;
  const timer = setInterval(() => {
    writing ??= write().finally(() => {
      writing = null;
    });
  }, interval);
  return async () => {
    clearInterval(timer);
    await writing;
    await write();
  };
}
