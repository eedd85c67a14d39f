import type { Readable } from 'node:stream';
import { failureOf } from './failures.ts';

/** In milliseconds without a byte. */
const patience = 15_000;

/** What comes, until nothing came for too long; the time that its reader takes does not count. @throws Unavailable */
export async function* patiently(source: Readable): AsyncGenerator<Buffer> {
  const givingUp = () => setTimeout(() => source.destroy(new Error('Nothing more came.')), patience);
  let timer = givingUp();
  try {
    for await (const chunk of source) {
      clearTimeout(timer);
      yield chunk as Buffer;
      timer = givingUp();
    }
  } catch (error) {
    throw failureOf(error);
  } finally {
    clearTimeout(timer);
  }
}
