import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { schedule } from '../../src/articles/actions/schedule.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { addPicture } from '../../src/media/actions.ts';
import type { Picture } from '../../src/media/picture.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';

let app: Started;
let editor: Person;
let sectionId: number;
let picture: Picture;
let address: string;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();
  const said = { originalName: 'hall.png', alt: 'The hall', caption: '', credit: '' };
  picture = await addPicture(app.context, editor, { buffer, ...said });
  address = `/media/${picture.file}`;
});

async function save(given: Partial<Content>) {
  const filed = {
    ...emptyContent,
    headline: 'Dockers halt speech',
    body: 'Some two hundred.',
    sectionId,
    authorIds: [editor.id],
  };
  const content = { ...filed, ...given };
  return saveRevision(app.context, editor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
}

const asLead = (): Partial<Content> => ({ leadKind: 'image', leadMediaId: picture.id, leadAlt: 'The hall' });

async function publishWith(given: Partial<Content>) {
  const saved = await save(given);
  await publish(app.context, editor, saved);
  return saved;
}

describe('A picture that a published story shows', () => {
  test.each([
    ['above its text', asLead],
    ['in its text', () => ({ body: `::figure{media="${picture.id}" alt="The hall"}` })],
    [
      'as the poster of a video',
      () => ({
        body: `::video{url="https://www.youtube.com/watch?v=dQw4w9WgXcQ" title="The hall" poster="${picture.id}"}`,
      }),
    ],
  ])('%s is there for everybody, for ever', async (_where, given) => {
    await publishWith(given());
    const { headers, body } = await app.visitor().get(address).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'content-length': String(picture.bytes),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width: 60 });
  });

  test('answers HEAD with the same headers and no content', async () => {
    await publishWith(asLead());
    const { headers, body } = await app.visitor().head(address).expect(200);
    expect(headers).toMatchObject({ 'content-length': String(picture.bytes), 'content-type': 'image/webp' });
    expect(body).toEqual({});
  });

  test('is not sent again to who has it', async () => {
    await publishWith(asLead());
    const { headers } = await app.visitor().get(address).expect(200);
    await app
      .visitor()
      .get(address)
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
  });

  test('whose file is gone is not found', async () => {
    await publishWith(asLead());
    await app.context.storage.remove(picture.file);
    await app.visitor().get(address).expect(404);
  });
});

describe('A part of a file', () => {
  let whole: Buffer;
  let etag: string;

  beforeEach(async () => {
    await publishWith(asLead());
    const { body, headers } = await app.visitor().get(address).expect(200);
    expect(headers['accept-ranges']).toBe('bytes');
    [whole, etag] = [body as Buffer, headers.etag ?? ''];
  });

  const ask = (headers: Record<string, string>, method: 'get' | 'head' = 'get') =>
    app
      .visitor()
      [method](address)
      .set(headers)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });

  test.each<[string, (bytes: number) => [number, number]]>([
    ['bytes=0-9', () => [0, 9]],
    ['bytes=10-', (bytes) => [10, bytes - 1]],
    ['bytes=-7', (bytes) => [bytes - 7, bytes - 1]],
    ['bytes=-99999', (bytes) => [0, bytes - 1]],
    ['bytes=5-99999', (bytes) => [5, bytes - 1]],
    ['bytes=0-4,5-9', () => [0, 9]],
    ['bytes=0-0', () => [0, 0]],
  ])('is sent: %s', async (range, ends) => {
    const [start, end] = ends(whole.length);
    const { headers, body } = await ask({ Range: range }).expect(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${whole.length}`);
    expect(headers['content-length']).toBe(String(end - start + 1));
    expect(headers).toMatchObject({ etag, 'cache-control': 'public, max-age=31536000, immutable' });
    expect((body as Buffer).equals(whole.subarray(start, end + 1))).toBe(true);
  });

  test.each(['bytes=99999-', 'bytes=99999-100000', 'bytes=-0'])(
    'that is not there is refused with the size: %s',
    async (range) => {
      const { headers, body } = await ask({ Range: range }).expect(416);
      expect([headers['content-range'], body.length]).toEqual([`bytes */${whole.length}`, 0]);
    },
  );

  test.each([
    'bytes=9-0',
    'bytes=x-y',
    'bytes',
    'lines=0-9',
    'bytes=0-1,20-21',
    'bytes=',
    `bytes=${'0-0,'.repeat(11)}0-0`,
  ])('that is none, or several, is the whole: %s', async (range) => {
    const { body, headers } = await ask({ Range: range }).expect(200);
    expect(headers['content-range']).toBeUndefined();
    expect((body as Buffer).equals(whole)).toBe(true);
  });

  test('is sent only of the same file', async () => {
    const range = { Range: 'bytes=0-9' };
    await ask({ ...range, 'If-Range': etag }).expect(206);
    for (const other of ['"another"', `W/${etag}`, 'Mon, 23 Nov 2026 12:00:00 GMT']) {
      const { body } = await ask({ ...range, 'If-Range': other }).expect(200);
      expect((body as Buffer).equals(whole)).toBe(true);
    }
    await ask({ ...range, 'If-None-Match': etag }).expect(304);
    await ask({ ...range, 'If-Match': etag }).expect(206);
    await ask({ ...range, 'If-Match': '*' }).expect(206);
    await ask({ ...range, 'If-Match': '"another", W/"more"' }).expect(412);
  });

  test('is not for HEAD, which tells of the whole', async () => {
    const { headers } = await ask({ Range: 'bytes=0-9' }, 'head').expect(200);
    expect(headers).toMatchObject({ 'content-length': String(whole.length), 'accept-ranges': 'bytes' });
    expect(headers['content-range']).toBeUndefined();
  });
});

describe('A picture that readers see nowhere', () => {
  async function expectHidden() {
    const refused = await app.visitor().get(address).expect(404);
    expect(refused.headers['cache-control']).toBe('private, no-store');
    // Who looks after comments has no more to do with it than a stranger.
    await (await app.signIn('moderator')).get(address).expect(404);
    const { headers } = await (await app.signIn('author')).get(address).expect(200);
    expect(headers['cache-control']).toBe('private, no-store');
  }

  test('because nothing uses it is there for the newsroom only', expectHidden);

  test('because its story is a draft is there for the newsroom only', async () => {
    await save(asLead());
    await expectHidden();
  });

  test('because its story was withdrawn is there for the newsroom only', async () => {
    const { articleId } = await publishWith(asLead());
    await withdraw(app.context, editor, { articleId, reason: 'It was wrong.' });
    await expectHidden();
  });

  test('because its story is not due yet is there for the newsroom only, until it is', async () => {
    const saved = await save(asLead());
    await schedule(app.context, editor, { ...saved, at: '2026-11-23T12:30:00.000Z' });
    await expectHidden();
    app.clock.advance({ minutes: 30 });
    await app.visitor().get(address).expect(200);
  });

  test('is not there for who was signed in once', async () => {
    const agent = await app.signIn('author');
    app.clock.advance({ days: 15 });
    await agent.get(address).expect(404);
  });
});

test.each([
  '00000000000000000000000000000000.webp',
  'hall.png',
  'a',
  '..%2f..%2fpackage.json',
  '%00.webp',
  '%E0%A4%A',
  `${'a'.repeat(300)}.webp`,
])('There is no picture called %s', async (name) => {
  const agent = await app.signIn('admin');
  const { status } = await agent.get(`/media/${name}`);
  expect([400, 404]).toContain(status);
});
