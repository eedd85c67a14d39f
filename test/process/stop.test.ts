import { connect, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Child } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { startProgram } from './program.ts';

/** Without Node's cache of compiled sources, which the first child of a file writes as it ends: what is timed here is the program. */
async function started(): Promise<{ program: Child; port: number }> {
  const program = startProgram({ NODE_DISABLE_COMPILE_CACHE: '1' });
  const [, port] = /localhost:(\d+)\n/.exec(await program.printed('Newsroom')) ?? [];
  return { program, port: Number(port) };
}

/** A connection that stays open on our side, and what came over it. */
async function open(
  port: number,
): Promise<{ socket: Socket; received(text: string): Promise<string>; closed: Promise<void> }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
  cleanUp(() => socket.destroy());
  let seen = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve()).on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const received = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => seen.includes(text) && resolve(seen);
      socket.on('data', look);
      closed.then(() => reject(new Error(`It was closed without "${text}": ${seen}`)));
      look();
    });
  return { socket, received, closed };
}

/** What somebody gets who comes now; nothing where the connection is refused, or ended at once. */
async function answerTo(port: number): Promise<string> {
  let answer = '';
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(get));
  cleanUp(() => socket.destroy());
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      answer += data;
    });
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

const get = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
const body = 'email=mara%40courier.example&password=wrong+password';
const post = [
  'POST /admin/sign-in HTTP/1.1',
  'Host: localhost',
  'Sec-Fetch-Site: same-origin',
  'Content-Type: application/x-www-form-urlencoded',
  `Content-Length: ${body.length}`,
  '\r\n',
].join('\r\n');

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('lets what is being answered finish, takes nothing new, and ends with 0', async () => {
    const { program, port } = await started();
    const slow = await open(port);
    slow.socket.write(`${post}${body.slice(0, 20)}`);
    // An answer on another connection: what was sent before has been read.
    const other = await open(port);
    other.socket.write(get);
    await other.received('"writing":true}');
    program.process.kill(signal);
    await other.closed;
    expect(await answerTo(port)).toBe('');
    slow.socket.write(body.slice(20));
    expect(await slow.received('</html>')).toMatch(/^HTTP\/1\.1 422 /);
    const answered = performance.now();
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - answered).toBeLessThan(1500);
  });

  test('is not held up by connections on which nothing is being asked', async () => {
    const { program, port } = await started();
    const [used, unused] = [await open(port), await open(port)];
    used.socket.write(get);
    await used.received('"writing":true}');
    const begun = performance.now();
    program.process.kill(signal);
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(1500);
    await Promise.all([used.closed, unused.closed]);
  });
});
