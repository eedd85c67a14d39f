import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';

const run = promisify(execFile);

export interface Load {
  /** Requests per second. */
  rate: number;
  /** Within which 99 of 100 were answered, in milliseconds. */
  late: number;
  /** What each request took of a processor, of the processes named, in microseconds. */
  processor: number;
}

export function hasWrk(): boolean {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // It prints its version and ends with 1.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

export interface Asking {
  connections: number;
  seconds: number;
  headers?: string[];
  /** The processes whose time is counted. */
  pids?: number[];
}

/** Asks one address over and over with wrk, one thread. @throws Error where anything but 200 is answered */
export async function askWithWrk(address: string, asking: Asking): Promise<Load> {
  const { connections, seconds, headers = [], pids = [] } = asking;
  const before = pids.map(processorTime);
  const given = headers.flatMap((header) => ['-H', header]);
  const times = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency'];
  const { stdout } = await run('wrk', [...times, ...given, address]);
  const spent = pids.reduce((sum, pid, index) => sum + processorTime(pid) - (before[index] ?? 0), 0);
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  const [, late, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const [, count] = /(\d+) requests in/.exec(stdout) ?? [];
  if (rate === undefined || late === undefined || /Non-2xx|Socket errors/.test(stdout)) {
    throw new Error(`wrk met with errors:\n${stdout}`);
  }
  const scale = { us: 0.001, ms: 1, s: 1000 }[unit ?? ''] ?? Number.NaN;
  return { rate: Number(rate), late: Number(late) * scale, processor: (spent * 1e6) / Number(count) };
}

/** In seconds. Linux counts in hundredths; elsewhere it is not known. */
function processorTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

/** In place of a figure, on a machine that lacks what takes it. */
export const notMeasured = (name: string, why: string): Figure => ({
  ...{ name, value: 'not measured', how: why, bound: null, pass: true },
});
