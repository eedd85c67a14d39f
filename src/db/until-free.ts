import { setTimeout as wait } from 'node:timers/promises';
import { Unavailable } from '../errors.ts';
import { somebodyWrites } from './connections.ts';

/**
 * Tries once at least, and again while another process holds SQLite's lock, until the deadline (milliseconds, as of Date.now()).
 * @throws Unavailable
 */
export async function untilFree<Result>(attempt: () => Result, deadline: number): Promise<Result> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > deadline) throw new Unavailable(somebodyWrites);
      await wait(5 + Math.random() * 20);
    }
  }
}

/** The same for what blocks this process anyway, as opening a file does; `patience` in milliseconds. @throws the driver's error */
export function untilFreeNow<Result>(attempt: () => Result, patience: number): Result {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20);
    }
  }
}

/** By its code: the driver keeps the class of the first module that loaded it, so `instanceof` fails where it is loaded twice. */
const isBusy = (error: unknown) => String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
