import { beforeEach, describe, expect, test } from '@jest/globals';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { plain } from '../articles/newsroom.ts';
import { addTopic } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import type { AddedStory } from '../support/stories.ts';
import { type Curated, done, frontPath, press, seen, startCurated } from './newsroom.ts';

let newsroom: Curated;
let stories: Record<'one' | 'two' | 'three' | 'four' | 'five' | 'six', AddedStory>;

beforeEach(async () => {
  newsroom = await startCurated();
  const { add, world } = newsroom;
  stories = {
    one: await add('One'),
    two: await add('Two'),
    three: await add('Three', { sectionId: world }),
    four: await add('Four'),
    five: await add('Five', { sectionId: world }),
    six: await add('Six'),
  };
});

const front = () => seen(newsroom);
const place = (headline: string, to: string) => done(newsroom.desk, `Place: ${headline}`, { to });
const byRule = { top: ['Six', 'Five', 'Four'], Politics: ['Two', 'One'], World: ['Three'] };

test('What nobody curates is all by rule, and the page of the newsroom says so', async () => {
  expect(await front()).toEqual(byRule);
  const page = plain(await newsroom.desk.get(frontPath).expect(200));
  expect(page).toContain('Nobody has placed anything: the newest stories fill every place.');
  expect(page).toContain('By rule: the newest of all stories');
});

describe('An editor', () => {
  test('places a story; it is there at once, stands nowhere else, and rules fill the rest', async () => {
    expect(await place('One', 'lead')).toBe('/admin/front?done=changed#slot-lead');
    expect(await front()).toEqual({ top: ['One', 'Six', 'Five'], Politics: ['Four', 'Two'], World: ['Three'] });
    const page = plain(await newsroom.desk.get(`${frontPath}?done=changed`));
    expect(page).toContain('You placed “One” in the lead.');
    expect(page).toContain('By hand');
  });

  test('makes those move down that hands placed there before, and reads who had no room', async () => {
    for (const headline of ['One', 'Two', 'Three', 'Four']) await place(headline, 'lead');
    expect((await front()).top).toEqual(['Four', 'Three', 'Two']);
    const page = plain(await newsroom.desk.get(`${frontPath}?done=changed`));
    expect(page).toContain('You placed “Four” in the lead; “One” had no room left.');
  });

  test('moves a story up and down, whether a hand or a rule put it there', async () => {
    await done(newsroom.desk, 'Down: Six');
    expect((await front()).top).toEqual(['Five', 'Six', 'Four']);
    await done(newsroom.desk, 'Up: Four');
    expect((await front()).top).toEqual(['Five', 'Four', 'Six']);
    await done(newsroom.desk, 'Down: Two');
    expect((await front()).Politics).toEqual(['One', 'Two']);
  });

  test('takes a story out, which no rule brings back, and lets it in again', async () => {
    await place('Six', 'second-1');
    await done(newsroom.desk, 'Out: Six');
    expect(await front()).toEqual({ top: ['Five', 'Four', 'Three'], Politics: ['Two', 'One'] });
    await done(newsroom.desk, 'In: Six');
    expect(await front()).toEqual(byRule);
  });

  test('moves a story into any other place, with the time it is pinned until', async () => {
    await done(newsroom.desk, 'Pin', { until: '2026-11-23T18:00' }, `${frontPath}?slot=lead`);
    await done(newsroom.desk, 'Move', { to: 'World 2' }, `${frontPath}?slot=lead`);
    expect(await front()).toEqual({ top: ['Five', 'Four', 'Three'], Politics: ['Two', 'One'], World: ['Six'] });
    expect(plain(await newsroom.desk.get(frontPath))).toContain('By hand until 18:00');
  });

  test('leaves a place to its rule again', async () => {
    await place('One', 'lead');
    await done(newsroom.desk, 'Leave this place to its rule', {}, `${frontPath}?slot=lead`);
    expect(await front()).toEqual(byRule);
  });

  test('sets the rule of a place: a section, a topic, everything', async () => {
    const topic = await addTopic(newsroom.context, { slug: 'harbour', name: 'Harbour' });
    await newsroom.add('Filed', { topicIds: [topic] });
    for (const headline of ['Seven', 'Eight', 'Nine']) await newsroom.add(headline);
    await done(newsroom.desk, 'Set the rule', { rule: 'The newest of World' }, `${frontPath}?slot=second-1`);
    const byTopic = { rule: 'topic', topic: 'harbour' };
    await done(newsroom.desk, 'Set the rule', byTopic, `${frontPath}?slot=second-2`);
    expect((await front()).top).toEqual(['Nine', 'Five', 'Filed']);
    expect(plain(await newsroom.desk.get(frontPath))).toContain('By rule: the newest of Harbour');
    await done(newsroom.desk, 'Set the rule', { rule: 'all' }, `${frontPath}?slot=second-2`);
    expect((await front()).top).toEqual(['Nine', 'Five', 'Eight']);
  });

  test('leaves the order of strips to the navigation until somebody moves one', async () => {
    const order = async () => Object.keys(await front()).slice(1);
    await place('One', 'lead');
    await newsroom.context.db.transaction(async (tx) => {
      await tx.updateTable('sections').set({ position: 99 }).where('id', '=', newsroom.politics).execute();
    });
    expect(await order()).toEqual(['World', 'Politics']);
    await done(newsroom.desk, 'Strip up: Politics');
    expect(await order()).toEqual(['Politics', 'World']);
  });

  test('moves, hides and shows strips, and adds one of a topic', async () => {
    await done(newsroom.desk, 'Strip up: World');
    expect(Object.keys(await front())).toEqual(['top', 'World', 'Politics']);
    await done(newsroom.desk, 'Hide the strip: World');
    expect(Object.keys(await front())).toEqual(['top', 'Politics']);
    await done(newsroom.desk, 'Show the strip: World');
    const topic = await addTopic(newsroom.context, { slug: 'harbour', name: 'Harbour' });
    for (const headline of ['Filed', 'Seven', 'Eight', 'Nine']) await newsroom.add(headline, { topicIds: [topic] });
    await done(newsroom.desk, 'Add a strip', { topic: 'Harbour' });
    await done(newsroom.desk, 'Strip up: Harbour');
    await done(newsroom.desk, 'Strip up: Harbour');
    expect(await front()).toMatchObject({ Harbour: ['Filed'], World: ['Five', 'Three'] });
    expect(Object.keys(await front())[1]).toBe('Harbour');
    await done(newsroom.desk, 'Remove the strip: Harbour');
    expect(Object.keys(await front())).toEqual(['top', 'World', 'Politics']);
  });

  test('finds stories by their words, and comes with one from its own page', async () => {
    await newsroom.add('Lighthouse keepers', { body: 'They strike.' });
    const found = await newsroom.desk.get(`${frontPath}?q=lighthouse`).expect(200);
    expect(plain(found)).toContain('Found for “lighthouse” Lighthouse keepers');
    expect(plain(await newsroom.desk.get(`${frontPath}?q=${'x'.repeat(5000)}%00`).expect(200))).toContain(
      'No story that is',
    );
    const editor = await newsroom.desk.get(`/admin/articles/${stories.one.articleId}`).expect(200);
    expect(readPage(editor).links()).toContain(`/admin/front?story=${stories.one.articleId}`);
    const page = await newsroom.desk.get(`${frontPath}?story=${stories.one.articleId}`).expect(200);
    expect(plain(page)).toMatch(/Stories to place One .* Place Words in a story/);
  });
});

