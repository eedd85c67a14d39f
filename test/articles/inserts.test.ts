import { beforeEach, describe, expect, test } from '@jest/globals';
import { addColour, addStory } from '../support/stories.ts';
import { type Newsroom, pictureFile, publishNew, startNewsroom } from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const ask = async (path: string) => (await newsroom.desk.get(path).expect(200)).body;
const headlines = async (words: string): Promise<string[]> =>
  (await ask(`/admin/inserts/stories?q=${encodeURIComponent(words)}`)).stories.map(
    ({ headline }: { headline: string }) => headline,
  );

describe('Stories to put into a text', () => {
  test('are found by their words, those that readers see alone', async () => {
    await publishNew(newsroom, { Headline: 'Ferries wait for fog' });
    await publishNew(newsroom, { Headline: 'العبّارات تنتظر', Language: 'العربية' });
    const { context, editor, politics: sectionId } = newsroom;
    for (const fate of ['draft', 'withdrawn', { at: '2027-01-01T09:00:00.000Z' }] as const) {
      await addStory(context, { editor, content: { sectionId, headline: 'Ferries nobody sees' }, fate });
    }
    expect(await headlines('ferr')).toEqual(['Ferries wait for fog']);
    expect(await headlines('العبارات')).toEqual(['العبّارات تنتظر']);
    expect(await headlines('ferries "nobody sees"')).toEqual([]);
    expect(await headlines('')).toEqual(['العبّارات تنتظر', 'Ferries wait for fog']);
  });

  test.each(['%00', '%', "' or 1=1 --", 'a'.repeat(5_000), '"', '-', Array(100).fill('word').join(' ')])(
    'asked for with %j are none, and nothing fails',
    async (words) => {
      await publishNew(newsroom);
      await newsroom.desk.get(`/admin/inserts/stories?q=${encodeURIComponent(words)}`).expect(200);
      await newsroom.desk.get(`/admin/inserts/story?at=${encodeURIComponent(words)}`).expect(404);
      await newsroom.desk.get('/admin/inserts/stories?q=%00&q=%00').expect(200);
      await newsroom.desk.get('/admin/inserts/story?at=%00').expect(404);
    },
  );

  test('are told of by their address, with where and when they were published', async () => {
    const { path } = await publishNew(newsroom, { Headline: 'Ferries wait for fog' });
    const told = await ask(`/admin/inserts/story?at=${path}`);
    expect(told).toEqual({
      ...{ path, headline: 'Ferries wait for fog', language: 'en', picture: null },
      about: 'Politics, Monday 23 November 2026',
    });
    expect(await ask(`/admin/inserts/story?at=ferries-wait-for-fog`)).toEqual(told);
  });
});

describe('Pictures to put into a text', () => {
  test('are told of by their number', async () => {
    const { context, editor } = newsroom;
    const { id, file } = await addColour(context, editor, '#c33');
    expect(await ask(`/admin/inserts/pictures/${id}`)).toMatchObject({
      id,
      src: `/media/${file}`,
      width: 64,
      height: 48,
    });
    await newsroom.desk.get('/admin/inserts/pictures/999').expect(404);
    await newsroom.desk.get('/admin/inserts/pictures/none').expect(404);
  });

  test('go into the library, and the answer says under which number; nobody keeps it', async () => {
    const { content, filename } = await pictureFile();
    const { body, headers } = await newsroom.desk
      .post('/admin/inserts/pictures')
      .attach('picture', content, filename)
      .expect(200);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(await ask(`/admin/inserts/pictures/${body.id}`)).toEqual(body);
    await newsroom.desk.get(body.src).expect(200);
    await newsroom.visitor().get(body.src).expect(404);
  });

  test.each([
    ['no file', null, 'Choose the file of the picture first.'],
    ['a file that is no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /picture/],
    ['a file that is too large', Buffer.alloc(26 * 1024 * 1024), /25 MB/],
  ])('%s is refused, with the reason', async (_, content, reason) => {
    const request = newsroom.desk.post('/admin/inserts/pictures').field('a', 'b');
    if (content) request.attach('picture', content, 'hall.png');
    const { body } = await request.expect(422);
    expect(body.error).toMatch(reason);
    expect(await newsroom.context.db.reader.selectFrom('media').select('id').execute()).toEqual([]);
  });
});
