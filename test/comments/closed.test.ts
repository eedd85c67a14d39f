import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { setSite } from '../../src/admin/actions/site.ts';
import { setClosings } from '../../src/comments/actions/rules.ts';
import { type Closings, noClosings } from '../../src/comments/comment/closing.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addReply, addStory, isHeld, leaveComment, type Newsroom, startNewsroom, type TestStory } from './newsroom.ts';

/* It is Monday, 12:00 in UTC and 13:00 in Oslo. */

let newsroom: Newsroom;
let admin: Person;
let story: TestStory;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await addPerson(newsroom.context, { role: 'admin' });
  await setSite(newsroom.context, admin, { zone: 'Europe/Oslo' });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
  await addReply(newsroom, { articleId: story.articleId, text: 'Nobody told us.' });
});

const close = (closings: Partial<Closings>) => setClosings(newsroom.context, admin, { ...noClosings, ...closings });
const page = async (path = story.path) => readPage(await newsroom.reader().get(path).expect(200));
const night = { night: { from: '22:00', until: '07:00' } };

test.each<[string, () => Promise<void>, string]>([
  ['on all stories', () => close({ all: true }), 'Comments are closed on all stories for now.'],
  ['in the section', () => close({ sections: [newsroom.sectionId] }), 'Comments are closed in this section.'],
  [
    'after some days',
    async () => {
      await close({ days: 2 });
      newsroom.clock.advance({ days: 2 });
    },
    'Comments on this story are closed, as on all that are older.',
  ],
  [
    'at night',
    async () => {
      await close(night);
      newsroom.clock.set('2026-11-23T23:00:00.000Z');
    },
    'Comments are closed for the night. Comments open again at 7:00.',
  ],
])(
  'Comments that are closed %s can be read, and a post gets its text back with the reason',
  async (_what, shut, why) => {
    const reader = newsroom.reader();
    const form = fillForm(await reader.get(story.path), 'Post comment', {
      ...{ Comment: 'I had begun before.', Name: 'Renske V.', Email: 'renske@example.org' },
    });
    await shut();
    const { main, links } = await page();
    expect(main).toContain('Nobody told us.');
    expect(main).toContain(why);
    expect(main).not.toContain('Post comment');
    expect(links('main').filter((href) => href.endsWith('/reply'))).toEqual([]);
    const late = await sendForm(reader, form);
    expect(late.status).toBe(422);
    expect(late.text).toContain(`${why} Your text is below, so that you can keep it.`);
    expect(readPage(late).texts('textarea')).toEqual(['I had begun before.']);
  },
);

describe('At night', () => {
  beforeEach(() => close(night));

  test('comments close and open by the newsroom’s clocks, with nobody awake', async () => {
    const at = async (moment: string) => {
      newsroom.clock.set(moment);
      return (await page()).main.includes('Post comment');
    };
    expect(await at('2026-11-23T20:59:59.000Z')).toBe(true);
    expect(await at('2026-11-23T21:00:00.000Z')).toBe(false);
    expect(await at('2026-11-24T05:59:59.000Z')).toBe(false);
    expect(await at('2026-11-24T06:00:00.000Z')).toBe(true);
    expect(isHeld(await leaveComment(newsroom.reader(), story.path))).toBe(true);
  });

  test('a story on which nobody spoke yet says when it opens, and a page to reply says it too', async () => {
    newsroom.clock.set('2026-11-23T23:00:00.000Z');
    const quiet = await addStory(newsroom);
    expect((await page(quiet.path)).main).toContain('Comments open again at 7:00.');
    const reply = await page(`${story.path}/comments/1/reply`);
    expect(reply.main).toContain('Nobody told us.');
    expect(reply.main).toContain('Comments open again at 7:00.');
    expect(reply.main).not.toContain('Post comment');
  });
});

test('In Arabic the reason is in Arabic', async () => {
  const arabic = await addStory(newsroom, { language: 'ar', headline: 'عمال الميناء' });
  await close(night);
  newsroom.clock.set('2026-11-23T23:00:00.000Z');
  expect((await page(encodeURI(arabic.path))).main).toContain('يُفتح باب التعليق من جديد عند 7:00.');
});

describe('The settings', () => {
  test('close and open by their form', async () => {
    const desk = await newsroom.signIn(admin);
    const settings = async () => desk.get('/admin/settings/comments').expect(200);
    const closed = await sendForm(
      desk,
      fillForm(await settings(), 'Save closing times', { 'All stories are closed': true }),
    );
    expect(closed.headers.location).toBe('/admin/settings/comments?done=closing#closing');
    expect((await page()).main).toContain('Comments are closed on all stories for now.');
    const values = { 'All stories are closed': false, 'At night from': '9:30', until: '17:00', Politics: true };
    await sendForm(desk, fillForm(await settings(), 'Save closing times', values)).expect(303);
    expect((await page()).main).toContain('Comments are closed in this section.');
    await sendForm(desk, fillForm(await settings(), 'Save closing times', { Politics: false })).expect(303);
    expect((await page()).main).toContain('Comments open again at 17:00.');
  });

  test.each([
    [{ nightFrom: '22:00', nightUntil: '' }, 'Give both times, or none.'],
    [{ nightFrom: '7:00', nightUntil: '07:00' }, 'From a time to the same would be day and night'],
    [{ nightFrom: '24:00', nightUntil: '7:00' }, 'Give a time like 22:00.'],
    [{ days: '0' }, 'Give a number of days from 1 to 3650, or nothing.'],
    [{ days: 'ten' }, 'Give a number of days from 1 to 3650, or nothing.'],
  ])('that are wrong come back as they were typed: %j', async (typed, reason) => {
    const desk = await newsroom.signIn(admin);
    const form = { days: '', nightFrom: '', nightUntil: '', section: '1', ...typed };
    const wrong = await desk.post('/admin/settings/comments/closing').type('form').send(form).expect(422);
    expect(wrong.text).toContain(reason);
    for (const value of Object.values(typed)) expect(wrong.text).toContain(`value="${value}"`);
    expect(wrong.text).toMatch(/name="section" value="1" checked/);
    expect((await page()).main).toContain('Post comment');
  });
});
