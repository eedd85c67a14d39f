import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { canDescribe, notTheirs } from '../policy.ts';
import { type FileKind, isWithDesk } from '../queries/with-desk.ts';

interface Added {
  id: number;
  createdBy: number;
}

/** Whether somebody may say something else of a file of the library as it is used now. */
export const mayDescribe = async (
  db: Db,
  actor: Actor,
  { kind, file }: { kind: FileKind; file: Added },
): Promise<boolean> => canDescribe(actor, { ...file, isWithDesk: await isWithDesk(db, { kind, id: file.id }) });

/** @throws NotFound where there is none; Forbidden for who may not change it */
export async function requireDescribable<File extends Added>(
  db: Db,
  actor: Actor,
  { kind, file }: { kind: FileKind; file: File | null | undefined },
): Promise<File> {
  if (!file) throw new NotFound(`There is no such ${kind} in the library.`);
  if (await mayDescribe(db, actor, { kind, file })) return file;
  throw new Forbidden(notTheirs(kind));
}
