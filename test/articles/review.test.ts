import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  type Newsroom,
  plain,
  press,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let ilse: Person;
let author: Agent;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  author = await newsroom.signIn(ilse);
});

const submitted = () => write(author, complete, 'Submit for review');

const sendBack = (id: number, note: string) =>
  press(newsroom.desk, `/admin/articles/${id}`, 'Send back to draft', { 'What should change': note });

describe('A draft', () => {
  test('goes to the desk with what was typed', async () => {
    const { context, desk } = newsroom;
    const id = await submitted();
    expect(await articleOf(context, id)).toMatchObject({ state: 'review', updated_by: ilse.id });
    expect(await revisionsOf(context, id)).toEqual([expect.objectContaining({ kind: 'submit', body: complete.Text })]);
    expect((await eventsOf(context, id)).map(({ action, by }) => [action, by])).toEqual([
      ['article.saved', ilse.id],
      ['article.submitted', ilse.id],
    ]);
    expect(plain(await desk.get('/admin/articles'))).toContain('1 story to review');
    expect(plain(await author.get('/admin/articles'))).not.toContain('to review');
  });

  test('may lack what readers need, and still be submitted', async () => {
    const id = await write(author, { Headline: 'Only a thought' }, 'Submit for review');
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review' });
  });

  test('is submitted by an editor, too', async () => {
    const id = await write(newsroom.desk, complete, 'Submit for review');
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review' });
  });
});

describe('Under review', () => {
  test('the author reads the story but cannot change it', async () => {
    const id = await submitted();
    const page = await author.get(`/admin/articles/${id}`).expect(200);
    expect(plain(page)).toContain('This story is in review: the desk has it now.');
    expect(page.text).toContain(complete.Text);
    expect(() => fillForm(page, 'Save')).toThrow('No form has the button "Save"');
    await author.get(`/admin/articles/${id}/preview`).expect(200);
  });

  test('a save of the author’s is refused, and what they typed comes back', async () => {
    const id = await write(author, complete);
    const typed = 'A paragraph that came to mind after the other window had sent it in.';
    const stale = fillForm(await author.get(`/admin/articles/${id}`), 'Save', { Text: typed });
    await edit(author, id, {}, 'Submit for review');
    const answer = await sendForm(author, stale).expect(403);
    expect(answer.text).toContain(typed);
    expect(await revisionsOf(newsroom.context, id)).toHaveLength(2);
  });

  test('an editor changes it, and it stays in review', async () => {
    const id = await submitted();
    expect(idIn(await edit(newsroom.desk, id, { Headline: 'Dockers walk in' }))).toBe(id);
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review', updated_by: newsroom.editor.id });
  });

  test('it is not submitted again', async () => {
    const id = await submitted();
    const page = await newsroom.desk.get(`/admin/articles/${id}`);
    expect(() => fillForm(page, 'Submit for review')).toThrow('No form has the button');
    const save = fillForm(page, 'Save');
    await sendForm(newsroom.desk, { ...save, fields: { ...save.fields, press: 'submit' } }).expect(409);
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review' });
  });
});

describe('Sent back', () => {
  test('the story is a draft again, and its author sees who wants what', async () => {
    const { context, editor } = newsroom;
    const id = await submitted();
    const answer = await sendBack(id, 'Who counted the dockers?');
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=sent-back`);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', note: 'Who counted the dockers?' });
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({ action: 'article.sent_back', by: editor.id });
    expect(plain(await author.get(`/admin/articles/${id}`))).toContain(
      'Sent back by Mara Oyelaran: Who counted the dockers?',
    );
    expect(plain(await author.get('/admin/articles'))).toContain('Sent back: Who counted the dockers?');
  });

  test('the note stays while the author works on it, and still says whose it is', async () => {
    const id = await submitted();
    await sendBack(id, 'Who counted the dockers?');
    await edit(author, id, { Text: 'The union counted two hundred dockers.' });
    expect(plain(await author.get(`/admin/articles/${id}`))).toContain(
      'Sent back by Mara Oyelaran: Who counted the dockers?',
    );
  });

  test('it is submitted again, and the note is done with', async () => {
    const id = await submitted();
    await sendBack(id, 'Who counted the dockers?');
    await edit(author, id, { Text: 'The union counted two hundred dockers.' }, 'Submit for review');
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review', note: '' });
    expect(plain(await newsroom.desk.get(`/admin/articles/${id}`))).not.toContain('Who counted');
  });

  test('it needs a note, of at most 1000 characters', async () => {
    const id = await submitted();
    const empty = await sendBack(id, '  ');
    expect([empty.status, errorsIn(empty)]).toEqual([422, { note: 'Say what the writer should do.' }]);
    const long = await sendBack(id, 'x'.repeat(1001));
    expect(errorsIn(long)).toEqual({ note: 'The note may have at most 1000 characters.' });
    expect(fillForm(long, 'Send back to draft').fields.note).toBe('x'.repeat(1001));
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'review' });
  });

  test('it is not a second time', async () => {
    const id = await submitted();
    const filled = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Send back to draft', {
      note: 'Who counted the dockers in that hall?',
    });
    await sendForm(newsroom.desk, filled).expect(303);
    const answer = await sendForm(newsroom.desk, filled).expect(409);
    expect(plain(answer)).toContain('This story is a draft now, so this cannot be done.');
    expect(answer.text).toContain('Who counted the dockers in that hall?');
  });
});

describe('An author', () => {
  test('sees no button that publishes, and is refused one all the same', async () => {
    const { context } = newsroom;
    const page = await author.get('/admin/articles/new');
    for (const button of ['Publish', 'Publish changes'])
      expect(() => fillForm(page, button)).toThrow('No form has the button');
    const id = await write(author, complete);
    const save = fillForm(await author.get(`/admin/articles/${id}`), 'Save');
    for (const pressed of ['publish', 'publish-changes']) {
      const { fields } = fillForm(await author.get(`/admin/articles/${id}`), 'Save');
      const forged = { ...save, fields: { ...fields, press: pressed } };
      await sendForm(author, forged).expect(403);
    }
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_revision_id: null });
  });

  test('changes a story that somebody else made once it bears their name', async () => {
    const id = await write(newsroom.desk, { ...complete, Bylines: 'Mara Oyelaran' });
    await author.get(`/admin/articles/${id}`).expect(404);
    await author.get(`/admin/articles/${id}/preview`).expect(404);
    await edit(newsroom.desk, id, { Bylines: 'Mara Oyelaran, Ilse Brandt' });
    expect(idIn(await edit(author, id, { Text: 'Hers as well.' }))).toBe(id);
    const page = await author.get(`/admin/articles/${id}`);
    expect(() => fillForm(page, 'Discard story')).toThrow('No form has the button');
  });

  test('still reads the story from which they took their name', async () => {
    const id = await write(author, { ...complete, Bylines: '' });
    expect(idIn(await edit(author, id, { Text: 'Without a name.' }))).toBe(id);
  });
});
