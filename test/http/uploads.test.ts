import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler, type Express } from 'express';
import supertest from 'supertest';
import { Invalid } from '../../src/errors.ts';
import { formOf } from '../../src/http/forms.ts';
import { readUploads, type Upload, uploadsOf } from '../../src/http/uploads.ts';
import { cleanUp } from '../support/clean-up.ts';

const signedIn = { session: { actor: { id: 1 }, tokenHash: '' } };
const megabyte = 1024 * 1024;

let seen: Upload[] = [];

beforeEach(() => {
  seen = [];
});

/** Answers with what arrived, and with what the handler was told. */
function createForm(locals: object): Express {
  const app = express();
  app.use((_request, response, next) => {
    Object.assign(response.locals, locals);
    next();
  });
  app.post('/', readUploads, (request, response) => {
    try {
      const files = uploadsOf(request);
      seen = Object.values(files);
      const sizes = Object.entries(files).map(([name, { path, originalName, bytes }]) => {
        expect(readFileSync(path)).toHaveLength(bytes);
        return [name, { originalName, bytes }];
      });
      response.json({ form: formOf(request), files: Object.fromEntries(sizes) });
    } catch (error) {
      response.status(422).json({ form: formOf(request), errors: (error as Invalid).fields });
    }
  });
  const showError: ErrorRequestHandler = (error, request, response, _next) => {
    const errors = error instanceof Invalid ? error.fields : { unexpected: String(error) };
    response.status(error instanceof Invalid ? 422 : 500).json({ form: formOf(request), errors });
  };
  app.use(showError);
  return app;
}

const post = (locals: object = signedIn) => supertest(createForm(locals)).post('/');

async function expectGone(path: string): Promise<void> {
  for (let tries = 0; existsSync(path) && tries < 50; tries += 1) await wait(20);
  expect(existsSync(path)).toBe(false);
}

test('The text and the files of a form arrive, and the files are gone after the answer', async () => {
  const answer = await post()
    .field('headline', 'Dockers halt minister’s speech')
    .attach('picture', Buffer.alloc(3000, 1), 'hall.jpg')
    .field('pictureAlt', 'The hall')
    .attach('bodyPicture', Buffer.alloc(5, 2), 'gate.png')
    .expect(200);
  expect(answer.body).toEqual({
    form: { headline: 'Dockers halt minister’s speech', pictureAlt: 'The hall' },
    files: { picture: { originalName: 'hall.jpg', bytes: 3000 }, bodyPicture: { originalName: 'gate.png', bytes: 5 } },
  });
  expect(seen).toHaveLength(2);
  for (const { path } of seen) await expectGone(path);
});

test('A file field that was left empty is no file', async () => {
  const answer = await post().field('headline', 'A').attach('picture', Buffer.alloc(0), { filename: '' }).expect(200);
  expect(answer.body.files).toEqual({});
});

test('A file of 25 MB is taken', async () => {
  const answer = await post()
    .attach('picture', Buffer.alloc(25 * megabyte), 'large.jpg')
    .expect(200);
  expect(answer.body.files.picture.bytes).toBe(25 * megabyte);
});

test('A larger file is refused beside its field, and what was typed before and after it is kept', async () => {
  const answer = await post()
    .field('headline', 'Before')
    .attach('picture', Buffer.alloc(25 * megabyte + 1), 'huge.jpg')
    .field('pictureAlt', 'After')
    .attach('bodyPicture', Buffer.alloc(10), 'small.jpg')
    .field('body', 'Long after')
    .expect(422);
  expect(answer.body).toEqual({
    form: { headline: 'Before', pictureAlt: 'After', body: 'Long after' },
    errors: { picture: 'The picture is larger than 25 MB. Choose a smaller one, or save it smaller.' },
  });
});

test('A file that nobody who is signed in sends is thrown away, and the text is kept', async () => {
  const answer = await post({})
    .field('headline', 'A')
    .attach('picture', Buffer.alloc(100), 'a.jpg')
    .field('body', 'B')
    .expect(200);
  expect(answer.body).toEqual({ form: { headline: 'A', body: 'B' }, files: {} });
});

test.each([
  ['عمال الميناء.jpg', 'عمال الميناء.jpg'],
  ['Hafen – Tür.jpg', 'Hafen – Tür.jpg'],
  ['50%.png', '50%.png'],
  ['../../etc/passwd', 'passwd'],
  ['a\u202Egpj.exe', 'a gpj.exe'],
])('The file name %s arrives as %s', async (filename, expected) => {
  const answer = await post().attach('picture', Buffer.alloc(1), filename).expect(200);
  expect(answer.body.files.picture.originalName).toBe(expected);
});

test('A text of more than 1 MB ends the reading, with the field that it came in', async () => {
  const answer = await post()
    .field('headline', 'A')
    .field('body', 'x'.repeat(megabyte + 1))
    .expect(422);
  expect(answer.body).toEqual({ form: { headline: 'A' }, errors: { body: 'This text is longer than 1 MB.' } });
});

test.each([
  ['three files', (name: string) => ({ file: name }), 3],
  ['more fields than any form has', (name: string) => ({ field: name }), 61],
])('A form with %s is refused', async (_what, part, count) => {
  const request = post();
  for (let index = 0; index < count; index += 1) {
    const { file, field } = part(`part${index}`) as { file?: string; field?: string };
    if (file) request.attach(file, Buffer.alloc(10), 'a.jpg');
    if (field) request.field(field, 'x');
  }
  const answer = await request.expect(422);
  expect(Object.values(answer.body.errors)).toEqual([expect.stringMatching(/^The form cannot be read: Too many/)]);
});

test.each(['a[b]', 'a[]', 'a[9999999999]'])('A field called %s cannot become anything but text', async (name) => {
  await post().field(name, 'x').expect(422);
});

test('A field called __proto__ changes nothing else', async () => {
  const answer = await post().field('__proto__', 'x').field('headline', 'A').expect(200);
  expect(answer.body.form.headline).toBe('A');
});

test.each([
  ['without a boundary', 'multipart/form-data', 'x'],
  ['that breaks off', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf'],
  [
    'whose file breaks off',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\nhalf',
  ],
])('A form %s is refused', async (_what, type, body) => {
  const answer = await post().set('Content-Type', type).send(body).expect(422);
  expect(answer.body.errors).toEqual({ '': 'The form did not arrive whole. Please send it again.' });
});

test('A form without files goes by untouched', async () => {
  const answer = await post().type('form').send({ headline: 'A' }).expect(200);
  expect(answer.body).toEqual({ form: {}, files: {} });
});

/** The folder of a file that begins so, among all that are being received on this machine. */
function findReceiving(beginning: string): string | undefined {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('broadsheet-upload-'));
  const paths = folders.map((name) => join(tmpdir(), name)).filter((path) => existsSync(path));
  return paths.find((path) =>
    readdirSync(path).some((file) => readFileSync(join(path, file), 'utf8').startsWith(beginning)),
  );
}

test('A sender who leaves in the middle leaves no file behind', async () => {
  const beginning = randomUUID();
  const server = createForm(signedIn).listen(0);
  cleanUp(() => server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port);
  const head =
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n';
  const disposition = '--b\r\nContent-Disposition: form-data; name="picture"; filename="f"\r\n\r\n';
  socket.write(`${head}${disposition}${beginning}${'x'.repeat(50_000)}`);
  for (let tries = 0; !findReceiving(beginning) && tries < 50; tries += 1) await wait(20);
  const folder = findReceiving(beginning);
  expect(folder).toBeDefined();
  socket.destroy();
  await expectGone(folder ?? '');
});
