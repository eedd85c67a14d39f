/** The program under measurement: the real one, in a process of its own, with the demo newsroom. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Newsroom {
  url: string;
  /** Of the process that was started. */
  pid: number;
  /** From the start of the process to the first answer of 200, in milliseconds. */
  took: number;
  stop(): Promise<void>;
}

/** A folder that holds the database and the uploads of this run. */
export function newFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface StartOptions {
  directly?: boolean;
  execArgv?: string[];
  /** More of the environment. */
  more?: Record<string, string>;
}

/** What `npm start` has Node do. */
const asStarted = ['--max-semi-space-size=32'];

/** `npm start`, or with `directly` Node on src/start.js, and the front page asked for until it answers. */
export async function startNewsroom(
  folder: string,
  { directly = false, execArgv = [], more = {} }: StartOptions = {},
): Promise<Newsroom> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    NODE_ENV: 'production',
    DEMO: 'on',
    SITE_URL: url,
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'broadsheet.db')}`,
    STORAGE_URL: `file:${join(folder, 'uploads')}`,
    // What is measured is one process, where nothing else is said.
    WEB_CONCURRENCY: '1',
    ...more,
  };
  const begun = performance.now();
  const child = directly
    ? startProcess(process.execPath, [...asStarted, ...execArgv, 'src/start.js'], environment)
    : startProcess('npm', ['start'], environment);
  await answers(url, child.process);
  return { url, pid: child.process.pid ?? 0, took: performance.now() - begun, stop: child.stop };
}

/** A process of our own; `stop` ends it and those that it started, and waits for that. */
export function startProcess(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): { process: ChildProcess; stop(): Promise<void> } {
  // A group of its own, since npm starts others.
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { process: child, stop };
}

/** @throws Error where the process ends before it answers, or it takes longer than two minutes. */
export async function answers(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 120_000;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`The program under measurement ended with ${child.exitCode}.`);
    const status = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status === 200) return;
    await wait(5);
  }
  throw new Error(`${url} did not answer with 200.`);
}

/** The least that Express can do with the bytes of the page at the address (baseline.ts). @returns where it answers with them */
export async function startLeast(folder: string, page: string): Promise<{ url: string; stop(): Promise<void> }> {
  const file = join(folder, 'page.html');
  writeFileSync(file, Buffer.from(await (await fetch(page)).arrayBuffer()));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/`;
  const child = startProcess(process.execPath, ['bench/baseline.ts', file, String(port)], { NODE_ENV: 'production' });
  await answers(url, child.process);
  return { url, stop: child.stop };
}

export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}

/** The address of the demo's story about the dockers, as readers find it: from the front page, or its section's. */
export async function findStory(url: string): Promise<string> {
  for (const list of ['/', '/politics']) {
    const page = await (await fetch(`${url}${list}`)).text();
    const [path] = /\/\d{4}\/\d\d\/\d\d\/dockers-[\w-]+/.exec(page) ?? [];
    if (path) return `${url}${path}`;
  }
  throw new Error('The demo has no story about the dockers on its front page or under /politics.');
}
