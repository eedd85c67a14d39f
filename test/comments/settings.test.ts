import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addStory,
  idIn,
  isHeld,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let admin: Agent;
let story: TestStory;

const address = '/admin/settings/comments';

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  admin = await newsroom.signIn('admin');
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
});

const open = () => admin.get(address).expect(200);
const press = async (button: string, values: Record<string, string>) =>
  sendForm(admin, fillForm(await open(), button, values));
const say = (Comment: string) => leaveComment(newsroom.reader(), story.path, { Comment });

describe('Unwanted words', () => {
  test('are added, found however they are written, and taken out', async () => {
    const added = await press('Add', { 'Word or words': 'casino*', 'What it does': 'Refuse' });
    expect([added.status, added.headers.location]).toEqual([303, `${address}?done=words#words`]);
    expect((await admin.get(`${address}?done=words`)).text).toContain('Saved.');
    const refused = await say('Come to our CÁS1NOS!');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('There are words in this comment that we do not publish.');
    expect(readPage(refused).texts('textarea')).toEqual(['Come to our CÁS1NOS!']);
    await press('Add', { 'Word or words': 'free money', 'What it does': 'Hold' });
    const held = await say('There is FREE  money.');
    expect((await stored(newsroom.context, idIn(held))).reason).toBe('held-words');
    await press('Take out casino*', {});
    expect(isHeld(await say('Come to our casinos.'))).toBe(true);
  });

  test.each([
    ['*a*a*a*b', 'Put at most 2 stars in a word'],
    ['a*', 'This would be found in nearly every comment'],
    ['x'.repeat(5_000), 'A pattern has at most 100 characters.'],
    ['', 'Give a word, or several.'],
  ])('that could run away or say nothing are refused and kept: %j', async (pattern, reason) => {
    const answer = await press('Add', { 'Word or words': pattern, 'What it does': 'Hold' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(reason);
    expect(answer.text).toContain(`value="${pattern.slice(0, 90)}`);
  });

  test('are on the list once', async () => {
    await press('Add', { 'Word or words': 'twice', 'What it does': 'Hold' });
    const again = await press('Add', { 'Word or words': 'twice', 'What it does': 'Refuse' });
    expect([again.status, again.text.includes('This is on the list already.')]).toEqual([422, true]);
  });
});

test('A text is tried, which names what it meets, shows it as text, and keeps nothing', async () => {
  await press('Add', { 'Word or words': 'roulette', 'What it does': 'Hold' });
  const text = '<b>Roulette</b> www.a.example www.b.example www.c.example';
  const tried = await press('Try it', { Text: text });
  expect(tried.status).toBe(200);
  const { main } = readPage(tried);
  expect(main).toMatch(/It would be: Held/);
  expect(main).toMatch(/Held words \(roulette\): Held/);
  expect(main).toMatch(/Links: Held/);
  expect(tried.text).not.toContain('<b>Roulette');
  expect(
    (await newsroom.context.db.reader.selectFrom('comments').select('id').where('text', 'like', '%Roulette%').execute())
      .length,
  ).toBe(0);
  expect(readPage(await press('Try it', { Text: '' })).main).toMatch(/No words: Refused/);
});

describe('The rules', () => {
  test('are set, and hold from the next comment on', async () => {
    const saved = await press('Save rules', { 'links-most': '0', 'links-does': 'refuse' });
    expect(saved.headers.location).toBe(`${address}?done=rules#rules`);
    const refused = await say('See www.example.org');
    expect([refused.status, refused.text.includes('Take out the links.')]).toEqual([422, true]);
    await press('Save rules', { 'links-most': '2', 'links-does': 'hold' });
    expect(isHeld(await say('See www.example.org'))).toBe(true);
  });

  test.each(['', '-1', '51', 'two', '1e1', '9'.repeat(500)])(
    'are kept as they were typed where a number is %j',
    async (most) => {
      const wrong = await press('Save rules', { 'links-most': most });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Give a number from 0 to 50.');
      expect(wrong.text).toContain(`id="links-most" name="links-most"`);
      expect(wrong.text).toContain(`value="${most}"`);
    },
  );

  test('take nothing that is not offered', async () => {
    const forged = await admin.post(`${address}/rules`).type('form').send({ 'first-does': 'refuse' });
    expect(forged.status).toBe(422);
    expect(forged.text).toContain('Choose what this rule does.');
  });
});

test('Whoever changed them is in the activity', async () => {
  await press('Save rules', { 'campaign-most': '4' });
  const { text } = await admin.get('/admin/activity?kind=site').expect(200);
  expect(text).toContain('changed the unwanted words of comments');
  expect(text).toContain('changed the rules for comments');
});
