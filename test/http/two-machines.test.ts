import { createServer } from 'node:http';
import { beforeEach, describe, expect, test } from '@jest/globals';
import supertest, { type Response } from 'supertest';
import { createListener } from '../../src/app.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { publishComment } from '../../src/comments/actions/decide.ts';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { addStory, leaveComment, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { type Between, startBetween } from '../support/between.ts';
import { cleanUp } from '../support/clean-up.ts';

/* Two machines over one database, each with pages of its own: what one answers, the other shows within a second. */

let here: Newsroom;
let story: TestStory;
let between: Between;
let there: Agent;

beforeEach(async () => {
  here = await startNewsroom({ environment: { PAGE_CACHE_MB: '8' } });
  story = await addStory(here, { headline: 'Dockers halt speech' });
  const { config, now } = here.context;
  if (config.database.kind !== 'postgres') throw new Error('Files are not shared by machines.');
  between = await startBetween(config.database.url);
  const { database } = readConfig({ DATABASE_URL: between.url });
  const context = await createContext({ ...config, database }, { now, migrated: true });
  const server = createServer(createListener(context));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await context.close();
  });
  there = supertest.agent(server);
  for (const agent of [here.visitor(), there]) expect((await agent.get(story.path)).text).toContain('Dockers halt');
});

const shows = async (agent: Agent, text: string, headers = {}) =>
  (await agent.get(story.path).set(headers)).text.includes(text);

async function change(headline: string): Promise<void> {
  const { context, editor, sectionId } = here;
  const content = { ...emptyContent, headline, body: 'So.', sectionId };
  const { articleId, revisionId } = story;
  const saving = { articleId, baseRevisionId: revisionId, content, kind: 'save' } as const;
  const saved = await saveRevision(context, editor, saving);
  await publishChanges(context, editor, { ...saved, kind: 'correction', note: 'It was otherwise.' });
}

/** After how many milliseconds somebody asked who was the last not to be shown it. */
async function untilShown(agent: Agent, text: string): Promise<number> {
  const begun = performance.now();
  let last = 0;
  for (let asked = 0; asked < 5000; asked = performance.now() - begun) {
    if (await shows(agent, text)) return last;
    last = asked;
  }
  return last;
}

describe('What is corrected on one machine', () => {
  test('is seen there at once, and on the other within a second', async () => {
    await change('Dockers go on with speech');
    expect(await shows(here.visitor(), 'Dockers go on')).toBe(true);
    expect(await untilShown(there, 'Dockers go on')).toBeLessThan(1000);
  });

  test.each(['cut', 'silence'] as const)(
    'is seen within a second, too, where the line by which the other would hear of it has a %s',
    async (fate) => {
      between[fate]();
      await change('Dockers go on with speech');
      expect(await untilShown(there, 'Dockers go on')).toBeLessThan(1000);
      between.mend();
      expect(await untilShown(there, 'Dockers go on')).toBeLessThan(1000);
    },
  );

  test('is gone where it was withdrawn', async () => {
    await withdraw(here.context, here.editor, { articleId: story.articleId, reason: 'Not so.' });
    await here.visitor().get(story.path).expect(410);
    const begun = performance.now();
    for (let asked = 0; (await there.get(story.path)).status !== 410; asked = performance.now() - begun) {
      expect(asked).toBeLessThan(1000);
    }
  });
});

test('Whoever did something is shown it by the machine that has not heard of it, and nobody else is yet', async () => {
  const reader = here.reader();
  await leaveComment(reader, story.path, { Comment: 'The first.' });
  const held = here.context.db.reader.selectFrom('comments').select('id').where('state', '=', 'held');
  await publishComment(here.context, here.editor, { ...(await held.executeTakeFirstOrThrow()), seen: 'held' });
  expect(await untilShown(there, 'The first.')).toBeLessThan(1000);
  for (let tries = 0; tries < 10; tries += 1) {
    const text = `And another one, number ${tries}.`;
    between.silence();
    const newest = newestIn(await leaveComment(reader, story.path, { Comment: text }));
    const known = await shows(there, text, { Cookie: newest });
    const forged = await shows(there, text, { Cookie: newest.replace(/=\d+/, '=99999') });
    here.clock.advance({ seconds: 11 });
    const old = await shows(there, text, { Cookie: newest });
    // Else it had heard of it by now, or knew that it hears nothing: on a machine that is slow just now, it is tried again.
    const isUnheard = !(await shows(there, text));
    between.mend();
    expect(known).toBe(true);
    expect(await untilShown(there, text)).toBeLessThan(1000);
    if (isUnheard) return expect([forged, old]).toEqual([false, false]);
  }
  throw new Error('It had always heard of it.');
});

function newestIn({ headers }: Response): string {
  const cookies = [headers['set-cookie']].flat().map(String);
  return cookies.flatMap((each) => /^newest=[^;]+/.exec(each) ?? [])[0] ?? '';
}
