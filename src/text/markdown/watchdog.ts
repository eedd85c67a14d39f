import { createContext, Script } from 'node:vm';

const bench: { work: () => void } = { work: () => undefined };
const context = createContext(bench);
const script = new Script('work()');
const patience = 60;

/**
 * Runs synchronous work for no longer than the given milliseconds; then, or when it overflows the stack, the answer is
 * null. The engine also breaks off a regular expression that backtracks, which nothing else can bound. It knows only
 * the clock: when the machine is busy and the work had less than half of that time on a processor, it is begun again
 * with more. Where it had more it is begun once again with as much, for the collector of garbage may have had the rest.
 * So the work must not be nested, and must leave nothing that the next beginning would stumble over.
 */
export const within = <Result>(milliseconds: number, work: () => Result): Result | null => {
  let used = 0;
  for (
    let wait = milliseconds;
    wait <= milliseconds * patience;
    wait = used > milliseconds / 2 ? milliseconds : wait * 2
  ) {
    const start = processorTime();
    const outcome = attempt(wait, work);
    if (outcome !== 'broken off') return outcome ? outcome.result : null;
    used += processorTime() - start;
    if (used > milliseconds * 1.5) return null;
  }
  return null;
};

const attempt = <Result>(milliseconds: number, work: () => Result): { result: Result } | null | 'broken off' => {
  let outcome: { result: Result } | null = null;
  bench.work = () => {
    outcome = { result: work() };
  };
  try {
    script.runInContext(context, { timeout: milliseconds });
    return outcome;
  } catch (error) {
    if (has(error, 'code', 'ERR_SCRIPT_EXECUTION_TIMEOUT')) return 'broken off';
    if (has(error, 'name', 'RangeError')) return null;
    throw error;
  } finally {
    bench.work = () => undefined;
  }
};

/** Milliseconds that this thread (before Node 23.9: this process) has had of a processor. */
const processorTime = (): number => {
  const { threadCpuUsage = process.cpuUsage } = process as Partial<NodeJS.Process>;
  const { user, system } = threadCpuUsage.call(process);
  return (user + system) / 1_000;
};

// The error is made in the other context, so it is no instance of this one's classes.
const has = (error: unknown, key: string, value: string): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, key) === value;
