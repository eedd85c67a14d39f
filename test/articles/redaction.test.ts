import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Person } from '../../src/accounts/person.ts';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import type { Agent } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  articleOf,
  edit,
  eventsOf,
  ledgerOf,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;
let admin: Person;
let office: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await addPerson(newsroom.context, { role: 'admin', name: 'Ada Marsh' });
  office = await newsroom.signIn(admin);
});

/** Of the story's ledger, oldest first. */
const rowsOf = async (id: number): Promise<number[]> => {
  const rows = newsroom.context.db.reader.selectFrom('publications').select('id').where('article_id', '=', id);
  return (await rows.orderBy('id').execute()).map((row) => row.id);
};

/** Fills the sheet as it is rendered: the row of the ledger by its place, from 1. */
async function redact(id: number, place: number, values: Values = {}) {
  const path = `/admin/articles/${id}/redact`;
  const publication = String((await rowsOf(id))[place - 1]);
  const given = { publication, Reason: 'By order of a court.', Password: password, ...values };
  return sendForm(office, fillForm(await office.get(path).expect(200), 'Redact for good', given));
}

/** Every column of every table that holds one of the words, but for the ledger's own rows. */
async function tablesWith(...words: string[]): Promise<string[]> {
  const { reader } = newsroom.context.db;
  const tables = (await reader.introspection.getTables()).map(({ name }) => name);
  const found: string[] = [];
  for (const table of tables.filter((name) => !name.startsWith('sqlite_'))) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(reader);
    const text = rows.map((row) => Object.values(row).map(String).join('\n')).join('\n');
    if (words.some((word) => text.includes(word))) found.push(table);
  }
  return found;
}

/** A story in which a name stood that is gone from the text that readers see now. */
async function publishAndTakeOut() {
  const named = {
    Standfirst: 'Oriel Penhallow left.',
    Text: 'Oriel Penhallow, aged 12, was there.',
    Caption: 'Penhallow',
  };
  const story = await publishNew(newsroom, { Headline: 'A child was there', ...named });
  newsroom.clock.advance({ hours: 1 });
  await edit(newsroom.desk, story.id, { Text: 'Only a draft: Penhallow.' });
  const values = { Standfirst: 'A child left.', Text: 'A child was there.', Caption: '' };
  await publishChanges(newsroom.desk, story.id, { kind: 'update', values });
  newsroom.clock.advance({ hours: 1 });
  return story;
}

describe('A redacted text', () => {
  test('is nowhere any more, and that it was taken is public', async () => {
    const { context, visitor } = newsroom;
    const { id, path } = await publishAndTakeOut();
    expect(await tablesWith('Penhallow')).toEqual(['revisions']);
    const answer = await redact(id, 1);
    expect(answer.headers.location).toBe(`/admin/articles/${id}/redact?done`);
    expect(await tablesWith('Penhallow')).toEqual([]);
    expect((await revisionsOf(context, id)).map(({ body }) => body)).toEqual([null, null, 'A child was there.']);
    expect((await ledgerOf(context, id)).at(-1)).toMatchObject({
      ...{ kind: 'redaction', note: 'By order of a court.', by: admin.id, at: '2026-11-23T14:00:00.000Z' },
    });
    const history = readPage(await visitor().get(`${path}/history`).expect(200));
    expect(history.texts('.what')).toEqual([
      'Redaction. The text of version 1 was removed. By order of a court.',
      'Update.',
      'Published. The text of this version was removed.',
    ]);
    expect(history.main).toContain('One of these versions was removed, so what changed is not shown.');
    for (const shown of [`${path}/history?from=1&to=2`, `${path}/history?from=1&to=1`, path]) {
      expect((await visitor().get(shown).expect(200)).text).not.toContain('Penhallow');
    }
    expect((await visitor().get(path)).text).toContain('A child was there.');
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({
      ...{ action: 'article.redacted', by: admin.id },
      names: expect.arrayContaining([`article:${id}`, 'front']),
    });
  });

  test('stays gone when the reading side is made again', async () => {
    const { id, path } = await publishAndTakeOut();
    await redact(id, 1);
    const before = (await newsroom.visitor().get(path)).text;
    await rebuild(newsroom.context);
    expect((await newsroom.visitor().get(path)).text).toBe(before);
    expect(await tablesWith('Penhallow')).toEqual([]);
  });

  test('goes from all versions with the same text, but not from what readers see now', async () => {
    const { id, path } = await publishNew(newsroom, { Text: 'Penhallow.' });
    await publishChanges(newsroom.desk, id, { values: { 'Address ending': 'moved' } });
    expect(plain(await office.get(`/admin/articles/${id}/redact`))).not.toContain('Redact for good');
    await publishChanges(newsroom.desk, id, { values: { Text: 'Nobody.' } });
    expect((await redact(id, 1)).status).toBe(303);
    expect((await revisionsOf(newsroom.context, id)).map(({ body }) => body)).toEqual([null, null, 'Nobody.']);
    await newsroom.visitor().get(path).expect(301);
  });

  test('that readers see now is refused', async () => {
    const { context } = newsroom;
    const { id } = await publishNew(newsroom, { Text: 'Penhallow.' });
    const path = `/admin/articles/${id}/redact`;
    expect(plain(await office.get(path))).toContain('Readers see this text now.');
    const [publication] = await rowsOf(id);
    const form = { publication: String(publication), reason: 'No.', password };
    const refused = await office.post(path).type('form').send(form).expect(422);
    expect(plain(refused)).toContain('Publish a version without it first, or withdraw the story.');
    expect(await ledgerOf(context, id)).toHaveLength(1);
    expect((await revisionsOf(context, id))[0]?.body).toBe('Penhallow.');
  });

  test('of another story is none of this one', async () => {
    const { id } = await publishAndTakeOut();
    const other = await publishNew(newsroom, { Headline: 'Other' });
    for (const publication of [String((await rowsOf(other.id))[0]), '999999', '', 'x', '-1']) {
      const form = { publication, reason: 'No.', password };
      await office.post(`/admin/articles/${id}/redact`).type('form').send(form).expect(422);
    }
    expect(await tablesWith('Penhallow')).toEqual(['revisions']);
  });
});

