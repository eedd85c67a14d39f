import { setTimeout as wait } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { publishComment } from '../../src/comments/actions/decide.ts';
import { later } from '../../src/text/moments.ts';
import { addStory, leaveComment, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { type Client, connectToAll, startSeveral } from './several.ts';

jest.setTimeout(60_000);

interface Seen {
  /** When it was asked, as performance.now() tells it. */
  asked: number;
  status: number;
  body: string;
}

/** Has all of them ask for the path again and again, until the end. */
function read(clients: Client[], path: string) {
  let isOver = false;
  const seen: Seen[] = [];
  const reading = clients.map(async (client) => {
    while (!isOver) {
      const asked = performance.now();
      seen.push({ asked, ...(await client.ask(path)) });
      await wait(1);
    }
  });
  return {
    seen,
    async end() {
      isOver = true;
      await Promise.all(reading);
    },
  };
}

let newsroom: Newsroom;
let story: TestStory;

/** Steps of which each is answered before the next is begun; and how the page looks from then on. */
type Step = { does(): Promise<unknown>; shows(seen: Seen): boolean };

function correct(number: number): Step {
  const headline = `Dockers halt speech ${number}`;
  return {
    async does() {
      const { context, editor, sectionId } = newsroom;
      const content = { ...emptyContent, headline, body: 'So.', sectionId };
      const { articleId, revisionId } = story;
      const saving = { articleId, baseRevisionId: revisionId, content, kind: 'save' } as const;
      const saved = await saveRevision(context, editor, saving);
      await publishChanges(context, editor, { ...saved, kind: 'correction', note: 'It was otherwise.' });
      story = { ...story, ...saved };
    },
    shows: ({ body }) => body.includes(headline),
  };
}

function comment(number: number): Step {
  const text = `Remark of a reader, number ${number}.`;
  return { does: () => leaveComment(reader, story.path, { Comment: text }), shows: ({ body }) => body.includes(text) };
}

let reader: ReturnType<Newsroom['reader']>;

/** Whose comments are let through from now on. */
async function trustReader(): Promise<void> {
  reader = newsroom.reader();
  const { context, editor } = newsroom;
  await leaveComment(reader, story.path, { Comment: 'The first.' });
  const held = context.db.reader.selectFrom('comments').select('id').where('state', '=', 'held');
  await publishComment(context, editor, { ...(await held.executeTakeFirstOrThrow()), seen: 'held' });
}

test('Two processes on one file show nobody a page from before what had been answered when they asked', async () => {
  const now = new Date().toISOString();
  newsroom = await startNewsroom({ now: later(now, -60_000) });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  await trustReader();
  const { database, storage } = newsroom.context.config;
  if (database.kind !== 'sqlite' || storage.kind !== 'disk') throw new Error('Files are what this is about.');
  const several = await startSeveral(2, {
    DATABASE_URL: `sqlite:${database.file}`,
    STORAGE_URL: `file:${storage.folder}`,
  });
  const clients = await connectToAll(several, 4);
  const { seen, end } = read(clients, story.path);
  const withdrawn: Step = {
    does: () => withdraw(newsroom.context, newsroom.editor, { articleId: story.articleId, reason: 'Not so.' }),
    shows: ({ status }) => status === 410,
  };
  const steps = [...Array.from({ length: 8 }, (_, number) => [correct(number), comment(number)]).flat(), withdrawn];
  for (const { does, shows } of steps) {
    await does();
    const answered = performance.now();
    const since = () => seen.filter(({ asked }) => asked > answered);
    while (since().length < 3 * clients.length) await wait(10);
    const after = since();
    expect(after.filter((each) => !shows(each))).toEqual([]);
  }
  await end();
  expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 410]));
});
