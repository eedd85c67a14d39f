import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { redact } from '../../src/articles/actions/redact.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import type { Content } from '../../src/articles/article.ts';
import { canDraw, cardsOf } from '../../src/media/card.ts';
import type { Picture } from '../../src/media/picture.ts';
import { publishChanges } from '../articles/newsroom.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let app: Started;
let editor: Person;
let sectionId: number;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'admin' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

const write = async (content: Partial<Content> = {}) =>
  addStory(app.context, { editor, content: { headline: 'Dockers halt speech', sectionId, ...content } });
const withPicture = ({ id }: Picture) => ({ leadKind: 'image', leadMediaId: id, leadAlt: 'The hall' }) as const;
const get = (path: string) => app.visitor().get(path.replace(app.url, ''));

async function imageOf(path: string | null): Promise<string> {
  const { image } = readPage(await get(path ?? '').expect(200));
  return String(image);
}

/** Of the middle of the picture's part, and of the paper beside it. */
async function coloursOf(content: Buffer, left: number): Promise<number[]> {
  const part = { left, top: 300, width: 40, height: 40 };
  const { channels } = await sharp(await sharp(content).extract(part).toBuffer()).stats();
  return channels.map(({ mean }) => Math.round(mean));
}

describe('A shared link', () => {
  test('shows the headline beside the picture, in the size that is wanted', async () => {
    const { path } = await write(withPicture(await addColour(app.context, editor, '#0000ff')));
    const { headers, body } = await get(await imageOf(path)).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 });
    const [red = 255, , blue = 0] = await coloursOf(body, 900);
    expect([red < 20, blue > 235]).toEqual([true, true]);
    expect(Math.min(...(await coloursOf(body, 10)))).toBeGreaterThan(240);
  });

  test('has the picture at the other end where one reads from the right', async () => {
    const picture = await addColour(app.context, editor, '#0000ff');
    const { path } = await write({ ...withPicture(picture), language: 'ar', headline: 'عمال الميناء' });
    const { body } = await get(await imageOf(path)).expect(200);
    expect((await coloursOf(body, 200))[0]).toBeLessThan(20);
    expect(Math.min(...(await coloursOf(body, 1150)))).toBeGreaterThan(240);
  });

  test('of a story without a picture shows its headline alone', async () => {
    const { path } = await write();
    const { body } = await get(await imageOf(path)).expect(200);
    const { channels } = await sharp(body).stats();
    expect(channels.every(({ min, max }) => min < 60 && max > 240)).toBe(true);
  });

  test('says its size and what it shows', async () => {
    const { path } = await write();
    const { text } = await get(path ?? '').expect(200);
    expect(text).toContain('<meta property="og:image:width" content="1200">');
    expect(text).toContain('<meta property="og:image:height" content="630">');
    expect(text).toContain('<meta property="og:image:alt" content="Dockers halt speech">');
    expect(text).toContain('<meta name="twitter:card" content="summary_large_image">');
  });

  test('is drawn once, with parts and conditions like every file', async () => {
    const { path, articleId } = await write();
    const address = await imageOf(path);
    const { headers } = await get(address).expect(200);
    await get(address)
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
    await get(address).set('Range', 'bytes=0-9').expect(206);
    expect(await app.context.storage.list(cardsOf(articleId))).toHaveLength(1);
  });

  test('that is old leads to the new one', async () => {
    const story = await write();
    const old = await imageOf(story.path);
    const desk = await app.signIn(editor);
    await publishChanges(desk, story.articleId, { kind: 'fix', values: { Headline: 'Dockers go home' } });
    const address = await imageOf(story.path);
    expect(address).not.toBe(old);
    const { headers } = await get(old).expect(302);
    expect(headers).toMatchObject({ location: address.replace(app.url, ''), 'cache-control': 'no-store' });
  });

  test.each(['Москва', '東京', 'Fire 🔥'])(
    'of a headline that cards have no letters for is the picture itself: %s',
    async (headline) => {
      const picture = await addColour(app.context, editor, '#0000ff');
      const { path, articleId } = await write({ ...withPicture(picture), headline, slug: 'one' });
      expect(await imageOf(path)).toBe(`${app.url}/media/${picture.file}`);
      await get(`/media/cards/${articleId}/${'a'.repeat(32)}.jpg`).expect(404);
    },
  );
});

test.each([
  ['“Łódź” – 31 % & more…', true],
  ['قال الوزير: «لا» (2026)', true],
  ['Größe, naïve, Straße, ʻOkina', true],
  ['Ελλάδα', false],
  ['', true],
])('Cards have letters for %s: %j', (headline, expected) => {
  expect(canDraw({ headline, site: 'The Alder Courier', kicker: '', direction: 'ltr' })).toBe(expected);
});

describe('There is no card of a story', () => {
  test('that readers do not see yet, or not any more', async () => {
    const story = await write();
    const address = await imageOf(story.path);
    await withdraw(app.context, editor, { articleId: story.articleId, reason: 'Not so.' });
    await get(address).expect(404);
    const draft = await addStory(app.context, { editor, content: { headline: 'Draft', sectionId }, fate: 'draft' });
    await get(`/media/cards/${draft.articleId}/${'a'.repeat(32)}.jpg`).expect(404);
  });

  test.each(['0', '1e3', '-1', '99999999999999999999', 'x'])('with the number %s', async (id) => {
    await get(`/media/cards/${id}/${'a'.repeat(32)}.jpg`).expect(404);
  });

  test('in the storage once what it said has been redacted', async () => {
    const story = await write();
    await get(await imageOf(story.path)).expect(200);
    await withdraw(app.context, editor, { articleId: story.articleId, reason: 'Not so.' });
    const { id } = await app.context.db.reader
      .selectFrom('publications')
      .select('id')
      .where('article_id', '=', story.articleId)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    await redact(app.context, editor, { articleId: story.articleId, publicationId: id, reason: 'A court says so.' });
    expect(await app.context.storage.list(cardsOf(story.articleId))).toEqual([]);
  });
});
