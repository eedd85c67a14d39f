import type { Worker } from 'node:cluster';
import type { TakeTurn } from '../media/images.ts';
import { isTurn, type TurnMessage } from './messages.ts';

interface Waiting {
  worker: Worker;
  id: number;
}

/** Those who wait for each name, in the order in which they came; the first of them has it. */
export function createTurns(): { hear(worker: Worker, message: unknown): void; forget(worker: Worker): void } {
  const queues = new Map<string, Waiting[]>();

  function drop(name: string, isOver: (waiting: Waiting) => boolean): void {
    const queue = queues.get(name) ?? [];
    const [holder] = queue;
    const left = queue.filter((waiting) => !isOver(waiting));
    queues.set(name, left);
    if (left[0] && left[0] !== holder) tell(name, left[0]);
  }

  return {
    hear(worker, message) {
      if (!isTurn(message)) return;
      const { turn, name, id } = message;
      if (turn === 'over') return drop(name, (waiting) => waiting.worker === worker && waiting.id === id);
      const queue = queues.get(name) ?? [];
      const waiting = { worker, id };
      queues.set(name, [...queue, waiting]);
      if (queue.length === 0) tell(name, waiting);
    },
    forget(worker) {
      for (const name of queues.keys()) drop(name, (waiting) => waiting.worker === worker);
    },
  };
}

function tell(name: string, { worker, id }: Waiting): void {
  // Whoever is gone is forgotten in a moment.
  if (worker.isConnected()) worker.send({ turn: 'come', name, id } satisfies TurnMessage);
}

/** Asks the process that looks after this one; where it is gone, nobody waits for it. */
export function askForTurns(worker: Worker): TakeTurn {
  const waiting = new Map<number, () => void>();
  let last = 0;
  worker.on('message', (message: unknown) => {
    if (isTurn(message)) waiting.get(message.id)?.();
  });
  worker.once('disconnect', () => {
    for (const come of waiting.values()) come();
  });
  const send = (message: TurnMessage) => worker.isConnected() && worker.send(message);
  return async (name) => {
    last += 1;
    const id = last;
    if (!worker.isConnected()) return () => undefined;
    await new Promise<void>((resolve) => {
      waiting.set(id, resolve);
      send({ turn: 'wanted', name, id });
    });
    waiting.delete(id);
    return () => void send({ turn: 'over', name, id });
  };
}
