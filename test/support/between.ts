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
}

/** Stands between a program and the test server, whose address is that of a socket in a folder. */
export async function startBetween(databaseUrl: string): Promise<Between> {
  const [, user = '', folder = '', database = ''] = /^postgres:\/\/(\w+)@([^/]+)\/(\w+)$/.exec(databaseUrl) ?? [];
  const own = newFolder();
  const listening = new Set<Socket>();
  const all = new Set<Socket>();
  let isSilent = false;
  const server = createServer((program) => {
    const toServer = connect(join(decodeURIComponent(folder), '.s.PGSQL.5432'));
    const both = [program, toServer] as const;
    for (const socket of both) {
      all.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        for (const each of both) each.destroy();
      });
    }
    program.once('data', (start: Buffer) => {
      // What a program calls itself stands in the first thing that it says.
      if (start.includes('broadsheet-listen')) for (const each of both) listening.add(each);
      if (isSilent && listening.has(program)) return;
      toServer.write(start);
      program.pipe(toServer);
      toServer.pipe(program);
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
      isSilent = false;
    },
  };
}
