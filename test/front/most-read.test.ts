import { beforeEach, expect, test } from '@jest/globals';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { addReads } from '../../src/articles/queries/reads.ts';
import { readPage } from '../support/pages.ts';
import type { AddedStory } from '../support/stories.ts';
import { type Curated, done, press, startCurated } from './newsroom.ts';

const [show, hide] = ['Show the list: Most read', 'Hide the list: Most read'];

let newsroom: Curated;
let stories: AddedStory[];

/* Pages are kept: what the list shows has to be dropped, or to be over, by itself. */
beforeEach(async () => {
  newsroom = await startCurated({ now: '2026-11-23T12:00:00.000Z', environment: { PAGE_CACHE_MB: '8' } });
  stories = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) stories.push(await newsroom.add(name));
  newsroom.clock.set('2026-11-23T12:21:00.000Z');
});

const count = (since: string, reads: number[]) =>
  newsroom.context.db.transaction((tx) =>
    addReads(
      tx,
      `2026-11-${since}:00.000Z`,
      reads.map((number, index) => [stories[index]?.articleId ?? 0, number]),
    ),
  );

async function listed(): Promise<string[]> {
  const { text } = await newsroom.visitor().get('/').expect(200);
  const section = /<section class="most-read".*?<\/section>/s.exec(text)?.[0] ?? '';
  return [...section.matchAll(/<li><a href="[^"]+" dir="auto">([^<]*)<\/a>/g)].map(([, headline]) => headline ?? '');
}

test('Nothing is listed until an editor says so, nor while nothing was read', async () => {
  await count('23T12:10', [1]);
  expect(await listed()).toEqual([]);
  await done(newsroom.desk, show);
  expect(await listed()).toEqual(['One']);
  expect(readPage(await newsroom.visitor().get('/')).texts('.most-read')[0]).toMatch(/^Most read ?One$/);
  await done(newsroom.desk, hide);
  expect(await listed()).toEqual([]);
  expect((await press(newsroom.desk, 'Undo')).status).toBe(303);
  expect(await listed()).toEqual(['One']);
  expect(readPage(await newsroom.desk.get('/admin/front/states')).main).toContain('hid the list of what is read most');
});

test('The five that were read most in the 24 hours before the last full ten minutes, renewed with the next', async () => {
  await done(newsroom.desk, show);
  await count('22T12:10', [1000]);
  await count('22T12:20', [5, 60]);
  await count('23T12:10', [5, 1, 50, 40, 30, 20]);
  await count('23T12:20', [1000]);
  expect(await listed()).toEqual(['Two', 'Three', 'Four', 'Five', 'Six']);
  newsroom.clock.set('2026-11-23T12:29:59.999Z');
  expect(await listed()).toEqual(['Two', 'Three', 'Four', 'Five', 'Six']);
  newsroom.clock.set('2026-11-23T12:30:00.000Z');
  expect(await listed()).toEqual(['One', 'Three', 'Four', 'Five', 'Six']);
});

test('Only what readers can see at that moment, in the language of the front', async () => {
  stories.push(await newsroom.add('Sieben', { language: 'ar' }));
  newsroom.clock.set('2026-11-23T12:31:00.000Z');
  await done(newsroom.desk, show);
  await count('23T12:20', [1, 2, 3, 4, 5, 6, 7]);
  expect(await listed()).toEqual(['Six', 'Five', 'Four', 'Three', 'Two']);
  const { articleId } = stories[4] as AddedStory;
  await withdraw(newsroom.context, newsroom.editor, { articleId, reason: 'It was not so.' });
  expect(await listed()).toEqual(['Six', 'Four', 'Three', 'Two', 'One']);
});

test('A prepared front has its own say, shows its list before readers see it, and brings it along', async () => {
  await count('23T12:10', [1]);
  const location = await done(newsroom.desk, 'Prepare a front page', { Name: 'Election night' });
  const path = location.split('?')[0] ?? '';
  await done(newsroom.desk, show, {}, path);
  expect(await listed()).toEqual([]);
  expect((await newsroom.desk.get(`${path}/preview`).expect(200)).text).toContain('class="most-read"');
  await done(newsroom.desk, 'Launch now', {}, path);
  expect(await listed()).toEqual(['One']);
});

test('Showing what is shown already is refused, and placing a story leaves the list as it is', async () => {
  await count('23T12:10', [1]);
  const stale = await newsroom.desk.get('/admin/front').expect(200);
  await done(newsroom.desk, show);
  expect(stale.text).toContain(show);
  const version = /name="version" value="(\d+)"/.exec((await newsroom.desk.get('/admin/front')).text)?.[1];
  const again = newsroom.desk.post('/admin/front').type('form').send({ press: 'most-read-show', version });
  expect((await again).status).toBe(409);
  const placing = { press: 'place', version, article: stories[2]?.articleId, to: 'lead' };
  await newsroom.desk.post('/admin/front').type('form').send(placing).expect(303);
  expect(await listed()).toEqual(['One']);
});
