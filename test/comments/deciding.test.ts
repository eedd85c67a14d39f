import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { claimComments } from '../../src/comments/actions/claims.ts';
import { decideComment, decideComments } from '../../src/comments/actions/decide.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import { undoDecision } from '../../src/comments/actions/undo.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addReportOf } from '../support/moderating.ts';
import {
  addReply,
  addStory,
  idIn,
  leaveComment,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let ana: Person;
let sefa: Person;
let agent: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom);
  ana = await addPerson(newsroom.context, { role: 'moderator', name: 'Ana Ruiz', slug: 'ana' });
  sefa = await addPerson(newsroom.context, { role: 'moderator', name: 'Sefa', slug: 'sefa', email: 's@news.example' });
  agent = await newsroom.signIn(ana);
});

const post = async (values: Record<string, string> = {}) =>
  idIn(await leaveComment(newsroom.reader(), story.path, values));
const state = (id: number) => stored(newsroom.context, id);
const published = async () =>
  await newsroom.context.db.reader
    .selectFrom('comment_counts')
    .select(['published', 'held'])
    .where('article_id', '=', story.articleId)
    .executeTakeFirst();
const history = async (id: number) =>
  (
    await newsroom.context.db.reader
      .selectFrom('comment_history')
      .select(['kind', 'detail', 'person_id'])
      .where('comment_id', '=', id)
      .orderBy('id')
      .execute()
  ).map(({ kind, detail }) => (detail ? `${kind} ${detail}` : kind));
const send = (path: string, fields: Record<string, string | string[]>) => agent.post(path).type('form').send(fields);

describe('A moderator', () => {
  test('rejects with a reason that is kept, and anything else is another reason', async () => {
    const [one, two] = [await post(), await post()];
    await send(`/admin/comments/${one}/reject`, { seen: 'held', reason: 'spam' }).expect(303);
    await send(`/admin/comments/${two}/reject`, { seen: 'held', reason: '<b>' }).expect(303);
    expect(await state(one)).toMatchObject({ state: 'rejected', rejection: 'spam', decided_by: ana.id });
    expect(await state(two)).toMatchObject({ rejection: 'other' });
    expect(await history(one)).toEqual(['rejected spam']);
    await send(`/admin/comments/${one}/publish`, { seen: 'rejected' }).expect(303);
    expect(await state(one)).toMatchObject({ state: 'published', rejection: null });
  });

  test('holds what is published: readers do not see it, and it is counted as waiting', async () => {
    const id = await addReply(newsroom, { articleId: story.articleId, text: 'Seen for a while.' });
    await send(`/admin/comments/${id}/hold`, { seen: 'published' }).expect(303);
    expect((await newsroom.reader().get(story.path)).text).not.toContain('Seen for a while.');
    expect(await published()).toEqual({ published: 0, held: 1 });
    expect((await agent.get('/admin/comments')).text).toContain('Held by Ana Ruiz');
  });

  test('picks: it stands first for readers, is published where it was held, and loses the pick with a rejection', async () => {
    const id = await post({ Comment: 'Well said.' });
    await send(`/admin/comments/${id}/pick`, { seen: 'held' }).expect(303);
    expect(await state(id)).toMatchObject({ state: 'published', picked_at: newsroom.clock.now() });
    expect((await newsroom.reader().get(story.path)).text).toMatch(/class="pick"[\s\S]*Well said\./);
    await send(`/admin/comments/${id}/unpick`, { seen: 'published' }).expect(303);
    expect((await newsroom.reader().get(story.path)).text).not.toContain('class="pick"');
    await send(`/admin/comments/${id}/pick`, { seen: 'published' }).expect(303);
    await send(`/admin/comments/${id}/reject`, { seen: 'published' }).expect(303);
    expect(await state(id)).toMatchObject({ state: 'rejected', picked_at: null });
    expect(await history(id)).toEqual(['picked', 'unpicked', 'picked', 'rejected other']);
  });

  test('keeps what readers reported, and is not asked again', async () => {
    const id = await addReply(newsroom, { articleId: story.articleId });
    await addReportOf(newsroom.context, id);
    await send(`/admin/comments/${id}/keep`, { seen: 'published' }).expect(303);
    expect(await state(id)).toMatchObject({ state: 'published', reported: 0, reason: 'known' });
    const { text } = await send(`/admin/comments/${id}/keep`, { seen: 'published' }).expect(409);
    expect(text).toContain('nothing was changed');
  });

  test('does not publish a text that was changed after they read it', async () => {
    const id = await post({ Name: 'Renske' });
    const page = await agent.get(`/admin/comments/${id}`);
    const change = { text: 'Other.', html: '<p>Other.</p>', edited_at: newsroom.clock.now() };
    await newsroom.context.db.transaction((tx) =>
      tx.updateTable('comments').set(change).where('id', '=', id).execute(),
    );
    const seen = /name="seen" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const { text } = await send(`/admin/comments/${id}/publish`, { seen }).expect(409);
    expect(text).toContain('Renske has changed this comment since you saw it.');
    expect(await state(id)).toMatchObject({ state: 'held' });
    const again = /name="seen" value="([^"]*)"/.exec((await agent.get(`/admin/comments/${id}`)).text)?.[1] ?? '';
    await send(`/admin/comments/${id}/publish`, { seen: again }).expect(303);
  });

  test('decides nothing by a form that we have not made', async () => {
    const id = await post();
    for (const seen of ['', 'gone', 'removed', 'held~2026~', 'x'.repeat(60_000)]) {
      await send(`/admin/comments/${id}/publish`, { seen }).expect(409);
    }
    await send('/admin/comments/0/publish', { seen: 'held' }).expect(404);
    await send('/admin/comments/__proto__/publish', { seen: 'held' }).expect(404);
    expect(await state(id)).toMatchObject({ state: 'held' });
  });
});

