import { Worker } from 'node:worker_threads';

/** Purges a file in a thread of its own: it takes seconds, in which readers are to be answered. */
export function purgeElsewhere(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./purge-worker.ts', import.meta.url), { workerData: { file } });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}
