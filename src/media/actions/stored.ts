import { buffer } from 'node:stream/consumers';
import type { Context } from '../../context.ts';
import { stemOf } from '../picture.ts';
import { isNamed } from '../queries.ts';

/** The content of a file of the storage; null where there is none. */
export async function readStored({ storage }: Pick<Context, 'storage'>, name: string): Promise<Buffer | null> {
  const stored = await storage.open(name);
  return stored && buffer(stored.stream());
}

/**
 * Takes a picture's file, what was made of it and the file as it came out of the storage, each where no row names it. Rows go first:
 * a file that nothing names harms nobody.
 */
export async function removeFiles(context: Context, { file, original }: Kept): Promise<void> {
  await removeUnnamed(context, file);
  if (original) await removeUnnamed(context, original);
  for (const name of await context.storage.list(`${stemOf(file)}-`)) await context.storage.remove(name);
}

export interface Kept {
  file: string;
  original: string | null;
}

/** Takes a file out where no row names it. Whoever adds the same picture meanwhile has the file after it, too: they look for it when their row is written, and here the row is looked for when it is gone. */
export async function removeUnnamed(context: Context, name: string): Promise<void> {
  const isBack = () => context.db.transaction((tx) => isNamed(tx, name));
  const content = await readStored(context, name);
  if (!content || (await isBack())) return;
  await context.storage.remove(name);
  if (await isBack()) await context.storage.put(name, content);
}
