import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { addPicture, removePicture } from '../../src/media/actions.ts';
import { originalFile, type Picture, stemOf } from '../../src/media/picture.ts';
import { variantFile, variantsOf } from '../../src/media/variant.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';

let app: Started;
let editor: Person;
let picture: Picture;
let stem: string;

const said = { originalName: 'hall.jpg', alt: 'The hall', caption: '', credit: '' };
const place = {
  ...{ GPSLatitudeRef: 'N', GPSLatitude: '52/1 4/1 30/1' },
  ...{ GPSLongitudeRef: 'E', GPSLongitude: '4/1 18/1 0/1' },
};

/** Its left half is red, its right half blue. */
const halves = await sharp({ create: { width: 1000, height: 600, channels: 3, background: '#f00' } })
  .composite([{ input: { create: { width: 500, height: 600, channels: 3, background: '#00f' } }, left: 500, top: 0 }])
  .withExif({ IFD0: { Artist: 'Lena Okafor' }, IFD3: place })
  .jpeg()
  .toBuffer();

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
  picture = await addPicture(app.context, editor, { buffer: halves, ...said, isForLater: true });
  stem = stemOf(picture.file);
});

async function publishIt(): Promise<void> {
  const sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const content = {
    ...emptyContent,
    ...{ headline: 'Dockers halt speech', body: 'Some two hundred.', sectionId, authorIds: [editor.id] },
    ...{ leadKind: 'image' as const, leadMediaId: picture.id, leadAlt: 'The hall' },
  };
  const saved = await saveRevision(app.context, editor, {
    ...{ articleId: null, baseRevisionId: null, content, kind: 'save' },
  });
  await publish(app.context, editor, saved);
}

const get = (name: string) => app.visitor().get(`/media/${name}`);
const stored = (beginning = stem) => app.context.storage.list(beginning);
const forEver = 'public, max-age=31536000, immutable';

describe('A size of a picture that readers see', () => {
  beforeEach(publishIt);

  test.each([
    ['-480.avif', 'image/avif', 'heif', 480, 288],
    ['-480.webp', 'image/webp', 'webp', 480, 288],
    ['-1000.jpg', 'image/jpeg', 'jpeg', 1000, 600],
    ['-1x1.50.50-320.webp', 'image/webp', 'webp', 320, 320],
    ['-16x9.50.50-720.jpg', 'image/jpeg', 'jpeg', 720, 405],
  ])('is made when it is first asked for: %s', async (end, type, format, width, height) => {
    const { headers, body } = await get(`${stem}${end}`).expect(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': forEver,
      etag: `"${stem}${end}"`,
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(await sharp(body).metadata()).toMatchObject({ format, width, height });
  });

  test('is made once, and by one who asks among many', async () => {
    const name = `${stem}-320.avif`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(name).expect(200)));
    expect(new Set(answers.map(({ body }) => (body as Buffer).toString('hex'))).size).toBe(1);
    // What is there is sent, whatever it is.
    await app.context.storage.put(name, Buffer.from('kept'));
    expect((await get(name).expect(200)).body.toString()).toBe('kept');
  });

  test('has parts and conditions like every file', async () => {
    const name = `${stem}-320.webp`;
    const { headers } = await get(name).set('Range', 'bytes=0-9').expect(206);
    expect(headers['content-range']).toMatch(/^bytes 0-9\/\d+$/);
    await get(name)
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
  });

  test.each(['-1080.avif', '-321.avif', '-1x1.50.50-720.webp', '-16x9.50.50-480.gif', '-16x9-480.avif'])(
    'is none that the picture does not have: %s',
    async (end) => {
      const before = await stored();
      await get(`${stem}${end}`).expect(404);
      expect(await stored()).toEqual(before);
    },
  );

  test('is cut around what matters most, now', async () => {
    const leads = await get(`${stem}-1x1.0.50-320.webp`).expect(302);
    expect(leads.headers).toMatchObject({ location: `/media/${stem}-1x1.50.50-320.webp`, 'cache-control': 'no-store' });
    await app.context.db.transaction((tx) =>
      tx.updateTable('media').set({ focal_x: 100 }).where('id', '=', picture.id).execute(),
    );
    const { body } = await get(`${stem}-1x1.100.50-320.webp`).expect(200);
    const { dominant } = await sharp(body).stats();
    expect([dominant.r < 50, dominant.b > 200]).toEqual([true, true]);
  });

  test('holds nothing of what the camera wrote, and the file as it came is for nobody', async () => {
    expect((await sharp(halves).metadata()).exif).toBeDefined();
    for (const variant of variantsOf(picture, null).filter(({ width }) => width <= 480)) {
      const { body } = await get(variantFile(variant)).expect(200);
      const { exif, xmp, iptc, icc } = await sharp(body).metadata();
      expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
      expect((body as Buffer).includes('Okafor')).toBe(false);
    }
    expect(picture.original).toMatch(/^[\da-f]{32}\.original$/);
    await get(picture.original ?? '').expect(404);
    await app.signIn(editor).then((desk) => desk.get(`/media/${picture.original}`).expect(404));
    const original = await app.context.storage.open(picture.original ?? '');
    expect(original && (await buffer(original.stream())).equals(halves)).toBe(true);
  });

  test('is made of the picture as it is kept where the file that came is gone', async () => {
    await app.context.storage.remove(picture.original ?? '');
    const { body } = await get(`${stem}-320.jpg`).expect(200);
    expect(await sharp(body).metadata()).toMatchObject({ width: 320 });
  });

  test('is the picture as it is kept, for now, to a network that has asked for hundreds of new ones', async () => {
    for (let index = 0; index < 600; index += 1) await app.context.limits.take('variant', '127.0.0.1');
    const { headers, body } = await get(`${stem}-320.avif`).expect(200);
    expect(headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'private, no-store' });
    expect((body as Buffer).length).toBe(picture.bytes);
    expect(await stored()).not.toContain(`${stem}-320.avif`);
  });
});