describe('Undo', () => {
  const undo = (batch: string) => undoDecision(newsroom.context, ana, batch);

  test('is a button for a minute, and leaves the comment as it was, with its reports, pick and reason', async () => {
    const id = await addReply(newsroom, { articleId: story.articleId });
    await decideComment(newsroom.context, ana, { id, seen: 'published', act: 'pick' });
    await addReportOf(newsroom.context, id);
    const before = await state(id);
    const { headers } = await send(`/admin/comments/${id}/reject`, { seen: 'published', reason: 'hate' }).expect(303);
    newsroom.clock.advance({ seconds: 59 });
    const page = await agent.get(headers.location as string);
    expect(page.text).toContain('Rejected the comment by');
    await sendForm(agent, fillForm(page, 'Undo')).expect(303);
    expect(await state(id)).toEqual(before);
    const { settled_at } = await newsroom.context.db.reader
      .selectFrom('comment_reports')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(settled_at).toBeNull();
    expect(await published()).toEqual({ published: 1, held: 0 });
    expect(await history(id)).toEqual(['picked', 'rejected hate', 'undone rejected']);
    await sendForm(agent, fillForm(page, 'Undo')).expect(409);
  });

  test('comes too late after a minute', async () => {
    const id = await post();
    const batch = await decideComment(newsroom.context, ana, { id, seen: 'held', act: 'publish' });
    newsroom.clock.advance({ seconds: 61 });
    expect((await agent.get(`/admin/comments?done=${batch}`)).text).not.toContain('Undo');
    await expect(undo(batch)).rejects.toThrow('for a minute');
    expect(await state(id)).toMatchObject({ state: 'published' });
  });

  test('is for who decided, and leaves what a colleague decided since', async () => {
    const [one, two] = [await post(), await post()];
    const comments = [one, two].map((id) => ({ id, seen: 'held' }));
    const { batch } = await decideComments(newsroom.context, ana, { act: 'publish', comments });
    await expect(undoDecision(newsroom.context, sefa, batch)).rejects.toThrow('nothing to undo');
    await decideComment(newsroom.context, sefa, { id: two, seen: 'published', act: 'reject' });
    expect(await undo(batch)).toEqual({ undone: [one], kept: 1 });
    expect(await state(one)).toMatchObject({ state: 'held', reason: 'first-comment', decided_at: null });
    expect(await state(two)).toMatchObject({ state: 'rejected', decided_by: sefa.id });
    await expect(undo('forged')).rejects.toThrow('nothing to undo');
  });

  test('is forgotten by the sweep', async () => {
    await decideComment(newsroom.context, ana, { id: await post(), seen: 'held', act: 'publish' });
    newsroom.clock.advance({ hours: 2 });
    await sweepComments(newsroom.context);
    expect(await newsroom.context.db.reader.selectFrom('comment_decisions').selectAll().execute()).toEqual([]);
  });
});

