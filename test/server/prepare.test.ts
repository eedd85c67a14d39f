import { expect, test } from '@jest/globals';
import { createContext } from '../../src/context.ts';
import { prepare } from '../../src/server/prepare.ts';
import { addStory, startNewsroom } from '../comments/newsroom.ts';
import { cleanUp } from '../support/clean-up.ts';

test('Of several that start at once on one database, one makes again what another version of the renderer made', async () => {
  const newsroom = await startNewsroom();
  const { context } = newsroom;
  const stories = [await addStory(newsroom), await addStory(newsroom)];
  await context.db.transaction((tx) => tx.updateTable('published_articles').set({ renderer: 0 }).execute());
  const others = await Promise.all(
    [1, 2].map(() => createContext(context.config, { now: context.now, log: context.log, migrated: true })),
  );
  cleanUp(async () => {
    for (const other of others) await other.close();
  });
  await Promise.all([context, ...others].map(prepare));
  const rebuilt = context.db.reader.selectFrom('events').select('subject').where('action', '=', 'article.rebuilt');
  expect((await rebuilt.orderBy('id').execute()).map(({ subject }) => subject)).toEqual(
    stories.map(({ articleId }) => `article:${articleId}`),
  );
});
