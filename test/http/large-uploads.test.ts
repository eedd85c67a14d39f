import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { watchPatience } from '../../src/http/patience.ts';
import { isTooMuch, listedUploads, readManyUploads } from '../../src/http/uploads.ts';
import { cleanUp } from '../support/clean-up.ts';
import { endOf, startWithin } from '../support/full-disk.ts';

const megabyte = 1024 * 1024;
const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(30 * megabyte)]);

/** Films may have forty megabytes, all at once forty-five; others what pictures may. */
const form = (isSignedIn = true): RequestListener =>
  express()
    .use((_request, response, next) => {
      if (isSignedIn) response.locals.session = { actor: { id: 1 }, tokenHash: '' };
      next();
    })
    .post(
      '/',
      readManyUploads({
        limitOf: (head) => (head.includes('ftyp') ? 40 : 25) * megabyte,
        bytes: 45 * megabyte,
      }),
      (request, response) => {
        const files = listedUploads(request).map(({ originalName, upload, limit }) => [
          ...[originalName, upload?.bytes ?? null, Math.round(limit / megabyte)],
        ]);
        response.json({ files, tooMuch: isTooMuch(request) });
      },
    );

describe('A form with large files', () => {
  test('takes as much of each as its beginning allows, and no more than it takes of all', async () => {
    const send = async (...contents: Buffer[]) => {
      const request = supertest(form()).post('/');
      for (const [index, content] of contents.entries()) request.attach('pictures', content, `${index}.jpg`);
      return (await request.expect(200)).body.files;
    };
    expect(await send(Buffer.alloc(26 * megabyte), film.subarray(0, 17 * megabyte))).toEqual([
      ['0.jpg', null, 25],
      ['1.jpg', 17 * megabyte, 40],
    ]);
    expect(await send(film, film.subarray(0, 17 * megabyte))).toEqual([
      ['0.jpg', film.length, 40],
      ['1.jpg', null, 15],
    ]);
  });

  test('that says it is larger than all may be is answered before it is sent, and what it sends is let go', async () => {
    const socket = await connectTo(form());
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${2 * 1024 * megabyte}\r\n\r\n--x\r\n`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('"tooMuch":true');
  });

  test('that is shorter than it says ends as one that was cut off: with nothing kept', async () => {
    const before = await uploadFolders();
    const socket = await connectTo(form());
    const head = 'Content-Disposition: form-data; name="pictures"; filename="a.mp4"\r\n\r\n';
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${40 * megabyte}\r\n\r\n--x\r\n${head}`,
    );
    socket.write(film.subarray(0, megabyte));
    await until(async () => (await uploadFolders()).some((name) => !before.includes(name)));
    const made = (await uploadFolders()).filter((name) => !before.includes(name));
    socket.destroy();
    await until(async () => !(await uploadFolders()).some((name) => made.includes(name)));
  });

  test('where the disk is full says so, and leaves no part of a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'broadsheet-full-'));
    cleanUp(() => rm(folder, { recursive: true }));
    const child = startWithin(2048, ['test/support/full-upload-child.ts', folder]);
    expect(await endOf(child)).toEqual({
      code: 0,
      said: 'Unavailable: There is no room left where files are kept, so nothing was kept of it. Tell whoever runs the server, then try again.',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('Who is slow to send', () => {
  const slow =
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n\r\n';

  test('is left, unless they are signed in and may send large files', async () => {
    const [visitor, editor] = [await connectTo(form(false), 150), await connectTo(form(), 150)];
    for (const socket of [visitor, editor]) socket.write(slow);
    const [answer] = (await once(visitor, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
    await once(visitor, 'close');
    await wait(150);
    expect(editor.readyState).toBe('open');
    editor.destroy();
  });

  test('and did send it all in time is not, however long the answer takes', async () => {
    const answerLate: RequestListener = async (request, response) => {
      request.resume();
      await wait(300);
      response.end('late');
    };
    const socket = await connectTo(answerLate, 100);
    socket.write(`${slow}123456789`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 200 /);
  });
});

async function connectTo(listener: RequestListener, patience = 60_000): Promise<Socket> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  watchPatience(server, patience);
  cleanUp(() => void server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  cleanUp(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const uploadFolders = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('broadsheet-upload-')).sort();

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await wait(20);
  }
  throw new Error('It did not come about.');
}
