import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addUndescribed } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  type Newsroom,
  openPanel,
  plain,
  press,
  publishNew,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let desk: Agent;
/** Of a picture that nobody described. */
let bare: string;

beforeEach(async () => {
  newsroom = await startNewsroom();
  desk = newsroom.desk;
  const { id } = await addUndescribed(newsroom.context, newsroom.editor, '#c33');
  bare = `::figure{media="${id}"}`;
});

const reason = 'The photographer is asked; <b>tonight</b> at the latest.';
const tasksOf = (id: number) =>
  newsroom.context.db.reader.selectFrom('passed_checks').selectAll().where('article_id', '=', id).execute();
const stateOf = async (id: number) => (await articleOf(newsroom.context, id))?.state;

/** A draft with a picture that nobody described; the panel is open. */
const undescribed = () => openPanel(desk, 'new', { ...complete, Text: bare });
const idOn = (panel: { request: { url: string } }) => Number(/articles\/(\d+)/.exec(panel.request.url)?.[1]);
const pass = (panel: Parameters<typeof fillForm>[0], values: Values = {}) =>
  sendForm(desk, fillForm(panel, 'Publish', { 'Why it is passed over': reason, ...values }));

/** A live story with a picture that nobody described, and a task because of it. */
async function passed(): Promise<number> {
  const panel = await undescribed();
  await pass(panel).expect(303);
  return idOn(panel);
}

async function change(id: number, text: string, values: Values = {}) {
  const { headers } = await edit(desk, id, { Text: text }, 'Publish changes');
  return press(desk, headers.location ?? '', 'Publish changes', values);
}

