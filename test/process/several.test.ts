import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { startProgram } from './program.ts';
import { openOn, postOf } from './raw.ts';
import {
  type Client,
  childrenOf,
  connectedWith,
  connectTo,
  connectToAll,
  isAlive,
  type Several,
  soon,
  startSeveral,
  untilRefused,
} from './several.ts';

// Up to four processes start in each of them.
jest.setTimeout(60_000);

/** Has each of them ask again and again; those that were dropped are named in the end. */
function load(clients: Client[]) {
  let isOver = false;
  const dropped = new Set<Client>();
  const answered = new Map(clients.map((client) => [client, 0]));
  const asking = clients.map(async (client) => {
    while (!isOver && !dropped.has(client)) {
      // What is kept, and what is made.
      const path = (answered.get(client) ?? 0) % 2 === 0 ? '/' : '/healthz';
      const answer = await client.ask(path).catch(() => null);
      if (answer?.status === 200) answered.set(client, (answered.get(client) ?? 0) + 1);
      else dropped.add(client);
      // The processes that start have a share of the processors, too.
      await wait(5);
    }
  });
  return {
    answered,
    dropped,
    async end() {
      isOver = true;
      await Promise.all(asking);
    },
  };
}

const fromOf = (clients: Iterable<Client>) => [...clients].map(({ from }) => from).sort();

describe('Several processes', () => {
  test('answer at one port, and one that is killed takes only its own connections with it and is replaced', async () => {
    const several = await startSeveral(2);
    const clients = await connectToAll(several, 4);
    const [killed = 0, other = 0] = several.pids();
    const underLoad = load(clients);
    await wait(200);
    const own = connectedWith(killed, several.port).sort();
    process.kill(killed, 'SIGKILL');
    // Node hands on connections to who died until it has heard of it, and nobody answers those.
    await soon(() => !childrenOf(several.program.process.pid ?? 0).includes(killed));
    await wait(20);
    // Whoever comes now is answered by the other.
    for (let times = 0; times < 20; times += 1) expect((await connectTo(several).ask()).status).toBe(200);
    await soon(() => several.pids().length === 2);
    const before = new Map(underLoad.answered);
    await wait(300);
    await underLoad.end();
    expect(fromOf(underLoad.dropped)).toEqual(own);
    expect(own.length).toBeGreaterThanOrEqual(4);
    const kept = clients.filter((client) => !underLoad.dropped.has(client));
    expect(kept.length).toBeGreaterThanOrEqual(4);
    for (const client of kept) expect(underLoad.answered.get(client)).toBeGreaterThan(before.get(client) ?? 0);
    expect(several.pids()).toContain(other);
    expect(several.pids()).not.toContain(killed);
    // The new one answers, too.
    await connectToAll(several, 5);
  });

  test('are waited for longer each time that one dies young', async () => {
    const several = await startSeveral(2);
    const [, stays = 0] = several.pids();
    const { pid = 0 } = several.program.process;
    const pauses: number[] = [];
    for (let times = 0; times < 4; times += 1) {
      const [victim = 0] = childrenOf(pid).filter((child) => child !== stays);
      const killed = performance.now();
      process.kill(victim, 'SIGKILL');
      await soon(() => childrenOf(pid).some((child) => child !== stays && child !== victim));
      pauses.push(performance.now() - killed);
    }
    for (const [times, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(100 * 2 ** times - 5);
    expect((await connectTo(several).ask()).status).toBe(200);
    await soon(() => several.pids().length === 2);
  });

  test('are replaced one after the other at SIGHUP, and nobody’s request fails', async () => {
    const several = await startSeveral(2);
    const before = several.pids();
    const underLoad = load(await connectToAll(several, 4));
    let newcomers = 0;
    several.program.process.kill('SIGHUP');
    const isReplaced = () => several.pids().length === 2 && before.every((pid) => !isAlive(pid));
    while (!isReplaced()) {
      expect((await connectTo(several).ask()).status).toBe(200);
      newcomers += 1;
      await wait(5);
    }
    await underLoad.end();
    expect(underLoad.dropped.size).toBe(0);
    expect(newcomers).toBeGreaterThan(20);
  });
});

describe('Told to stop, or left alone', () => {
  /** Somebody who has sent half of a form to each process. */
  async function sendHalf(several: Several) {
    const forms = [];
    const isWithAll = () => several.pids().every((pid) => connectedWith(pid, several.port).length > 0);
    while (!isWithAll()) {
      const connection = await openOn(several.port);
      connection.socket.write(postOf.head + postOf.body.slice(0, 20));
      forms.push(connection);
      await wait(20);
    }
    // Whatever was sent before this is answered has been read.
    await connectToAll(several, forms.length + 1);
    return forms;
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('all answer what they have in hand, and end: %s', async (signal) => {
    const several = await startSeveral(2);
    const pids = several.pids();
    const forms = await sendHalf(several);
    several.program.process.kill(signal);
    await untilRefused(several.port);
    for (const { socket } of forms) socket.write(postOf.body.slice(20));
    for (const { received } of forms) expect(await received('</html>')).toMatch(/^HTTP\/1\.1 422 /);
    expect(await several.program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('all do the same when the one that looks after them is killed', async () => {
    const several = await startSeveral(2);
    const pids = several.pids();
    const forms = await sendHalf(several);
    several.program.process.kill('SIGKILL');
    await untilRefused(several.port);
    // They hear of it in no time.
    await wait(200);
    for (const { socket } of forms) socket.write(postOf.body.slice(20));
    for (const { received } of forms) expect(await received('</html>')).toMatch(/^HTTP\/1\.1 422 /);
    await soon(() => pids.every((pid) => !isAlive(pid)));
  });
});

describe('A start of several', () => {
  test('at a port that is taken ends with one line, and leaves the others alone', async () => {
    const several = await startSeveral(2);
    const second = startProgram({ WEB_CONCURRENCY: '2', PORT: String(several.port) });
    expect(await second.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Broadsheet cannot start. Port ${several.port} is taken: stop the program that uses it, or set PORT to another one.\n`,
    });
    expect((await connectTo(several).ask()).status).toBe(200);
  });

  test('whose first process is killed says so, and is none', async () => {
    const program = startProgram({ WEB_CONCURRENCY: '2', DEMO: 'on' });
    const { pid = 0 } = program.process;
    await soon(() => childrenOf(pid).length > 0);
    process.kill(childrenOf(pid)[0] ?? 0, 'SIGKILL');
    expect(await program.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Broadsheet cannot start. The process that prepares it ended with SIGKILL.\n',
    });
  });
});
