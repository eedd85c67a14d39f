import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { setSite } from '../../src/admin/actions/site.ts';
import { refuseFloods } from '../../src/http/floods.ts';
import { type Started, startApp } from '../support/app.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Started;
let seconds: number;
let handled: number;
let ask: (network: number, path?: string) => supertest.Test;

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
});

beforeEach(() => {
  [seconds, handled] = [0, 0];
  const app = express().set('trust proxy', 1);
  app.use(refuseFloods(newsroom.context, () => seconds));
  app.use((_request, response) => {
    handled += 1;
    response.send('Read.');
  });
  ask = (network, path = '/2026/11/23/a/comments') =>
    supertest(app).post(path).set('X-Forwarded-For', `198.51.100.${network}`).type('form').send({ text: 'Again.' });
});

const statuses = async (network: number, count: number) => {
  const found: number[] = [];
  for (let each = 0; each < count; each += 1) found.push((await ask(network)).status);
  return found;
};

describe('One network', () => {
  test('gets through with sixty forms, then with one in five seconds, and is told what to do', async () => {
    expect(new Set(await statuses(1, 60))).toEqual(new Set([200]));
    const refused = await ask(1).expect(429);
    expect(refused.text).toContain('what you typed is still there');
    expect(refused.headers).toMatchObject({ 'retry-after': '60', 'cache-control': 'private, no-store' });
    expect(refused.headers['x-content-type-options']).toBe('nosniff');
    seconds = 4;
    await ask(1).expect(429);
    seconds = 6;
    await ask(1).expect(200);
    await ask(1).expect(429);
    expect(handled).toBe(61);
  });

  test('is told so by a small page in the newsroom’s language, which is looked up once in a minute', async () => {
    const tell = async () => {
      await statuses(1, 60);
      return readPage(await ask(1).expect(429));
    };
    expect(await tell()).toMatchObject({
      language: 'en',
      direction: 'ltr',
      main: expect.stringContaining('Broadsheet'),
    });
    await setSite(newsroom.context, null, { language: 'ar', name: '<b>الميناء' });
    expect((await tell()).language).toBe('en');
    seconds = 61;
    const page = await tell();
    expect(page).toMatchObject({ language: 'ar', direction: 'rtl', title: expect.stringContaining('<b>الميناء') });
    expect(page.main).toContain('ارجع إلى الخلف تجد ما كتبته كما هو');
    const { headers, text } = await ask(1).expect(429);
    expect(text.length).toBeLessThan(1_500);
    expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
    await setSite(newsroom.context, null, { language: 'en', name: 'Broadsheet' });
  });

  test('is told so too where the settings cannot be read', async () => {
    const lost = await startApp();
    await lost.close();
    const app = express().use(refuseFloods(lost.context, () => seconds));
    for (let each = 0; each < 60; each += 1) await supertest(app).post('/').expect(404);
    expect(readPage(await supertest(app).post('/').expect(429)).main).toContain('what you typed is still there');
  });

  test('keeps nobody else from posting, nor from reading, nor the newsroom from working', async () => {
    await statuses(1, 61);
    await ask(2).expect(200);
    await ask(1, '/admin/articles').expect(200);
  });
});

test('While forms come from everywhere, each network gets through with five', async () => {
  for (let network = 1; network <= 100; network += 1) await ask(network).expect(200);
  expect(await statuses(101, 7)).toEqual([200, 200, 200, 200, 200, 429, 429]);
  expect(await statuses(50, 5)).toEqual([200, 200, 200, 200, 429]);
  // When it is over, all is as before.
  seconds = 20;
  expect(await statuses(101, 10)).toEqual(Array(10).fill(200));
});

test('A page that turns away has the headers of every other', async () => {
  const { headers: other } = await newsroom.visitor().get('/nowhere').expect(404);
  const post = () => newsroom.visitor().post('/2026/11/23/a/comments').set('X-Forwarded-For', '198.51.100.77');
  const answers = await Promise.all(Array.from({ length: 61 }, () => post()));
  const refused = answers.find(({ status, headers }) => status === 429 && headers['retry-after'] === '60');
  const expected = Object.keys(other).filter((name) =>
    /^(x-(content|frame)|content-sec|cross-|permiss|referrer)/.test(name),
  );
  expect(expected).toHaveLength(6);
  for (const name of expected) expect([name, refused?.headers[name]]).toEqual([name, expect.any(String)]);
  expect(refused?.headers['content-security-policy']).toMatch(/form-action 'none'/);
});

test('What is longer than a form may be is not waited for', async () => {
  await statuses(1, 60);
  const long = await ask(1)
    .send({ text: 'x'.repeat(70_000) })
    .expect(429);
  expect(long.headers.connection).toBe('close');
});
