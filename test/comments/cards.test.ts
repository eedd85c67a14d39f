import { beforeEach, describe, expect, test } from '@jest/globals';
import { addUnwanted, removeUnwanted } from '../../src/comments/actions/rules.ts';
import { findPatterns } from '../../src/comments/queries/rules.ts';
import { plain } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  addReply,
  addStory,
  idIn,
  leaveComment,
  type Newsroom,
  renske,
  startNewsroom,
  type TestStory,
} from './newsroom.ts';

/* What moderators read beside a comment. */

let newsroom: Newsroom;
let story: TestStory;
let moderator: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom);
  moderator = await newsroom.signIn('moderator');
});

const cardOf = async (id: number) => readPage(await moderator.get(`/admin/comments/${id}`).expect(200));

test('A comment that is held for its words names the pattern that it has, as long as that is on the list', async () => {
  const { context } = newsroom;
  const admin = await addPerson(context, { role: 'admin' });
  await addUnwanted(context, admin, { pattern: 'roulette', outcome: 'hold' });
  await addUnwanted(context, admin, { pattern: 'كازينو*', outcome: 'hold' });
  const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'Come to our R0UL3TTE table.' }));
  const arabic = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'تعال إلى كازينوهات المدينة' }));
  expect((await cardOf(id)).texts('.why')).toEqual(['Words that are held: \u2068roulette\u2069']);
  expect((await cardOf(arabic)).texts('.why')).toEqual(['Words that are held: \u2068كازينو*\u2069']);
  const queue = await moderator.get('/admin/comments?state=rules').expect(200);
  expect(readPage(queue).texts('.why')).toEqual([
    'Words that are held: \u2068كازينو*\u2069',
    'Words that are held: \u2068roulette\u2069',
  ]);
  const [first] = (await findPatterns(context.db.reader)).filter(({ pattern }) => pattern === 'roulette');
  await removeUnwanted(context, admin, first?.id ?? 0);
  expect((await cardOf(id)).texts('.why')).toEqual(['Words that are held']);
});

test('A comment whose writer objected counts as rejected in their record', async () => {
  const reader = newsroom.reader();
  const posted = await leaveComment(reader, story.path);
  const id = idIn(posted);
  const rejection = { seen: 'held', reason: 'spam' };
  await moderator.post(`/admin/comments/${id}/reject`).type('form').send(rejection).expect(303);
  expect((await cardOf(id)).main).toContain('0 published, 1 rejected');
  const page = await reader.get(posted.headers.location ?? '').expect(200);
  await sendForm(reader, fillForm(page, 'Object', { 'Your objection': 'It is none.' })).expect(303);
  const { main } = await cardOf(id);
  expect(main).toContain('Its writer objects to the rejection');
  expect(main).toContain('0 published, 1 rejected');
});

test('Of who has written more than two hundred no more are counted', async () => {
  const { db } = newsroom.context;
  const ids = [];
  for (let written = 0; written < 201; written += 1) ids.push(await addReply(newsroom, story));
  const all = db.writer.updateTable('comments').set({ email: renske.Email });
  await all.where('id', 'in', ids.slice(1)).execute();
  expect((await cardOf(ids[1] as number)).main).toContain('200 published, 0 rejected');
  await all.where('id', 'in', ids.slice(0, 1)).execute();
  expect((await cardOf(ids[1] as number)).main).toContain('over 200 published, 0 rejected');
});

describe('The page of a person', () => {
  const button = 'See, export or erase what is kept of them';

  test('leads an administrator to what is kept of them, and no address bears theirs', async () => {
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    const admin = await newsroom.signIn('admin');
    const form = fillForm(await admin.get(`/admin/comments/${id}/person`).expect(200), button);
    expect([form.action, form.fields]).toEqual(['/admin/personal-data', { email: renske.Email }]);
    expect(plain(await sendForm(admin, form))).toContain(`Kept under ${renske.Email}`);
  });

  test('leads nobody else there, and none of the newsroom', async () => {
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    expect((await moderator.get(`/admin/comments/${id}/person`).expect(200)).text).not.toContain(button);
    const admin = await newsroom.signIn('admin');
    const page = await admin.get(story.path).expect(200);
    const own = idIn(await sendForm(admin, fillForm(page, 'Post comment', { Comment: 'From us.' })));
    expect((await admin.get(`/admin/comments/${own}/person`).expect(200)).text).not.toContain(button);
  });
});
