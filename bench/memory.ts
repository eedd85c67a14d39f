import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import type { Figure } from './figure.ts';
import { startNewsroom } from './newsroom.ts';

const [requests, addresses, connections, parts] = [300_000, 100_000, 32, 30];
/** In MB, of one process; and how much more than in the middle there may be at the end. */
const bounds = { most: 220, growth: 1.05 };

/**
 * An hour's worth of requests for a hundred thousand different pages, with as many of them kept as by default: what the process takes of the
 * memory at most, and whether that grows. Linux only.
 */
export async function measureMemory(folder: string): Promise<Figure[]> {
  const newsroom = await startNewsroom(folder, { directly: true });
  try {
    const taken: number[] = [];
    for (let part = 0; part < parts; part += 1) {
      await askMany(newsroom.url, part);
      taken.push(residentOf(newsroom.pid));
    }
    const [most, middle, end] = [Math.max(...taken), highestOf(taken, 1), highestOf(taken, 2)];
    const how = `${requests.toLocaleString('en')} requests for ${addresses.toLocaleString('en')} addresses, ${connections} connections; its resident memory after each thirtieth`;
    return [
      {
        ...{ name: 'memory of a process, at most', value: `${most.toFixed(0)} MB`, how },
        ...{ bound: `<= ${bounds.most} MB`, pass: most <= bounds.most },
      },
      {
        ...{ name: 'its growth', value: `${(end / middle).toFixed(2)} ×` },
        how: `the most in the last third, ${end.toFixed(0)} MB, against the third before, ${middle.toFixed(0)} MB`,
        ...{ bound: `<= ${bounds.growth} ×`, pass: end / middle <= bounds.growth },
      },
    ];
  } finally {
    await newsroom.stop();
  }
}

const highestOf = (taken: number[], third: number): number =>
  Math.max(...taken.slice((third * parts) / 3, ((third + 1) * parts) / 3));

/** Each address is a page of a list of its own: what stands there before so many moments from now. Numbers come in an order that looks like none. */
function addressOf(url: string, number: number): string {
  const page = (number * 7919) % addresses;
  return `${url}/politics?before=2099-01-01T00:00:00.000Z_${page + 1}`;
}

async function askMany(url: string, part: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = ((part + 1) * requests) / parts;
  let next = (part * requests) / parts;
  const askOn = async () => {
    while (next < end) {
      next += 1;
      await ask(addressOf(url, next), agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, askOn));
  agent.destroy();
}

const ask = (address: string, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get(address, { agent, headers: { 'Accept-Encoding': 'br' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}.`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });

/** What a process takes of the memory, in MB. Linux only. */
export const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
