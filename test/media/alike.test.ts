import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { differenceOf, lookOf, mostDifferent, partsOf } from '../../src/media/picture/look.ts';
import { findAlike } from '../../src/media/queries/alike.ts';
import { findMedia } from '../../src/media/queries.ts';
import { type Newsroom, startNewsroom } from '../articles/newsroom.ts';
import { readPage } from '../support/pages.ts';

/* Pictures that look like others, found among photographs and drawings that do not. */

const folder = 'demo/images';
const drawn = readdirSync(folder).filter((name) => name.endsWith('.png'));
/** As small as they may be: what is looked at is smaller still. */
const content = (name: string) =>
  sharp(readFileSync(join(folder, name)))
    .resize(240)
    .jpeg()
    .toBuffer();

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

async function send(file: Buffer, name: string) {
  const answer = await newsroom.desk
    .post('/admin/media')
    .set('Accept', 'application/json')
    .attach('pictures', file, name)
    .expect(200);
  const [told] = answer.body.arrived;
  return { id: Number(told.href.split('/').at(-1)), alike: told.alike as { pictures: { title: string }[] } | null };
}

const lookOfId = async (id: number) => (await findMedia(newsroom.context.db.reader, [id]))[0]?.look ?? null;

describe('A picture that looks like one that is here', () => {
  test('is told so when it comes: smaller and packed hard, lighter, or without its colours', async () => {
    const harbour = readFileSync(join(folder, 'harbour.png'));
    await send(await content('harbour.png'), 'first.png');
    await send(await content('crowd.png'), 'other.png');
    const changed: [string, Buffer][] = [
      ['small.jpg', await sharp(harbour).resize(150).jpeg({ quality: 40 }).toBuffer()],
      ['light.jpg', await sharp(harbour).resize(300).modulate({ brightness: 1.05 }).jpeg().toBuffer()],
      ['grey.webp', await sharp(harbour).resize(200).greyscale().webp({ quality: 50 }).toBuffer()],
    ];
    const titles = ['first.png'];
    for (const [name, file] of changed) {
      const { id, alike } = await send(file, name);
      expect([name, alike?.pictures.map(({ title }) => title).sort()]).toEqual([name, [...titles].sort()]);
      const page = readPage(await newsroom.desk.get(`/admin/media/${id}`).expect(200));
      expect(page.texts('.picture-name').sort()).toEqual([...titles].sort());
      titles.push(name);
    }
    const page = await newsroom.desk
      .post('/admin/media')
      .attach(
        'pictures',
        await sharp(await content('crowd.png'))
          .resize(200)
          .jpeg()
          .toBuffer(),
        'again.jpg',
      )
      .expect(200);
    expect(readPage(page).texts('.told')).toEqual([
      'again.jpg was added. It looks like a picture that is here already: other.png',
    ]);
  });

  test('is none of others: no two of the demo’s pictures are taken for alike, nor are plain ones', async () => {
    const looks: [string, string][] = [];
    for (const name of drawn) {
      const { id, alike } = await send(await content(name), name);
      expect([name, alike]).toEqual([name, null]);
      const look = await lookOfId(id);
      if (look) looks.push([name, look]);
    }
    expect(looks.length).toBeGreaterThan(15);
    for (const background of ['#fff', '#eee', '#123']) {
      const plain = await sharp({ create: { width: 90, height: 80, channels: 3, background } })
        .png()
        .toBuffer();
      const { id, alike } = await send(plain, `${background}.png`);
      expect([alike, await lookOfId(id)]).toEqual([null, null]);
    }
  });

  test('is one no more when it has another file', async () => {
    const { id } = await send(await content('harbour.png'), 'first.png');
    const other = await sharp(await content('crowd.png'))
      .resize(200)
      .jpeg()
      .toBuffer();
    await newsroom.desk.post(`/admin/media/${id}/replace`).attach('file', other, 'crowd.jpg').expect(303);
    expect((await send(await content('crowd.png'), 'crowd.png')).alike?.pictures).toHaveLength(1);
    expect(
      (
        await send(
          await sharp(await content('harbour.png'))
            .resize(200)
            .jpeg()
            .toBuffer(),
          'b.jpg',
        )
      ).alike,
    ).toBeNull();
  });

  test('is found however its bits differ, up to three, and no further', async () => {
    const { id } = await send(await content('harbour.png'), 'first.png');
    const look = (await lookOfId(id)) ?? '';
    const other = (await send(await content('crowd.png'), 'other.png')).id;
    const change = async (bits: number[]) => {
      const changed = bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${look}`));
      const text = changed.toString(16).padStart(16, '0');
      const [look_1, look_2, look_3, look_4] = partsOf(text);
      await newsroom.context.db.transaction((tx) =>
        tx.updateTable('media').set({ look: text, look_1, look_2, look_3, look_4 }).where('id', '=', other).execute(),
      );
      return (await findAlike(newsroom.context.db.reader, { id, look })).map((each) => each.id);
    };
    for (const bits of [[], [0], [63], [0, 16, 32], [1, 2, 3], [15, 31, 63]])
      expect(await change(bits)).toEqual([other]);
    for (const bits of [
      [0, 16, 32, 48],
      [0, 1, 2, 3],
    ]) {
      expect(await change(bits)).toEqual([]);
    }
  });
});

describe('The look of a picture', () => {
  const rows = (row: number[]) => Uint8Array.from(Array(8).fill(row).flat());

  test.each([
    ['plain', [9, 9, 9, 9, 9, 9, 9, 9, 9], null],
    ['plain but for what packing does', [9, 10, 8, 11, 9, 12, 9, 10, 9], null],
    ['a gradient', [90, 80, 70, 60, 50, 40, 30, 20, 10], null],
    ['stripes', [90, 10, 90, 10, 90, 10, 90, 10, 90], 'a'.repeat(16)],
    ['one edge', [90, 90, 90, 90, 10, 10, 10, 10, 10], '10'.repeat(8)],
  ])('of one that is %s', (_what, row, look) => {
    expect(lookOf(rows(row))).toBe(look);
  });

  test('differs by bits', () => {
    expect(differenceOf('0000000000000000', 'ffffffffffffffff')).toBe(64);
    expect(differenceOf('8000000000000001', '0000000000000000')).toBe(2);
    expect(mostDifferent).toBe(3);
  });
});
