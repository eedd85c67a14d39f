import { AsyncLocalStorage } from 'node:async_hooks';

/** Lets one in at a time: first come, first served. */
export function createQueue(): { enter(): Promise<void>; leave(): void } {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    async enter() {
      if (!taken) {
        taken = true;
        return;
      }
      await new Promise<void>((resolve) => {
        // The waiter goes on in its own context, not in that of whoever leaves.
        waiting.push(AsyncLocalStorage.bind(resolve));
      });
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}
