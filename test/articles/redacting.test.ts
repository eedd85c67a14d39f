import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Agent } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  edit,
  errorsIn,
  idIn,
  ledgerOf,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let office: Agent;
let story: { id: number; path: string };

beforeEach(async () => {
  newsroom = await startNewsroom();
  office = await newsroom.signIn(await addPerson(newsroom.context, { role: 'admin', email: 'ada@news.example' }));
  story = await publishNew(newsroom, { Text: 'Penhallow was there.' });
});

const sheet = () => `/admin/articles/${story.id}/redact`;

const firstRow = async (): Promise<string> => {
  const rows = newsroom.context.db.reader.selectFrom('publications').select('id').where('article_id', '=', story.id);
  return String((await rows.orderBy('id').executeTakeFirstOrThrow()).id);
};

const filled = async (Password = password, Reason = 'By order of a court.') => {
  const page = await office.get(sheet()).expect(200);
  return fillForm(page, 'Redact for good', { publication: await firstRow(), Reason, Password });
};

const takeOut = () =>
  publishChanges(newsroom.desk, story.id, { kind: 'update', values: { Text: 'Nobody was there.' } });
const withdraw = () =>
  press(newsroom.desk, `/admin/articles/${story.id}`, 'Withdraw story', { reason: 'It was wrong.' });
const texts = async () => (await revisionsOf(newsroom.context, story.id)).map(({ body }) => body);

