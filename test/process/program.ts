import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Child, startChild } from '../support/children.ts';
import { newFolder } from '../support/database.ts';

/** The real program in a process of its own, on a database, a folder and a port of its own where the test gives none. */
export function startProgram(
  environment: Record<string, string> = {},
  how: { args?: string[]; node?: string } = {},
): Child {
  const folder = newFolder();
  const own = {
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'broadsheet.db')}`,
    STORAGE_URL: `file:${join(folder, 'uploads')}`,
    DEMO: 'off',
    // What is tested is mostly one of them, and two take twice as long to start.
    WEB_CONCURRENCY: '1',
    LOG_LEVEL: 'silent',
  };
  return startChild([...(how.args ?? []), 'src/start.js'], { ...own, ...environment }, how.node);
}

/** A port that nobody listens on at present. */
export async function findFreePort(): Promise<number> {
  const { port, free } = await takePort();
  await free();
  return port;
}

/** A port that somebody listens on, until it is freed. */
export async function takePort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  return { port: address.port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}
