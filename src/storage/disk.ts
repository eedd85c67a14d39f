import { randomUUID } from 'node:crypto';
import { accessSync, constants, createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isFull, noRoom, StartError, Unavailable } from '../errors.ts';
import { fileName, isFileName, type Storage } from './storage.ts';

/** Files in a folder, spread over subfolders by the first two characters of their names. */
export function openDisk(folder: string): Storage {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new StartError(`The folder for uploads, ${folder}, cannot be written: make it writable, or set STORAGE_URL.`);
  }
  const place = (name: string) => join(folder, fileName(name).slice(0, 2), name);
  const fillPlace = async (name: string, open: () => Readable) => {
    await mkdir(dirname(place(name)), { recursive: true });
    await filledWhole(place(name), (file) => file.writeFile(open()));
  };
  return {
    async put(name, content) {
      await mkdir(dirname(place(name)), { recursive: true });
      await writeWhole(place(name), content);
    },
    putFile: (name, path) => fillPlace(name, () => createReadStream(path)),
    putStream: (name, content) => fillPlace(name, () => content),
    async open(name) {
      const path = place(name);
      const found = await stat(path).catch(ifMissing(null));
      return found && { bytes: found.size, stream: (part) => createReadStream(path, part) };
    },
    async remove(name) {
      await rm(place(name), { force: true });
    },
    async list(beginning) {
      const names = await readdir(dirname(place(beginning))).catch(ifMissing([]));
      // One that is being written has another name still.
      return names.filter((name) => name.startsWith(beginning) && !name.endsWith('.part'));
    },
    async *all() {
      for (const subfolder of await readdir(folder)) {
        for (const name of await readdir(join(folder, subfolder)).catch(ifNoFolder)) {
          const isOurs = isFileName(name) && !name.endsWith('.part') && name.startsWith(subfolder);
          const found = isOurs ? await stat(place(name)).catch(ifMissing(null)) : null;
          if (found) yield { name, bytes: found.size };
        }
      }
    },
    close() {},
  };
}

const ifMissing =
  <Nothing>(nothing: Nothing) =>
  (error: NodeJS.ErrnoException): Nothing => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  };

/** Somebody's file beside our folders. */
const ifNoFolder = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOTDIR') return [];
  throw error;
};

/** Written under another name, flushed, then renamed: a crash leaves no half of a file under the real one. @throws Unavailable */
export const writeWhole = (path: string, content: Buffer): Promise<void> =>
  filledWhole(path, (file) => file.writeFile(content));

async function filledWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(draft, 'wx');
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    // On a full disk half of a file would take the last room.
    await rm(draft, { force: true });
    throw isFull(error) ? new Unavailable(noRoom, { cause: error }) : error;
  }
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}