describe('The sheet', () => {
  test('is led to from the story’s page, for administrators alone, and once readers saw it', async () => {
    const page = `/admin/articles/${story.id}`;
    expect((await office.get(page)).text).toContain(`href="${sheet()}"`);
    expect((await newsroom.desk.get(page)).text).not.toContain('/redact');
    const draft = await write(office, { Headline: 'A draft' });
    expect((await office.get(`/admin/articles/${draft}`)).text).not.toContain('/redact');
    await office.get(`/admin/articles/${draft}/redact`).expect(409);
    await office.get('/admin/articles/999999/redact').expect(404);
  });

  test('comes back with what was wrong beside it and what was typed, but for the password', async () => {
    await takeOut();
    const wrong = await sendForm(office, await filled('a lighthouse in the sun'));
    expect(wrong.status).toBe(422);
    expect(errorsIn(wrong)).toEqual({ password: 'This is not your password.' });
    const { fields } = fillForm(wrong, 'Redact for good');
    expect(fields).toMatchObject({ publication: await firstRow(), reason: 'By order of a court.', password: '' });
    expect(wrong.text).not.toContain('a lighthouse in the sun');
    const empty = await office.post(sheet()).type('form').send({}).expect(422);
    expect(errorsIn(empty)).toEqual({
      publication: 'Choose what is to be redacted.',
      password: 'Enter your password.',
      reason: 'Give the reason: readers see it in the history of the story.',
    });
    expect(await texts()).toEqual(['Penhallow was there.', 'Nobody was there.']);
    expect(await ledgerOf(newsroom.context, story.id)).toHaveLength(2);
  });

  test('takes no more wrong passwords than the sign-in does, and then not the right one', async () => {
    await takeOut();
    for (let attempt = 0; attempt < 8; attempt += 1) await sendForm(office, await filled('a lighthouse in the sun'));
    const refused = await sendForm(office, await filled());
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect(errorsIn(refused).password).toContain('Too many attempts.');
    expect(fillForm(refused, 'Redact for good').fields.reason).toBe('By order of a court.');
    expect(await texts()).toContain('Penhallow was there.');
  });

  test('redacts once, and says that nothing is left of it then', async () => {
    await takeOut();
    const form = await filled();
    await sendForm(office, form).expect(303);
    const again = await sendForm(office, form);
    expect(again.status).toBe(422);
    expect(plain(again)).toContain('Nothing is left of this to redact.');
    expect(plain(await office.get(`${sheet()}?done`))).toContain('Redacted. The history of the story says so.');
    expect((await ledgerOf(newsroom.context, story.id)).map(({ kind }) => kind)).toEqual([
      'first',
      'update',
      'redaction',
    ]);
  });

  test('of two at once lets one through', async () => {
    await takeOut();
    const form = await filled();
    const answers = await Promise.all([sendForm(office, form), sendForm(office, form)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await ledgerOf(newsroom.context, story.id)).toHaveLength(3);
  });

  test('shows hostile headlines and notes as texts', async () => {
    story = await publishNew(newsroom, { Headline: '<script>alert(1)</script>' });
    const { text } = await office.get(sheet());
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(1)');
  });
});

describe('A withdrawn story that was redacted', () => {
  test('does not come back as it was: it is refused until there is another text', async () => {
    await withdraw();
    await sendForm(office, await filled()).expect(303);
    expect(await texts()).toEqual([null]);
    const refused = await press(newsroom.desk, `/admin/articles/${story.id}`, 'Publish again');
    expect(refused.status).toBe(409);
    expect(plain(refused)).toContain('The text of this story was redacted. Write and save another one first');
    await newsroom.visitor().get(story.path).expect(410);
    const values = { Headline: 'Another', Text: 'Nobody was there.', 'Address ending': 'another' };
    idIn(await edit(newsroom.desk, story.id, values));
    idIn(await press(newsroom.desk, `/admin/articles/${story.id}`, 'Publish again'));
    const moved = '/2026/11/23/another';
    expect(plain(await newsroom.visitor().get(moved).expect(200))).toContain('Nobody was there.');
    await newsroom.visitor().get(story.path).expect(301).expect('Location', moved);
    await newsroom.visitor().get(`${story.path}/history`).expect(301).expect('Location', `${moved}/history`);
  });

  test('loses what was saved on the way, and keeps the newest version', async () => {
    await edit(newsroom.desk, story.id, { Text: 'Penhallow was here.' });
    await edit(newsroom.desk, story.id, { Text: 'Nobody was here.' });
    await withdraw();
    await sendForm(office, await filled()).expect(303);
    expect(await texts()).toEqual([null, null, 'Nobody was here.']);
    await press(newsroom.desk, `/admin/articles/${story.id}`, 'Publish again');
    expect(plain(await newsroom.visitor().get(story.path).expect(200))).toContain('Nobody was here.');
  });

  test('answers as before, with its reason, and its editor’s page opens', async () => {
    await withdraw();
    await sendForm(office, await filled()).expect(303);
    expect(plain(await newsroom.visitor().get(story.path).expect(410))).toContain('It was wrong.');
    const history = await newsroom.visitor().get(`${story.path}/history`).expect(410);
    expect(plain(history)).toContain('Redaction. The text of version 1 was removed. By order of a court.');
    await newsroom.desk.get(`/admin/articles/${story.id}`).expect(200);
    await newsroom.desk.get(`/admin/articles/${story.id}/preview`).expect(200);
    await newsroom.desk.get('/admin/articles').expect(200);
    expect(await articleOf(newsroom.context, story.id)).toMatchObject({ state: 'withdrawn' });
  });
});

test('The ledger still has the hash of what was shown, so that a copy elsewhere can be told', async () => {
  await takeOut();
  await sendForm(office, await filled()).expect(303);
  const rows = newsroom.context.db.reader.selectFrom('publications').select(['kind', 'text_hash', 'redacts']);
  const [first, , redaction] = await rows.where('article_id', '=', story.id).orderBy('id').execute();
  const text = JSON.stringify(['Dockers halt speech', '', 'Penhallow was there.']);
  expect(first?.text_hash).toBe(createHash('sha256').update(text).digest('hex'));
  expect(redaction).toEqual({ kind: 'redaction', text_hash: first?.text_hash, redacts: Number(await firstRow()) });
});

describe('What somebody typed on from a text that is redacted, and has not saved,', () => {
  const typedOn = async (Text: string) => {
    const page = await newsroom.desk.get(`/admin/articles/${story.id}`);
    const { fields } = fillForm(page, 'Save', { Text });
    const typed = { ...fields, turn: '1', person: String(newsroom.editor.id) };
    await newsroom.desk.post(`/admin/articles/${story.id}/autosave`).send(typed).expect(200);
  };
  const unsaved = async () => {
    const rows = newsroom.context.db.reader.selectFrom('autosaves').select('form').where('form', 'is not', null);
    return (await rows.execute()).map(({ form }) => JSON.parse(form ?? '').body);
  };

  test('goes with it; what was typed on from the version that stays is there', async () => {
    await typedOn('Penhallow was there. And more.');
    await takeOut();
    await typedOn('Nobody was there. And more.');
    await typedOn('Penhallow was there.');
    expect(await unsaved()).toHaveLength(3);
    await sendForm(office, await filled()).expect(303);
    expect(await unsaved()).toEqual(['Nobody was there. And more.']);
  });

  test('is not taken any more from a browser that had it', async () => {
    const page = await newsroom.desk.get(`/admin/articles/${story.id}`);
    await withdraw();
    await sendForm(office, await filled()).expect(303);
    const { fields } = fillForm(page, 'Save', { Text: 'Penhallow was there. And more.' });
    const typed = { ...fields, turn: '1', person: String(newsroom.editor.id) };
    const answer = await newsroom.desk.post(`/admin/articles/${story.id}/autosave`).send(typed).expect(409);
    expect(answer.body).toEqual({ state: 'redacted' });
    expect(await unsaved()).toEqual([]);
  });

  test('goes all of it where the newest version goes', async () => {
    await typedOn('Penhallow was there. And more.');
    await withdraw();
    await sendForm(office, await filled()).expect(303);
    expect(await unsaved()).toEqual([]);
  });
});
