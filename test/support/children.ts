import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin, stop } from 'esbuild';
import { cleanUp } from './clean-up.ts';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Child {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** What it printed so far. */
  said(): string;
  /** What it printed up to and with this; @throws Error where it ends before. */
  printed(text: string): Promise<string>;
  ended: Promise<Ended>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Another Node process on a script of this repository, with nothing of this one's environment; dead after the test. */
export function startChild(args: string[], environment: Record<string, string> = {}, node = process.execPath): Child {
  const { PATH = '', TMPDIR = '/tmp', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(node, args, {
    cwd: root,
    env: { PATH, TMPDIR, NODE_COMPILE_CACHE, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Writing to a child that has gone is an error of its own.
  child.stdin.on('error', () => undefined);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
  cleanUp(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => texts.stdout.includes(text) && resolve(texts.stdout);
      child.stdout.on('data', look);
      ended.then(
        ({ stderr }) => reject(new Error(`It ended without printing "${text}": ${texts.stdout}${stderr}`)),
        reject,
      );
      look();
    });
  return { process: child, said: () => texts.stdout, printed, ended };
}

/**
 * The script and all that it imports in one file, which starts in half the time: for those of which there are many.
 * @returns its path; it is gone after the file
 */
export async function bundle(script: string): Promise<string> {
  const file = join(root, `node_modules/.cache/broadsheet/${process.pid}-${basename(script, '.ts')}.mjs`);
  cleanUp(() => rm(file, { force: true }), { shared: true });
  await build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'pg'],
    plugins: [whereItLies('src/text/language.ts')],
    // Under a name that no source has: it is not seen by what keeps names apart.
    banner: {
      js: "import { createRequire as requireOf$ } from 'node:module'; const require = requireOf$(import.meta.url);",
    },
    logLevel: 'error',
  });
  // Its own process would stay for as long as this one.
  await stop();
  return file;
}

/** Lets a source that looks for files beside itself find them from the bundle too. */
const whereItLies = (path: string): Plugin => ({
  name: 'where-it-lies',
  setup({ onLoad }) {
    const source = join(root, path);
    onLoad({ filter: new RegExp(`${path.replaceAll('.', '\\.')}$`) }, async () => ({
      contents: (await readFile(source, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source))),
      loader: 'ts',
    }));
  },
});

/** Does the tasks, two at a time: there are no more processors to be sure of. */
export async function twoAtOnce<Item>(items: Iterable<Item>, task: (item: Item) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const work = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await task(next.value);
  };
  await Promise.all([work(), work()]);
}
