import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import express from 'express';
import { sendStored } from '../../src/http/stored-file.ts';
import { openDisk } from '../../src/storage/disk.ts';
import { cleanUp } from '../support/clean-up.ts';

test('A file is closed where its reader left before it was sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-stored-'));
  cleanUp(() => rm(folder, { recursive: true }));
  const storage = openDisk(folder);
  await storage.put('a.webp', Buffer.alloc(100_000));
  const stored = await storage.open('a.webp');
  if (!stored) throw new Error('It was not put.');
  const opened: Readable[] = [];
  const recorded = {
    ...stored,
    stream: () => {
      const stream = stored.stream();
      opened.push(stream);
      return stream;
    },
  };
  const sent = Promise.withResolvers<void>();
  const app = express().get('/', async (request, response) => {
    await once(response, 'close');
    sendStored(request, response, recorded).then(sent.resolve, sent.reject);
  });
  const server = app.listen(0, '127.0.0.1');
  cleanUp(() => server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(server, 'request');
  socket.destroy();
  await sent.promise;
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});
