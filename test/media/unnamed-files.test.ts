import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import type { Context } from '../../src/context.ts';
import { removeDocument } from '../../src/media/actions/documents.ts';
import { removeRecording } from '../../src/media/actions/recordings.ts';
import { replacePicture } from '../../src/media/actions/replace.ts';
import { sweepFiles } from '../../src/media/actions/stored.ts';
import { addPicture, removePicture } from '../../src/media/actions.ts';
import { findMedia } from '../../src/media/queries.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { allOf } from '../storage/places.ts';
import { type Started, startApp } from '../support/app.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { addPerson } from '../support/factories.ts';
import { addRecording, filmOf } from '../support/recordings.ts';
import { addColour } from '../support/stories.ts';

let app: Started;
let editor: Person;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
});

const there = async () => (await allOf(app.context.storage)).map(({ name }) => name);
const announced = () => app.context.db.reader.selectFrom('unnamed_files').selectAll().execute();
/** The program with a storage that does something else. */
const withStorage = (other: Partial<Storage>): Context => ({
  ...app.context,
  storage: { ...app.context.storage, ...other },
});
const ended = () => Promise.reject(new Error('The program ended here.'));
const drawn = (background: string) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
const said = { alt: '', caption: '', credit: '', originalName: '' };

interface Kept {
  id: number;
  remove: (context: Context) => Promise<void>;
  again: () => Promise<{ id: number }>;
}

const kinds: Record<string, () => Promise<Kept>> = {
  async picture() {
    const again = () => addColour(app.context, editor, '#a33');
    const { id } = await again();
    return { id, again, remove: (context) => removePicture(context, editor, id) };
  },
  async recording() {
    const content = await filmOf(1);
    const again = () => addRecording(app.context, editor, { content });
    const { id } = await again();
    return { id, again, remove: (context) => removeRecording(context, editor, id) };
  },
  async document() {
    const content = await plainPdf('Report');
    const again = () => addDocument(app.context, editor, { content });
    const { id } = await again();
    return { id, again, remove: (context) => removeDocument(context, editor, id) };
  },
};

describe.each(Object.entries(kinds))('A %s that is removed', (_kind, make) => {
  test('leaves no file and no word of one', async () => {
    const { remove } = await make();
    await app.context.images.idle();
    await remove(app.context);
    expect(await there()).toEqual([]);
    expect(await announced()).toEqual([]);
  });

  test('holds up nobody who writes while its files go', async () => {
    const { remove } = await make();
    const { db, storage } = app.context;
    const written: number[] = [];
    const slow = async (name: string) => {
      written.push(await db.transaction(async () => 1));
      await storage.remove(name);
    };
    await remove(withStorage({ remove: slow }));
    expect(written.length).toBeGreaterThan(0);
  });

  test('takes its files along later where the program ended, or lost the storage, before they were gone', async () => {
    const { remove } = await make();
    await app.context.images.idle();
    await remove(withStorage({ remove: ended }));
    const left = await there();
    expect(left.length).toBeGreaterThan(0);
    // Whoever began may still be at it.
    await sweepFiles(app.context);
    expect(await there()).toEqual(left);
    app.clock.advance({ minutes: 2 });
    await sweepFiles(app.context);
    expect(await there()).toEqual([]);
    expect(await announced()).toEqual([]);
  });

  test('leaves them to whoever adds the same meanwhile', async () => {
    const { remove, again } = await make();
    await app.context.images.idle();
    const before = await there();
    const { storage } = app.context;
    let added: Promise<{ id: number }> | undefined;
    const meanwhile = async (name: string) => {
      added ??= again();
      await storage.remove(name);
    };
    await remove(withStorage({ remove: meanwhile }));
    await added;
    await app.context.images.idle();
    expect((await there()).sort()).toEqual(before.sort());
    expect(await announced()).toEqual([]);
  });
});

describe('What comes and is never named', () => {
  const inAnHour = async () => {
    app.clock.advance({ minutes: 59 });
    await sweepFiles(app.context);
    const before = await there();
    app.clock.advance({ minutes: 2 });
    await sweepFiles(app.context);
    return { before, after: await there() };
  };

  test('goes an hour later where the program ended before its row was written', async () => {
    const picture = addPicture(withStorage({ open: ended }), editor, { buffer: await drawn('#3a3'), ...said });
    await picture.catch(() => undefined);
    const { storage } = app.context;
    const onlyOriginals = (name: string, content: Buffer) =>
      name.endsWith('.original') ? storage.put(name, content) : ended();
    const lost = addPicture(withStorage({ put: onlyOriginals }), editor, { buffer: await drawn('#33a'), ...said });
    await expect(lost).rejects.toThrow('The program ended here.');
    await app.context.images.idle();
    const { before, after } = await inAnHour();
    expect(before.length - after.length).toBe(1);
    const [kept] = await findMedia(app.context.db.reader, [1]);
    expect(after).toEqual(expect.arrayContaining([kept?.file, kept?.original]));
    expect(await announced()).toEqual([]);
  });

  test('goes where the library has the file that came in the place of another as a picture already', async () => {
    const [old, known] = [await addColour(app.context, editor, '#a33'), await addColour(app.context, editor, '#3a3')];
    await app.context.images.idle();
    const before = await there();
    // The same picture, from another file.
    const buffer = Buffer.concat([await drawn('#3a3'), Buffer.from('more')]);
    await expect(replacePicture(app.context, editor, { id: old.id, source: { buffer } })).rejects.toThrow(
      'The library has this picture already',
    );
    expect((await there()).length).toBe(before.length + 1);
    const { after } = await inAnHour();
    expect(after.sort()).toEqual(before.sort());
    expect((await findMedia(app.context.db.reader, [known.id]))[0]).toEqual(known);
  });
});

test('A size that is made of a picture while that is removed does not stay behind', async () => {
  const { storage } = app.context;
  const made: string[] = [];
  const put = async (name: string, content: Buffer) => {
    if (/-\d+\.\w+$/.test(name) && made.push(name) === 1) await removePicture(app.context, editor, 1);
    await storage.put(name, content);
  };
  await addPicture(withStorage({ put }), editor, { buffer: await drawn('#a33'), ...said });
  await app.context.images.idle();
  expect(made.length).toBeGreaterThan(0);
  expect(await there()).toEqual([]);
});

test('The first page of a document stays where something else shows it', async () => {
  const { id, posterId } = await addDocument(app.context, editor, { content: await plainPdf('Report') });
  const film = await addRecording(app.context, editor, { content: await filmOf(1) });
  const desk = await app.signIn(editor);
  await desk
    .post(`/admin/media/recordings/${film.id}`)
    .field({ title: 'A', poster: String(posterId) })
    .expect(303);
  await desk.post(`/admin/media/documents/${id}/remove`).type('form').send({}).expect(303);
  const [page] = await findMedia(app.context.db.reader, [posterId]);
  expect(await there()).toContain(page?.file);
});
