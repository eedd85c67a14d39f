import { createWriteStream, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { backup } from '../../src/cli/backup.ts';
import { secondsSinceBackup } from '../../src/db/last-backup.ts';
import { readSetting } from '../../src/db/settings.ts';
import { backUpWhenDue } from '../../src/server/backups.ts';
import { run } from '../cli/run.ts';
import { allOf, openAt } from '../storage/places.ts';
import { newFolder } from '../support/database.ts';
import { startS3 } from '../support/s3.ts';
import { contentAt, contentOf, emptyPlace, putBack, startFilled } from './newsroom.ts';

let folder: string;

beforeEach(() => {
  folder = newFolder();
});

const backups = () => readdirSync(folder).sort();

describe('backup --to', () => {
  test('keeps backups in a folder, and removes those whose time is over', async () => {
    const app = await startFilled({ BACKUP_KEEP: '2 days, 0 weeks' });
    const said: string[] = [];
    // Of one that was killed: no process has that number.
    writeFileSync(join(folder, 'broadsheet-2026-11-20T03-00-00Z.backup.4194399.part'), 'half');
    for (let day = 0; day < 4; day += 1) {
      const { out, failure } = await run(backup, app.context, ['--to', folder]);
      expect(failure).toBeNull();
      said.push(out);
      app.clock.advance({ hours: 24 });
    }
    expect(backups().map((name) => name.slice(0, 21))).toEqual(['broadsheet-2026-11-25', 'broadsheet-2026-11-26']);
    expect(said[3]).toMatch(
      /^broadsheet-2026-11-26T.*\.backup: the database and \d+ files\. Removed, since their time was over: broadsheet-2026-11-24T.*\.backup\. /,
    );
    const place = await emptyPlace();
    expect((await putBack(join(folder, backups()[1] ?? ''), place)).failure).toBeNull();
    expect(await contentAt(place)).toEqual(await contentOf(app.context.db, app.context.storage));
  });

  test('keeps them in a bucket, and takes them back from there', async () => {
    const s3 = await startS3();
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = s3.environment;
    const keys = { AWS_ACCESS_KEY_ID: String(AWS_ACCESS_KEY_ID), AWS_SECRET_ACCESS_KEY: String(AWS_SECRET_ACCESS_KEY) };
    const app = await startFilled({ ...keys, BACKUP_KEEP: '1 day, 0 weeks' });
    for (let day = 0; day < 2; day += 1) {
      expect((await run(backup, app.context, ['--to', s3.url])).failure).toBeNull();
      app.clock.advance({ hours: 24 });
    }
    const there = await openAt(s3.url);
    const [{ name } = { name: '' }, ...others] = await allOf(there);
    expect([name, others]).toEqual([expect.stringMatching(/^broadsheet-2026-11-24T/), []]);
    const stored = await there.open(name);
    if (stored) await pipeline(stored.stream(), createWriteStream(join(folder, name)));
    const place = await emptyPlace();
    expect((await putBack(join(folder, name), place)).failure).toBeNull();
    expect(await contentAt(place)).toEqual(await contentOf(app.context.db, app.context.storage));
  });

  test('wants a place, and none where the newsroom has its own files', async () => {
    const app = await startFilled();
    const { storage } = app.context.config;
    const own = storage.kind === 'disk' ? storage.folder : '';
    expect((await run(backup, app.context, ['--to', own])).failure).toBe(
      'Backups are kept in another place than STORAGE_URL.',
    );
    expect((await run(backup, app.context, ['--to', 'ftp://x'])).failure).toMatch(/^--to takes a folder such as/);
    expect((await run(backup, app.context, [])).failure).toMatch(/^Name one file to write, or the place/);
  });
});

describe('Once a day', () => {
  test('a backup is made when its time in the newsroom’s zone is over, also the first time and after a stop', async () => {
    const app = await startFilled({ BACKUP_TO: folder, BACKUP_AT: '15:00' });
    const { context } = app;
    const sweep = () => backUpWhenDue(context);
    await sweep();
    expect(backups()).toHaveLength(1);
    await sweep();
    app.clock.advance({ hours: 1 });
    await sweep();
    expect(backups()).toHaveLength(1);
    app.clock.advance({ hours: 24 * 3 });
    expect(await secondsSinceBackup(context.db.reader, app.clock.now())).toBe(73 * 60 * 60);
    await sweep();
    expect(await secondsSinceBackup(context.db.reader, app.clock.now())).toBe(0);
    await sweep();
    expect(backups()).toHaveLength(2);
    const place = await emptyPlace();
    expect((await putBack(join(folder, backups()[1] ?? ''), place)).failure).toBeNull();
  });

  test('one that fails says why, and is tried again an hour later', async () => {
    const taken = join(folder, 'taken');
    writeFileSync(taken, '');
    const app = await startFilled({ BACKUP_TO: taken });
    await expect(backUpWhenDue(app.context)).rejects.toThrow(
      /^The backup was not made: The folder for backups, .*taken, cannot be made/,
    );
    await backUpWhenDue(app.context);
    expect(await secondsSinceBackup(app.context.db.reader, app.clock.now())).toBeNull();
    app.clock.advance({ hours: 2 });
    await expect(backUpWhenDue(app.context)).rejects.toThrow(/^The backup was not made/);
  });

  test('none is made where nobody said where', async () => {
    const app = await startFilled();
    await backUpWhenDue(app.context);
    expect(await readSetting(app.context.db.reader, 'backup_begun')).toBeNull();
  });
});
