import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeBackup } from '../../src/backup/make.ts';
import { verify } from '../../src/cli/verify.ts';
import { sweepFiles } from '../../src/media/actions/stored.ts';
import { removePicture } from '../../src/media/actions.ts';
import { run } from '../cli/run.ts';
import { startApp } from '../support/app.ts';
import { startChild } from '../support/children.ts';
import { newFolder } from '../support/database.ts';
import { endOf, startWithin } from '../support/full-disk.ts';
import { addColour, addStory } from '../support/stories.ts';
import { backUp, contentAt, contentOf, emptyPlace, environmentOf, fileIn, putBack, startFilled } from './newsroom.ts';

let app: Awaited<ReturnType<typeof startFilled>>;
let folder: string;

beforeEach(async () => {
  app = await startFilled();
  folder = newFolder();
});

const quiet = { passphrase: null, copied: () => undefined, begin: () => undefined, done: () => undefined };

describe('A backup', () => {
  test('restored into an empty place is equal row for row and file for file, and goes on from its numbers', async () => {
    const { db, storage } = app.context;
    const made = await backUp(app, fileIn(folder));
    expect(made.failure).toBeNull();
    expect(made.out).toMatch(
      /newsroom\.backup: the database and \d+ files, \d+\.\d MB\. Whoever has it can read everything/,
    );
    expect(readdirSync(folder)).toEqual(['newsroom.backup']);
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
    const before = await contentOf(db, storage);
    const place = await emptyPlace();
    const restored = await putBack(fileIn(folder), place);
    expect(restored.failure).toBeNull();
    expect(restored.out).toMatch(
      /^Restored: the newsroom as it was at .*, with \d+ files\. Start the site, then run verify --event \d+:/,
    );
    expect(await contentAt(place)).toEqual(before);

    const again = await startApp({ copyOf: place });
    expect((await run(verify, again.context)).failure).toBeNull();
    const { articleId } = await addStory(app.context, { editor: app.editor, content: { sectionId: 1 } });
    expect((await addStory(again.context, { editor: app.editor, content: { sectionId: 1 } })).articleId).toBe(
      articleId,
    );
    const changing = again.context.db.writer.updateTable('publications').set({ note: 'else' }).execute();
    await expect(changing).rejects.toThrow('the ledger is append-only');
  });

  test('sealed with a passphrase shows nothing, and needs it', async () => {
    const sealed = { BACKUP_PASSPHRASE: 'correct horse battery' };
    expect((await backUp(app, fileIn(folder), sealed)).out).toContain('MB. It is sealed with the passphrase.');
    const bytes = await readFile(fileIn(folder));
    for (const word of ['With a picture', 'SQLite format', 'manifest.json', 'publications'])
      expect(bytes.includes(word)).toBe(false);
    const place = await emptyPlace();
    const wrong = await putBack(fileIn(folder), place, { BACKUP_PASSPHRASE: 'correct horse bakery' });
    expect(wrong.failure).toBe('The backup was made with another passphrase: nothing was restored.');
    expect((await putBack(fileIn(folder), place)).failure).toMatch(
      /^A passphrase is needed, and nobody is there to type it/,
    );
    expect((await putBack(fileIn(folder), place, sealed)).failure).toBeNull();
    expect(await contentAt(place)).toEqual(await contentOf(app.context.db, app.context.storage));
  });

  test('has one moment of a database that is written to meanwhile, and each file that its rows name', async () => {
    const picture = await addColour(app.context, app.editor, '#3c3');
    await app.context.images.idle();
    let writes = 0;
    const change = async () => {
      writes += 1;
      await addStory(app.context, { editor: app.editor, content: { headline: `New ${writes}`, sectionId: 1 } });
    };
    let changing = Promise.resolve();
    const begin = () => {
      changing = change().then(() => removePicture(app.context, app.editor, picture.id));
    };
    const making = makeBackup(app.context, fileIn(folder), { ...quiet, begin });
    await making;
    await changing;
    const place = await emptyPlace();
    expect((await putBack(fileIn(folder), place)).failure).toBeNull();
    const there = await contentAt(place);
    expect(there[`file ${picture.file}`]).toHaveLength(1);
    expect(JSON.stringify(there.articles)).not.toContain('New 1');
    expect((await run(verify, (await startApp({ copyOf: place })).context)).failure).toBeNull();
    // It goes once the backup is made.
    await sweepFiles(app.context);
    expect(await app.context.storage.open(picture.file)).toBeNull();
  });

  test('of a damaged or missing file is made, and says so', async () => {
    const [damaged, lost] = [
      await addColour(app.context, app.editor, '#3c3'),
      await addColour(app.context, app.editor, '#33c'),
    ];
    await app.context.images.idle();
    await app.context.storage.put(damaged.file, Buffer.from('rust'));
    await app.context.storage.remove(lost.file);
    const { failure } = await backUp(app, fileIn(folder));
    expect(failure).toBe(
      `The backup was made, but of files that are damaged or missing here: ${damaged.file}, ${lost.file}. verify names all.`,
    );
    expect(existsSync(fileIn(folder))).toBe(true);
  });

  test('is not written over another file, nor into a folder that is not there', async () => {
    await backUp(app, fileIn(folder));
    expect((await backUp(app, fileIn(folder))).failure).toMatch(/is there already: name a file that is not\.$/);
    expect((await backUp(app, join(folder, 'none', 'file'))).failure).toMatch(
      /^There is no folder .*none: make it first\.$/,
    );
  });

  test('that finds no room says so, and leaves nothing', async () => {
    await app.context.storage.put('aa.bin', Buffer.alloc(30_000_000, 'x'));
    const child = startWithin(20_000, ['src/start.js', '--cli', 'backup', fileIn(folder)], environmentOf(app));
    const { code, said } = await endOf(child);
    expect({ code, said }).toEqual({
      code: 1,
      said: `backup: There is no room left for ${fileIn(folder)}: nothing was kept of it.`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is killed on its way leaves no file, and the next one takes away what it left', async () => {
    const large = Buffer.alloc(30_000_000, 'x');
    for (const name of ['aa.bin', 'bb.bin', 'cc.bin']) await app.context.storage.put(name, large);
    const child = startChild(['src/start.js', '--cli', 'backup', fileIn(folder)], environmentOf(app));
    const size = () =>
      readdirSync(folder).reduce(
        (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
    while (size() < 10_000_000) await wait(5);
    child.process.kill('SIGKILL');
    await child.ended;
    expect(readdirSync(folder)).toEqual(expect.not.arrayContaining(['newsroom.backup']));
    expect(readdirSync(folder)).toHaveLength(2);
    // Whoever comes next does not wait for the one that died for longer than its term.
    await app.context.db.writer.updateTable('leases').set({ until: '' }).where('name', '=', 'backup').execute();
    expect((await backUp(app, fileIn(folder))).failure).toBeNull();
    expect(readdirSync(folder)).toEqual(['newsroom.backup']);
  });
});
