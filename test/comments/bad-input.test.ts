import { beforeAll, expect, test } from '@jest/globals';
import { readPage } from '../support/pages.ts';
import { addStory, countComments, idIn, type Newsroom, startNewsroom, stored, type TestStory } from './newsroom.ts';

/* Comments of any bytes, as programs send them. */

let newsroom: Newsroom;
let story: TestStory;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom);
});

const post = (body: string) =>
  newsroom.reader().post(`${story.path}/comments`).set('Content-Type', 'application/x-www-form-urlencoded').send(body);
const who = 'name=Renske+V.&email=renske%40example.org';
const percent = (bytes: number[]) => bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

test.each([
  ['every byte there is', percent(Array.from({ length: 256 }, (_, byte) => byte))],
  ['halves of characters', '%ED%A0%80%C3%28%F0%28%8C%BC+and+words'],
  ['control characters', 'Who%00%01%07%1B[31m%7F%C2%85pays?'],
  ['direction overrides', 'Who %E2%80%AE%E2%81%A6pays%E2%80%AC?'],
  ['HTML', encodeURIComponent('Who pays? <script>alert(1)</script><img src=x onerror=alert(1)>')],
  ['marks on marks', `And since when${'%CC%81'.repeat(3_000)}`],
])('With %s a comment is kept clean, and shown to its writer', async (_what, typed) => {
  const answer = await post(`text=${typed}&${who}`);
  expect(answer.status).toBe(303);
  const { text, html } = await stored(newsroom.context, idIn(answer));
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]|\p{M}{9}/u);
  expect(html).not.toMatch(/<(?!\/?(?:p|em|strong|code|br)\b)/);
  const own = await newsroom
    .reader()
    .get(answer.headers.location as string)
    .expect(200);
  expect(readPage(own).main).toContain('Waiting for a moderator.');
});

test('Ten thousand marks are answered at once, and megabytes are not read', async () => {
  const begun = performance.now();
  expect((await post(`text=Z${'%CC%81%CC%96'.repeat(5_000)}&${who}`)).status).toBe(303);
  expect(performance.now() - begun).toBeLessThan(5_000);
  const before = await countComments(newsroom.context);
  const large = await post(`text=${'x'.repeat(3_000_000)}&${who}`).catch((error: { code?: string }) => error);
  if ('status' in large) expect(large.status).toBe(413);
  expect(await countComments(newsroom.context)).toBe(before);
});

test.each([
  ['no fields', ''],
  ['other fields', '__proto__=1&constructor=2&text[$ne]=1'],
  ['a field that comes often', `${'text=a&'.repeat(70)}${who}`],
  ['more fields than a form has', 'a=1&'.repeat(500)],
  ['a parent that is none', `text=Who+pays+then%3F&${who}&parent=1e3`],
  ['a parent beyond all numbers', `text=Who+pays+now%3F&${who}&parent=${'9'.repeat(400)}`],
])('With %s nothing breaks', async (_what, body) => {
  const { status, text } = await post(body);
  expect([303, 400, 413, 422]).toContain(status);
  expect(text).not.toMatch(/\bat [\w.<>]+ \(|node_modules/);
});
