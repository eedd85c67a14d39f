/** Processes that do something in turn, each several times; one of them ends in the middle. What they do is printed, a line for each step. */

import cluster from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import { whileNoOther } from '../../src/media/images.ts';
import { askForTurns, createTurns } from '../../src/server/turns.ts';

const [processes, times, dying] = [3, 4, 2];

if (cluster.worker) {
  const { id } = cluster.worker;
  const takeTurn = askForTurns(cluster.worker);
  const work = async (time: number) => {
    process.stdout.write(`${id} begins\n`);
    await wait(20);
    if (id === dying && time === 1) process.kill(process.pid, 'SIGKILL');
    process.stdout.write(`${id} ends\n`);
  };
  // Nobody waits for what has another name.
  const end = await takeTurn(`of ${id} alone`);
  await Promise.all(Array.from({ length: times }, (_, time) => whileNoOther(takeTurn, 'work', () => work(time))));
  end();
  process.disconnect();
} else {
  const turns = createTurns();
  cluster.on('message', turns.hear);
  cluster.on('exit', turns.forget);
  for (let count = 0; count < processes; count += 1) cluster.fork();
}
