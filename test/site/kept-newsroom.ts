import { expect } from '@jest/globals';
import supertest, { type Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { createApp } from '../../src/app.ts';
import { type Context, createContext } from '../../src/context.ts';
import { addReply, type Newsroom, startNewsroom } from '../comments/newsroom.ts';
import { startAkismet } from '../support/akismet.ts';
import { cleanUp } from '../support/clean-up.ts';
import { addTopic } from '../support/factories.ts';
import { type AddedStory, addStory } from '../support/stories.ts';
import { until } from '../support/until.ts';

export interface KeptNewsroom extends Newsroom {
  /** Of another process over the same database, which keeps no pages. */
  other: Context;
  /** The editor, with the rights of an administrator. */
  admin: Person;
  topicId: number;
  story: AddedStory;
  /** The first comment on the story, and the one that answers it. */
  threadId: number;
  commentId: number;
  /** Waits until the program has heard of what the other process did: on SQLite it has, on PostgreSQL it takes a second at most. */
  hear(): Promise<void>;
  /** What a visitor is shown there. */
  read(address: string): Promise<string>;
  /** Expects that visitors are shown everywhere, and at these addresses, the first time and again, what is made anew. */
  compare(...more: string[]): Promise<void>;
}

/** For all tests of a file: one that keeps pages. It is Monday, 12:00 in UTC. */
export async function startKept(): Promise<KeptNewsroom> {
  const { options: akismet } = await startAkismet();
  const newsroom = await startNewsroom({ shared: true, environment: { PAGE_CACHE_MB: '64' }, ...akismet });
  const { context, clock, editor, sectionId } = newsroom;
  const asEditor = context.db.writer.updateTable('people').set({ role: 'admin' }).where('id', '=', editor.id);
  await asEditor.execute();
  const other = await createContext(
    { ...context.config, pageCacheBytes: 0 },
    { now: clock.now, migrated: true, ...akismet },
  );
  cleanUp(() => other.close(), { shared: true });
  const anew = supertest.agent(createApp(other)).set('Accept-Encoding', 'identity');
  const topicId = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  const filed = { sectionId, topicIds: [topicId], authorIds: [editor.id] };
  const film = { leadKind: 'video', leadVideo: 'https://youtu.be/dQw4w9WgXcQ', leadVideoTitle: 'The speech' } as const;
  const story = await addStory(context, { editor, content: { ...filed, ...film, headline: 'Dockers halt speech' } });
  const about = await addStory(context, { editor, makes: 'page', content: { sectionId: null, headline: 'About' } });
  const threadId = await addReply(newsroom, { articleId: story.articleId, text: 'Nobody told us of 5550123.' });
  const commentId = await addReply(newsroom, { articleId: story.articleId, threadId, text: 'They did.' });
  await addReply(newsroom, { articleId: story.articleId });
  const addresses = [
    ...['/', '/politics', '/topics/harbour', `/by/${editor.slug}`, '/archive/2026/11', '/video', about.path],
    ...[story.path, `${story.path}/comments?order=oldest`, `${story.path}/comments/${threadId}/thread?after=1`],
    ...[
      `${story.path}/history`,
      `${story.path}/history?from=1&to=2`,
      `${about.path}/history`,
      '/corrections',
      '/site-map',
    ],
    ...['/feed.xml', '/politics/feed.json', '/corrections/feed.atom', `${story.path}/comments/feed.xml`],
    ...['/sitemap.xml', '/sitemap-pages.xml', '/sitemap-2026-11.xml', '/news-sitemap.xml', '/robots.txt'],
  ];
  const compare = async (...more: string[]) => {
    for (const address of [...addresses, ...more]) {
      const made = told(await anew.get(address));
      for (const _ of [1, 2]) expect(told(await newsroom.visitor().get(address))).toEqual(made);
    }
  };
  const read = async (address: string) => (await newsroom.visitor().get(address)).text;
  const admin: Person = { ...editor, role: 'admin' };
  const hear = async () => {
    const newest = context.db.reader.selectFrom('events').select(({ fn }) => fn.max<number>('id').as('id'));
    const { id } = await newest.executeTakeFirstOrThrow();
    await until(() => (context.pages?.newestEvent() ?? 0) >= id, 1000);
  };
  return { ...newsroom, other, admin, topicId, story, threadId, commentId, hear, read, compare };
}

const told = ({ status, headers, text }: Response) => {
  // How the body is cut up is up to whoever sends it.
  const own = ['date', 'x-request-id', 'content-length', 'transfer-encoding'];
  const said = Object.entries(headers).filter(([name]) => !own.includes(name));
  return { status, headers: Object.fromEntries(said), text };
};
