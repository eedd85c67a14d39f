/** The pages of moderators, with what can stand on them. */

import type { Response, Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { addLink } from '../../src/comments/queries/personal-data-links.ts';
import { makeToken } from '../../src/text/tokens.ts';
import type { Started } from './app.ts';
import { addCommentOf, addReportOf } from './moderating.ts';

interface Asked {
  editor: Person;
  /** Of a story with some pages of comments. */
  path: string;
  expectPage(asked: Test, status?: number): Promise<Response>;
}

export async function moderatedPages(newsroom: Started, { editor, path, expectPage }: Asked): Promise<void> {
  const { context } = newsroom;
  await personalPages(newsroom, expectPage);
  const moderator = await newsroom.signIn('moderator');
  const add = (state: string) =>
    addCommentOf({ context, by: editor, path, story: () => Promise.reject(new Error('Not asked.')) }, state);
  const [id] = [await add('reported'), await add('picked')];
  await addReportOf(context, id, 'abuse');
  for (const query of ['', '?state=published', '?state=rejected', '?state=reported', '?search=remark', '?story=1']) {
    const { text } = await expectPage(moderator.get(`/admin/comments${query}`));
    const older = /href="(\/admin\/comments\?[^"]*before=[^"]+)"/.exec(text)?.[1];
    if (older) await expectPage(moderator.get(older.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')));
  }
  const press = (ending: string, fields: object) =>
    moderator.post(`/admin/comments/${ending}`).type('form').send(fields);
  await expectPage(press(`${id}/reject?back=comment`, { seen: 'held' }), 409);
  const { headers } = await press(`${id}/reject?back=comment`, { seen: 'published', reason: 'spam' });
  await expectPage(moderator.get(headers.location as string));
  await expectPage(moderator.get(`/admin/comments/${id}/person`));
  await expectPage(press('decide', { act: 'publish', comment: [`${id}=rejected`, '0=held'] }), 409);
  await expectPage(press(`${id}/strike`, { passage: 'Nowhere' }), 422);
  await expectPage(press(`${id}/answer`, { text: ' ' }), 422);
  await expectPage(moderator.get('/admin/comments/note?story=1'));
  await expectPage(press('note', { story: '1', text: 'Mine.', seen: 'x' }), 409);
  await press('note', { story: '1', text: 'Mine.' }).expect(303);
  await expectPage(press('note', { story: '1', text: 'Other.' }), 409);
  await expectPage(moderator.get(`/admin/comments/${id}/ban`));
  await expectPage(press(`${id}/ban`, { target: 'x', reason: 'Threats' }), 422);
  await press(`${id}/ban`, { target: 'email', length: 'day', reason: 'Threats' }).expect(303);
  await expectPage(moderator.get('/admin/comments/bans'));
  await expectPage(press('bans/999/lift', {}), 409);
  await expectPage(moderator.get('/admin/comments/flood?story=1'));
  await expectPage(press('flood', {}), 422);
  await expectPage(press('flood/end', { story: '1' }), 409);
  await press('flood', { mode: 'hold', length: 'hour' }).expect(303);
  await expectPage(moderator.get('/admin/comments'));
  await expectPage(moderator.get('/admin/comments/flood'));
  await press('flood/end', {}).expect(303);
}

/** What is kept of a person, as they and an administrator see it. */
async function personalPages({ context, visitor, signIn }: Started, expectPage: Asked['expectPage']): Promise<void> {
  const reader = visitor();
  for (const query of ['', '?sent', '?erased']) await expectPage(reader.get(`/your-data${query}`));
  await expectPage(reader.post('/your-data').type('form').send({ email: 'no address' }), 422);
  const { email } = await context.db.reader
    .selectFrom('comments')
    .select('email')
    .where('person_id', 'is', null)
    .executeTakeFirstOrThrow();
  for (const address of [email, 'nobody@example.org']) {
    const token = makeToken();
    await context.db.transaction((tx) => addLink(tx, { token, email: address, now: context.now() }));
    await expectPage(reader.get(`/your-data/${token}`));
  }
  const office = await signIn('admin');
  const ask = (ending: string, fields: object) =>
    office.post(`/admin/personal-data${ending}`).type('form').send(fields);
  for (const query of ['', '?done']) await expectPage(office.get(`/admin/personal-data${query}`));
  for (const address of [email, 'nobody@example.org']) await expectPage(ask('', { email: address }));
  await expectPage(ask('/erase', { email, password: 'not it at all' }), 422);
  await expectPage(ask('', { email: 'no address' }), 422);
}
