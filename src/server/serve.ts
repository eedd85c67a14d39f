import cluster from 'node:cluster';
import { createServer, type RequestListener } from 'node:http';
import { createListener } from '../app.ts';
import type { Config } from '../config.ts';
import { createContext } from '../context.ts';
import { requireMigrated } from '../db/migrate.ts';
import { watchConnections } from '../http/connections.ts';
import { watchPatience } from '../http/patience.ts';
import { uploadPatience } from '../http/uploads.ts';
import { measuredBy } from '../site/routes/metrics.ts';
import { startCountingReads } from './count-reads.ts';
import { askForMeasures, sayMeasures } from './gathering.ts';
import { listen } from './listen.ts';
import { retire, serving } from './messages.ts';
import { prepare, sayHello } from './prepare.ts';
import { startPurging } from './purging.ts';
import { startSweep } from './sweep.ts';
import { askForTurns } from './turns.ts';

/** How long somebody may take to send a request, in milliseconds; who is signed in may send a film for longer. */
const requestPatience = 60_000;
/** How long a database server may be silent, in milliseconds, before whoever waits for it is told. */
const silence = 15_000;
/** How long a stop waits for what is being answered, in milliseconds. */
const stopPatience = 10_000;
/** How long a process that another has replaced still answers on connections that are open, in milliseconds: browsers are told to open others. */
const retirePatience = 6_000;

/** Answers until it is told to stop: alone, or as one process of several. @throws StartError, Unavailable */
export async function serve(config: Config): Promise<void> {
  // Numbers go up, and are given to no other.
  const isFirst = !cluster.worker || cluster.worker.id === 1;
  const ready = Promise.withResolvers<void>();
  let answer: RequestListener = (request, response) => ready.promise.then(() => answer(request, response));
  const timeouts = { requestTimeout: uploadPatience, headersTimeout: 20_000 };
  const server = createServer(timeouts, (request, response) => answer(request, response));
  const connections = watchConnections(server);
  watchPatience(server, requestPatience);
  // The port comes first: a second start by mistake ends here, before it changes the database beside the other. Who asks meanwhile waits.
  if (isFirst) await listen(server, config);
  const { worker } = cluster;
  const among = worker && { takeTurn: askForTurns(worker), askOthers: askForMeasures(worker) };
  const context = await createContext(config, { migrated: !isFirst, database: { silence }, ...among });
  if (worker) sayMeasures(worker, () => measuredBy(context));
  if (!isFirst) await requireMigrated(context.db);
  const signIns = isFirst ? await prepare(context) : [];
  answer = createListener(context);
  ready.resolve();
  // Who comes after the first takes nobody's connection before it can answer.
  if (!isFirst) await listen(server, config);
  const stops = [startSweep(context), startPurging(context)];
  const stopCounting = startCountingReads(context);
  stopWhenTold(async (patience) => {
    setTimeout(() => server.closeAllConnections(), patience + stopPatience).unref();
    await Promise.all([connections.finish(patience), ...stops.map((stop) => stop())]);
    // With what was answered until the end.
    await stopCounting();
    await context.close();
  });
  if (isFirst) await sayHello(context, server, signIns);
  process.send?.(serving);
}

function stopWhenTold(stop: (patience: number) => Promise<void>): void {
  let stopped: Promise<void> | undefined;
  const end = async (patience: number) => {
    stopped ??= stop(patience);
    await stopped;
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(0));
  const { worker } = cluster;
  if (!worker) return;
  process.on('message', (message) => message === retire && end(retirePatience));
  // A terminal that is closed tells every process: what becomes of this one is up to the one that looks after it.
  process.on('SIGHUP', () => undefined);
  worker.once('disconnect', () => {
    // Whoever looked after it is gone. Node would end it at once, with what it has in hand.
    worker.exitedAfterDisconnect = true;
    void end(0);
  });
}
