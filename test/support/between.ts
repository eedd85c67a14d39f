import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { cleanUp } from './clean-up.ts';
import { newFolder } from './database.ts';

export interface Between {
  /** The same database, by way of it. */
  url: string;
  /** Nothing comes through any more on connections that listen for events, nor on new ones; nobody is told. */
  silence(): void;
  /** All of them end as they would where a line is cut. */
  cut(): void;
  /** New ones are let through again. */
  mend(): void;
  /** What is asked gets nowhere, on any connection, and nobody is told: a machine that lost its power. Lines that were open then stay so. */
  hush(): void;
  /** Every connection ends, and no new one is taken: a server that was stopped. */
  stop(): void;
  /** New ones are taken again. */
  start(): void;
  /** The next thing that is asked in these words gets to the server, and its answer does not come back. */
  loseAnswerTo(words: string): void;
}

/** Stands between a program and the test server, whose address is that of a socket in a folder. */
export async function startBetween(databaseUrl: string): Promise<Between> {
  const [, user = '', folder = '', database = ''] = /^postgres:\/\/(\w+)@([^/]+)\/(\w+)$/.exec(databaseUrl) ?? [];
  const own = newFolder();
  const listening = new Set<Socket>();
  const all = new Set<Socket>();
  let isSilent = false;
  let isStopped = false;
  let isHushed = false;
  let lost: string | null = null;
  const server = createServer((program) => {
    if (isStopped) return void program.destroy();
    const toServer = connect(join(decodeURIComponent(folder), '.s.PGSQL.5432'));
    const both = [program, toServer] as const;
    for (const socket of both) {
      all.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        // What was handed over still gets to the server.
        for (const each of both) each.destroySoon();
      });
    }
    program.once('data', (start: Buffer) => {
      // What a program calls itself stands in the first thing that it says.
      if (start.includes('broadsheet-listen')) for (const each of both) listening.add(each);
      if (isHushed || (isSilent && listening.has(program))) return;
      toServer.write(start);
      program.pipe(toServer);
      toServer.pipe(program);
      program.on('data', (asked: Buffer) => {
        if (lost === null || !asked.includes(lost)) return;
        lost = null;
        toServer.unpipe().end();
        program.destroySoon();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(join(own, '.s.PGSQL.5432'), resolve));
  cleanUp(() => {
    for (const socket of all) socket.destroy();
    server.close();
    rmSync(own, { recursive: true, force: true });
  });
  return {
    url: `postgres://${user}@${encodeURIComponent(own)}/${database}`,
    silence() {
      isSilent = true;
      for (const socket of listening) socket.unpipe().pause();
    },
    cut() {
      for (const socket of listening) socket.destroy();
      listening.clear();
    },
    mend() {
      isHushed = false;
      isSilent = false;
    },
    hush() {
      isHushed = true;
      for (const socket of all) socket.unpipe().pause();
    },
    stop() {
      isStopped = true;
      for (const socket of all) socket.destroy();
      all.clear();
    },
    start() {
      isStopped = false;
    },
    loseAnswerTo(words) {
      lost = words;
    },
  };
}
