import { setTimeout as wait } from 'node:timers/promises';

/** Asks every few milliseconds, for so many milliseconds at most. @throws Error when it did not come true */
export async function until(holds: () => boolean, most: number): Promise<void> {
  const end = performance.now() + most;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It is not so after ${most} ms: ${holds}`);
    await wait(5);
  }
}
