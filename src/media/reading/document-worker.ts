import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { drawFirstPage } from './first-page.ts';
import { NotUsable } from './not-usable.ts';
import { cleanDocument } from './pdf.ts';

/* Reads a PDF in a thread of its own: a hostile one takes this thread's time and memory, and no more. */

const { path } = workerData as { path: string };

try {
  const { content, pages } = await cleanDocument(await readFile(path));
  const picture = await drawFirstPage(content);
  parentPort?.postMessage({ read: { content, pages, picture } });
} catch (error) {
  // The machine's own errors have a code: a full disk is nobody's document.
  if ((error as NodeJS.ErrnoException).code) throw error;
  parentPort?.postMessage({ problem: error instanceof NotUsable ? error.message : undefined });
}
