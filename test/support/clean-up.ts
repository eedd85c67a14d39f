import { afterAll, afterEach, expect } from '@jest/globals';

type Task = () => unknown;

const afterThisTest: Task[] = [];
const afterThisFile: Task[] = [];

afterEach(() => runAll(afterThisTest));
afterAll(() => runAll(afterThisFile));

/** Has the task done after the present test, or after the file where there is no test yet or it is `shared`. Last in, first out. */
export function cleanUp(task: Task, { shared = false }: { shared?: boolean } = {}): void {
  const inTest = expect.getState().currentTestName !== undefined;
  (inTest && !shared ? afterThisTest : afterThisFile).push(task);
}

async function runAll(tasks: Task[]): Promise<void> {
  const failures: unknown[] = [];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    try {
      await task();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Cleaning up after the test failed.');
}
