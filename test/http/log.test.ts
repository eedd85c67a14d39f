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

test('What somebody asks for in a form that is not offered is no error of ours', async () => {
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  const { visitor } = await startApp({ log });
  await visitor().get('/oembed?format=yaml').expect(501);
  const levels = logged.map((line) => JSON.parse(line)).filter(({ req }) => req?.path === '/oembed');
  expect(levels.map(({ level }) => level)).toEqual([pino.levels.values.debug]);
});
