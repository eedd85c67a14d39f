import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { readStorageUrl } from '../../src/config/storage.ts';
import { readConfig } from '../../src/config.ts';
import { Unavailable } from '../../src/errors.ts';
import { cleanUp } from '../support/clean-up.ts';
import { s3Keys, startS3 } from '../support/s3.ts';
import { openAt } from './places.ts';

describe('STORAGE_URL names', () => {
  test.each([
    ['s3://news', { endpoint: null, region: 'us-east-1' }],
    ['s3://news?region=eu-north-1', { endpoint: null, region: 'eu-north-1' }],
    ['s3://news/?endpoint=https://s3.example', { endpoint: 'https://s3.example', region: 'us-east-1' }],
    ['s3://news?endpoint=https://s3.example:9000/', { endpoint: 'https://s3.example:9000', region: 'us-east-1' }],
    ['s3://news?endpoint=http://localhost:9000', { endpoint: 'http://localhost:9000', region: 'us-east-1' }],
    ['s3://news?endpoint=http://[::1]:9000', { endpoint: 'http://[::1]:9000', region: 'us-east-1' }],
  ])('a bucket: %s', (url, where) => {
    expect(readStorageUrl(url)).toEqual({ kind: 's3', bucket: 'news', ...where });
  });

  test.each([
    ['keys, which would be seen in lists of processes', 's3://key:secret@news'],
    ['keys at the endpoint', 's3://news?endpoint=https://key:secret@s3.example'],
    ['pictures of drafts in the clear over a network', 's3://news?endpoint=http://s3.example'],
    ['a machine that is called nearly as this one', 's3://news?endpoint=http://localhost.example'],
    ['no bucket', 's3://?endpoint=https://s3.example'],
    ['a folder in it', 's3://news/pictures'],
    ['a name that no bucket has', 's3://n'],
    ['another scheme', 's3://news?endpoint=ftp://s3.example'],
    ['an address below the server', 's3://news?endpoint=https://s3.example/s3'],
    ['what nobody knows', 's3://news?prefix=a'],
    ['no region', 's3://news?region=EU%20North'],
  ])('never %s', (_what, url) => {
    expect(readStorageUrl(url)).toBeNull();
    expect(() => readConfig({ STORAGE_URL: url })).toThrow(/^STORAGE_URL (is wrong|is "[^@?]+"), but takes /);
  });

  test('a storage whose keys come in the environment, both or none', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'name', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(readConfig(keys).storageKeys).toEqual({
      accessKeyId: 'name',
      secretAccessKey: 'secret',
      sessionToken: null,
    });
    expect(readConfig({ ...keys, AWS_SESSION_TOKEN: 't' }).storageKeys?.sessionToken).toBe('t');
    expect(readConfig({}).storageKeys).toBeNull();
    expect(() => readConfig({ AWS_ACCESS_KEY_ID: 'name' })).toThrow(
      'Of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY one is missing: set both, or neither.',
    );
  });
});

describe('What cannot be used stops the start', () => {
  test('a bucket that is not there', async () => {
    const { url } = await startS3({ bucket: null });
    await expect(openAt(url)).rejects.toThrow(/^There is no bucket pictures at http:\/\/127\.0\.0\.1:\d+: make it, /);
  });

  test.each([
    ['that nobody knows', { ...s3Keys, accessKeyId: 'OTHER' }],
    ['that are wrong', { ...s3Keys, secretAccessKey: 'OTHER' }],
  ])('keys %s, which it does not show', async (_what, keys) => {
    const { url } = await startS3();
    await expect(openAt(url, keys)).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+ does not take the keys: look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN\.$/,
    );
  });

  const refusal =
    (status: number, code: string): RequestListener =>
    (request, response) => {
      const mayBeListed = request.method === 'GET' && code === 'AccessDenied';
      response.writeHead(mayBeListed ? 200 : status, { 'Content-Type': 'application/xml' });
      const said = mayBeListed
        ? '<ListBucketResult></ListBucketResult>'
        : `<Error><Code>${code}</Code><Message>No.</Message></Error>`;
      response.end(`<?xml version="1.0" encoding="UTF-8"?>${said}`);
    };
  test.each<[string, RequestListener, RegExp]>([
    [
      'a bucket that may be read, and not written',
      refusal(403, 'AccessDenied'),
      /^The keys may not list, read and write the bucket pictures at/,
    ],
    [
      'a bucket of another region',
      refusal(400, 'AuthorizationHeaderMalformed'),
      /^The bucket pictures is not in the region us-east-1: set region/,
    ],
    [
      'what is no S3',
      (_request, response) => void response.end('<h1>Hello</h1>'),
      /does not answer as S3 does .*: look at endpoint in STORAGE_URL\.$/,
    ],
    ['a server in trouble', refusal(503, 'SlowDown'), /does not answer as S3 does \(SlowDown: No\.\)/],
  ])('%s', async (_what, answer, said) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    cleanUp(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(openAt(`s3://pictures?endpoint=http://127.0.0.1:${port}`)).rejects.toThrow(said);
  });

  test('a server that is not there', async () => {
    const { url, stop } = await startS3();
    await stop();
    await expect(openAt(url)).rejects.toThrow(
      /cannot be reached \(ECONNREFUSED\): look at endpoint in STORAGE_URL, and whether the server runs\.$/,
    );
  });

  test('one that takes the connection and says nothing, within a quarter of a minute', async () => {
    const server = createSocketServer(() => undefined).listen(0, '127.0.0.1');
    cleanUp(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(openAt(`s3://pictures?endpoint=http://127.0.0.1:${port}`)).rejects.toThrow(
      /cannot be reached \(ETIMEDOUT\)/,
    );
  });
});

describe('A server that is lost', () => {
  test('is unavailable, for whatever is asked, and is used again when it is back', async () => {
    const { url, stop, start } = await startS3();
    const storage = await openAt(url);
    await storage.put('ab.webp', Buffer.from('picture'));
    const stored = await storage.open('ab.webp');
    await stop();
    for (const ask of [
      () => storage.open('ab.webp'),
      () => storage.put('ab.webp', Buffer.from('picture')),
      () => storage.putFile('ab.webp', import.meta.filename),
      () => storage.remove('ab.webp'),
      () => storage.list('ab'),
      () => buffer(stored?.stream() ?? Readable.from([])),
    ]) {
      const failure = await Promise.resolve(ask()).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Unavailable);
      expect((failure as Error).message).toMatch(/^The place where files are kept cannot be reached at the moment\./);
    }
    await start();
    expect(await buffer((await storage.open('ab.webp'))?.stream() ?? Readable.from([]))).toEqual(
      Buffer.from('picture'),
    );
  });

  test('in the middle of a file ends its stream with an error, and not as if that were all', async () => {
    const { url, stop } = await startS3();
    const storage = await openAt(url);
    await storage.put('ab.mp4', Buffer.alloc(40 * 1024 * 1024));
    const stream = (await storage.open('ab.mp4'))?.stream();
    if (!stream) throw new Error('It is not there.');
    await once(stream, 'readable');
    await stop();
    await expect(buffer(stream)).rejects.toThrow(Unavailable);
  });
});
