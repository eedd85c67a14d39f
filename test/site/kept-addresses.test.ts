import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createApp } from '../../src/app.ts';
import { cleanUp } from '../support/clean-up.ts';
import { type KeptNewsroom, startKept } from './kept-newsroom.ts';

/* However an address is spelled, and whatever comes with it, the answer is that of a program that keeps no pages. */

let newsroom: KeptNewsroom;
let anew: Server;

beforeAll(async () => {
  newsroom = await startKept();
  anew = createServer(createApp(newsroom.other));
  await new Promise<void>((resolve) => anew.listen(0, '127.0.0.1', resolve));
  cleanUp(() => new Promise((resolve) => anew.close(resolve)), { shared: true });
});

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
}

/** As it is, with nothing put right on the way. */
const ask = (port: number, { method, path, headers }: Asked) =>
  new Promise<unknown>((resolve, reject) => {
    const asked = request({ port, method, path, headers: { ...headers, connection: 'close' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const {
          date: _,
          'x-request-id': __,
          'content-length': ___,
          'transfer-encoding': ____,
          ...told
        } = response.headers;
        resolve({ status: response.statusCode, told, body: String(Buffer.concat(chunks)) });
      });
    });
    asked.on('error', reject).end();
  });

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const part = fc.constantFrom(
  ...['/', '//', '.', '..', '%2e', '%2F', '%5c', '%3F', '%00', '%', '%c3%28', '?', '&', '=', '#x', ' ', '+', ';', '\\'],
  ...['e%CC%81', '%C3%A9', '%C3%89', 'POLITICS', 'politics', '~', 'comments', 'feed.xml', 'history', 'admin', '2026'],
);
const pairs = fc.constantFrom(
  ...['before=2026-11-23T12:00:00.000Z_1', 'before=2026-11-23T12:00:00.000Z_1&before=x', 'before=', 'before[]=x'],
  ...['order=oldest', 'order=OLDEST', 'order=newest&from=2', 'from=2', 'from=99', 'from=x', 'after=1', 'after=-1'],
  ...[
    'utm_source=a',
    '__proto__=x',
    'a=%zz',
    '',
    'befor%65=2026-11-23T12:00:00.000Z_1',
    'before=2026-11-23T12%3A00:00.000Z_1',
  ],
);
const headers = fc.constantFrom<Record<string, string>>(
  ...[{}, { cookie: 'theme=dark' }, { cookie: 'theme=DARK; session=' }, { cookie: `session=${'a'.repeat(43)}` }],
  ...[{ host: 'evil.example' }, { range: 'bytes=0-9' }, { 'if-modified-since': 'Mon, 23 Nov 2099 00:00:00 GMT' }],
  ...[{ 'x-forwarded-host': 'evil.example' }, { accept: 'application/json' }, { 'x-http-method-override': 'POST' }],
);

test('They differ in nothing', async () => {
  const { story, editor, url } = newsroom;
  const threads = `${story.path}/comments`;
  const known = [
    '/',
    '/politics',
    '/topics/harbour',
    `/by/${editor.slug}`,
    '/archive/2026/11',
    '/video',
    '/pages/about',
    story.path,
  ];
  const spelled = fc
    .tuple(fc.constantFrom(...known, threads, `${threads}/1/thread`), fc.array(part, { maxLength: 2 }), fc.nat(40))
    .map(([path, parts, at]) => path.slice(0, at) + parts.join('') + path.slice(at));
  const asked = fc.record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS'),
    path: fc
      .tuple(spelled, fc.array(pairs, { maxLength: 2 }))
      .map(([path, query]) => (query.length === 0 ? path : `${path}?${query.join('&')}`).replaceAll(' ', '%20'))
      .filter((path) => path.startsWith('/')),
    headers,
  });
  const port = Number(new URL(url).port);
  await fc.assert(
    fc.asyncProperty(asked, async (each) => {
      const made = await ask(portOf(anew), each);
      expect(await ask(port, each)).toEqual(made);
      expect(await ask(port, each)).toEqual(made);
    }),
    { numRuns: 250 },
  );
});
