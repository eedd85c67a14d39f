import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { newFolder } from '../support/database.ts';

const opening = new URL('../support/opening.ts', import.meta.url);

test('A file that is not there yet is opened by two at the same moment', async () => {
  if (DATABASE === 'postgres') return;
  // SQLite tells one of them that it is busy some times in a hundred.
  const workerData = { folder: newFolder(), together: new SharedArrayBuffer(4 * 300) };
  const both = [0, 1].map(() => once(new Worker(opening, { workerData }), 'message'));
  expect((await Promise.all(both)).flat(2)).toEqual([]);
});
