import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Delivery, Order, Outcome, Work } from './work.ts';

const program = fileURLToPath(new URL('./child.ts', import.meta.url));
/** In milliseconds: longer than anything takes that ends by itself. */
const patience = 40_000;
/** In milliseconds without work; then its memory is given back. */
const idleTime = 30_000;

interface Waiting {
  resolve: (outcome: Outcome) => void;
  timer: NodeJS.Timeout;
}

/** One for the whole program, begun when the first picture comes. */
let child: ChildProcess | null = null;
const waiting = new Map<number, Waiting>();
let lastId = 0;
let idle: NodeJS.Timeout | undefined;

/** Has it done by the process. One that dies with a picture takes only what it had in hand with it. */
export function sendWork(work: Work): Promise<Outcome> {
  clearTimeout(idle);
  child ??= begin();
  const { ref, send } = { ref: child, send: child.send.bind(child) };
  ref.ref();
  ref.channel?.ref();
  lastId += 1;
  const order: Order = { id: lastId, work };
  return new Promise((resolve) => {
    const timer = setTimeout(() => ref.kill('SIGKILL'), patience);
    waiting.set(order.id, { resolve, timer });
    send(order, (error) => {
      if (error) settle(order.id, { failed: error.message });
    });
  });
}

/** To glibc, which otherwise keeps the memory of one large picture for the next, and cannot use it. */
const givesBack = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

function begin(): ChildProcess {
  // It gets none of the program's secrets.
  const begun = fork(program, [], {
    env: givesBack,
    execArgv: ['--max-old-space-size=256'],
    serialization: 'advanced',
  });
  begun.on('message', ({ id, outcome }: Delivery) => settle(id, outcome));
  begun.once('error', (error) => end(begun, error.message));
  begun.once('exit', (code, signal) => end(begun, `It ended with ${signal ?? code}.`));
  return begun;
}

function settle(id: number, outcome: Outcome): void {
  const found = waiting.get(id);
  if (!found) return;
  clearTimeout(found.timer);
  waiting.delete(id);
  found.resolve(outcome);
  if (waiting.size === 0) rest();
}

/** Nothing waits for it any more: the program may end, and soon it is let go. */
function rest(): void {
  const resting = child;
  resting?.unref();
  resting?.channel?.unref();
  idle = setTimeout(() => {
    if (child === resting) child = null;
    if (resting?.connected) resting.disconnect();
  }, idleTime).unref();
}

function end(ended: ChildProcess, reason: string): void {
  if (child !== ended) return;
  child = null;
  for (const id of [...waiting.keys()]) settle(id, { died: reason });
}
