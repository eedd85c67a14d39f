import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { writeSetting } from '../../src/db/settings.ts';
import { Unavailable } from '../../src/errors.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

/* A newsroom that writes in Arabic: whatever its readers see, its words and its direction are Arabic, but for stories in English. */

let newsroom: Started;
let editor: Person;
let arabic: AddedStory;
let english: AddedStory;
let withdrawn: AddedStory;

beforeEach(async () => {
  newsroom = await startApp();
  const { context } = newsroom;
  await context.db.transaction(async (tx) => {
    await writeSetting(tx, 'language', 'ar');
    await writeSetting(tx, 'name', 'بريد ألدر');
  });
  const translations = { ar: 'سياسة' };
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics', translations });
  editor = await addPerson(context, { role: 'editor', slug: 'mara', name: 'مارا' });
  const content = { sectionId, authorIds: [editor.id] };
  arabic = await addStory(context, { editor, content: { ...content, headline: 'عمال الميناء', language: 'ar' } });
  english = await addStory(context, { editor, content });
  const gone = { ...content, headline: 'سحب', language: 'ar' } as const;
  withdrawn = await addStory(context, { editor, content: gone, fate: 'withdrawn' });
});

const open = async (path: string) => readPage(await newsroom.visitor().get(encodeURI(path)));
const rightToLeft = { language: 'ar', direction: 'rtl' };

test('The front page is Arabic, and shows the stories in Arabic', async () => {
  const front = await open('/');
  expect(front).toMatchObject({ ...rightToLeft, title: 'بريد ألدر' });
  expect(front.texts('.date')).toEqual(['الاثنين 23 نوفمبر 2026']);
  expect(front.texts('.skip')).toEqual(['انتقل إلى المحتوى']);
  expect(front.texts('.nav')).toEqual(['سياسة']);
  expect(front.main).toContain('عمال الميناء');
  expect(front.main).not.toContain('Dockers');
});

test.each(['/politics', '/by/mara', '/archive/2026/11', '/video', '/site-map'])('%s is Arabic', async (path) => {
  const page = await open(path);
  expect(page).toMatchObject(rightToLeft);
  expect(page.texts('.skip')).toEqual(['انتقل إلى المحتوى']);
  expect(page.texts('.nav')).toEqual(['سياسة']);
});

test('A story comes in its own language, with the words around it', async () => {
  expect(await open(arabic.path)).toMatchObject(rightToLeft);
  const story = await open(english.path);
  expect(story).toMatchObject({ language: 'en', direction: 'ltr' });
  expect(story.texts('.nav')).toEqual(['Politics']);
});

describe('A page that says what went wrong is Arabic too:', () => {
  test.each<[number, string, () => Promise<{ text: string; status: number }>]>([
    [404, 'هذه الصفحة غير موجودة', async () => newsroom.visitor().get('/nowhere')],
    [400, 'تعذرت قراءة الطلب', async () => newsroom.visitor().get('/%FF')],
    [410, 'سُحب هذا المقال', async () => newsroom.visitor().get(encodeURI(withdrawn.path))],
    [403, 'رُفض الطلب', async () => newsroom.visitor().post('/theme').set('Sec-Fetch-Site', 'cross-site')],
    [500, 'حدث خطأ', breakClock],
    [503, 'لا يمكن تنفيذ هذا الآن', async () => busy()],
  ])('%i', async (status, heading, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    const page = readPage(answer);
    expect(page).toMatchObject(rightToLeft);
    expect(page.texts('h1')).toEqual([heading]);
    expect(page.links('main')).toEqual(['/', '/site-map']);
  });
});

describe('Who tries too often is told in Arabic how long to wait, and keeps what was typed:', () => {
  const typed = 'تعليق عن الميناء';
  const remark = { name: 'ر. ف.', email: 'renske@example.org' };
  type Ask = (path: string, number: number) => Promise<{ text: string; status: number }>;

  test.each<[string, number, Ask, string[]]>([
    [
      'with comments',
      10,
      async (path, number) => send(`${path}/comments`, { ...remark, text: `${typed} ${number}` }),
      [`${typed} 10`],
    ],
    [
      'with reports',
      5,
      async (path, number) => send(`${path}/report`, { report: `${typed} ${number}` }),
      [`${typed} 5`],
    ],
    ['with searches', 60, async () => newsroom.visitor().get(`/search?q=${encodeURIComponent(typed)}`), []],
  ])('%s', async (_what, limit, ask, kept) => {
    for (let number = 0; number < limit; number += 1) expect((await ask(arabic.path, number)).status).toBeLessThan(400);
    const answer = await ask(arabic.path, limit);
    expect(answer.status).toBe(429);
    const page = readPage(answer);
    expect(page).toMatchObject(rightToLeft);
    expect(page.main).toMatch(/محاولات كثيرة\. حاول مرة أخرى بعد (دقيقة|10 دقائق)\./);
    expect(page.main).not.toMatch(/[a-z]{3}/);
    expect(page.texts('textarea')).toEqual(kept);
  });
});

describe('Without the database plain words are Arabic:', () => {
  test('alone for who is at an Arabic story, with what was typed', async () => {
    const { context } = newsroom;
    // Goes away once the story is found.
    context.limits.take = async () => {
      await context.db.close();
      throw new Unavailable('The database is away.');
    };
    context.close = async () => undefined;
    const answer = await send(`${arabic.path}/comments`, { text: 'تعليق', name: 'ر. ف.', email: 'r@example.org' });
    expect(answer.status).toBe(503);
    expect(answer.type).toBe('text/plain');
    expect(answer.text).toMatch(/^503 Service Unavailable\nلا يمكن تنفيذ هذا الآن\. .*\n[^\n]+\n\nالتعليق:\nتعليق\n$/);
  });

  test('and English for who is nowhere in particular', async () => {
    await newsroom.context.db.close();
    newsroom.context.close = async () => undefined;
    const { text } = await newsroom.visitor().get('/');
    expect(text).toContain('حاول مرة أخرى بعد دقيقة.');
    expect(text).toContain('Try again in a minute.');
    expect((await newsroom.visitor().get('/admin')).text).not.toContain('حاول');
  });
});

const send = (path: string, form: Record<string, string>) =>
  newsroom.visitor().post(encodeURI(path)).type('form').send(form);

async function breakClock() {
  const now = newsroom.context.now;
  let asked = 0;
  // The handler's own asking fails; the page about it is made afterwards.
  newsroom.context.now = () => {
    asked += 1;
    if (asked === 1) throw new Error('A mistake of ours.');
    return now();
  };
  return newsroom.visitor().get('/');
}

async function busy() {
  newsroom.context.db.transaction = () => Promise.reject(new Unavailable('The newsroom is busy.'));
  return send(`${arabic.path}/comments`, { text: 'تعليق', name: 'ر. ف.', email: 'renske@example.org' });
}

test('A new story begins in Arabic', async () => {
  const form = fillForm(await (await newsroom.signIn(editor)).get('/admin/articles/new'), 'Save');
  expect(form.fields.language).toBe('ar');
});
