/** Asks one address over and over, where wrk is not installed. Arguments: address, connections, seconds. Prints requests per second. */

import { Agent, get } from 'node:http';

const [address = '', connections = '', seconds = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const begun = performance.now();
const end = begun + Number(seconds) * 1000;
let answered = 0;

const ask = () =>
  new Promise<void>((resolve, reject) => {
    const request = get(address, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}.`));
      response.resume().once('end', resolve);
    });
    request.once('error', reject);
  });

async function askOn(): Promise<void> {
  while (performance.now() < end) {
    await ask();
    answered += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, askOn));
agent.destroy();
process.stdout.write(`${(answered / (performance.now() - begun)) * 1000}\n`);
