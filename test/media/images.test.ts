import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createImages } from '../../src/media/images.ts';

const images = createImages();
const drawing = sharp(join(import.meta.dirname, '../../demo/images/hall.png')).resize(300);
const jpeg = await drawing.clone().jpeg().toBuffer();
const large = await drawing.clone().resize(4000).jpeg().toBuffer();
const broken = jpeg.subarray(0, jpeg.length / 2);
const notWhole = 'The picture is damaged or not whole. Open it, save it again as JPEG or PNG, then try again.';

afterAll(() => images.close());

/** Processes that this one began for pictures. */
function childrenOf(): { pid: number; nice: number }[] {
  const list = execFileSync('ps', ['-o', 'pid=,ni=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes('media/images/child.ts'))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, nice = 0]) => ({ pid, nice }));
}

test('A picture is prepared by one process of low priority, which goes on with the next', async () => {
  const [one, other] = [await images.picture(jpeg), await images.portrait(jpeg)];
  expect(one).toMatchObject({ mime: 'image/webp', width: 300, height: 169 });
  expect(other).toMatchObject({ width: 169, height: 169 });
  expect(childrenOf()).toEqual([{ pid: expect.any(Number), nice: 10 }]);
});

test('Many at once wait for each other, and one that is refused holds up none', async () => {
  const sources = Array.from({ length: 12 }, (_each, index) => (index % 3 === 0 ? broken : jpeg));
  const results = await Promise.allSettled(sources.map((source) => images.picture(source)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
  expect(results[0]).toMatchObject({ reason: { message: notWhole } });
});

test('When too many wait, one more is told so', async () => {
  const all = await Promise.allSettled(Array.from({ length: 202 }, () => images.picture(broken)));
  expect(all.at(-1)).toMatchObject({ reason: { name: 'Unavailable' } });
  expect(all.at(-2)).toMatchObject({ reason: { message: notWhole } });
});

test('A picture that the process dies of takes only itself with it', async () => {
  const [child] = childrenOf();
  const held = images.picture(large);
  await setImmediate();
  process.kill(child?.pid ?? 0, 'SIGKILL');
  await expect(held).rejects.toThrow('The picture takes too long or too much memory to read.');
  expect(await images.picture(jpeg)).toMatchObject({ width: 300 });
});

describe('A variant', () => {
  const isThere = async () => false;
  const size = { width: 300, height: 169 };
  const wanted = { size, box: { left: 0, top: 0, ...size }, width: 100, format: 'webp' as const };

  test('asks for the picture once in a row', async () => {
    let asked = 0;
    const source = async () => {
      asked += 1;
      return jpeg;
    };
    for (const key of ['a', 'a', 'b', 'a']) {
      const content: Buffer[] = [];
      const keep = async (made: Buffer) => void content.push(made);
      await images.variant({ key, ...wanted }, { isThere, source, keep, asked: true });
      expect(await sharp(content[0]).metadata()).toMatchObject({ format: 'webp', width: 100 });
    }
    expect(asked).toBe(3);
  });

  test('that somebody waits for goes before those made ahead, and an upload before both', async () => {
    const order: string[] = [];
    const source = async () => jpeg;
    const keep = async () => undefined;
    const note = (name: string) => () => order.push(name);
    const ahead = [1, 2, 3].map((width) =>
      images.variant({ key: 'c', ...wanted, width }, { isThere, source, keep, asked: false }).then(note('ahead')),
    );
    const asked = images.variant({ key: 'c', ...wanted }, { isThere, source, keep, asked: true }).then(note('asked'));
    const upload = images.picture(jpeg).then(note('upload'));
    await Promise.all([...ahead, asked, upload]);
    expect(order).toEqual(['ahead', 'upload', 'asked', 'ahead', 'ahead']);
  });

  test('that is there when its turn comes is not made', async () => {
    const keep = async () => expect('it').toBe('not made');
    const how = { isThere: async () => true, source: async () => jpeg, keep, asked: true };
    await images.variant({ key: 'e', ...wanted }, how);
  });

  test('of what is no picture any more is refused', async () => {
    const source = async () => broken;
    const keep = async () => undefined;
    await expect(images.variant({ key: 'd', ...wanted }, { isThere, source, keep, asked: true })).rejects.toThrow(
      notWhole,
    );
  });
});

test('What was not begun at a stop is not done, and the stop waits for what was', async () => {
  const stopping = createImages();
  let done = 0;
  const count = () => {
    done += 1;
  };
  for (let index = 0; index < 5; index += 1) void stopping.picture(jpeg).then(count);
  await stopping.close();
  await stopping.idle();
  expect(done).toBe(1);
});