describe('A size of a picture that no story shows', () => {
  test('is not found', async () => {
    await get(`${stem}-320.avif`).expect(404);
    expect(await stored()).toEqual([picture.file]);
  });

  test('is there for the newsroom, and kept by nobody else', async () => {
    const desk = await app.signIn(editor);
    const { headers } = await desk.get(`/media/${stem}-320.avif`).expect(200);
    expect(headers['cache-control']).toBe('private, no-store');
  });
});

test('An upload has all sizes of the whole made ahead, without anybody waiting', async () => {
  const desk = await app.signIn(editor);
  const content = await sharp(halves).negate().png().toBuffer();
  await desk
    .post('/admin/media')
    .set('Sec-Fetch-Site', 'same-origin')
    .attach('pictures', content, 'other.png')
    .expect(200);
  const { file, width, height } = await app.context.db.reader
    .selectFrom('media')
    .select(['file', 'width', 'height'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await app.context.images.idle();
  const names = variantsOf({ file, width, height, focalX: 50, focalY: 50 }, null).map(variantFile);
  expect(names).toHaveLength(12);
  expect((await stored(stemOf(file))).sort()).toEqual([file, ...names].sort());
});

test('A picture that is removed takes its sizes and the file as it came with it', async () => {
  const desk = await app.signIn(editor);
  await desk.get(`/media/${stem}-320.avif`).expect(200);
  await removePicture(app.context, editor, picture.id);
  expect(await stored()).toEqual([]);
  expect(await stored(picture.original?.slice(0, 8))).toEqual([]);
});

test('The same picture from another file keeps the file that came first, and no other', async () => {
  const plain = sharp(halves).negate().png();
  const first = await addPicture(app.context, editor, { buffer: await plain.clone().toBuffer(), ...said });
  const named = await plain
    .clone()
    .withExif({ IFD0: { Artist: 'Lena Okafor' } })
    .toBuffer();
  const again = await addPicture(app.context, editor, { buffer: named, ...said });
  expect(again).toEqual(first);
  const name = originalFile(createHash('sha256').update(named).digest('hex'));
  expect(await app.context.storage.open(name)).toBeNull();
  expect(await app.context.storage.open(first.original ?? '')).not.toBeNull();
});
