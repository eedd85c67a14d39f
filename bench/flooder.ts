/**
 * Posts to one address at a steady rate whether or not it is answered, as though from fifty addresses, in a process of its own.
 * Arguments: address, posts per second, seconds. Prints what was sent, and how often each status was answered, as JSON.
 */

import { Agent, request } from 'node:http';

const [address = '', rate = '', seconds = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const body = `text=${encodeURIComponent('The same again and again. '.repeat(8))}&name=Flood&email=flood%40example.org`;
const statuses: Record<string, number> = {};
const begun = performance.now();
/** More are not sent while so many wait: a flood does not make the client fall over. */
const mostOpen = 3_000;
let [sent, open] = [0, 0];

function post(): void {
  sent += 1;
  open += 1;
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': body.length,
    'Sec-Fetch-Site': 'same-origin',
    'X-Forwarded-For': `198.51.100.${sent % 50}`,
  };
  const count = (what: string) => {
    open -= 1;
    statuses[what] = (statuses[what] ?? 0) + 1;
  };
  const asked = request(address, { method: 'POST', agent, headers }, (response) => {
    response.resume().once('end', () => count(String(response.statusCode)));
  });
  asked.once('error', () => count('error'));
  asked.end(body);
}

const timer = setInterval(() => {
  const passed = (performance.now() - begun) / 1000;
  if (passed >= Number(seconds)) return end(passed);
  const due = Math.floor(passed * Number(rate)) - sent;
  for (let each = 0; each < due && open < mostOpen; each += 1) post();
}, 2);

function end(passed: number): void {
  clearInterval(timer);
  agent.destroy();
  process.stdout.write(`${JSON.stringify({ perSecond: sent / passed, statuses })}\n`);
}