describe('The words with which something was published', () => {
  const note = 'We wrote that Oriel Penhallow was 21.';
  const everywhere = async (path: string) => {
    const pages = [path, `${path}/history`, '/corrections', '/corrections/feed.xml'];
    const answers = await Promise.all(pages.map((page) => newsroom.visitor().get(page)));
    return answers.filter(({ text, body }) => (text ?? String(body)).includes('Penhallow')).length;
  };

  test('can be taken from a text that readers see now', async () => {
    const { id, path } = await publishNew(newsroom);
    await publishChanges(newsroom.desk, id, { kind: 'correction', note, values: { Text: 'She was 12.' } });
    expect(await everywhere(path)).toBe(4);
    expect((await redact(id, 2)).status).toBe(303);
    expect(await everywhere(path)).toBe(0);
    // The ledger keeps its row: nobody is shown it.
    expect(await tablesWith('Penhallow')).toEqual(['publications']);
    const what = readPage(await newsroom.visitor().get(`${path}/history`)).texts('.what');
    expect(what.slice(0, 2).map((text) => text.replace(/ See the change.*/, ''))).toEqual([
      'Redaction. Words were removed: Version 2. By order of a court.',
      'Correction. What we said of this was removed.',
    ]);
    for (const agent of [office, newsroom.desk]) {
      expect((await agent.get(`/admin/articles/${id}`)).text).not.toContain('Penhallow');
    }
    expect((await newsroom.visitor().get(path)).text).toContain('Updated');
  });

  test('go with the text that they came with', async () => {
    const { id, path } = await publishNew(newsroom);
    await publishChanges(newsroom.desk, id, { kind: 'correction', note, values: { Text: 'Penhallow was 12.' } });
    await publishChanges(newsroom.desk, id, { kind: 'update', values: { Text: 'Nobody.' } });
    await redact(id, 2);
    expect(await everywhere(path)).toBe(0);
  });

  test('are replaced by the reason of the redaction where they said why a story is gone', async () => {
    const { id, path } = await publishNew(newsroom, { Text: 'Text.' });
    await press(newsroom.desk, `/admin/articles/${id}`, 'Withdraw story', { 'Why it is withdrawn': note });
    await redact(id, 2, { Reason: 'Penhallow again.' });
    await redact(id, 3, { Reason: 'By order.' });
    for (const page of [path, `${path}/history`]) {
      const answer = await newsroom.visitor().get(page).expect(410);
      expect(plain(answer)).toContain('By order.');
      expect(answer.text).not.toContain('Penhallow');
    }
    expect(await tablesWith('Penhallow')).toEqual(['publications']);
    expect((await articleOf(newsroom.context, id))?.note).toBe('By order.');
    await rebuild(newsroom.context);
    expect(plain(await newsroom.visitor().get(path).expect(410))).toContain('By order.');
  });
});
