import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { addPicture, type PictureInput } from '../../src/media/actions.ts';
import type { Picture } from '../../src/media/picture.ts';
import { findMedia, findMediaByFile, replaceMediaUses } from '../../src/media/queries.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';

let app: Started;
let author: Person;

beforeEach(async () => {
  app = await startApp();
  author = await addPerson(app.context, { role: 'author' });
});

const drawn = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

async function add(given: Partial<PictureInput> = {}): Promise<Picture> {
  const said = { originalName: 'hall.png', alt: 'The hall', caption: 'The hall, empty', credit: 'L. Okafor' };
  return addPicture(app.context, author, { buffer: await drawn('#c33'), ...said, ...given } as PictureInput);
}

const events = () =>
  app.context.db.reader.selectFrom('events').selectAll().where('action', '=', 'media.added').execute();

describe('Adding a picture', () => {
  test('keeps its file, what was said of it, and who added it', async () => {
    const picture = await add();
    expect(picture).toMatchObject({ width: 60, height: 40, mime: 'image/webp', alt: 'The hall', createdBy: author.id });
    expect(await findMedia(app.context.db.reader, [picture.id])).toEqual([picture]);
    const stored = await app.context.storage.open(picture.file);
    expect(stored?.bytes).toBe(picture.bytes);
  });

  test('is told to whoever listens, and touches no page', async () => {
    const { id } = await add();
    expect(await events()).toMatchObject([{ person_id: author.id, subject: `media:${id}`, names: '[]' }]);
  });

  test('that is there already finds it, with what was said of it first', async () => {
    const first = await add();
    const again = await add({ originalName: 'copy.png', alt: 'Something else' });
    expect(again).toEqual(first);
    expect(await events()).toHaveLength(1);
  });

  test('twice at once keeps one', async () => {
    const [first, second] = await Promise.all([add(), add()]);
    expect(second.id).toBe(first.id);
  });

  test('keeps a name of any script', async () => {
    expect((await add({ originalName: 'عمال الميناء.png' })).originalName).toBe('عمال الميناء.png');
  });

  test('that is none is refused beside the field it came in, and leaves nothing', async () => {
    const refused = add({ buffer: Buffer.from('<svg/>'), field: 'bodyPicture' });
    await expect(refused).rejects.toMatchObject({ fields: { bodyPicture: expect.stringContaining('not a picture') } });
    expect(await events()).toEqual([]);
  });

  test('is not for moderators', async () => {
    author = await addPerson(app.context, { role: 'moderator' });
    await expect(add()).rejects.toMatchObject({ name: 'Forbidden' });
  });
});

test('Pictures come in the order in which they are asked for, each once', async () => {
  const [red, blue] = [await add(), await add({ buffer: await drawn('#33c') })];
  const found = await findMedia(app.context.db.reader, [blue.id, 4711, red.id, blue.id, Number.NaN]);
  expect(found.map(({ id }) => id)).toEqual([blue.id, red.id]);
  expect(await findMediaByFile(app.context.db.reader, red.file)).toEqual(red);
  expect(await findMediaByFile(app.context.db.reader, 'other.webp')).toBeNull();
});

test('The record of where pictures are used is replaced as a whole', async () => {
  const { context } = app;
  const { id } = await add();
  const now = context.now();
  const made = {
    state: 'draft',
    created_at: now,
    created_by: author.id,
    updated_at: now,
    updated_by: author.id,
    note: '',
  } as const;
  const article = await context.db.transaction((tx) =>
    tx.insertInto('articles').values(made).returning('id').executeTakeFirstOrThrow(),
  );
  const uses = () => context.db.reader.selectFrom('media_uses').selectAll().execute();
  await context.db.transaction((tx) => replaceMediaUses(tx, article.id, [id, id]));
  expect(await uses()).toEqual([{ media_id: id, article_id: article.id }]);
  await context.db.transaction((tx) => replaceMediaUses(tx, article.id, []));
  expect(await uses()).toEqual([]);
});
