import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { findFreePort, startProgram } from './program.ts';

export interface Several {
  program: Child;
  port: number;
  url: string;
  /** Those that answer. */
  pids(): number[];
}

/** The program with so many processes that answer, when all of them do. */
export async function startSeveral(count: number, environment: Record<string, string> = {}): Promise<Several> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { WEB_CONCURRENCY: String(count), PORT: String(port), SITE_URL: url, LOG_LEVEL: 'info' };
  const program = startProgram({ ...own, ...environment });
  await program.printed('Newsroom');
  // In all of it: the first may have said so with its greeting, and a line may come in pieces.
  const answering = () =>
    [...program.said().matchAll(/"process":(\d+),"msg":"a process answers"/g)].map(([, pid]) => Number(pid));
  const several = { program, port, url, pids: () => answering().filter(isAlive) };
  await soon(() => several.pids().length === count);
  return several;
}

/** Waits until it is so; the test's own time is the limit. */
export async function soon(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10);
}

const list = (path: string): string[] => {
  try {
    return readFileSync(path, 'utf8').trim().split(/\s+/).filter(Boolean);
  } catch {
    return [];
  }
};

export const childrenOf = (pid: number): number[] => list(`/proc/${pid}/task/${pid}/children`).map(Number);

/** Whether it runs; one that has ended and that nobody has asked for does not. */
export const isAlive = (pid: number): boolean => {
  const state = list(`/proc/${pid}/stat`)[2];
  return state !== undefined && state !== 'Z';
};

interface Connection {
  inode: string;
  /** The port on the other side; 0 of one that listens. */
  from: number;
}

/** Of TCP over IPv4, those on this side's port. */
function connectionsAt(port: number): Connection[] {
  const lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  const portOf = (address = '') => Number.parseInt(address.split(':')[1] ?? '', 16);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => portOf(local) === port)
    .map((parts) => ({ inode: parts[9] ?? '', from: portOf(parts[2]) }));
}

function socketsOf(pid: number): Set<string> {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
    return new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? ''));
  } catch {
    // It, or one of its files, is gone.
    return new Set();
  }
}

/** Waits until nobody takes connections there any more. */
export async function untilRefused(port: number): Promise<void> {
  while (await isOpen(port)) await wait(10);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The ports from which somebody is connected with the process. */
export function connectedWith(pid: number, port: number): number[] {
  const sockets = socketsOf(pid);
  return connectionsAt(port)
    .filter(({ inode, from }) => from !== 0 && sockets.has(inode))
    .map(({ from }) => from);
}

export interface Client {
  /** Asks once more, on its one connection. @throws Error where it is dropped */
  ask(path?: string, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** The port of this side of its connection; 0 before there is one. */
  readonly from: number;
}

/** Keeps one connection open. */
export function connectTo({ port }: Several): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  cleanUp(() => agent.destroy());
  let from = 0;
  return {
    get from() {
      return from;
    },
    async ask(path = '/healthz', headers = {}) {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = get({ port, host: '127.0.0.1', path, headers, agent }, resolve).once('error', reject);
        request.once('socket', (socket) => {
          const note = () => {
            from = socket.localPort ?? 0;
          };
          if (socket.connecting) socket.once('connect', note);
          else note();
        });
      });
      let body = '';
      for await (const part of response.setEncoding('utf8')) body += part;
      return { status: response.statusCode ?? 0, body };
    },
  };
}

/** Clients of which each process has so many at least. */
export async function connectToAll(several: Several, least: number): Promise<Client[]> {
  const clients: Client[] = [];
  const isEnough = () => several.pids().every((pid) => connectedWith(pid, several.port).length >= least);
  while (!isEnough()) {
    const client = connectTo(several);
    clients.push(client);
    await client.ask();
  }
  return clients;
}