describe('Many at once', () => {
  test('are decided by one press, and undone by one', async () => {
    const ids = [await post(), await post(), await post()];
    const comment = ids.map((id) => `${id}=held`);
    const { headers } = await send('/admin/comments/decide', { comment, act: 'reject', reason: 'spam' }).expect(303);
    for (const id of ids) expect(await state(id)).toMatchObject({ state: 'rejected', rejection: 'spam' });
    const page = await agent.get(headers.location as string);
    expect(page.text).toContain('Rejected 3 comments.');
    await sendForm(agent, fillForm(page, 'Undo')).expect(303);
    for (const id of ids) expect(await state(id)).toMatchObject({ state: 'held' });
  });

  test('but for those that somebody else was quicker with, which are told, and the others can be undone', async () => {
    const [one, two] = [await post(), await post()];
    await decideComment(newsroom.context, sefa, { id: two, seen: 'held', act: 'publish' });
    const comment = [`${one}=held`, `${two}=held`, 'x', '0=held'];
    const page = await send('/admin/comments/decide', { comment, act: 'reject' }).expect(409);
    expect(page.text).toContain('1 decided as you pressed, 3 not.');
    expect(page.text).toContain('Sefa published this comment');
    await sendForm(agent, fillForm(page, 'Undo')).expect(303);
    expect([await state(one), await state(two)].map((row) => row.state)).toEqual(['held', 'published']);
  });

  test('need to be ticked, and are at most two hundred', async () => {
    const id = await post();
    await send('/admin/comments/decide', { act: 'reject' }).expect(409);
    await send('/admin/comments/decide', { act: 'burn', comment: `${id}=held` }).expect(409);
    const comment = Array.from({ length: 201 }, () => `${id}=held`);
    await send('/admin/comments/decide', { act: 'reject', comment }).expect((answer) => {
      expect([409, 413]).toContain(answer.status);
    });
    expect(await state(id)).toMatchObject({ state: 'held' });
  });
});

test('A script is answered in data', async () => {
  const id = await post();
  const ask = (path: string, fields: object) =>
    agent.post(path).set('Accept', 'application/json').type('form').send(fields);
  const { body } = await ask(`/admin/comments/${id}/publish`, { seen: 'held' }).expect(200);
  expect(body).toMatchObject({
    done: [id],
    text: expect.stringMatching(/^Published the comment by /),
    href: expect.any(String),
  });
  const refused = await ask(`/admin/comments/${id}/publish`, { seen: 'held' }).expect(409);
  expect(refused.body.error).toContain('Ana Ruiz published this comment');
  expect((await ask('/admin/comments/undo', { batch: body.batch }).expect(200)).body).toEqual({
    undone: [id],
    kept: 0,
  });
});

describe('What is on a moderator’s screen', () => {
  const claims = (ids: number[], by = ana) => claimComments(newsroom.context, by, ids);

  test('is theirs for two minutes, and nobody else’s', async () => {
    const [one, two] = [await post(), await post()];
    expect(await claims([one])).toEqual([]);
    expect(await claims([one, two], sefa)).toEqual([{ commentId: one, name: 'Ana Ruiz' }]);
    expect(await claims([one])).toEqual([{ commentId: two, name: 'Sefa' }]);
    expect((await agent.get('/admin/comments')).text).toMatch(/Open with <bdi>Sefa<\/bdi>/);
    newsroom.clock.advance({ seconds: 121 });
    expect(await claims([two])).toEqual([]);
    expect((await agent.get('/admin/comments')).text).not.toContain('Open with');
  });

  test('is let go when they go on', async () => {
    const [one, two] = [await post(), await post()];
    await claims([one]);
    await claims([two]);
    expect(await claims([], sefa)).toEqual([{ commentId: two, name: 'Ana Ruiz' }]);
  });

  test('locks nothing, and may be said of comments that are not there', async () => {
    const id = await post();
    await claims([id], sefa);
    await send(`/admin/comments/${id}/publish`, { seen: 'held' }).expect(303);
    const comment = Array.from({ length: 70 }, (_, index) => String(index + 999));
    const { body } = await send('/admin/comments/claims', { comment, newest: 'x' }).expect(200);
    expect(body).toEqual({ others: [{ id, name: 'Sefa' }], arrived: 0 });
  });
});
