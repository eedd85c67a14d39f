import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import supertest from 'supertest';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import type { Agent } from '../support/app.ts';
import type { Child } from '../support/children.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';
import { addPerson, addSection, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { startWithin } from '../support/full-disk.ts';
import { readPage } from '../support/pages.ts';
import { startS3 } from '../support/s3.ts';
import { addStory } from '../support/stories.ts';
import { until } from '../support/until.ts';
import { badFiles, good } from './bad-files.ts';
import { startProgram } from './program.ts';

interface Newsroom {
  program: Child;
  url: URL;
  desk: Agent;
  cookie: string;
  story: string;
  /** Where uploads stand on their way. */
  temporary: string;
  /** Where files are kept, by the disk or by the server of S3. */
  kept: string;
}

const places: [kind: string, open: () => Promise<{ environment: Record<string, string>; kept: string }>][] = [
  [
    'a disk',
    async () => {
      const kept = newFolder();
      return { environment: { STORAGE_URL: `file:${kept}` }, kept };
    },
  ],
  [
    'S3',
    async () => {
      const { environment, folder } = await startS3();
      return { environment, kept: folder };
    },
  ],
];

/** The real program, with an editor who is signed in and a story that readers see. */
async function startNewsroom(
  { environment, kept }: { environment: Record<string, string>; kept: string },
  start: (environment: Record<string, string>) => Child = startProgram,
): Promise<Newsroom> {
  const database = await newDatabaseUrl();
  const own = { ...environment, DATABASE_URL: database, NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: 'silent' };
  const context = await createContext(readConfig(own), { migrated: true });
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const { path: story } = await addStory(context, { editor, content: { sectionId } });
  await context.close();
  const temporary = newFolder();
  const program = start({ ...own, PORT: '0', TMPDIR: temporary, PAGE_CACHE_MB: '0' });
  const said = await program.printed('Newsroom');
  const url = new URL(/http:\/\/localhost:\d+/.exec(said)?.[0] ?? '');
  const desk = supertest.agent(url.origin).set({ 'Sec-Fetch-Site': 'same-origin', Connection: 'keep-alive' });
  const page = await desk.get('/admin').expect(200);
  const signedIn = await sendForm(desk, fillForm(page, 'Sign in', { Email: editor.email, Password: password }));
  const cookie = String(signedIn.get('Set-Cookie')).split(';')[0] ?? '';
  return { program, url, desk, cookie, story, temporary, kept };
}

/** In megabytes, of the program and of the process that works on pictures. */
function memoryOf({ process: { pid } }: Child): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const sizes = [String(pid), ...children].map((each) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended meanwhile.
      return 0;
    }
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** The most that it takes while the work is done. */
async function peakDuring(program: Child, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryOf(program));
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return peak;
}

/** In milliseconds: the median of so many readers of the story, one after the other. */
async function medianOf({ url, story }: Newsroom, times = 20): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now();
    const answer = await fetch(new URL(story, url));
    await answer.text();
    expect(answer.status).toBe(200);
    taken.push(performance.now() - begun);
    await wait(20);
  }
  return taken.sort((one, other) => one - other)[Math.floor(times / 2)] ?? 0;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** No file stands where it was on its way, nor is one open that has no name any more. */
async function expectNothingLeft({ temporary, kept, program }: Newsroom): Promise<void> {
  await until(() => !readdirSync(temporary).some((name) => name.startsWith('broadsheet-upload-')), 5000);
  // The sizes of the good ones are still being made; nothing that was left behind goes away by itself.
  await until(() => !filesIn(kept).some(({ name }) => name.endsWith('.part')), 10_000);
  const open = `/proc/${program.process.pid}/fd`;
  const isLost = (name: string) => {
    try {
      return readlinkSync(`${open}/${name}`).includes('broadsheet-upload-');
    } catch {
      return false;
    }
  };
  await until(() => !readdirSync(open).some(isLost), 5000);
}

const told = (answer: { text: string }) => readPage(answer).texts('.told');

const head = ({ url, cookie }: Newsroom, length: string) =>
  `POST /admin/media HTTP/1.1\r\nHost: ${url.host}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n${length}\r\n\r\n`;
const part = '--b\r\nContent-Disposition: form-data; name="pictures"; filename="long.mp4"\r\n\r\n';
const film = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1');

async function connectTo({ url }: Newsroom) {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString('latin1');
  });
  await once(socket, 'connect');
  return { socket, answer: () => answer };
}

