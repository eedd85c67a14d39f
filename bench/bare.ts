/**
 * What whole pages are compared with: a server of Node's own that sends one answer, and nothing else. Arguments: a file with that answer as JSON (headers: names and
 * values in turn; body: in base64), port, processes.
 */

import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file = '', port = '', processes = '1'] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(file, 'utf8')) as { headers: string[]; body: string };
const named = Object.fromEntries(
  headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : [])),
);
const bytes = Buffer.from(body, 'base64');

if (Number(processes) > 1 && cluster.isPrimary) {
  for (let number = 0; number < Number(processes); number += 1) cluster.fork();
  process.once('SIGTERM', () => process.exit());
} else {
  createServer((_request, response) => {
    response.writeHead(200, named);
    response.end(bytes);
  }).listen(Number(port), '127.0.0.1');
}