describe('A check that blocks', () => {
  test('keeps a story from readers until it is mended, and the panel says where', async () => {
    const panel = await undescribed();
    const id = idOn(panel);
    expect(plain(panel)).toContain(
      'Must be fixed first The picture on line 1 of the text has no alternative text. Fix',
    );
    expect(readPage(panel).links('.must')).toEqual([`/admin/articles/${id}#body`]);
    const answer = await sendForm(desk, fillForm(panel, 'Publish', { comments: 'held' })).expect(422);
    expect(plain(answer)).toContain('Say in words what the picture on line 1 shows, or mark it as decorative.');
    expect(fillForm(answer, 'Publish').fields.comments).toBe('held');
    expect([await stateOf(id), await tasksOf(id)]).toEqual(['draft', []]);
    const decorative = bare.replace('}', ' decorative=true}');
    await edit(desk, id, { Text: decorative }, 'Publish');
    expect(await stateOf(id)).toBe('published');
  });

  test('is passed with a reason, which is logged and stays a task', async () => {
    const { context, editor } = newsroom;
    const id = await passed();
    expect(await tasksOf(id)).toMatchObject([
      { check_name: 'alt', reason, passed_by: editor.id, passed_at: context.now(), ended_at: null },
    ]);
    const events = await eventsOf(context, id);
    expect(events.map(({ action }) => action)).toEqual(['article.saved', 'article.check_passed', 'article.published']);
    expect(events[1]).toMatchObject({ by: editor.id, names: ['check:alt'] });
    const list = await desk.get('/admin/articles');
    expect(plain(list)).toContain('1 passed check to mend');
    expect(readPage(list).texts('.headline + *').concat(plain(list)).join(' ')).toContain('1 passed check');
    for (const address of ['/admin/tasks', `/admin/articles/${id}`]) {
      const page = await desk.get(address).expect(200);
      expect(plain(page)).toContain(`passed over by Mara Oyelaran, 23 November 2026, 12:00: ${reason}`);
      expect(page.text).not.toContain('<b>tonight');
    }
    expect(plain(await desk.get('/admin/activity'))).toContain(
      'passed a check of the story Dockers halt speech: a picture with neither alternative text nor the mark that it is decorative',
    );
  });

  test.each([
    ['   ', 422],
    ['\u200b\n', 422],
    ['x'.repeat(1001), 422],
    ['x'.repeat(1000), 303],
  ])('is passed with words, and not too many: %#', async (words, status) => {
    const panel = await undescribed();
    const answer = await pass(panel, { 'Why it is passed over': words });
    expect(answer.status).toBe(status);
    expect(await stateOf(idOn(panel))).toBe(status === 303 ? 'published' : 'draft');
    if (words.length > 1000) {
      expect(errorsIn(answer)['pass-alt']).toBe('The reason may have at most 1000 characters.');
      expect(fillForm(answer, 'Publish').fields['pass-alt']).toBe(words);
    }
  });

  test.each([
    ['Headline', 'A story needs a headline before readers can see it.'],
    ['Section', 'Choose the section in which it appears.'],
  ])('for want of a %s is passed by nobody, not even by a forged form', async (field, mend) => {
    const id = await write(desk, { ...complete, [field]: '' });
    const panel = await desk.get(`/admin/articles/${id}/publish`).expect(200);
    expect(plain(panel)).toContain(mend);
    expect(() => fillForm(panel, 'Publish')).toThrow('No form has the button');
    const revision = String((await articleOf(newsroom.context, id))?.revision_id);
    const forged = { revision, when: 'now', 'pass-headline': 'Late.', 'pass-section': 'Late.' };
    const answer = await desk.post(`/admin/articles/${id}/publish`).type('form').send(forged).expect(422);
    expect(plain(answer)).toContain(mend);
    expect([await stateOf(id), await tasksOf(id)]).toEqual(['draft', []]);
  });

  test('is passed once by two who press at the same time', async () => {
    const panel = await undescribed();
    const answers = await Promise.all([pass(panel), pass(panel)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await tasksOf(idOn(panel))).toHaveLength(1);
  });
});

describe('What was passed over', () => {
  test('asks for no reason again, but another picture does', async () => {
    const id = await passed();
    const { id: other } = await addUndescribed(newsroom.context, newsroom.editor, '#3c3');
    await change(id, `Two hundred.\n\n${bare}`).then(({ status }) => expect(status).toBe(303));
    const sheet = (await edit(desk, id, { Text: `${bare}\n\n::figure{media="${other}"}` }, 'Publish changes')).headers;
    const panel = await desk.get(sheet.location ?? '').expect(200);
    expect(readPage(panel).texts('.must')[0]).toMatch(/^The picture on line 3 of the text has no alternative text\./);
    expect(plain(panel)).toContain(`Passed over by Mara Oyelaran: ${reason}`);
    await sendForm(desk, fillForm(panel, 'Publish changes')).expect(422);
    await sendForm(desk, fillForm(panel, 'Publish changes', { 'Why it is passed over': 'Late.' })).expect(303);
    expect((await tasksOf(id)).map(({ ended_at }) => ended_at)).toEqual([null, null]);
  });

  test('ends when it is published mended, and not before', async () => {
    const { context, editor } = newsroom;
    const id = await passed();
    await edit(desk, id, { Text: 'Without a picture.' });
    expect((await tasksOf(id))[0]?.ended_at).toBeNull();
    await change(id, 'Without a picture.');
    expect(await tasksOf(id)).toMatchObject([{ ending: 'mended', ended_by: editor.id, ended_at: context.now() }]);
    expect(plain(await desk.get('/admin/tasks'))).toContain('Nothing was passed over, or all of it is mended.');
    expect(plain(await desk.get('/admin/articles'))).not.toContain('passed check');
  });

  test('is closed by somebody of the desk, once', async () => {
    const { context } = newsroom;
    const id = await passed();
    const close = {
      button: 'Close the task: A picture with neither alternative text nor the mark that it is decorative',
    };
    const [task] = await tasksOf(id);
    const action = `/admin/articles/${id}/tasks/${task?.id}/close`;
    const form = fillForm(await desk.get(`/admin/articles/${id}`), { ...close, action });
    const answer = await sendForm(desk, form).expect(303);
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=task-closed`);
    expect(await tasksOf(id)).toMatchObject([{ ending: 'closed', ended_at: context.now() }]);
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({
      action: 'article.check_closed',
      names: ['check:alt'],
    });
    await sendForm(desk, form).expect(409);
    expect((await eventsOf(context, id)).at(-1)?.action).toBe('article.check_closed');
  });

  test('of one story is not closed by the address of another', async () => {
    const id = await passed();
    const other = await publishNew(newsroom, { Headline: 'Other' });
    const [task] = await tasksOf(id);
    await desk.post(`/admin/articles/${other.id}/tasks/${task?.id}/close`).expect(409);
    expect((await tasksOf(id))[0]?.ended_at).toBeNull();
  });

  test('is no task while its draft is discarded, and goes with it', async () => {
    const panel = await undescribed();
    await pass(panel, { when: 'later', 'Publish at': '2026-11-24T08:00' }).expect(303);
    const id = idOn(panel);
    expect(await tasksOf(id)).toHaveLength(1);
    await press(desk, `/admin/articles/${id}`, 'Back to draft');
    const listed = async () => readPage(await desk.get('/admin/tasks').expect(200)).texts('.headline').length;
    const waiting = async () => plain(await desk.get('/admin/articles')).includes('1 passed check to mend');
    expect([await listed(), await waiting()]).toEqual([1, true]);
    await press(desk, `/admin/articles/${id}`, 'Discard story');
    expect([await listed(), await waiting(), (await tasksOf(id)).length]).toEqual([0, false, 1]);
    await (await newsroom.signIn('admin')).post(`/admin/articles/${id}/delete`).expect(303);
    expect([await stateOf(id), await tasksOf(id)]).toEqual([undefined, []]);
  });
});

test('A correction without its text is passed for that correction alone, and stays a task until it is closed', async () => {
  const { id } = await publishNew(newsroom);
  const late = { kind: 'correction', note: ' ' } as const;
  const refused = await change(id, 'Three hundred.', late);
  expect([refused.status, errorsIn(refused)]).toEqual([422, { note: 'Say what was wrong, and what is right.' }]);
  expect(fillForm(refused, 'Publish changes').fields.kind).toBe('correction');
  const answer = await sendForm(
    desk,
    fillForm(refused, 'Publish changes', { 'Why it is passed over': 'The lawyer writes it.' }),
  );
  expect(answer.status).toBe(303);
  expect(await change(id, 'Four hundred.')).toMatchObject({ status: 303 });
  expect(await tasksOf(id)).toMatchObject([{ check_name: 'correction', ended_at: null }]);
  expect((await change(id, 'Five hundred.', late)).status).toBe(422);
});