describe('A pin', () => {
  test('ends by itself, and nothing has to be written for it', async () => {
    await done(newsroom.desk, 'Pin', { until: '2026-11-23T18:00' }, `${frontPath}?slot=lead`);
    await newsroom.add('Seven');
    expect((await front()).top).toEqual(['Six', 'Seven', 'Five']);
    newsroom.clock.set('2026-11-23T18:00:00.000Z');
    expect((await front()).top).toEqual(['Seven', 'Six', 'Five']);
    expect(plain(await newsroom.desk.get(frontPath))).toContain('“Six” stood here until 18:00.');
  });

  test.each([
    ['2026-11-23T09:00', 'That time has passed. Choose a later one, or none.'],
    ['soon', 'Enter a date and a time, such as 2026-11-23T18:00.'],
  ])('until %s is refused beside the field, with what was typed', async (until, message) => {
    const answer = await press(newsroom.desk, 'Pin', { until }, `${frontPath}?slot=second-1`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`<span class="error" id="until-error">${message}</span>`);
    expect(answer.text).toContain(`value="${until}"`);
    expect(await front()).toEqual(byRule);
  });
});

describe('Only what readers may see stands there:', () => {
  test('a story that is withdrawn goes in the same moment, and the desk reads why', async () => {
    await place('One', 'lead');
    await withdraw(newsroom.context, newsroom.editor, { articleId: stories.one.articleId, reason: 'Not so.' });
    expect((await front()).top).toEqual(['Six', 'Five', 'Four']);
    expect(plain(await newsroom.desk.get(frontPath))).toContain('“One” was placed here and is withdrawn.');
    await done(newsroom.desk, 'Leave the place of One to its rule');
    expect(plain(await newsroom.desk.get(frontPath))).not.toContain('is withdrawn');
  });

  test('a scheduled one waits for its time', async () => {
    await newsroom.add('Zeppelin', {}, { at: '2026-11-23T18:00:00.000Z' });
    const before = await newsroom.visitor().get('/');
    await done(newsroom.desk, 'Place: Zeppelin', { to: 'lead' }, `${frontPath}?q=zeppelin`);
    expect((await newsroom.visitor().get('/')).text).toBe(before.text);
    expect(plain(await newsroom.desk.get(frontPath))).toContain(
      '“Zeppelin” will stand here from 18:00, when it is published.',
    );
    newsroom.clock.set('2026-11-23T18:00:00.000Z');
    expect((await front()).top?.[0]).toBe('Zeppelin');
  });

  test('a draft cannot be placed', async () => {
    const { articleId } = await newsroom.add('Drafted', {}, 'draft');
    const form = { press: 'place', version: '0', article: String(articleId), to: 'lead' };
    const answer = await newsroom.desk.post(frontPath).type('form').send(form).expect(422);
    expect(plain(answer)).toContain(
      'Only a story that readers see, or that is scheduled, can stand on the front page.',
    );
    expect(await front()).toEqual(byRule);
  });
});
