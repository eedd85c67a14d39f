/**
 * Asks for one page at a steady rate whether or not it is answered, in a process of its own. Arguments: address, times per second, seconds, and a cookie where one is
 * needed. Prints how long each answer took, in milliseconds, as JSON.
 */

import { Agent, get } from 'node:http';

const [address = '', rate = '', seconds = '', cookie = ''] = process.argv.slice(2);
const perSecond = Number(rate);
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
// As every browser says.
const headers = { 'Accept-Encoding': 'gzip, deflate, br', ...(cookie && { Cookie: cookie }) };
const took: number[] = [];
const begun = performance.now();
let asked = 0;

function ask(from = performance.now()): void {
  const request = get(address, { agent, headers }, (response) => {
    if (response.statusCode !== 200) throw new Error(`${address} answered ${response.statusCode}.`);
    response.resume().once('end', () => took.push(performance.now() - from));
  });
  request.once('error', (error) => {
    // An idle connection may end as it is used again; then one asks again, as browsers do.
    if (!request.reusedSocket) throw error;
    ask(from);
  });
}

const timer = setInterval(() => {
  const passed = (performance.now() - begun) / 1000;
  for (; asked < Math.min(passed, Number(seconds)) * perSecond; asked += 1) ask();
  if (passed < Number(seconds) || took.length < asked) return;
  clearInterval(timer);
  agent.destroy();
  process.stdout.write(`${JSON.stringify(took)}\n`);
}, 2);
