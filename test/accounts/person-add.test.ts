import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { newDatabaseUrl, newFolder } from '../support/database.ts';

const start = fileURLToPath(new URL('../../src/start.js', import.meta.url));

async function run(databaseUrl: string, args: string[], input = '') {
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'test', STORAGE_URL: `file:${newFolder()}` };
  const child = spawn(process.execPath, [start, '--cli', ...args], { env });
  child.stdin.end(input);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { out, err, code };
}

describe('The command person:add', () => {
  const flags = ['person:add', '--name', 'Inês Duarte', '--email', 'Ines@Courier.example', '--role', 'editor'];

  test('takes the password from standard input', async () => {
    const url = await newDatabaseUrl();
    const { out, err, code } = await run(url, [...flags, '--password-stdin'], 'a lighthouse in the fog\n');
    expect({ out, err, code }).toEqual({
      out: 'Added Inês Duarte <ines@courier.example>, editor.\n',
      err: '',
      code: 0,
    });
  }, 30_000);

  test('makes a password otherwise, and shows it once', async () => {
    const url = await newDatabaseUrl();
    const { out, code } = await run(url, flags);
    expect(code).toBe(0);
    expect(out).toMatch(/\nPassword, shown this once: [a-z]{5}(-[a-z]{5}){3}\n$/);
    const again = await run(url, flags);
    expect(again).toEqual({ out: '', err: 'person:add: Somebody has this email address already.\n', code: 1 });
  }, 30_000);

  test.each([
    ['no email', ['person:add', '--name', 'A', '--role', 'editor'], /^person:add: Enter an email address like .*\n$/],
    [
      'an unknown flag',
      ['person:add', '--nmae', 'A'],
      /^person:add: Unknown option '--nmae'\. Usage: person:add --name .*\n$/,
    ],
    ['an unknown command', ['person:remove'], /^There is no command person:remove\. There are:\n(.*\n)*.*person:add/],
  ])(
    'says what is wrong with %s, and fails',
    async (_what, args, message) => {
      const { out, err, code } = await run(await newDatabaseUrl(), args);
      expect({ out, code }).toEqual({ out: '', code: 1 });
      expect(err).toMatch(message);
    },
    30_000,
  );
});
