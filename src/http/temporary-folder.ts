import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished as onFinished } from 'node:stream';
import type { Response } from 'express';

/** Made for the first file, gone when the answer has been sent or its receiver has left, even if that was before. */
export function temporaryFolder(response: Response): () => Promise<string> {
  let made: Promise<string> | undefined;
  const make = async () => {
    const path = await mkdtemp(join(tmpdir(), 'broadsheet-upload-'));
    onFinished(response, () => void rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined));
    return path;
  };
  return () => {
    made ??= make();
    return made;
  };
}
