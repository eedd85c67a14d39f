/**
 * Posts comments in a process of its own, each connection one after the other, as people on networks of their own would.
 * Arguments: address of the story, connections, seconds. Prints how many were accepted in each second.
 */

import { Agent, request } from 'node:http';

const [story = '', connections = '', seconds = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const begun = performance.now();
const end = begun + Number(seconds) * 1000;
let posted = 0;
const run = process.pid % 200;

/** A network of its own for each post, behind a proxy. */
const networkOf = (number: number) => `${run}.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

function post(number: number): Promise<void> {
  const text = `Remark ${number}: who pays for the quay, and who decided that it should be so?`;
  const body = new URLSearchParams({
    text,
    name: `Reader ${number}`,
    email: `reader-${run}-${number}@example.org`,
  }).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
    'Sec-Fetch-Site': 'same-origin',
    'X-Forwarded-For': networkOf(number),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${story}/comments`, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 303) reject(new Error(`A comment was answered with ${response.statusCode}.`));
      response.resume().once('end', resolve);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function postOn(): Promise<void> {
  while (performance.now() < end) {
    posted += 1;
    await post(posted);
  }
}

await Promise.all(Array.from({ length: Number(connections) }, postOn));
agent.destroy();
process.stdout.write(`${(posted / (performance.now() - begun)) * 1000}\n`);
