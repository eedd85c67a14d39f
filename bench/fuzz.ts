import { randomInt } from 'node:crypto';
import { Agent } from 'node:http';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import fc from 'fast-check';
import type { Role } from '../src/accounts/person.ts';
import { writeRequiredRoles } from '../src/accounts/queries/second-steps.ts';
import { readConfig } from '../src/config.ts';
import { type Context, createContext } from '../src/context.ts';
import { addPerson, password } from '../test/support/factories.ts';
import { beginnings, crawl } from '../test/support/fuzz/crawl.ts';
import { type FuzzedRequest, requestsFor } from '../test/support/fuzz/requests.ts';
import { fromAnywhere, send, type Told } from '../test/support/fuzz/send.ts';
import type { Figure } from './figure.ts';
import { residentOf } from './memory.ts';
import { type Newsroom, startNewsroom } from './newsroom.ts';

const roles: (Role | null)[] = [null, 'moderator', 'author', 'editor', 'admin'];
/** Requests are made up, and who sends them is looked at, in batches of so many. */
const batch = 250;
const atOnce = 4;
/** So often the memory is looked at in all. */
const looks = 30;
/** In milliseconds. */
const longest = 1000;
/** How many times the memory of the third before the memory of the last third may be. */
const mostGrowth = 1.05;

interface Fuzzed {
  seed: number;
  sent: number;
  /** What was answered with an error of ours, or not at all. */
  wrong: string[];
  /** What took longer than it may, and again when it was sent once more. */
  slow: string[];
  /** In MB, after each part. */
  memory: number[];
}

/** Requests with something wrong in each, for all that a visitor and each role find in the demo by following links. Linux only. */
export async function measureFuzz(folder: string, requests = 1_000_000): Promise<Figure[]> {
  const more = { TRUST_PROXY: '1', LOG_LEVEL: 'silent', SMTP_URL: `file:${join(folder, 'mails')}` };
  const newsroom = await startNewsroom(folder, { directly: true, more });
  const urls = {
    DATABASE_URL: `sqlite:${join(folder, 'broadsheet.db')}`,
    STORAGE_URL: `file:${join(folder, 'uploads')}`,
  };
  const context = await createContext(readConfig({ ...more, ...urls, SITE_URL: newsroom.url }));
  try {
    return figuresOf(await fuzz(newsroom, context, requests));
  } finally {
    await context.close();
    await newsroom.stop();
  }
}

function figuresOf({ seed, sent, wrong, slow, memory }: Fuzzed): Figure[] {
  const how = `${sent.toLocaleString('en')} requests of a visitor and four roles, each with something wrong, seed ${seed}`;
  const third = Math.ceil(memory.length / 3);
  const [end, before] = [Math.max(...memory.slice(-third)), Math.max(...memory.slice(-2 * third, -third))];
  const named = (found: string[]) => (found.length === 0 ? '' : `: ${found.slice(0, 5).join('; ')}`);
  return [
    {
      ...{ name: 'fuzzed requests not answered, or with an error of ours', value: String(wrong.length) },
      ...{ how: `${how}${named(wrong)}`, bound: '0', pass: wrong.length === 0 },
    },
    {
      ...{ name: 'those that take over a second twice', value: String(slow.length) },
      ...{ how: `the same${named(slow)}`, bound: '0', pass: slow.length === 0 },
    },
    {
      ...{ name: 'growth of the memory meanwhile', value: `${(end / before).toFixed(2)} ×` },
      how: `the most in the last third, ${end.toFixed(0)} MB, against the third before, ${before.toFixed(0)} MB`,
      ...{ bound: `<= ${mostGrowth} ×`, pass: end / before <= mostGrowth },
    },
  ];
}

