import { setTimeout as wait } from 'node:timers/promises';

/** Asks every few milliseconds, for so many milliseconds at most. @throws Error when it did not come true */
export async function until(holds: () => boolean, most: number): Promise<void> {
  const end = performance.now() + most;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It is not so after ${most} ms: ${holds}`);
    await wait(5);
  }
}

/** Tries again until it does not fail, for ten seconds at most. @throws what it failed with at last */
export async function eventually<Result>(attempt: () => PromiseLike<Result>): Promise<Result> {
  const end = performance.now() + 10_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
      await wait(50);
    }
  }
}
