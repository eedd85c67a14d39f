import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeSetting } from '../../src/db/settings.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  type Newsroom,
  openPanel,
  plain,
  startNewsroom,
} from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await newsroom.signIn('admin');
});

const open = () => admin.get('/admin/settings').expect(200);
const set = async (values: Values) => sendForm(admin, fillForm(await open(), 'Save checks', values));
const events = () =>
  newsroom.context.db.reader.selectFrom('events').select('action').where('action', '=', 'site.checks_set').execute();

describe('What a check does', () => {
  test('is as the newsroom needs it from the start, and two of them block always', async () => {
    const { fields } = fillForm(await open(), 'Save checks');
    const blocking = Object.keys(fields).filter((name) => fields[name] === 'block');
    expect(blocking).toEqual(['check-alt', 'check-video-title', 'check-correction']);
    expect(Object.keys(fields)).not.toContain('check-headline');
    expect(
      readPage(await open())
        .texts('.levels')
        .join(' '),
    ).toMatch(/No headline ?Always blocks.*No section ?Always blocks/);
  });

  test('is set by an administrator, and so for the next story', async () => {
    const answer = await set({ 'No standfirst': 'Blocks', 'No topic': 'Off' });
    expect(answer.headers.location).toBe('/admin/settings?done=checks#checks');
    expect(plain(await admin.get('/admin/settings?done=checks'))).toContain('Saved. From now on');
    expect(fillForm(await open(), 'Save checks').fields).toMatchObject({
      'check-standfirst': 'block',
      'check-topic': 'off',
      'check-alt': 'block',
    });
    expect(await events()).toHaveLength(1);
    const panel = await openPanel(newsroom.desk, 'new', complete);
    expect(plain(panel)).toContain('Must be fixed first There is no standfirst.');
    expect(plain(panel)).not.toContain('It has no topic.');
    expect((await sendForm(newsroom.desk, fillForm(panel, 'Publish'))).status).toBe(422);
    await set({ 'No standfirst': 'Warns' });
    const id = Number(/articles\/(\d+)/.exec(panel.request.url)?.[1]);
    await edit(newsroom.desk, id, {}, 'Publish');
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'published' });
  });

  test('is one of three things', async () => {
    const { fields, ...form } = fillForm(await open(), 'Save checks', { 'No topic': 'Blocks' });
    const answer = await sendForm(admin, { ...form, fields: { ...fields, 'check-alt': 'perhaps' } }).expect(422);
    expect(errorsIn(answer)).toEqual({ 'check-alt': 'Choose what this check does.' });
    expect(fillForm(answer, 'Save checks').fields['check-topic']).toBe('block');
    expect(await events()).toEqual([]);
    await sendForm(admin, { ...form, fields: {} }).expect(422);
  });

  test('cannot be turned off where it always blocks, whatever a form or the database says', async () => {
    const { fields, ...form } = fillForm(await open(), 'Save checks');
    const forged = { ...fields, 'check-headline': 'off', 'check-section': 'off' };
    await sendForm(admin, { ...form, fields: forged }).expect(303);
    const { db } = newsroom.context;
    const kept = JSON.stringify({ section: 'off', headline: 'warn', topic: 'nonsense', gone: 'block' });
    for (const value of [undefined, kept]) {
      if (value) await db.transaction((tx) => writeSetting(tx, 'checks', value));
      const answer = await edit(newsroom.desk, 'new', { ...complete, Section: '' }, 'Publish');
      expect([answer.status, errorsIn(answer)]).toEqual([422, { section: 'Choose the section in which it appears.' }]);
      expect((await open()).status).toBe(200);
    }
  });

  test('leaves the other settings as they are typed beside it', async () => {
    await set({ 'No topic': 'Off' });
    const { fields } = fillForm(await open(), 'Save');
    await sendForm(admin, { ...fillForm(await open(), 'Save'), fields: { ...fields, press: 'save' } }).expect(303);
    expect(fillForm(await open(), 'Save checks').fields['check-topic']).toBe('off');
  });
});
