import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response, Test } from 'supertest';
import { issueSetUpToken } from '../src/accounts/actions/set-up.ts';
import type { Person } from '../src/accounts/person.ts';
import { publishComment, rejectComment } from '../src/comments/actions/decide.ts';
import { postComment } from '../src/comments/actions/post.ts';
import { networkAround } from '../src/comments/queries/networks.ts';
import { housePages } from './admin/every-page.ts';
import { openPanels, openPreviewLinks, openStoryTools } from './articles/every-page.ts';
import { frontPages } from './front/every-page.ts';
import { reportPages } from './reports/every-page.ts';
import { type Agent, startApp } from './support/app.ts';
import { addSection } from './support/factories.ts';
import { type FullNewsroom, startFullNewsroom } from './support/full-newsroom.ts';
import { seenViews } from './support/models.ts';
import { moderatedPages } from './support/moderated-pages.ts';
import { readPage } from './support/pages.ts';
import { readersPages } from './support/readers-posts.ts';

/*
 * Every page of the program, as the program makes it, with models that are watched (support/models.ts): a view that asks for a
 * name which its model lacks, `{{#if typo}}` included, answers 500 here. At the end every view must have been seen.
 */

let newsroom: FullNewsroom;
let editor: Person;
let author: Person;
let desk: Agent;
let of: FullNewsroom['of'];
let logged: string[] = [];

beforeAll(async () => {
  newsroom = await startFullNewsroom((line) => void logged.push(line));
  ({ editor, author, desk, of } = newsroom);
});

let remarks = 0;

async function remark(path: string, parentId: number | null = null, actor: Person | null = null): Promise<number> {
  remarks += 1;
  const typed = { text: `Remark ${remarks}.`, name: 'Renske V.', email: `renske${remarks}@example.org`, website: '' };
  const poster = { actor, browserHash: `${remarks}`, network: networkAround(`192.0.2.${remarks}`) };
  return (await postComment(newsroom.context, poster, { ...typed, path, parentId })).id;
}

const publish = (id: number) => publishComment(newsroom.context, editor, { id, seen: 'held' });

