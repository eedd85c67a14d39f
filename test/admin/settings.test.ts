import { beforeEach, describe, expect, test } from '@jest/globals';
import { setSite } from '../../src/admin/actions/site.ts';
import { readSite } from '../../src/db/settings.ts';
import { articleOf, errorsIn, type Newsroom, press, startNewsroom, write } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await newsroom.signIn('admin');
});

const save = (values: Values, button = 'Save') => press(admin, '/admin/settings', button, values);
const look = async (values: Values) => readPage(await save(values, 'Look at the changes')).texts('li');
const site = () => readSite(newsroom.context.db.reader);
const events = () =>
  newsroom.context.db.reader.selectFrom('events').select(['action', 'names']).where('subject', '=', 'site').execute();

const filled = {
  ...{ Name: 'صحيفة الميناء', Tagline: ' News  of the harbour. ', Imprint: 'Port Alder' },
  ...{ 'Contact address': 'Desk@Alder.example', 'Time zone': 'Europe/Oslo', Language: 'Arabic' },
};

describe('Settings', () => {
  test('are saved, shown again as they are, and on every page at once', async () => {
    expect((await save(filled)).headers.location).toBe('/admin/settings?done=saved');
    const kept = { name: 'صحيفة الميناء', description: 'News of the harbour.', imprint: 'Port Alder' };
    const rest = {
      email: 'desk@alder.example',
      zone: 'Europe/Oslo',
      language: 'ar',
      comments: 'open',
      recommend: 'off',
    };
    expect(await site()).toEqual({ ...kept, ...rest, spamCheck: 'off', videoHosts: '', chartHosts: '' });
    expect(fillForm(await admin.get('/admin/settings'), 'Save').fields).toMatchObject({ ...kept, ...rest });
    const front = readPage(await newsroom.visitor().get('/').expect(200));
    expect([front.language, front.direction, front.description]).toEqual(['ar', 'rtl', 'News of the harbour.']);
    expect(await events()).toEqual([{ action: 'site.set', names: JSON.stringify(['site', 'front']) }]);
  });

  test('refuse a time zone of a million letters as fast as another one', async () => {
    const begun = performance.now();
    const answer = await save({ 'Time zone': 'x'.repeat(1_000_000) });
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect([answer.status, errorsIn(answer)]).toEqual([
      422,
      { zone: 'The time zone may have at most 100 characters.' },
    ]);
  });

  test.each([
    [{ Name: ' ' }, { name: 'The newsroom needs a name.' }],
    [{ Name: 'x'.repeat(101) }, { name: 'The name may have at most 100 characters.' }],
    [{ Tagline: 'x'.repeat(321) }, { description: 'The description may have at most 320 characters.' }],
    [{ 'Contact address': 'desk' }, { email: 'Enter an email address like name@example.com.' }],
    [{ 'Time zone': 'Europe/Olso' }, { zone: 'There is no time zone “Europe/Olso”. Is Europe/Oslo meant?' }],
  ])('refuse %j beside the field, keep what was typed, and save nothing', async (values, errors) => {
    const before = await site();
    const answer = await save({ Imprint: 'What I wrote.', ...values } as Values);
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
    const [[label, typed] = []] = Object.entries(values);
    const again = fillForm(answer, 'Save', {}).fields;
    expect(again.imprint).toBe('What I wrote.');
    expect(Object.values(again)).toContain(label === 'Name' && typed === ' ' ? ' ' : typed);
    expect([await site(), await events()]).toEqual([before, []]);
  });

  test.each([
    ['language', 'tlh'],
    ['comments', 'sometimes'],
  ])('refuse a %s that is not offered', async (name, value) => {
    const answer = await admin
      .post('/admin/settings')
      .type('form')
      .send({ name: 'Courier', [name]: value });
    expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, [name]]);
  });

  test('cannot become markup', async () => {
    await save({ Name: '<b>&"', Imprint: '<script>x</script>' });
    const { text } = await newsroom.visitor().get('/').expect(200);
    expect(text).not.toContain('<script>x');
    expect(text).toContain('&lt;script&gt;x');
  });

  test('are an administrator’s, for whatever calls the action', async () => {
    const change = setSite(newsroom.context, newsroom.editor, { name: 'Mine' });
    await expect(change).rejects.toThrow('An administrator can do it.');
    expect(await events()).toEqual([]);
  });
});

describe('What saving will change', () => {
  test('is said in a sentence each, and nothing is saved', async () => {
    newsroom.clock.set('2026-11-23T20:00:00.000Z');
    const sentences = await look(filled);
    expect(sentences.slice(0, 6)).toEqual([
      'Every page, feed and mail calls the newsroom “صحيفة الميناء”.',
      'Search engines and feeds say: “News of the harbour.”',
      'At the foot of every page stands: “Port Alder”',
      'Readers are given desk@alder.example to write to.',
      expect.stringContaining('Europe/Oslo: 23 November 2026, 21:00 (UTC+1) instead of 23 November 2026, 20:00 (UTC)'),
      expect.stringContaining('are in Arabic, from right to left'),
    ]);
    expect((await site()).name).toBe('Broadsheet');
    expect(await events()).toEqual([]);
  });

  test('is nothing where nothing is changed, and is saved from the same page', async () => {
    const answer = await save({}, 'Look at the changes');
    expect(readPage(answer).texts('.consequences').join()).toContain('Nothing: all is as it was.');
    const looked = await save({ Name: 'Courier' }, 'Look at the changes');
    expect(fillForm(looked, 'Save').fields.name).toBe('Courier');
  });
});

describe('How comments begin', () => {
  test('is what a new story offers first; each story can say otherwise, and those that are there stay', async () => {
    const old = await write(newsroom.desk, { Headline: 'Old' });
    await save({ 'Comments on new stories': 'Held: every comment waits for a moderator' });
    const offered = async (page: string) => fillForm(await newsroom.desk.get(page).expect(200), 'Save').fields.comments;
    expect(await offered('/admin/articles/new')).toBe('held');
    expect(await offered(`/admin/articles/${old}`)).toBe('open');
    const made = await write(newsroom.desk, { Headline: 'New' });
    expect(await offered(`/admin/articles/${made}`)).toBe('held');
    expect(await articleOf(newsroom.context, made)).toBeDefined();
    await newsroom.desk.get('/admin/pages/new').expect(200);
  });
});

describe('The policies', () => {
  test('are named where readers can open them', async () => {
    const named = async () => readPage(await admin.get('/admin/settings').expect(200)).links('.uses');
    expect(await named()).toEqual([]);
    const content = { headline: 'Corrections', slug: 'corrections-policy', sectionId: null };
    const { path } = await addStory(newsroom.context, { editor: newsroom.editor, makes: 'page', content });
    expect(path).toBe('/pages/corrections-policy');
    expect(await named()).toEqual(['/pages/corrections-policy']);
  });
});
