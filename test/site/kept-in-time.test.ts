import { beforeAll, expect, test } from '@jest/globals';
import { setSite } from '../../src/admin/actions/site.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { startFlood } from '../../src/comments/actions/flood.ts';
import { setClosings } from '../../src/comments/actions/rules.ts';
import { type Closings, noClosings } from '../../src/comments/comment/closing.ts';
import type { FloodLength } from '../../src/comments/comment/flood.ts';
import { curate } from '../../src/front/actions/curate.ts';
import { prepareFront, setLaunchTime } from '../../src/front/actions/launch.ts';
import { setBreaking } from '../../src/front/actions.ts';
import { later } from '../../src/text/moments.ts';
import { addReply } from '../comments/newsroom.ts';
import { versionOf } from '../support/fronts.ts';
import { addStory } from '../support/stories.ts';
import { type KeptNewsroom, startKept } from './kept-newsroom.ts';

/* Pages change by the clock alone, with nobody awake: one that was made and kept a moment before is not what visitors see then. */

let newsroom: KeptNewsroom;

beforeAll(async () => {
  newsroom = await startKept();
});

const minute = 60_000;
const inMinutes = (minutes: number) => later(newsroom.clock.now(), minutes * minute);

let count = 0;
function write() {
  count += 1;
  return { ...emptyContent, headline: `News ${count}`, body: 'So.', sectionId: newsroom.sectionId };
}

async function scheduleIn(minutes: number, makes: 'story' | 'page'): Promise<string> {
  const at = inMinutes(minutes);
  const content = { ...write(), sectionId: makes === 'page' ? null : newsroom.sectionId };
  await addStory(newsroom.context, { editor: newsroom.admin, makes, content, fate: { at } });
  return at;
}

async function place(frontId: number | null, until: string | null): Promise<void> {
  const { context, admin, story } = newsroom;
  const act = { act: 'place', articleId: story.articleId, slot: 'lead', until } as const;
  await curate(context, admin, { frontId, ...(await versionOf(context, frontId)), act });
}

async function launchIn(minutes: number): Promise<string> {
  const { context, admin } = newsroom;
  const frontId = await prepareFront(context, admin, 'Election night');
  await place(frontId, null);
  const at = inMinutes(minutes);
  await setLaunchTime(context, admin, { frontId, ...(await versionOf(context, frontId)), at });
  return at;
}

async function breakFor(hours: number): Promise<string> {
  const ferry = { text: 'Ferry aground', language: 'en', path: null, hours } as const;
  await setBreaking(newsroom.context, newsroom.admin, ferry);
  return inMinutes(hours * 60);
}

async function closeBy(closings: Partial<Closings>, at: string): Promise<string> {
  await setClosings(newsroom.context, newsroom.admin, { ...noClosings, ...closings });
  return at;
}

async function flood(length: FloodLength, minutes: number): Promise<string> {
  const { context, admin, story } = newsroom;
  await startFlood(context, admin, { articleId: story.articleId, mode: 'close', length });
  return inMinutes(minutes);
}

/** What is prepared, and returns when it is to be seen; and where. '' for the page of the story. In the order of these times. */
const changes: [string, () => Promise<string>, string][] = [
  ['nobody can change a comment any more', async () => inMinutes(10), ''],
  ['a scheduled story comes out', () => scheduleIn(20, 'story'), '/politics'],
  ['a scheduled page comes out', () => scheduleIn(20, 'page'), '/politics'],
  ['news is no longer breaking', () => breakFor(1), '/politics'],
  ['a pin on the front ends', async () => place(null, inMinutes(30)).then(() => inMinutes(30)), '/'],
  ['a prepared front is launched', () => launchIn(40), '/'],
  ['comments that a flood closed open again', () => flood('hour', 60), ''],
  [
    'comments close for the night',
    () => closeBy({ night: { from: '22:00', until: '07:00' } }, '2026-11-23T22:00:00.000Z'),
    '',
  ],
  ['they open in the morning', async () => '2026-11-24T07:00:00.000Z', ''],
  ['a day ends', async () => '2026-11-25T00:00:00.000Z', '/'],
  ['comments close with age', () => closeBy({ days: 2 }, '2026-11-25T12:00:00.000Z'), ''],
  [
    'a day ends where the newsroom is',
    async () => {
      await closeBy({}, '');
      await setSite(newsroom.context, null, { zone: 'Europe/Oslo' });
      return '2026-11-25T23:00:00.000Z';
    },
    '/',
  ],
  ['a story turns a year old', async () => '2027-11-23T12:00:00.001Z', ''],
];

test.each(changes)('When %s, visitors see it at that moment', async (what, prepare, address) => {
  const { story, clock, read, compare } = newsroom;
  if (what.startsWith('a pin')) await addStory(newsroom.context, { editor: newsroom.admin, content: write() });
  const at = await prepare();
  const where = address || story.path;
  clock.set(later(at, -1));
  await compare();
  const before = await read(where);
  clock.set(at);
  expect(await read(where)).not.toBe(before);
  await compare();
});

test('When comments open again is told within a day of it, in a page that was made before', async () => {
  await addReply(newsroom, { articleId: newsroom.story.articleId });
  await flood('day', 0);
  const before = await newsroom.read(newsroom.story.path);
  expect(before).not.toContain('open again at');
  newsroom.clock.advance({ seconds: 1 });
  expect(await newsroom.read(newsroom.story.path)).toContain('open again at');
});