/** The status that is expected, and nothing that the view had to make up. */
async function expectPage(asked: Test, status = 200): Promise<Response> {
  logged = [];
  const answer = await asked;
  expect({ status: answer.status, logged }).toEqual({ status, logged: [] });
  const shown = readPage(answer);
  expect(shown.main || shown.texts('body')[0]).not.toMatch(/undefined|\[object|\bnull\b|NaN/);
  return answer;
}

describe('Readers’ pages', () => {
  test.each([
    '/',
    '/politics',
    '/opinion',
    '/empty',
    '/topics/harbour',
    '/by/mara',
    '/site-map',
    '/search',
    '/search?q=rich',
    '/search?q=nothing+at+all&section=politics',
    '/series/files',
    '/archive/2026/11',
    '/video',
  ])('%s', (path) => expectPage(newsroom.visitor().get(path)));

  test('and the texts in feeds', async () => {
    const { text } = await newsroom.visitor().get('/feed.xml').buffer(true).expect(200);
    expect(text).not.toMatch(/undefined|\[object|\bnull\b|NaN/);
  });

  test('of a paper that has nothing yet', async () => {
    const empty = await startApp();
    await addSection(empty.context, { slug: 'politics', name: 'Politics' });
    for (const path of ['/', '/politics']) await expectPage(empty.visitor().get(path));
  });

  test('of stories', async () => {
    for (const name of [
      ...['about', 'policy', 'arabicPage'],
      'plain',
      'rich',
      'arabic',
      'film',
      'bare',
      'opinion',
      'closed',
      'changed',
      'part',
      'nextPart',
    ]) {
      await expectPage(newsroom.visitor().get(encodeURI(of(name).path)));
    }
  });

  test('of stories, as the newsroom sees them', async () => {
    for (const name of ['about', 'plain', 'arabic', 'changed']) await expectPage(desk.get(encodeURI(of(name).path)));
  });

  test('of what changed, and of what was put right', async () => {
    for (const name of ['plain', 'changed', 'arabic']) {
      await expectPage(newsroom.visitor().get(`${encodeURI(of(name).path)}/history`));
    }
    await expectPage(newsroom.visitor().get(`${of('withdrawn').path}/history`), 410);
    await expectPage(newsroom.visitor().get('/corrections'));
  });

  test('of searches with mistakes', async () => {
    await expectPage(newsroom.visitor().get('/search?q=a&from=tomorrow&to=b&section=c'), 400);
  });

  test('of what is not there', async () => {
    await expectPage(newsroom.visitor().get('/nowhere'), 404);
    for (const name of ['withdrawn', 'pageGone']) await expectPage(newsroom.visitor().get(of(name).path), 410);
    const foreign = newsroom
      .visitor()
      .post(`${of('plain').path}/comments`)
      .set('Sec-Fetch-Site', 'cross-site');
    await expectPage(foreign.type('form').send({ text: 'What I wrote.' }), 403);
  });

  test('of reports', async () => {
    for (const name of ['plain', 'arabic']) {
      const address = `${encodeURI(of(name).path)}/report`;
      for (const page of [address, `${address}/thanks`]) await expectPage(newsroom.visitor().get(page));
      await expectPage(newsroom.visitor().post(address).type('form').send({ address: 'a', website: 'b' }), 422);
    }
  });

  test('of comments', async () => {
    for (const { path } of [of('rich'), of('arabic')]) {
      const address = `${encodeURI(path)}/comments`;
      const first = await remark(path);
      await publish(first);
      const reply = await remark(path, first, author);
      await publish(await remark(path, reply));
      await expectPage(newsroom.visitor().get(`${address}/${first}/thread`));
      await expectPage(newsroom.visitor().get(`${address}?order=oldest`));
      await newsroom.context.db.writer.updateTable('comments').set({ picked_at: newsroom.clock.now() }).execute();
      await expectPage(newsroom.visitor().get(encodeURI(path)));
      await expectPage(newsroom.visitor().get(`${address}/${first}/reply`));
      await expectPage(newsroom.visitor().post(address).type('form').send({}), 422);
      await expectPage(
        newsroom
          .visitor()
          .post(address)
          .type('form')
          .send({ parent: String(first), text: 'A' }),
        422,
      );
      for (const page of await readersPages(newsroom.context, path)) await expectPage(newsroom.visitor().get(page));
      const posted = newsroom.visitor().post(address).set('X-Forwarded-For', '198.51.100.7').type('form');
      const email = `renske${remarks}@own.example`;
      const { headers } = await posted.send({ text: `Own ${remarks}.`, name: 'Renske V.', email }).expect(303);
      await expectPage(newsroom.visitor().get(headers.location ?? ''));
      const id = Number(/comments\/(\d+)/.exec(headers.location ?? '')?.[1]);
      await rejectComment(newsroom.context, editor, { id, seen: 'held' });
      await expectPage(newsroom.visitor().get(headers.location ?? ''));
    }
  });
});

describe('The newsroom’s pages', () => {
  test('for signing in, and the first account', async () => {
    await expectPage(newsroom.visitor().get('/admin?next=/admin/comments'));
    await expectPage(newsroom.visitor().get('/admin?signed-out'));
    await expectPage(newsroom.visitor().post('/admin/sign-in').type('form').send({ email: 'a@b.example' }), 422);
    const empty = await startApp();
    const token = await issueSetUpToken(empty.context);
    await expectPage(empty.visitor().get('/admin/set-up').query({ token }));
    await expectPage(empty.visitor().post('/admin/set-up').type('form').send({ token }), 422);
  });

  test.each([
    '',
    '?kind=page',
    '?state=draft',
    '?state=withdrawn',
    '?mine=1',
    '?done=discarded',
    '?state=scheduled&mine=1',
  ])('the list%s, and its further pages', async (query) => {
    const { text } = await expectPage(desk.get(`/admin/articles${query}`));
    const older = /href="(\/admin\/articles\?[^"]*before=[^"]+)"/.exec(text)?.[1];
    if (older) await expectPage(desk.get(older.replaceAll('&amp;', '&')));
  });

  test('of stories in every state, for who may see them', async () => {
    const agents = [desk, await newsroom.signIn(author), await newsroom.signIn('admin')];
    for (const { articleId } of Object.values(newsroom.stories)) {
      for (const agent of agents) {
        const { status } = await agent.get(`/admin/articles/${articleId}`);
        if (status !== 404) await expectPage(agent.get(`/admin/articles/${articleId}?done=saved`));
        if (status !== 404) await expectPage(agent.get(`/admin/articles/${articleId}/preview`));
      }
    }
    for (const agent of agents) await expectPage(agent.get('/admin/articles/new'));
    await expectPage(desk.get('/admin/pages/new'));
    const empty = await (await startApp()).signIn('editor');
    await expectPage(empty.get('/admin/articles?kind=page'));
    await expectPage(desk.get('/admin/articles?q=draft&section=1'));
    await expectPage(desk.get('/admin/articles?q=%22&from=x'), 422);
    await expectPage((await newsroom.signIn('author')).get('/admin/articles'));
  });

  test('with mistakes beside the fields', async () => {
    const long = 'x'.repeat(3000);
    const saving = desk.post(`/admin/articles/${of('draft').articleId}`).field('press', 'save');
    await expectPage(saving.field('headline', long).field('video', long).field('authors', 'Nobody'), 422);
    await expectPage(desk.post('/admin/articles').field('press', 'publish').field('body', '::figure'), 422);
    await expectPage(desk.post('/admin/articles').field('press', 'add-picture').field('headline', 'Typed'), 422);
    const acts = { review: 'send-back', plain: 'withdraw' };
    for (const [name, act] of Object.entries(acts)) {
      const form = { note: '', reason: '' };
      const path = `/admin/articles/${of(name).articleId}/${act}`;
      await expectPage(desk.post(path).type('form').send(form), 422);
    }
  });

  test('for redacting, with mistakes and without', async () => {
    const admin = await newsroom.signIn('admin');
    for (const name of ['changed', 'plain', 'withdrawn']) {
      const path = `/admin/articles/${of(name).articleId}/redact`;
      await expectPage(admin.get(`${path}?done`));
      await expectPage(admin.post(path).type('form').send({ publication: '1' }), 422);
    }
  });

  test('of revisions, notes, copies, translations and templates', async () => {
    await openStoryTools(newsroom, await newsroom.signIn(author), expectPage);
  });

  test('of preview links, to those who make them and those who open them', async () => {
    await openPreviewLinks(newsroom, expectPage);
  });

  test('where two people changed a story', async () => {
    const { articleId, revisionId } = of('changed');
    const fields = { press: 'save', revision: String(revisionId), headline: 'Mine', body: 'Mine.', section: '' };
    const saving = desk.post(`/admin/articles/${articleId}`);
    for (const [name, value] of Object.entries(fields)) saving.field(name, value);
    expect((await saving).status).toBe(409);
  });

  test('for publishing, with mistakes and without, and of what was passed over there', async () => {
    await openPanels(newsroom, await newsroom.signIn(author), expectPage);
  });

  test('of comments', async () => {
    await remark(of('plain').path);
    for (let number = 0; number < 55; number += 1) await publish(await remark(of('plain').path));
    await moderatedPages(newsroom, { editor, path: of('plain').path, expectPage });
  });

  test('of reports, and of stories on which there are some', async () => {
    for (const [asked, status] of await reportPages(newsroom, { editor, desk, story: of('changed') })) {
      await expectPage(asked(), status);
    }
  });

  test('of sections, topics, series, old addresses and settings', async () => {
    for (const [asked, status] of await housePages(newsroom, { admin: await newsroom.signIn('admin'), desk, editor })) {
      await expectPage(asked(), status);
    }
  });

  test('of the front page, and what is prepared for it', async () => {
    for (const [asked, status] of await frontPages(newsroom, { desk, editor, of })) await expectPage(asked(), status);
    await expectPage(newsroom.visitor().get('/'));
  });

  test('of what is not there, or not for this person', async () => {
    await expectPage(desk.get('/admin/nowhere'), 404);
    await expectPage((await newsroom.signIn('author')).get('/admin/comments'), 403);
    await expectPage(newsroom.visitor().post('/admin/articles').field('body', 'What I wrote.'), 401);
    const flood = () => newsroom.visitor().post('/nowhere').set('X-Forwarded-For', '198.51.100.250');
    for (let form = 0; form < 60; form += 1) await flood();
    await expectPage(flood(), 429);
  });
});

test('Every view was seen', () => {
  const views = readdirSync('views', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hbs'));
  const names = views.map((name) => name.slice(0, -'.hbs'.length).replaceAll('\\', '/'));
  expect(names.filter((name) => !seenViews.has(name))).toEqual([]);
});
