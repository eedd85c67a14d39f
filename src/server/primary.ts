import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { isatty } from 'node:tty';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { createGathering } from './gathering.ts';
import { retire, serving } from './messages.ts';
import { createTurns } from './turns.ts';

/** How long it takes until a process that died is replaced, in milliseconds: twice as long each time, where they die young. */
const pauses = { shortest: 100, longest: 30_000 };
/** After so many milliseconds it was not the start that killed it. */
const grownUp = 60_000;
/** What has not ended by itself so many milliseconds after it was told to is ended. */
const stopPatience = 60_000;

/**
 * Starts the processes that answer and replaces those that die; answers nobody itself. The first takes the port and prepares the
 * newsroom before there are others. SIGTERM and SIGINT end all, SIGHUP replaces one after the other.
 */
export function lookAfterAll({ processes, logLevel }: Config): void {
  const log = pino({ level: logLevel });
  const living = new Set<Worker>();
  const turns = createTurns();
  const gathering = createGathering();
  const isInTerminal = isatty(0);
  let [isServing, isStopping, isReplacing, diedYoung] = [false, false, false, 0];

  function begin(): Worker {
    const worker = cluster.fork();
    living.add(worker);
    const young = setTimeout(() => {
      diedYoung = 0;
    }, grownUp).unref();
    worker.once('exit', () => clearTimeout(young));
    return worker;
  }

  function fill(): void {
    while (!isStopping && living.size < processes) begin();
  }

  function stop(): void {
    isStopping = true;
    const still = [...living];
    for (const worker of still) worker.process.kill('SIGTERM');
    setTimeout(() => {
      for (const worker of still) worker.process.kill('SIGKILL');
    }, stopPatience).unref();
  }

  /** One that answers takes the place of each; where it does not come to that, the others stay. */
  async function replaceAll(): Promise<void> {
    if (isReplacing || !isServing) return;
    isReplacing = true;
    await replaceEach();
    isReplacing = false;
  }

  async function replaceEach(): Promise<void> {
    for (const worker of [...living]) {
      if (isStopping || !(await answers(begin()))) return;
      living.delete(worker);
      if (worker.isDead()) continue;
      worker.send(retire);
      await once(worker, 'exit');
    }
  }

  cluster.on('message', (worker, message: unknown) => {
    turns.hear(worker, message);
    gathering.hear(worker, message);
    if (message === serving) log.info({ process: worker.process.pid }, 'a process answers');
    if (message !== serving || isServing) return;
    isServing = true;
    fill();
  });
  cluster.on('exit', (worker, code, signal) => {
    turns.forget(worker);
    gathering.forget(worker);
    const isWanted = living.delete(worker);
    if (!isServing || isStopping) return endWith(code, signal);
    if (!isWanted) return;
    gathering.countRestart();
    log.error({ process: worker.process.pid, code, signal }, 'a process died and is replaced');
    setTimeout(fill, Math.min(pauses.shortest * 2 ** diedYoung, pauses.longest));
    diedYoung += 1;
  });

  function endWith(code: number, signal: string | null): void {
    if (living.size > 0) return;
    if (isStopping) process.exit(0);
    // It has said why, where it could.
    if (signal) process.stderr.write(`Broadsheet cannot start. The process that prepares it ended with ${signal}.\n`);
    process.exit(code || 1);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  process.on('SIGHUP', () => (isInTerminal ? stop() : void replaceAll()));
  begin();
}

/** Whether it comes to that, and does not die before. */
async function answers(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.on('message', (message: unknown) => message === serving && resolve(true));
    worker.once('exit', () => resolve(false));
  });
}
