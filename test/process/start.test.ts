import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { backupsTake } from '../../src/config/backup.ts';
import { storageTakes } from '../../src/config/storage.ts';
import type { Child } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabaseUrl, newFolder, openUrl } from '../support/database.ts';
import { fillForm } from '../support/forms.ts';
import { findFreePort, startProgram, takePort } from './program.ts';

/** The one line that the program leaves behind, without its line end. */
async function lastWords(program: Child): Promise<string> {
  const { code, stdout, stderr } = await program.ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  return stderr.trimEnd();
}

const refusal = async (environment: Record<string, string>) => {
  const line = await lastWords(startProgram(environment));
  expect(line).toMatch(/^Broadsheet cannot start\. /);
  return line.slice('Broadsheet cannot start. '.length);
};

/** A path below a regular file, where not even root can write. */
function newUnwritablePath(name: string): string {
  const file = join(newFolder(), 'file');
  writeFileSync(file, 'not a folder');
  return join(file, 'below', name);
}

describe('On a Node that is too old', () => {
  const advice = 'Start it with "npm start", which brings its own.';

  test('it says what it needs, before it meets what it cannot read', async () => {
    const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.17.9' } })";
    const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
    const line = await lastWords(startProgram({}, { args }));
    expect(line).toBe(`Broadsheet needs Node 22.18 or newer; this is 22.17.9. ${advice}`);
  });

  const old = findOldNode();
  if (old) {
    test(`such as the ${old.version} of this machine, it does so too`, async () => {
      const line = await lastWords(startProgram({}, { node: old.path }));
      expect(line).toBe(`Broadsheet needs Node 22.18 or newer; this is ${old.version}. ${advice}`);
    });
  }
});

function findOldNode(): { path: string; version: string } | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  for (const path of folders.map((folder) => join(folder, 'node')).filter(existsSync)) {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < 22 || (major === 22 && minor < 18)) return { path, version };
  }
  return undefined;
}

