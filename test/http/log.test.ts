import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startApp } from '../support/app.ts';
import { startChild } from '../support/children.ts';

const token = 'x'.repeat(43);

test.each([
  ['/admin/invitation'],
  ['/admin/reset'],
  ['/preview'],
  ['/your-data'],
  ['/replies/confirm'],
  ['/replies/stop'],
  ['/Replies/Confirm'],
])('What opens doors in an address below %s stands in no log', async (path) => {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  const { visitor } = await startApp({ log });
  await visitor().get(`${path}/${token}`);
  expect(logged.join('')).toContain(`${path}/…`);
  expect(logged.join('')).not.toContain(token);
});

test('What somebody asks for in a form that is not offered is no error of ours', async () => {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  const { visitor } = await startApp({ log });
  await visitor().get('/oembed?format=yaml').expect(501);
  const levels = logged.map((line) => JSON.parse(line)).filter(({ req }) => req?.path === '/oembed');
  expect(levels.map(({ level }) => level)).toEqual([pino.levels.values.debug]);
});

describe('A line of the log is written', () => {
  /** What a process of its own prints that writes these lines and then dies so. */
  const printed = async (script: string): Promise<string[]> => {
    const program = `import { createLog } from './src/http/log.ts'; const log = createLog('debug'); ${script}`;
    const child = startChild(['--input-type=module', '-e', program]);
    const { stdout } = await child.ended;
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).msg);
  };
  const kill = "process.kill(process.pid, 'SIGKILL'); await new Promise(() => setInterval(() => {}, 1000));";

  test('at once where it warns, with those before it', async () => {
    expect(await printed(`log.debug('one'); log.info('two'); log.warn('three'); ${kill}`)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  test('at the end, whether by itself or by a mistake', async () => {
    expect(await printed("log.debug('one'); process.exit(0);")).toEqual(['one']);
    expect(await printed("log.debug('one'); throw new Error('So.');")).toEqual(['one']);
  });

  test('after a second at the latest', async () => {
    const wait = 'await new Promise((resolve) => setTimeout(resolve, 1500));';
    expect(await printed(`log.debug('one'); ${wait} log.debug('two'); ${kill}`)).toEqual(['one']);
  });
});
