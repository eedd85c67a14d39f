import { Agent } from 'node:http';
import { median } from '../figure.ts';
import { timed } from '../timed.ts';
import { type Kind, kinds } from './addresses.ts';
import { type Desk, press } from './press.ts';

/** A newsroom of one size that runs. */
export interface Sized {
  stories: number;
  desk: Desk;
  /** Of a moderator. */
  moderator: string;
  addresses: Record<Kind, string[]>;
}

export type Measured = Kind | 'publishing';

/** Medians in milliseconds, of each kind for each size. */
export type Curves = Record<Measured, { stories: number; milliseconds: number }[]>;

const [warming, rounds, presses] = [20, 2, 30];

/** Asks all sizes for the same kind of page one after the other, so that a machine that is busy for a while is so for all. */
export async function measureSizes(sizes: Sized[]): Promise<Curves> {
  const agent = new Agent({ keepAlive: true });
  const curves: Partial<Curves> = {};
  try {
    for (const kind of kinds) {
      for (let round = 0; round < 3; round += 1) await askAll(sizes, { kind, agent, from: 0, until: warming });
      const took = sizes.map((): number[] => []);
      for (let round = 0; round < rounds; round += 1) {
        const some = await askAll(sizes, { kind, agent, from: warming, until: Number.POSITIVE_INFINITY });
        for (const [index, each] of some.entries()) took[index]?.push(...each);
      }
      curves[kind] = middles(sizes, took);
    }
    curves.publishing = await measurePresses(sizes);
    return curves as Curves;
  } finally {
    agent.destroy();
  }
}

interface Asked {
  kind: Kind;
  agent: Agent;
  from: number;
  until: number;
}

async function askAll(sizes: Sized[], { kind, agent, from, until }: Asked): Promise<number[][]> {
  const took = sizes.map((): number[] => []);
  const count = Math.min(...sizes.map(({ addresses }) => addresses[kind].length), until);
  for (let index = from; index < count; index += 1) {
    for (const [which, { desk, moderator, addresses }] of sizes.entries()) {
      const address = `${desk.url}${addresses[kind][index]}`;
      took[which]?.push(await timed(address, agent, cookieOf(kind, { editor: desk.cookie, moderator })));
    }
  }
  return took;
}

/** Searching is rationed to those who have not signed in. */
function cookieOf(kind: Kind, cookies: { editor: string; moderator: string }): Record<string, string> {
  if (kind === 'queue') return { Cookie: cookies.moderator };
  return kind === 'desk' || kind === 'search' ? { Cookie: cookies.editor } : {};
}

async function measurePresses(sizes: Sized[]): Promise<Curves['publishing']> {
  const took = sizes.map((): number[] => []);
  const warm = 5;
  for (let number = 0; number < warm + presses; number += 1) {
    for (const [which, { desk }] of sizes.entries()) {
      const milliseconds = await press(desk, number);
      if (number >= warm) took[which]?.push(milliseconds);
    }
  }
  return middles(sizes, took);
}

const middles = (sizes: Sized[], took: number[][]) =>
  sizes.map(({ stories }, index) => ({ stories, milliseconds: median(took[index] ?? []) }));
