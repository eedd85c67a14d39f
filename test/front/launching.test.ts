import { beforeEach, describe, expect, test } from '@jest/globals';
import { deleteForGood, discard } from '../../src/articles/actions/discards.ts';
import { unschedule } from '../../src/articles/actions/schedule.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { launchDue } from '../../src/front/actions/launch.ts';
import { plain } from '../articles/newsroom.ts';
import { startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import type { AddedStory } from '../support/stories.ts';
import { type Curated, done, frontPath, press, seen, shownOn, startCurated } from './newsroom.ts';

const time = '2026-11-23T18:00:00.000Z';

let newsroom: Curated;
let one: AddedStory;
/** Where the prepared front is curated. */
let prepared: string;

beforeEach(async () => {
  newsroom = await startCurated();
  one = await newsroom.add('One');
  for (const headline of ['Two', 'Three', 'Four']) await newsroom.add(headline);
  const location = await done(newsroom.desk, 'Prepare a front page', { Name: 'Election night' });
  prepared = location.replace(/\?.*/, '');
});

const top = async () => (await seen(newsroom)).top;
const prepare = (headline: string, to = 'lead', query = '') =>
  done(newsroom.desk, `Place: ${headline}`, { to }, `${prepared}${query}`);
const setTime = () => done(newsroom.desk, 'Launch then', { At: '2026-11-23T18:00' }, prepared);
const byRule = ['Four', 'Three', 'Two'];
const statesOf = async () =>
  readPage(await newsroom.desk.get(`${frontPath}/states`))
    .texts('li')
    .map((text) => text.replace(/ Look at it.*/, ''));
const eventsOf = () =>
  newsroom.context.db.reader
    .selectFrom('events')
    .select(['at', 'person_id as by', 'names'])
    .where('action', '=', 'front.launched')
    .execute();

describe('A prepared front', () => {
  test('changes nothing that readers see, and is looked at exactly as they will see it', async () => {
    const before = (await newsroom.visitor().get('/')).text;
    await prepare('One');
    expect((await newsroom.visitor().get('/')).text).toBe(before);
    const preview = await newsroom.desk.get(`${prepared}/preview`).expect(200);
    expect(preview.headers['cache-control']).toBe('private, no-store');
    expect(readPage(preview)).toMatchObject({ robots: 'noindex', data: [] });
    expect(shownOn(preview).top).toEqual(['One', 'Four', 'Three']);
    await newsroom.visitor().get(`${prepared}/preview`).expect(303);
    await done(newsroom.desk, 'Launch now', {}, prepared);
    const mainOf = (html: string) => /<div class="front">.*<\/main>/s.exec(html)?.[0];
    expect(mainOf((await newsroom.visitor().get('/')).text)).toBe(mainOf(preview.text));
  });

  test('is launched now, in place of what was there, which is a state to go back to', async () => {
    await done(newsroom.desk, 'Place: Two', { to: 'lead' });
    await prepare('One');
    expect(await done(newsroom.desk, 'Launch now', {}, prepared)).toBe('/admin/front?done=changed');
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    expect((await statesOf())[0]).toContain('Mara Oyelaran launched “Election night”.');
    await done(newsroom.desk, 'Undo');
    expect(await top()).toEqual(['Two', 'Four', 'Three']);
    expect((await newsroom.desk.get(prepared)).status).toBe(409);
    expect(plain(await newsroom.desk.get(frontPath))).not.toContain('Readers’ front page Election night');
  });

  test('is undone and reverted by itself, and discarded', async () => {
    await prepare('One');
    await prepare('Two');
    await done(newsroom.desk, 'Undo', {}, prepared);
    expect(shownOn(await newsroom.desk.get(`${prepared}/preview`)).top).toEqual(['One', 'Four', 'Three']);
    const states = await newsroom.desk.get(`${prepared}/states`).expect(200);
    const began = readPage(states).links('ol').at(-1) ?? '';
    expect(shownOn(await newsroom.desk.get(began).expect(200)).top).toEqual(byRule);
    await sendForm(
      newsroom.desk,
      fillForm(states, { button: 'Revert to it, the state of 12:04', action: `${began}/revert` }),
    );
    expect(shownOn(await newsroom.desk.get(`${prepared}/preview`)).top).toEqual(byRule);
    await done(newsroom.desk, 'Discard', {}, prepared);
    await newsroom.desk.get(prepared).expect(409);
    await newsroom.desk.get(`${prepared}/preview`).expect(404);
    await newsroom.desk.get('/admin/front/prepared/999').expect(404);
  });

  test('needs a name', async () => {
    const answer = await press(newsroom.desk, 'Prepare a front page', { Name: ' ' });
    expect([answer.status, plain(answer).includes('Give it a name, such as “Election night”.')]).toEqual([422, true]);
  });
});

describe('At its time', () => {
  test('readers see it with nobody awake, and the sweep writes it down as of then', async () => {
    await prepare('One');
    await setTime();
    newsroom.clock.set('2026-11-23T17:59:59.999Z');
    expect(await top()).toEqual(byRule);
    expect(await launchDue(newsroom.context)).toBe(0);
    newsroom.clock.set(time);
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    expect(await eventsOf()).toEqual([]);
    newsroom.clock.advance({ minutes: 5 });
    expect(await launchDue(newsroom.context)).toBe(1);
    expect(await launchDue(newsroom.context)).toBe(0);
    expect(await eventsOf()).toEqual([{ at: time, by: null, names: '["front"]' }]);
    expect(await top()).toEqual(['One', 'Four', 'Three']);
    expect((await statesOf())[0]).toBe('18:00 Mara Oyelaran launched “Election night”.');
  });

  test('whoever opens the page of the newsroom finds it launched, before the sweep', async () => {
    await prepare('One');
    await setTime();
    const stale = fillForm(await newsroom.desk.get(frontPath), 'Place: Two', { to: 'lead' });
    newsroom.clock.set(time);
    const answer = await sendForm(newsroom.desk, stale).expect(409);
    expect(plain(answer)).toContain('18:00: Mara Oyelaran launched “Election night”.');
    await sendForm(newsroom.desk, fillForm(answer, 'Do it all the same')).expect(303);
    expect(await top()).toEqual(['Two', 'One', 'Four']);
  });

  test('a program that was stopped catches up, and readers see it from the first answer on', async () => {
    await prepare('One');
    await setTime();
    await newsroom.close();
    const { database, storage } = newsroom.context.config;
    const kept = database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url;
    const files = storage.kind === 'disk' ? storage.folder : '';
    const later = await startApp({ now: '2026-11-24T06:00:00.000Z', copyOf: { database: kept, files } });
    expect((await seen(later)).top).toEqual(['One', 'Four', 'Three']);
    expect(await launchDue(later.context)).toBe(1);
    expect((await seen(later)).top).toEqual(['One', 'Four', 'Three']);
    const states = later.context.db.reader.selectFrom('front_states').select('at').orderBy('id', 'desc');
    expect((await states.executeTakeFirstOrThrow()).at).toBe(time);
  });

  test('what is not out any more is left out and refilled, and a scheduled story is there', async () => {
    const later = await newsroom.add('Zeppelin', {}, { at: time });
    const never = await newsroom.add('Never', {}, { at: time });
    await prepare('One');
    await prepare('Zeppelin', 'second-1', '?q=zeppelin');
    await prepare('Never', 'second-2', '?q=never');
    await setTime();
    const look = async () => shownOn(await newsroom.desk.get(`${prepared}/preview`).expect(200)).top;
    expect(await look()).toEqual(['One', 'Zeppelin', 'Never']);
    await withdraw(newsroom.context, newsroom.editor, { articleId: one.articleId, reason: 'Not so.' });
    await unschedule(newsroom.context, newsroom.editor, never.articleId);
    await discard(newsroom.context, newsroom.editor, never.articleId);
    expect(await look()).toEqual(['Four', 'Zeppelin', 'Three']);
    const admin = await addPerson(newsroom.context, { role: 'admin' });
    await deleteForGood(newsroom.context, admin, never.articleId);
    expect(await look()).toEqual(['Four', 'Zeppelin', 'Three']);
    expect((await newsroom.visitor().get('/')).text).not.toContain('Zeppelin');
    newsroom.clock.set(time);
    expect(await top()).toEqual(['Four', 'Zeppelin', 'Three']);
    await launchDue(newsroom.context);
    expect(await top()).toEqual(['Four', 'Zeppelin', 'Three']);
    expect((await statesOf())[0]).toBe(
      '18:00 Mara Oyelaran launched “Election night”, without “One” and “a story that is gone”.',
    );
    expect(later.path).toBe('/2026/11/23/zeppelin');
  });

  test('of two fronts the later one stands, whichever was written down first', async () => {
    const other = (await done(newsroom.desk, 'Prepare a front page', { Name: 'Morning' })).replace(/\?.*/, '');
    await done(newsroom.desk, 'Place: Two', { to: 'lead' }, other);
    await done(newsroom.desk, 'Launch then', { At: '2026-11-23T17:00' }, other);
    await prepare('One');
    await setTime();
    newsroom.clock.set('2026-11-23T17:30:00.000Z');
    expect((await top())?.[0]).toBe('Two');
    newsroom.clock.set(time);
    expect((await top())?.[0]).toBe('One');
    expect(await launchDue(newsroom.context)).toBe(2);
    expect((await top())?.[0]).toBe('One');
  });

  test.each([
    ['2026-11-23T09:00', 'That time has passed. Choose a later one, or launch now.'],
    ['', 'Enter the time of the launch, or launch now.'],
    ['soon', 'Enter a date and a time, such as 2026-11-23T18:00.'],
  ])('“%s” is refused, beside the field', async (at, message) => {
    const answer = await press(newsroom.desk, 'Launch then', { At: at }, prepared);
    expect([answer.status, answer.text.includes(`id="at-error">${message}<`)]).toEqual([422, true]);
  });

  test('nothing happens where the time was taken away', async () => {
    await prepare('One');
    await setTime();
    await done(newsroom.desk, 'Take the time away', {}, prepared);
    newsroom.clock.set(time);
    expect(await top()).toEqual(byRule);
    expect(await launchDue(newsroom.context)).toBe(0);
  });
});
