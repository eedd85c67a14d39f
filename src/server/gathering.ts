import type { Worker } from 'node:cluster';
import type { AskOthers, Measured } from '../http/measures.ts';
import { isMeasure, type MeasureMessage, serving } from './messages.ts';

/** Who has not said it after so many milliseconds is busy: what it said before counts. */
const patience = 1000;

interface Gathering {
  from: Worker;
  id: number;
  /** Those of whom it is waited for. */
  awaited: Set<Worker>;
  timer: NodeJS.Timeout;
}

/** Gathers what all processes have measured for the one that asks. What a process that is gone last said goes on to count. */
export function createGathering() {
  const answering = new Set<Worker>();
  const under = new Map<number, Gathering>();
  const known = new Map<Worker, Measured>();
  const gone: Measured = { counters: {}, gauges: {}, highest: {} };
  let [last, restarts] = [0, 0];

  function begin(from: Worker, id: number): void {
    last += 1;
    const number = last;
    const timer = setTimeout(() => end(number), patience);
    under.set(number, { from, id, awaited: new Set(answering), timer });
    for (const worker of answering) tell(worker, { measure: 'asked', id: number });
  }

  function end(number: number): void {
    const gathering = under.get(number);
    if (!gathering) return;
    under.delete(number);
    clearTimeout(gathering.timer);
    const { from, id } = gathering;
    tell(from, { measure: 'all', id, all: [...known.values(), gone, ownOf(restarts)] });
  }

  function settle(number: number, worker: Worker): void {
    const awaited = under.get(number)?.awaited;
    if (awaited?.delete(worker) && awaited.size === 0) end(number);
  }

  return {
    hear(worker: Worker, message: unknown): void {
      if (message === serving) answering.add(worker);
      if (!isMeasure(message)) return;
      if (message.measure === 'wanted') begin(worker, message.id);
      if (message.measure !== 'said') return;
      known.set(worker, message.measured);
      settle(message.id, worker);
    },
    forget(worker: Worker): void {
      const { counters = {} } = known.get(worker) ?? {};
      known.delete(worker);
      answering.delete(worker);
      // Else the sums would fall, and look as though all had begun anew.
      for (const [name, value] of Object.entries(counters)) gone.counters[name] = (gone.counters[name] ?? 0) + value;
      for (const number of under.keys()) settle(number, worker);
    },
    countRestart(): void {
      restarts += 1;
    },
  };
}

function ownOf(restarts: number): Measured {
  const { user, system } = process.cpuUsage();
  return {
    counters: { broadsheet_process_restarts_total: restarts, process_cpu_seconds_total: (user + system) / 1e6 },
    gauges: { process_resident_memory_bytes: process.memoryUsage.rss() },
    highest: {},
  };
}

const tell = (worker: Worker, message: MeasureMessage): void => {
  // Whoever is gone is forgotten in a moment.
  if (worker.isConnected()) worker.send(message);
};

/** Has this process say what it has measured whenever it is asked. */
export function sayMeasures(worker: Worker, measure: () => Measured): void {
  worker.on('message', (message: unknown) => {
    if (isMeasure(message) && message.measure === 'asked') {
      tell(worker, { measure: 'said', id: message.id, measured: measure() });
    }
  });
}

/** Asks the process that looks after all. */
export function askForMeasures(worker: Worker): AskOthers {
  const waiting = new Map<number, (all: Measured[]) => void>();
  let last = 0;
  worker.on('message', (message: unknown) => {
    if (!isMeasure(message) || message.measure !== 'all') return;
    waiting.get(message.id)?.(message.all);
    waiting.delete(message.id);
  });
  worker.once('disconnect', () => {
    for (const resolve of waiting.values()) resolve([]);
  });
  return () =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      tell(worker, { measure: 'wanted', id: last });
    });
}
