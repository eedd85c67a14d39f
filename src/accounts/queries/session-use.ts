import type { Database } from '../../db/database.ts';
import { later } from '../../text/moments.ts';
import { useSeconds } from '../person.ts';
import { writeUse } from './sessions.ts';

interface InUse {
  tokenHash: string;
  usedAt: string;
}

/** Writes that a session is in use, at most once an hour. Nobody waits for it, and where it cannot be written the next request tries again. */
export function createNoteUse({ transaction }: Pick<Database, 'transaction'>, now: () => string) {
  const writing = new Set<string>();
  return ({ tokenHash, usedAt }: InUse): void => {
    const at = now();
    if (at < later(usedAt, useSeconds * 1000) || writing.has(tokenHash)) return;
    writing.add(tokenHash);
    transaction((tx) => writeUse(tx, tokenHash, at))
      .catch(() => undefined)
      .finally(() => writing.delete(tokenHash));
  };
}
