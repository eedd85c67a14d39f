import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startApp } from '../support/app.ts';

const token = 'x'.repeat(43);

test.each([
  ['/admin/invitation'],
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
