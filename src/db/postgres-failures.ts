import { Unavailable, Unsure } from '../errors.ts';
import { cannotSave, somebodyWrites, unreachable } from './connections.ts';

interface Failed {
  code?: string;
  /** Of what the server says, in English whatever its language: an ERROR fails one statement, all else ends the connection. */
  severity?: string;
}

/**
 * Classes and codes of what the server cannot do just now, whoever asks: no room, no memory, too many connections; a standby, or a server
 * that may only be read; its disk. Source: https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const cannotNow = /^(53|58|25006)/;

/** What was asked was not answered for as long as one waits: pg says so, and has no code for it. */
export const isSilence = (error: unknown): boolean => (error as Error).message === 'Query read timeout';

/** The connection is gone, and with it what was asked on it. */
export const isLost = (error: unknown): boolean => {
  const { code = '', severity } = error as Failed;
  if (isSilence(error)) return true;
  if (severity) return severity !== 'ERROR' || code.startsWith('08');
  // What pg says by itself has no class of its own: the words are all there is.
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOENT)/.test(code) || /connection|not queryable/i.test(String((error as Error).message))
  );
};

/**
 * What a query failed with, in the words of the program.
 * @throws Unavailable where the server is lost or cannot do it now; else the error as it came
 */
export function toldOf(error: unknown): never {
  if (error instanceof Unavailable) throw error;
  const { code = '' } = error as Failed;
  if (isLost(error)) unreachable(error);
  // It waited for a lock as long as it may.
  if (code === '55P03') throw new Unavailable(somebodyWrites, { cause: error });
  if (cannotNow.test(code)) throw new Unavailable(cannotSave, { cause: error });
  throw error;
}

/** Whoever lost the server while it wrote a transaction down cannot know whether it did. @throws Unsure */
export function toldOfCommit(error: unknown): never {
  if (error instanceof Unavailable && isLost(error.cause))
    throw new Unsure(
      'The database was lost in the moment of saving. Look whether it is there before you send it again.',
      { cause: error.cause },
    );
  throw error;
}
