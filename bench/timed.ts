import { type Agent, get } from 'node:http';

/** How long a page takes until all of it is there, in milliseconds. @throws Error where anything but 200 is answered */
export function timed(address: string, agent: Agent, headers: Record<string, string> = {}): Promise<number> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}.`));
      response.resume().once('end', () => resolve(performance.now() - from));
    }).once('error', reject);
  });
}
