import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  idIn,
  ledgerOf,
  type Newsroom,
  openPanel,
  pathOf,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let desk: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Oslo' });
  desk = newsroom.desk;
});

const panelOf = async (id: number, values = {}) => {
  const { headers } = await edit(desk, id, values, 'Publish changes');
  return desk.get(headers.location ?? '').expect(200);
};
const looks = (panel: Response) => readPage(panel).texts('.todo');

describe('The panel', () => {
  test('shows what readers will see of a story that is yet to come out, and where', async () => {
    const panel = await openPanel(desk, 'new', { ...complete, Standfirst: 'They walked in.', Topics: 'Ports' });
    const said = plain(panel);
    for (const shown of ['Dockers halt speech', 'They walked in.', 'Politics', 'Ports', 'Mara Oyelaran']) {
      expect(said).toContain(shown);
    }
    expect(said).toContain('/2026/11/23/dockers-halt-speech');
    expect(said).toContain('Times are the newsroom’s, UTC+1');
    expect(said).toContain('It is 13:00 there now.');
  });

  test('publishes with what is chosen on it, in one revision and one row of the ledger', async () => {
    const { context } = newsroom;
    const id = await write(desk, complete);
    await sendForm(desk, fillForm(await openPanel(desk, id), 'Publish', { comments: 'closed' })).expect(303);
    const newest = (await revisionsOf(context, id)).at(-1);
    expect(newest).toMatchObject({ kind: 'publish', comments: 'closed', body: complete.Text });
    expect(await ledgerOf(context, id)).toMatchObject([{ kind: 'first', revision: newest?.id }]);
    expect(await articleOf(context, id)).toMatchObject({
      state: 'published',
      revision_id: newest?.id,
      published_revision_id: newest?.id,
    });
    const page = await newsroom.visitor().get(await pathOf(context, id));
    expect(page.text).not.toContain('Leave a comment');
  });

  test('schedules at the newsroom’s time, and says so when it opens again', async () => {
    const { context } = newsroom;
    const id = idIn(await schedule(desk, 'new', { ...complete, at: '2027-07-01T08:00' }));
    expect(await articleOf(context, id)).toMatchObject({
      state: 'scheduled',
      published_at: '2027-07-01T06:00:00.000Z',
    });
    const { fields } = fillForm(await openPanel(desk, id), 'Publish');
    expect(fields).toMatchObject({ when: 'later', at: '2027-07-01T08:00' });
    expect(plain(await desk.get(`/admin/articles/${id}`))).toContain('For 1 July 2027, 8:00 (UTC+2)');
  });

  test('warns, and lets through, what is worth a look only', async () => {
    const { context } = newsroom;
    const gone = await publishNew(newsroom, { Headline: 'Gone' });
    await press(desk, `/admin/articles/${gone.id}`, 'Withdraw story', { reason: 'Forged.' });
    const text = `See [that](${gone.path}), [this](/2026/01/01/never) and [us](/politics).\n\n::related{story="${gone.path}"}`;
    const panel = await openPanel(desk, 'new', { ...complete, Headline: 'x'.repeat(71), Text: text, Bylines: '' });
    expect(looks(panel)).toEqual([
      'The headline is 71 characters long.',
      'There is no standfirst.',
      'It has no topic.',
      'Nobody is in the byline.',
      `It links to ${gone.path}, where readers find no story.`,
      'It links to /2026/01/01/never, where readers find no story.',
    ]);
    const id = Number(/articles\/(\d+)/.exec(panel.request.url)?.[1]);
    await sendForm(desk, fillForm(panel, 'Publish')).expect(303);
    expect(await articleOf(context, id)).toMatchObject({ state: 'published' });
  });

  test('stands at one address for what is yet to come out, at another for changes, and each leads to the other', async () => {
    const draft = await write(desk, complete);
    const { id } = await publishNew(newsroom, { Headline: 'Other' });
    const led = async (address: string) => (await desk.get(address).expect(303)).headers.location;
    expect(await led(`/admin/articles/${draft}/publish-changes`)).toBe(`/admin/articles/${draft}/publish`);
    expect(await led(`/admin/articles/${id}/publish`)).toBe(`/admin/articles/${id}/publish-changes`);
    await press(desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'Forged.' });
    for (const name of ['publish', 'publish-changes']) await desk.get(`/admin/articles/${id}/${name}`).expect(409);
  });
});

describe('What was typed on the panel comes back', () => {
  const note = 'وقع خطأ في عدد العمّال: it was “three hundred” <all>.';
  const typed = { kind: 'correction', note, comments: 'held' };

  test('with a mistake beside its field', async () => {
    const { id } = await publishNew(newsroom);
    const panel = await panelOf(id, { Text: 'Three hundred.' });
    const long = `${note} ${'x'.repeat(1000)}`;
    const answer = await sendForm(desk, fillForm(panel, 'Publish changes', { ...typed, note: long })).expect(422);
    expect(errorsIn(answer)).toEqual({ note: 'The note may have at most 1000 characters.' });
    expect(fillForm(answer, 'Publish changes').fields).toMatchObject({ ...typed, note: long });
  });

  test('beside a colleague’s version, where one was saved meanwhile, and is published with it then', async () => {
    const { context } = newsroom;
    const { id } = await publishNew(newsroom);
    const panel = await panelOf(id, { Text: 'Three hundred.' });
    await edit(await newsroom.signIn('editor'), id, { Text: 'Four hundred.' });
    const answer = await sendForm(desk, fillForm(panel, 'Publish changes', typed)).expect(409);
    expect(plain(answer)).toContain('Somebody else saved this story meanwhile.');
    expect(readPage(answer).texts('ins')).toEqual(['Added: Four']);
    const again = fillForm(answer, 'Publish changes');
    expect(again.fields).toMatchObject(typed);
    expect(await ledgerOf(context, id)).toHaveLength(1);
    await sendForm(desk, again).expect(303);
    expect(await ledgerOf(context, id)).toMatchObject([{ kind: 'first' }, { kind: 'correction', note }]);
  });

  test('where a colleague published or withdrew it first', async () => {
    const { context } = newsroom;
    const { id } = await publishNew(newsroom);
    const form = fillForm(await panelOf(id, { Text: 'Three hundred.' }), 'Publish changes', typed);
    const colleague = await newsroom.signIn('editor');
    await publishChanges(colleague, id);
    const second = await sendForm(desk, form).expect(409);
    expect(plain(second)).toContain('Nothing that readers see has changed since the last publication.');
    expect(second.text).toContain('وقع خطأ في عدد العمّال');
    await press(colleague, `/admin/articles/${id}`, 'Withdraw story', { reason: 'Forged.' });
    const third = await sendForm(desk, form).expect(409);
    expect(third.text).toContain('وقع خطأ في عدد العمّال');
    expect((await ledgerOf(context, id)).map(({ kind }) => kind)).toEqual(['first', 'fix', 'withdrawal']);
  });

  test('after the session has ended', async () => {
    const { id } = await publishNew(newsroom);
    const form = fillForm(await panelOf(id, { Text: 'Three hundred.' }), 'Publish changes', typed);
    const fields = { ...form.fields, 'pass-alt': 'The photographer is asked.' };
    const { text } = await sendForm(newsroom.visitor(), { ...form, fields }).expect(401);
    for (const kept of ['وقع خطأ في عدد العمّال', fields['pass-alt']]) expect(text).toContain(kept);
  });
});
