import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { type Child, startChild } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newFolder } from '../support/database.ts';
import { findFreePort, startProgram } from './program.ts';
import { getHealth, openOn, postOf } from './raw.ts';
import { soon } from './several.ts';

/** Without Node's cache of compiled sources, which the first child of a file writes as it ends: what is timed here is the program. */
async function started(): Promise<{ program: Child; port: number }> {
  const program = startProgram({ NODE_DISABLE_COMPILE_CACHE: '1' });
  const [, port] = /localhost:(\d+)\n/.exec(await program.printed('Newsroom')) ?? [];
  return { program, port: Number(port) };
}

/** What somebody gets who comes now; nothing where the connection is refused, or ended at once. */
async function answerTo(port: number, connection = 'keep-alive'): Promise<string> {
  let answer = '';
  const socket = connect({ port, host: '127.0.0.1' }, () =>
    socket.write(getHealth.replace('\r\n\r\n', `\r\nConnection: ${connection}\r\n\r\n`)),
  );
  cleanUp(() => socket.destroy());
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      answer += data;
    });
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('lets what is being answered finish, takes nothing new, and ends with 0', async () => {
    const { program, port } = await started();
    const slow = await openOn(port);
    slow.socket.write(`${postOf.head}${postOf.body.slice(0, 20)}`);
    // An answer on another connection: what was sent before has been read.
    const other = await openOn(port);
    other.socket.write(getHealth);
    await other.received('"reading":true}');
    program.process.kill(signal);
    await other.closed;
    expect(await answerTo(port)).toBe('');
    slow.socket.write(postOf.body.slice(20));
    expect(await slow.received('</html>')).toMatch(/^HTTP\/1\.1 422 /);
    const answered = performance.now();
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - answered).toBeLessThan(1500);
  });

  test('is not held up by connections on which nothing is being asked', async () => {
    const { program, port } = await started();
    const [used, unused] = [await openOn(port), await openOn(port)];
    used.socket.write(getHealth);
    await used.received('"reading":true}');
    const begun = performance.now();
    program.process.kill(signal);
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(1500);
    await Promise.all([used.closed, unused.closed]);
  });
});

test('SIGTERM that only npm is sent, as by who started it, ends the program', async () => {
  const [folder, port] = [newFolder(), await findFreePort()];
  const environment = {
    ...{ PORT: String(port), DATABASE_URL: `sqlite:${folder}/broadsheet.db`, STORAGE_URL: `file:${folder}/uploads` },
    ...{ DEMO: 'off', WEB_CONCURRENCY: '1', LOG_LEVEL: 'silent', HOME: folder },
  };
  // Other tests use what is built.
  const npm = startChild(['start', '--ignore-scripts'], environment, 'npm');
  await npm.printed('Newsroom');
  expect(await answerTo(port, 'close')).toContain('"reading":true}');
  npm.process.kill('SIGTERM');
  await npm.ended;
  expect(await answerTo(port)).toBe('');
});

test('A program that is killed has left what Node made of its sources to the next one', async () => {
  const folder = newFolder();
  const program = startProgram({ NODE_COMPILE_CACHE: folder });
  await program.printed('Newsroom');
  await soon(() => readdirSync(folder, { recursive: true }).length > 100);
  program.process.kill('SIGKILL');
  expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
});