describe('A wrong variable is named, with what it takes', () => {
  const address = 'the address of the site without a path, such as https://news.example';
  const database = 'sqlite:./data/broadsheet.db or postgres://user:password@host/database';
  test.each([
    ['PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '80\n81', 'a whole number from 0 to 65535'],
    ['HOST', 'http://localhost', 'a host name or address to listen on, such as 127.0.0.1'],
    ['SITE_URL', 'news.example', address],
    ['SITE_URL', 'https://news.example/politics', address],
    ['SITE_URL', 'ftp://news.example', address],
    ['STORAGE_URL', './uploads', storageTakes],
    ['BACKUP_TO', 'ftp://backups', backupsTake],
    ['BACKUP_AT', '24:00', 'a time of day such as 03:30'],
    ['BACKUP_KEEP', '0 days, 0 weeks', 'how many are kept, such as “7 days, 4 weeks”'],
    ['STORAGE_URL', 's3://', storageTakes],
    [
      'TRUST_PROXY',
      'everybody',
      'the number of proxies in front of the server, or their addresses separated by commas',
    ],
    ['WEB_CONCURRENCY', '0', 'a whole number of processes from 1 to 64'],
    ['WEB_CONCURRENCY', 'all', 'a whole number of processes from 1 to 64'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
    ['NODE_ENV', 'prod', 'production, development or test'],
    ['DEMO', 'maybe', 'on or off'],
  ])('%s=%j', async (name, value, takes) => {
    expect(await refusal({ [name]: value })).toBe(`${name} is ${JSON.stringify(value)}, but takes ${takes}.`);
  });

  test.each(['mysql://mara:secret@host/news', 'broadsheet.db', 'sqlite:', 'postgres://mara:secret@:news'])(
    'DATABASE_URL=%j, which is not shown: it may hold a password',
    async (value) => {
      expect(await refusal({ DATABASE_URL: value })).toBe(`DATABASE_URL is wrong, but takes ${database}.`);
    },
  );

  test.each([
    ['PURGE_URL', 'cache.example:secret@purge'],
    ['PURGE_HEADER', 'secret'],
  ])('%s, which may hold a password', async (name, value) => {
    const said = await refusal({ [name]: value });
    expect(said).toContain(`${name} is wrong, but takes `);
    expect(said).not.toContain('secret');
  });

  test('BACKUP_PASSPHRASE, which is not shown', async () => {
    expect(await refusal({ BACKUP_PASSPHRASE: 'too-short' })).toBe(
      'BACKUP_PASSPHRASE is wrong, but takes a passphrase of at least 12 characters.',
    );
  });

  test('METRICS_TOKEN, which is not shown either', async () => {
    expect(await refusal({ METRICS_TOKEN: 'too-short' })).toBe(
      'METRICS_TOKEN is wrong, but takes at least 16 letters, digits and signs of -._~+/=.',
    );
  });

  test('SITE_URL, where it is missing in production', async () => {
    expect(await refusal({ NODE_ENV: 'production' })).toBe(`SITE_URL is required in production: ${address}.`);
  });

  test('an empty variable counts as a missing one', async () => {
    const program = startProgram({ HOST: '', LOG_LEVEL: '', SITE_URL: '', NODE_ENV: '', TRUST_PROXY: '' });
    await program.printed('Newsroom');
  });
});

describe('What it cannot use stops the start', () => {
  test('a port that is taken', async () => {
    const { port, free } = await takePort();
    cleanUp(free);
    expect(await refusal({ PORT: String(port) })).toBe(
      `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`,
    );
  });

  test('a host that is not of this machine', async () => {
    expect(await refusal({ HOST: '203.0.113.1' })).toBe('HOST 203.0.113.1 is not an address of this machine.');
  });

  test('a data folder that cannot be written', async () => {
    const file = newUnwritablePath('broadsheet.db');
    const line = await refusal({ DATABASE_URL: `sqlite:${file}` });
    expect(line).toMatch(
      /^The database file .* cannot be opened \(.*\): make its folder writable, or set DATABASE_URL\.$/,
    );
    expect(line).toContain(file);
  });

  test('a folder where the database should be', async () => {
    const line = await refusal({ DATABASE_URL: `sqlite:${newFolder()}` });
    expect(line).toMatch(
      /^The database file .* cannot be opened \(.*\): make its folder writable, or set DATABASE_URL\.$/,
    );
  });

  test('a folder for uploads that cannot be written', async () => {
    const folder = newUnwritablePath('uploads');
    expect(await refusal({ STORAGE_URL: `file:${folder}` })).toBe(
      `The folder for uploads, ${folder}, cannot be written: make it writable, or set STORAGE_URL.`,
    );
  });

  test.each([
    ['a text', 'Dear diary'],
    ['a longer text', 'All work and no play. '.repeat(500)],
  ])('%s where the database should be, which stays as it is', async (_what, text) => {
    const file = join(newFolder(), 'diary.db');
    writeFileSync(file, text);
    expect(await refusal({ DATABASE_URL: `sqlite:${file}` })).toBe(
      `${file} is not a database: move it away, or set DATABASE_URL to another file.`,
    );
    expect(execFileSync('cat', [file], { encoding: 'utf8' })).toBe(text);
  });

  test('a file of limits that is none', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'broadsheet.limits.db'));
    const line = await refusal({ DATABASE_URL: `sqlite:${join(folder, 'broadsheet.db')}` });
    expect(line).toMatch(/^The database file .*broadsheet\.limits\.db cannot be opened/);
  });

  test('a PostgreSQL server that is not there', async () => {
    const line = await refusal({ DATABASE_URL: 'postgres://mara:secret@127.0.0.1:1/news' });
    expect(line).toBe(
      'The PostgreSQL server of DATABASE_URL cannot be reached (connect ECONNREFUSED 127.0.0.1:1): start it, or correct the address.',
    );
  });

  test('a database that a newer version made', async () => {
    const url = await newDatabaseUrl();
    const database = openUrl(url);
    const log = database.writer as unknown as Kysely<{ kysely_migration: { name: string; timestamp: string } }>;
    await log.insertInto('kysely_migration').values({ name: '9999-tomorrow', timestamp: '2099' }).execute();
    await database.close();
    expect(await refusal({ DATABASE_URL: url })).toBe(
      'The database was made by a newer version of Broadsheet (it has 9999-tomorrow): install that version, or restore a backup.',
    );
  });
});

describe('A start that works', () => {
  test('prints where the site and the newsroom are, and ends with 0 when it is told to', async () => {
    const program = startProgram();
    const [, url = ''] =
      /running at (http:\/\/localhost:[1-9]\d*)\nNewsroom: \1\/admin\n/.exec(await program.printed('/admin\n')) ?? [];
    expect((await fetch(url)).status).toBe(200);
    program.process.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  test('in production prints an address that makes the first administrator, once', async () => {
    const environment = {
      NODE_ENV: 'production',
      SITE_URL: 'https://news.example',
      PORT: String(await findFreePort()),
      DATABASE_URL: await newDatabaseUrl({ copyOf: 'nothing' }),
    };
    const program = startProgram(environment);
    const [, path = ''] =
      /once: https:\/\/news\.example(\/admin\/set-up\?token=[\w-]{43})\n/.exec(await program.printed('token=')) ?? [];
    const local = `http://127.0.0.1:${environment.PORT}`;
    const page = await fetch(`${local}${path}`);
    expect(page.status).toBe(200);
    const values = { Name: 'Mara Oyelaran', Email: 'mara@courier.example', Password: 'a lighthouse in the fog' };
    const { action, fields } = fillForm(await page.text(), 'Make the account', values);
    const send = () =>
      fetch(`${local}${action || path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        redirect: 'manual',
      });
    expect((await send()).status).toBe(303);
    expect((await send()).status).toBe(404);
    expect((await fetch(`${local}${path}`)).status).toBe(404);
    program.process.kill('SIGTERM');
    await program.ended;
    const again = startProgram(environment);
    expect(await again.printed('/admin\n')).not.toContain('token');
  });
});