describe.each(places)('With files on %s', (_kind, openPlace) => {
  test('whatever is sent is told by its name, beside what is good, with little memory, no trace, and while readers read', async () => {
    const newsroom = await startNewsroom(await openPlace());
    const { desk, program } = newsroom;
    const files = await Promise.all(badFiles.map(async (bad) => ({ ...bad, sent: await bad.content() })));
    await desk
      .post('/admin/media')
      .attach('pictures', await good(20), 'first.png')
      .expect(200);
    await wait(500);
    const [memory, median] = [memoryOf(program), await medianOf(newsroom)];
    const medians: number[] = [];
    const peak = await peakDuring(program, async () => {
      for (const [index, { what, name, sent, told: expected }] of files.entries()) {
        const beside = await good(21 + index);
        const sending = desk.post('/admin/media').attach('pictures', sent, name).attach('pictures', beside, 'good.png');
        const [answer, meanwhile] = await Promise.all([sending, medianOf(newsroom)]);
        medians.push(meanwhile);
        expect([what, told(answer)]).toEqual([what, [expect.stringMatching(expected), 'good.png was added.']]);
      }
    });
    await expectNothingLeft(newsroom);
    const slowest = medians.toSorted((one, other) => one - other)[Math.floor(medians.length / 2)] ?? 0;
    expect(peak - memory).toBeLessThan(300);
    expect(slowest).toBeLessThan(2 * median + 15);
    // A machine that does other things too may be slow once; a program that does nothing else meanwhile is slow for all.
    expect(Math.max(...medians)).toBeLessThan(2 * median + 100);
    // What was a page, too, is a picture and nothing else.
    const kept = filesIn(newsroom.kept).filter(({ name }) => /^[\da-f]{32}(-.*)?\.(webp|avif|jpg)$/.test(name));
    for (const { parentPath, name } of kept) {
      expect(readFileSync(`${parentPath}/${name}`).includes('<script')).toBe(false);
    }
  }, 180_000);

  test('two gigabytes that are announced are refused before they are sent, and those that are not as soon as they are too many', async () => {
    const newsroom = await startNewsroom(await openPlace());
    const announced = await connectTo(newsroom);
    announced.socket.write(`${head(newsroom, `Content-Length: ${2 * 1024 ** 3}`)}${part}`);
    await until(() => announced.answer().includes('More than 512 MB came at once.'), 5000);
    announced.socket.destroy();

    const streamed = await connectTo(newsroom);
    streamed.socket.write(`${head(newsroom, 'Transfer-Encoding: chunked')}${part.length.toString(16)}\r\n${part}\r\n`);
    streamed.socket.write(`${film.length.toString(16)}\r\n`);
    streamed.socket.write(Buffer.concat([film, Buffer.from('\r\n')]));
    const megabyte = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024), Buffer.from('\r\n')]);
    let sent = 0;
    const memory = memoryOf(newsroom.program);
    const peak = await peakDuring(newsroom.program, async () => {
      for (; sent < 2048 && streamed.answer() === '' && !streamed.socket.destroyed; sent += 1) {
        if (!streamed.socket.write(megabyte))
          await Promise.race([once(streamed.socket, 'drain'), wait(2000)]).catch(() => undefined);
      }
    });
    await until(() => streamed.answer().includes('More than 512 MB came at once.'), 5000);
    expect(sent).toBeLessThan(560);
    expect(peak - memory).toBeLessThan(300);
    streamed.socket.destroy();
    await expectNothingLeft(newsroom);
  }, 120_000);

  test('an upload that is cut off leaves nothing', async () => {
    const newsroom = await startNewsroom(await openPlace());
    const { socket } = await connectTo(newsroom);
    socket.write(`${head(newsroom, 'Content-Length: 40000000')}${part}`);
    socket.write(Buffer.concat([film, Buffer.alloc(3_000_000)]));
    await until(() => filesIn(newsroom.temporary).length > 0, 5000);
    socket.destroy();
    await expectNothingLeft(newsroom);
    expect(filesIn(newsroom.kept).filter(({ name }) => name.includes('mp4'))).toEqual([]);
  });

  test('where there is no room it says so, leaves nothing, and goes on', async () => {
    // No file may be larger than eight megabytes there: what a full disk refuses, too.
    const start = (environment: Record<string, string>) => startWithin(8192, ['src/start.js'], environment);
    const newsroom = await startNewsroom(await openPlace(), start);
    const large = Buffer.concat([film, Buffer.alloc(12_000_000)]);
    const answer = await newsroom.desk.post('/admin/media').attach('pictures', large, 'long.mp4').expect(503);
    expect(answer.text).toContain('There is no room left where files are kept, so nothing was kept of it.');
    await expectNothingLeft(newsroom);
    await newsroom.desk
      .post('/admin/media')
      .attach('pictures', await sharp(await good(30)).toBuffer(), 'small.png')
      .expect(200);
  });
});
