import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Figure, median } from './figure.ts';
import { answers, findFreePort, root, startProcess } from './newsroom.ts';

const run = promisify(execFile);
const [connections, seconds, rounds] = [32, 5, 3];
const bound = 0.25;

/** Requests per second of the story's page, against those of the least that Express can do with the same bytes. */
export async function measureLoad(story: string, folder: string): Promise<Figure[]> {
  const file = join(folder, 'page.html');
  writeFileSync(file, Buffer.from(await (await fetch(story)).arrayBuffer()));
  const port = await findFreePort();
  const least = `http://127.0.0.1:${port}/`;
  const baseline = startProcess(process.execPath, ['bench/baseline.ts', file, String(port)], {
    NODE_ENV: 'production',
  });
  try {
    await answers(least, baseline.process);
    return [await compare(story, least)];
  } finally {
    await baseline.stop();
  }
}

async function compare(story: string, least: string): Promise<Figure> {
  const [ask, client] = hasWrk() ? [askWithWrk, 'wrk, one thread'] : [askWithNode, 'a client of our own on Node'];
  // What is compiled and cached at the first requests is so for both.
  for (const address of [least, story]) await ask(address, 2);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const most = await ask(least, seconds);
    ratios.push((await ask(story, seconds)) / most);
  }
  const ratio = median(ratios);
  return {
    name: 'story page against bare Express',
    value: ratio.toFixed(2),
    how: `requests per second of one process, ${client}, ${connections} connections, ${seconds} s each, in turns; median of ${ratios.map((each) => each.toFixed(2)).join(', ')}`,
    bound: `>= ${bound}`,
    pass: ratio >= bound,
  };
}

function hasWrk(): boolean {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // It prints its version and ends with 1.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

async function askWithWrk(address: string, duration: number): Promise<number> {
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${duration}s`, '--timeout', '10s', address]);
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  if (rate === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk met with errors:\n${stdout}`);
  return Number(rate);
}

async function askWithNode(address: string, duration: number): Promise<number> {
  const args = ['bench/client.ts', address, String(connections), String(duration)];
  return Number((await run(process.execPath, args, { cwd: root })).stdout);
}
