import { randomUUID } from 'node:crypto';
import { accessSync, constants, createReadStream, mkdirSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from '../errors.ts';
import type { Storage } from './storage.ts';

/** Files in a folder, spread over subfolders by the first two characters of their names. */
export function openDisk(folder: string): Storage {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StartError(`The folder for uploads, ${folder}, cannot be written: make it writable, or set STORAGE_URL.`);
  }
  const place = (name: string) => {
    if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw new Error(`Not the name of a file: ${name}`);
    return join(folder, name.slice(0, 2), name);
  };
  return {
    async put(name, content) {
      await mkdir(dirname(place(name)), { recursive: true });
      await writeWhole(place(name), content);
    },
    async open(name) {
      const path = place(name);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return found && { bytes: found.size, stream: (part) => createReadStream(path, part) };
    },
    async remove(name) {
      await rm(place(name), { force: true });
    },
  };
}

/** Written under another name, flushed, then renamed: a crash leaves no half of a file under the real one. */
export async function writeWhole(path: string, content: Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}
