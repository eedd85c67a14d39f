import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

let newsroom: Started;
let story: string;

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
  const sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  const editor = await addPerson(newsroom.context, { role: 'editor' });
  story = (await addStory(newsroom.context, { editor, content: { sectionId } })).path;
});

/** As a browser does: by pressing the button on this page, which it says it comes from. */
async function press(reader: Agent, button: string, path = '/politics?a=1'): Promise<string> {
  const form = fillForm(await reader.get(path), button);
  const answer = await sendForm(reader, form)
    .set('Referer', newsroom.url + path)
    .expect(303);
  return answer.headers.location ?? '';
}

const themeOf = async (reader: Agent, path = story) => {
  const answer = await reader.get(path);
  const pressed = [...answer.text.matchAll(/aria-pressed="true">([^<]+)/g)].map(([, name]) => name);
  const colours = [...answer.text.matchAll(/name="theme-color" content="([^"]+)"/g)].map(([, colour]) => colour);
  return { theme: readPage(answer).attributes('html', 'data-theme')[0], pressed, colours };
};

const both = ['#fffdf9', '#14161a'];

test('Who chooses nothing gets what the device says', async () => {
  expect(await themeOf(newsroom.visitor())).toEqual({ theme: '', pressed: ['As the device'], colours: both });
});

test('A choice holds on every page, can be changed, and given up', async () => {
  const reader = newsroom.visitor();
  expect(await press(reader, 'Dark')).toBe('/politics?a=1#appearance');
  for (const path of ['/', '/politics', story, '/nowhere']) {
    expect(await themeOf(reader, path)).toEqual({ theme: 'dark', pressed: ['Dark'], colours: ['#14161a'] });
  }
  await press(reader, 'Light');
  expect(await themeOf(reader)).toEqual({ theme: 'light', pressed: ['Light'], colours: ['#fffdf9'] });
  await press(reader, 'As the device');
  expect(await themeOf(reader)).toEqual({ theme: '', pressed: ['As the device'], colours: both });
});

test('Pages say that they vary by it, and each look has a tag of its own', async () => {
  const reader = newsroom.visitor();
  const before = await reader.get(story).expect(200);
  await press(reader, 'Dark');
  const after = await reader.get(story).expect(200);
  for (const { headers } of [before, after]) {
    expect(String(headers.vary).split(/, */)).toEqual(expect.arrayContaining(['Cookie', 'Accept-Encoding']));
  }
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

test('Pages vary by nothing else that a cookie holds', async () => {
  const { text } = await newsroom.visitor().get(story).expect(200);
  for (const cookie of [
    'theme=blue',
    'theme=DARK',
    'theme="><script>',
    'theme=dark%00',
    'xtheme=dark',
    'a=b',
    'theme=auto',
  ]) {
    const other = await newsroom.visitor().get(story).set('Cookie', cookie).expect(200);
    expect({ cookie, same: other.text === text }).toEqual({ cookie, same: true });
  }
});

test('The cookie stays for a year, and over https only where the site is there', async () => {
  const post = (site: Started) => site.visitor().post('/theme').type('form').send({ theme: 'dark' }).expect(303);
  const maxAge = 365 * 24 * 60 * 60;
  expect((await post(newsroom)).headers['set-cookie']).toEqual([
    `theme=dark; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`,
  ]);
  const secure = await startApp({ siteUrl: 'https://news.example' });
  expect((await post(secure)).headers['set-cookie']).toEqual([
    `__Host-theme=dark; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax; Secure`,
  ]);
});

describe('Who comes from elsewhere, or from nowhere, goes to the front page:', () => {
  test.each([
    undefined,
    '',
    'about:blank',
    'https://evil.example/politics',
    'http://localhost.evil.example/politics',
    'javascript:alert(1)',
    '{own}//evil.example/',
    '{own}/\\evil.example/',
    '{own}/theme',
  ])('%s', async (referer) => {
    const posting = newsroom.visitor().post('/theme').type('form');
    if (referer !== undefined) posting.set('Referer', referer.replace('{own}', newsroom.url));
    const { headers } = await posting.send({ theme: 'dark' }).expect(303);
    expect(headers.location).toBe('/#appearance');
  });
});

test.each(['blue', '', '__proto__'])('A theme called "%s" is refused on a page of the paper', async (theme) => {
  const answer = await newsroom.visitor().post('/theme').type('form').send({ theme }).expect(422);
  expect(readPage(answer).texts('.masthead')).toHaveLength(1);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('Another site cannot choose for a reader', async () => {
  const posting = newsroom.visitor().post('/theme').set('Sec-Fetch-Site', 'cross-site').type('form');
  const answer = await posting.send({ theme: 'dark' }).expect(403);
  expect(answer.headers['set-cookie']).toBeUndefined();
});
