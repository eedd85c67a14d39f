/** What lasts for all test files of a process, by its name: the promise of something to be closed. */
export const kept = new Map();

/** For the process in which the tests run where jest has no workers: it goes on after them. */
export async function closeKept() {
  const all = [...kept.values()];
  kept.clear();
  await Promise.all(all.map(async (each) => (await each).close()));
}

/** What jest tells a worker that has no more to do (CHILD_MESSAGE_END of jest-worker); after half a second it complains. */
const end = 2;

// A browser is ended by the end of the process that started it.
if (process.send) process.on('message', ([kind]) => kind === end && process.exit());
