import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { type Figure, median } from './figure.ts';
import { answers, findFreePort, findStory, startNewsroom, startProcess } from './newsroom.ts';
import { askWithWrk, hasWrk, type Load, notMeasured } from './wrk.ts';

const [connections, seconds, rounds] = [32, 3, 5];
const headers = ['Accept-Encoding: br'];
const bounds = { bare: 0.85, late: 2, nginx: 0.6 };

/**
 * The page of a story from those that are kept, with a line of the log for each request, against a server of Node's own that sends the same
 * headers and bytes, and against nginx with the bytes in a file; by one process, and by two.
 */
export async function measureCached(folder: string): Promise<Figure[]> {
  if (!hasWrk()) return [notMeasured('whole pages', 'wrk is not installed')];
  return [...(await measureProcesses(folder, 1)), ...(await measureProcesses(folder, 2))];
}

async function measureProcesses(folder: string, processes: number): Promise<Figure[]> {
  const newsroom = await startNewsroom(folder, {
    directly: true,
    more: { WEB_CONCURRENCY: String(processes), LOG_LEVEL: 'debug' },
  });
  const servers: { stop(): Promise<void> }[] = [newsroom];
  try {
    const story = await findStory(newsroom.url);
    const answer = await wholeAnswer(story);
    const bare = await startBare(folder, { answer, processes });
    servers.push(bare);
    const nginx = processes === 1 ? await startNginx(folder, answer.body) : null;
    if (nginx) servers.push(nginx);
    const sides = { ours: { address: story, pids: [newsroom.pid] }, bare: { address: bare.url, pids: [bare.pid] } };
    return await compare({ ...sides, ...(nginx && { nginx: { address: nginx.url, pids: [] } }) }, processes);
  } finally {
    for (const server of servers) await server.stop();
  }
}

interface Side {
  address: string;
  pids: number[];
}

interface Sides {
  ours: Side;
  bare: Side;
  nginx?: Side;
}

async function compare(sides: Sides, processes: number): Promise<Figure[]> {
  const loads: Record<keyof Sides, Load[]> = { ours: [], bare: [], nginx: [] };
  const ask = async (name: keyof Sides, length: number) => {
    const side = sides[name];
    if (side)
      loads[name].push(await askWithWrk(side.address, { connections, seconds: length, headers, pids: side.pids }));
  };
  const names = ['bare', 'ours', 'nginx'] as const;
  // What is compiled and made at the first requests is so for all.
  for (const name of names) await ask(name, 2);
  for (const name of names) loads[name].length = 0;
  for (let round = 0; round < rounds; round += 1) for (const name of names) await ask(name, seconds);
  const ratio = (name: 'bare' | 'nginx', of: keyof Load) =>
    median(loads.ours.map((load, index) => load[of] / (loads[name][index]?.[of] ?? Number.NaN)));
  const middle = (name: keyof Sides, of: keyof Load) => median(loads[name].map((load) => load[of]));
  const by = processes === 1 ? 'one process' : `${processes} processes`;
  const how = `wrk, one thread, ${connections} connections, ${seconds} s each, in turns; median of ${rounds}; with a line of the log for each`;
  const figures: Figure[] = [
    {
      ...{ name: `kept story page against bare node:http, ${by}`, value: ratio('bare', 'rate').toFixed(2) },
      ...{ bound: `>= ${bounds.bare}`, pass: ratio('bare', 'rate') >= bounds.bare },
      how: `${how}: ${middle('ours', 'rate').toFixed(0)} and ${middle('bare', 'rate').toFixed(0)} a second${processorOf(middle)}`,
    },
    {
      ...{ name: `its slowest in a hundred, ${by}`, value: `${ratio('bare', 'late').toFixed(2)} ×` },
      ...{ bound: `<= ${bounds.late} ×`, pass: ratio('bare', 'late') <= bounds.late },
      how: `the same: ${middle('ours', 'late').toFixed(1)} and ${middle('bare', 'late').toFixed(1)} ms`,
    },
  ];
  if (processes > 1) return figures;
  if (!sides.nginx) return [...figures, notMeasured('kept story page against nginx', 'nginx is not installed')];
  const nginx = ratio('nginx', 'rate');
  return [
    ...figures,
    {
      ...{ name: 'kept story page against nginx', value: nginx.toFixed(2), bound: `>= ${bounds.nginx}` },
      ...{
        how: `the same, one worker, a file: ${middle('nginx', 'rate').toFixed(0)} a second`,
        pass: nginx >= bounds.nginx,
      },
    },
  ];
}

const processorOf = (middle: (name: 'ours' | 'bare', of: 'processor') => number): string => {
  const [ours, bare] = [middle('ours', 'processor'), middle('bare', 'processor')];
  return Number.isNaN(ours + bare) ? '' : `, ${ours.toFixed(0)} and ${bare.toFixed(0)} µs of a processor`;
};

interface Answer {
  /** Names and values in turn. */
  headers: string[];
  body: Buffer;
}

/** As it is sent, but for what Node adds to each answer by itself. */
function wholeAnswer(address: string): Promise<Answer> {
  const own = ['date', 'connection', 'keep-alive'];
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'Accept-Encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { rawHeaders: raw } = response;
        const kept = raw.filter((_, index) => !own.includes(raw[index - (index % 2)]?.toLowerCase() ?? ''));
        resolve({ headers: kept, body: Buffer.concat(chunks) });
      });
    }).once('error', reject);
  });
}

interface Server {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

async function startBare(
  folder: string,
  { answer, processes }: { answer: Answer; processes: number },
): Promise<Server> {
  const file = join(folder, 'answer.json');
  writeFileSync(file, JSON.stringify({ headers: answer.headers, body: answer.body.toString('base64') }));
  const port = await findFreePort();
  const args = ['bench/bare.ts', file, String(port), String(processes)];
  const child = startProcess(process.execPath, args, { NODE_ENV: 'production' });
  const url = `http://127.0.0.1:${port}/`;
  await answers(url, child.process);
  return { url, pid: child.process.pid ?? 0, stop: child.stop };
}

/** Null where it is not installed. */
async function startNginx(folder: string, body: Buffer): Promise<Server | null> {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const home = join(folder, 'nginx');
  mkdirSync(join(home, 'logs'), { recursive: true });
  writeFileSync(join(home, 'page.html'), body);
  const port = await findFreePort();
  const settings = `worker_processes 1; daemon off; pid ${home}/nginx.pid; error_log ${home}/error.log; user root;
events { worker_connections 256; }
http { access_log ${home}/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
  server { listen 127.0.0.1:${port}; root ${home}; index page.html; } }`;
  writeFileSync(join(home, 'nginx.conf'), settings);
  const child = startProcess('nginx', ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')]);
  const url = `http://127.0.0.1:${port}/page.html`;
  await answers(url, child.process);
  return { url, pid: child.process.pid ?? 0, stop: child.stop };
}
