import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { hashIn } from './move.ts';
import type { Listed, Storage } from './storage.ts';

const atOnce = 4;

/**
 * Reads every file whose name says what is in it.
 * @param done called after each file with its size
 * @returns the names of those that hold something else
 * @throws Unavailable where the place cannot be reached
 */
export async function findDamaged(
  storage: Storage,
  files: readonly Listed[],
  done: (bytes: number) => void,
): Promise<string[]> {
  const limit = pLimit(atOnce);
  const damaged: string[] = [];
  const look = async ({ name, bytes }: Listed) => {
    const hash = hashIn(name);
    if (hash !== null && !(await isIntact(storage, name, hash))) damaged.push(name);
    done(bytes);
  };
  await Promise.all(files.map((file) => limit(look, file)));
  return damaged.sort();
}

async function isIntact(storage: Storage, name: string, wanted: string): Promise<boolean> {
  const stored = await storage.open(name);
  // Somebody may remove it at any time; whether it is missed is another question.
  if (!stored) return true;
  const { through, holds } = verifying(wanted);
  for await (const _chunk of through(stored.stream()));
  return holds();
}

/** Lets content through, and says afterwards whether its hash begins with what a name says; with null it always does. */
export function verifying(wanted: string | null) {
  const hash = createHash('sha256');
  return {
    async *through(content: AsyncIterable<Buffer> | Iterable<Buffer>) {
      for await (const chunk of content) {
        hash.update(chunk);
        yield chunk;
      }
    },
    holds: () => wanted === null || hash.digest('hex').startsWith(wanted),
  };
}
