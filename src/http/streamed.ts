import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Meanwhile, or before anything was sent. */
const readerLeft = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'];

/** Answers with all that comes out of the source, as fast as it is taken; a reader who leaves ends both. @throws Error where the source fails */
export async function sendStream(source: Readable, response: Response): Promise<void> {
  // More than ten look after this answer, those of the source among them, and Node would write a warning for each; none stays longer than it.
  response.setMaxListeners(20);
  await pipeline(source, response).catch((error: NodeJS.ErrnoException) => {
    // What was not begun is left open.
    source.destroy();
    if (!readerLeft.includes(error.code ?? '')) throw error;
  });
}