async function fuzz(newsroom: Newsroom, context: Context, requests: number): Promise<Fuzzed> {
  const seed = randomInt(2 ** 31);
  const fuzzed: Fuzzed = { seed, sent: 0, wrong: [], slow: [], memory: [] };
  process.stderr.write(`Sending ${requests.toLocaleString('en')} requests, seed ${seed}\n`);
  const bar = new cliProgress.SingleBar({
    format: 'Requests {bar} {percentage}%  {eta_formatted} left',
    ...{ hideCursor: true, stream: process.stderr, barsize: 24 },
  });
  bar.start(requests, 0);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const ask = askerOf({ url: newsroom.url, agent });
  const known = new Map<Role | null, Sender>();
  try {
    for (let turn = 0; fuzzed.sent < requests; turn += 1) {
      // What there is to ask for changes with what was sent.
      if (turn % (20 * roles.length) === 0) known.clear();
      const role = roles[turn % roles.length] ?? null;
      const sender = await senderOf(known, role, { ask, context });
      const waiting = fc.sample(sender.requests, {
        numRuns: Math.min(batch, requests - fuzzed.sent),
        seed: seed + turn,
      });
      fuzzed.sent += waiting.length;
      await Promise.all(
        Array.from({ length: atOnce }, () => sendAll(waiting, (asked) => ask(asked, sender.who), fuzzed)),
      );
      bar.update(fuzzed.sent);
      while (fuzzed.memory.length < (looks * fuzzed.sent) / requests) fuzzed.memory.push(residentOf(newsroom.pid));
    }
    return fuzzed;
  } finally {
    bar.stop();
    agent.destroy();
  }
}

type Ask = (asked: FuzzedRequest, who?: Record<string, string>) => Promise<Told>;

function askerOf(to: { url: string; agent: Agent }): Ask {
  const from = fromAnywhere();
  return (asked, who = {}) => send(to, asked, { ...from(), ...who });
}

async function sendAll(waiting: FuzzedRequest[], ask: Ask, { wrong, slow }: Fuzzed): Promise<void> {
  for (let asked = waiting.pop(); asked; asked = waiting.pop()) {
    const short = JSON.stringify(asked).slice(0, 600);
    const request = asked;
    const timed = async () => {
      const begun = performance.now();
      const { status } = await ask(request);
      if (status >= 500 && status !== 501) wrong.push(`${status} ${short}`);
      return performance.now() - begun;
    };
    try {
      if ((await timed()) > longest && (await timed()) > longest) slow.push(short);
    } catch (error) {
      wrong.push(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Somebody of a role, and what may be sent as them. */
interface Sender {
  who: Record<string, string>;
  requests: fc.Arbitrary<FuzzedRequest>;
}

/** Who it was before, where they still get in: they may have signed out, or taken their own rights. */
async function senderOf(known: Map<Role | null, Sender>, role: Role | null, with_: { ask: Ask; context: Context }) {
  const before = known.get(role);
  if (before && (role === null || (await getsIn(with_.ask, before.who)))) return before;
  const who = role === null ? {} : await signIn(with_, role);
  const sender = { who, requests: before?.requests ?? requestsFor(await find(with_.ask, who)) };
  known.set(role, sender);
  return sender;
}

const get = (path: string): FuzzedRequest => ({ method: 'GET', path, headers: {}, body: null });

const getsIn = async (ask: Ask, who: Record<string, string>) => (await ask(get('/admin/account'), who)).status === 200;

const find = (ask: Ask, who: Record<string, string>) =>
  crawl(
    async (path) => {
      const { headers, text } = await ask(get(path), who);
      return { type: String(headers['content-type']), text };
    },
    beginnings,
    200,
  );

/** @throws Error where somebody new does not get in */
async function signIn({ ask, context }: { ask: Ask; context: Context }, role: Role): Promise<Record<string, string>> {
  // An administrator may have asked for a second step of everybody.
  await context.db.transaction((tx) => writeRequiredRoles(tx, []));
  const { email } = await addPerson(context, { role });
  const body = String(new URLSearchParams({ email: email ?? '', password }));
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { status, headers: told } = await ask({ method: 'POST', path: '/admin/sign-in', headers, body });
  const cookies = [told['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
  const who = { Cookie: cookies.join('; ') };
  if (!(await getsIn(ask, who))) throw new Error(`A new ${role} did not get in: ${status}.`);
  return who;
}
