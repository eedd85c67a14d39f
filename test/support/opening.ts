import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../src/db/database.ts';

/* Opens files, each in the same moment as another thread, and says what went wrong. */

const { folder, together } = workerData as { folder: string; together: SharedArrayBuffer };
const ready = new Int32Array(together);
const wrong: string[] = [];
for (let round = 0; round < ready.length; round += 1) {
  Atomics.add(ready, round, 1);
  while (Atomics.load(ready, round) < 2);
  try {
    await openDatabase({ kind: 'sqlite', file: join(folder, `${round}.db`) }).close();
  } catch (error) {
    wrong.push(String(error));
  }
}
parentPort?.postMessage(wrong);
