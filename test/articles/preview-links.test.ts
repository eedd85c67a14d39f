import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { deleteForGood, discard } from '../../src/articles/actions/discards.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addPreviewLink } from '../support/previews.ts';
import { addStory } from '../support/stories.ts';
import { complete, edit, errorsIn, eventsOf, type Newsroom, press, publishNew, startNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
let ilse: Person;
let author: Agent;
let id: number;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  author = await newsroom.signIn(ilse);
  const { context, editor, politics: sectionId } = newsroom;
  id = (await addStory(context, { editor, by: ilse, content: { sectionId }, fate: 'draft' })).articleId;
});

const make = (agent: Agent, values: Record<string, string> = {}) =>
  press(agent, `/admin/articles/${id}`, 'Make preview link', { 'For whom': 'Mr Tan, lawyer', ...values });

/** The secret part of the address that the page shows. */
const addressIn = (answer: { text: string }) =>
  /value="(http:\/\/localhost:\d+\/preview\/[\w-]{43})"/.exec(answer.text)?.[1] ?? '';

const pathIn = (answer: { text: string }) => new URL(addressIn(answer)).pathname;

const beside = async (agent: Agent) =>
  readPage(await agent.get(`/admin/articles/${id}`).expect(200)).texts('#previews');

describe('A preview link', () => {
  test('is shown once when it is made, with its end and zone, and leads to the newest saved text without an account', async () => {
    const answer = await make(author, { 'How long it works': '7 days' });
    expect(answer.status).toBe(200);
    expect(readPage(answer).texts('main')[0]).toContain('until 30 November, 13:00 (UTC+1)');
    expect(answer.text).toContain(`data-share="${addressIn(answer)}"`);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    const page = await newsroom.visitor().get(pathIn(answer)).expect(200);
    expect(readPage(page).main).toContain('Some two hundred dockers.');
    await edit(author, id, { Text: 'Three hundred dockers.' });
    expect((await newsroom.visitor().get(pathIn(answer))).text).toContain('Three hundred dockers.');
    const token = pathIn(answer).split('/').at(-1) ?? '';
    expect((await author.get(`/admin/articles/${id}`)).text).not.toContain(token);
    const rows = await newsroom.context.db.reader.selectFrom('preview_links').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows).toMatchObject([{ recipient: 'Mr Tan, lawyer', created_by: ilse.id }]);
  });

  test('stands beside the story with whom it is for, its end, who made it and when it was opened last', async () => {
    const link = pathIn(await make(author));
    expect((await beside(newsroom.desk))[0]).toMatch(
      /Preview links \(1\).*For: Mr Tan, lawyer.*works until 26 November, 13:00 \(UTC\+1\) · not opened yet · made by Ilse Brandt/,
    );
    newsroom.clock.advance({ minutes: 10 });
    await newsroom.visitor().get(link).expect(200);
    await newsroom.visitor().head(link).expect(200);
    newsroom.clock.advance({ minutes: 30 });
    await newsroom.visitor().get(link).expect(200);
    await newsroom.visitor().get(link).expect(200);
    // Colleagues who try the link are not those it is for.
    newsroom.clock.advance({ minutes: 5 });
    await author.get(link).expect(200);
    expect((await beside(author))[0]).toContain('opened 2 times, last 13:40');
  });

  test('ends when it is revoked, by who made it even while the desk has the story, and by the desk', async () => {
    const [first, second] = [pathIn(await make(author)), pathIn(await make(author, { 'For whom': 'سلمى، مصدر' }))];
    await press(author, `/admin/articles/${id}`, 'Submit for review');
    expect(readPage(await author.get(`/admin/articles/${id}`)).texts('button')).not.toContain('Make preview link');
    const done = await press(author, `/admin/articles/${id}`, 'Revoke the link for Mr Tan, lawyer');
    expect(done.headers.location).toBe(`/admin/articles/${id}?done=preview-revoked#previews`);
    await newsroom.visitor().get(first).expect(404);
    await press(newsroom.desk, `/admin/articles/${id}`, 'Revoke the link for سلمى، مصدر');
    await newsroom.visitor().get(second).expect(404);
    expect((await beside(author))[0]).toMatch(/سلمى، مصدر.*revoked 13:00.*Mr Tan, lawyer.*revoked 13:00/);
    expect((await eventsOf(newsroom.context, id)).map(({ action }) => action).slice(-2)).toEqual([
      'article.preview_revoked',
      'article.preview_revoked',
    ]);
  });

  test('is neither revoked nor seen by colleagues who may not see the story', async () => {
    const link = await addPreviewLink(newsroom.context, ilse, { articleId: id });
    const other = await newsroom.signIn('author');
    await other.post(`/admin/articles/${id}/preview-links/${link.id}/revoke`).expect(404);
    const { articleId } = await addStory(newsroom.context, {
      ...{ editor: newsroom.editor, content: { sectionId: newsroom.politics }, fate: 'draft' },
    });
    await newsroom.desk.post(`/admin/articles/${articleId}/preview-links/${link.id}/revoke`).expect(404);
    await newsroom.visitor().get(link.path).expect(200);
  });

  test.each([
    [{ 'For whom': '  ' }, 'previewFor', 'Say for whom the link is.'],
    [{ 'For whom': 'x'.repeat(101) }, 'previewFor', 'The name may have at most 100 characters.'],
  ])('for %j is refused beside the field', async (values, field, message) => {
    const answer = await make(author, values);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toMatchObject({ [field]: message });
    expect(fillForm(answer, 'Make preview link').fields.previewFor).toBe(values['For whom']);
  });

  test('works for as long as the form offers, and no longer', async () => {
    const form = { previewFor: 'Mr Tan', previewDays: '365' };
    const { text } = await author.post(`/admin/articles/${id}/preview-links`).type('form').send(form).expect(422);
    expect(text).toContain('Choose for how long it works.');
  });

  test('is the twentieth at most that works for one story', async () => {
    for (let count = 0; count < 20; count += 1) await addPreviewLink(newsroom.context, ilse, { articleId: id });
    const answer = await make(author);
    expect([answer.status, errorsIn(answer).previewFor]).toEqual([422, expect.stringContaining('20 links work')]);
    newsroom.clock.advance({ days: 4 });
    author = await newsroom.signIn(ilse);
    expect((await make(author)).status).toBe(200);
  });

  test('is made only of what readers do not see', async () => {
    const { desk, visitor } = newsroom;
    const { id: live } = await publishNew(newsroom, complete);
    expect((await desk.get(`/admin/articles/${live}`)).text).not.toContain('Make preview link');
    const form = { previewFor: 'Mr Tan', previewDays: '1' };
    await desk.post(`/admin/articles/${live}/preview-links`).type('form').send(form).expect(409);
    newsroom.clock.advance({ minutes: 1 });
    await edit(desk, live, { Text: 'Changed since.' });
    id = live;
    const page = readPage(
      await visitor()
        .get(pathIn(await make(desk)))
        .expect(200),
    );
    expect(page.main).toContain('Changed since.');
    expect(page.texts('.state-note')[0]).toContain('This version is not published.');
    await press(desk, `/admin/articles/${live}`, 'Withdraw story', { 'Why it is withdrawn': 'Not so.' });
    await desk.post(`/admin/articles/${live}/preview-links`).type('form').send(form).expect(409);
  });

  test('leaves nobody’s name behind when its story is deleted', async () => {
    const link = pathIn(await make(author));
    const { context } = newsroom;
    const admin = await addPerson(context, { role: 'admin' });
    await discard(context, admin, id);
    await newsroom.visitor().get(link).expect(404);
    await deleteForGood(context, admin, id);
    const rows = await newsroom.context.db.reader.selectFrom('preview_links').selectAll().execute();
    expect(rows).toMatchObject([{ recipient: '', article_id: null }]);
    const said = { press: 'note', name: 'A', remark: 'B' };
    await newsroom.visitor().post(link).type('form').send(said).expect(404);
  });
});
