import { beforeAll, describe, expect, test } from '@jest/globals';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addStory, idIn, leaveComment, type Newsroom, startNewsroom, stored, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  story = await addStory(newsroom, { headline: 'Dockers halt speech' });
});

const press = (page: { text: string; request: { url: string } }, verb: 'publish' | 'reject', id: number) => {
  const action = new RegExp(`formaction="(/admin/comments/${id}/${verb}[^"]*)"`).exec(page.text)?.[1] ?? '';
  const name = new RegExp(`formaction="/admin/comments/${id}/${verb}[^>]*>([\\s\\S]*?)</button>`).exec(page.text)?.[1];
  const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
  const label = unescaped((name ?? '').replace(/<[^>]*>/g, ''));
  return fillForm(page, { button: label.replace(/\s+/g, ' ').trim(), action: unescaped(action) });
};

const eventsOf = (id: number) =>
  newsroom.context.db.reader
    .selectFrom('events')
    .selectAll()
    .where('subject', '=', `comment:${id}`)
    .orderBy('id')
    .execute();

describe('The queue', () => {
  test('says when nothing is waiting', async () => {
    const { text } = await (await newsroom.signIn('moderator')).get('/admin/comments').expect(200);
    expect(text).toContain('Nothing is waiting.');
    expect(text).toContain('<title>Comments');
  });

  test('shows a held comment with its writer, its reason, its story and what it answers', async () => {
    const agent = newsroom.reader();
    const moderator = await newsroom.signIn('moderator');
    const parent = idIn(await leaveComment(agent, story.path, { Comment: 'I work gate 14.' }));
    await sendForm(moderator, press(await moderator.get('/admin/comments'), 'publish', parent)).expect(303);
    const page = await agent.get(`${story.path}/comments/${parent}/reply`);
    const values = { Comment: 'Same at *gate 9*.', Name: 'Renske V.', Email: 'other@example.org' };
    await sendForm(agent, fillForm(page, 'Post comment', values)).expect(303);
    const { text } = await moderator.get('/admin/comments').expect(200);
    expect(text).toContain('<title>(1) Comments');
    for (const shown of [
      'First comment',
      'Renske V.',
      'other@example.org',
      '0 published, 0 rejected',
      'I work gate 14.',
    ]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain('Same at <em>gate 9</em>.');
    expect(text).toMatch(new RegExp(`href="${story.path}[^"]*"[^>]*>Dockers halt speech`));
  });

  test('publishes with one press, and says so', async () => {
    const moderator = await newsroom.signIn('moderator');
    const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'Nobody updated the sign.' }));
    const answer = await sendForm(moderator, press(await moderator.get('/admin/comments'), 'publish', id)).expect(303);
    expect(answer.headers.location).toMatch(/^\/admin\/comments\?state=needs&done=/);
    const { text } = await moderator.get(answer.headers.location as string).expect(200);
    expect(text).toContain('Published the comment by Renske V.');
    expect(text).not.toContain('Nobody updated the sign.');
    expect((await newsroom.reader().get(story.path)).text).toContain('Nobody updated the sign.');
    const decided = await stored(newsroom.context, id);
    expect(decided).toMatchObject({ state: 'published', reason: 'moderator', decided_at: newsroom.clock.now() });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      action: 'comment.published',
      person_id: decided.decided_by,
      names: JSON.stringify([`comments:${story.articleId}`, `article:${story.articleId}`]),
    });
  });

  test('rejects what is published, and publishes what was rejected', async () => {
    const moderator = await newsroom.signIn('moderator');
    const id = idIn(await leaveComment(newsroom.reader(), story.path, { Comment: 'A matter of taste.' }));
    const steps = [
      ['held', 'reject', false],
      ['rejected', 'publish', true],
      ['published', 'reject', false],
    ] as const;
    for (const [state, verb, visible] of steps) {
      const page = await moderator.get(`/admin/comments?state=${state}`).expect(200);
      expect(page.text).toContain('A matter of taste.');
      await sendForm(moderator, press(page, verb, id)).expect(303);
      expect((await newsroom.reader().get(story.path)).text.includes('A matter of taste.')).toBe(visible);
    }
    const { text } = await moderator.get('/admin/comments?state=rejected');
    expect(text).toMatch(/Rejected by moderator \d+, 12:0\d/);
  });

  test('names its comments of one person published and rejected', async () => {
    const [agent, moderator] = [newsroom.reader(), await newsroom.signIn('moderator')];
    const Email = 'three@example.org';
    for (const verb of ['publish', 'reject', 'reject'] as const) {
      const id = idIn(await leaveComment(agent, story.path, { Name: verb, Email }));
      await sendForm(moderator, press(await moderator.get('/admin/comments'), verb, id)).expect(303);
    }
    await leaveComment(agent, story.path, { Name: 'Once more', Email });
    expect((await moderator.get('/admin/comments')).text).toContain('1 published, 2 rejected');
  });

  test('goes on by key, thirty at a time', async () => {
    const { db } = newsroom.context;
    const comment = {
      article_id: story.articleId,
      name: 'N',
      email: 'n@example.org',
      state: 'held',
      reason: 'links',
    } as const;
    const rows = Array.from({ length: 31 }, (_, index) => ({
      ...comment,
      created_at: newsroom.clock.now(),
      text: `Number ${index}!`,
      html: `<p>Number ${index}!</p>`,
    }));
    await db.transaction((tx) => tx.insertInto('comments').values(rows).execute());
    const moderator = await newsroom.signIn('moderator');
    const first = await moderator.get('/admin/comments');
    expect(first.text).toContain('Number 30!');
    expect(first.text).not.toContain('Number 0!');
    const older = /href="([^"]*before[^"]*)"[^>]*>Older comments/.exec(first.text)?.[1] ?? '';
    const second = await moderator.get(older.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(second.text).toContain('Number 0!');
    expect(second.text).not.toContain('Number 1!');
    expect(second.text).not.toContain('Older comments');
  });

  test('reads odd addresses as the first page', async () => {
    const moderator = await newsroom.signIn('moderator');
    await moderator.get('/admin/comments?state=other&before=x&done=-1').expect(200);
    await moderator.get('/admin/comments?before=99999999999999999999&state=held&state=rejected').expect(200);
  });
});

describe('Two moderators who decide at once', () => {
  test('otherwise: the second is told by whom and when, and nothing is overwritten', async () => {
    const second = await newsroom.signIn('moderator');
    const sefa = await addPerson(newsroom.context, {
      role: 'moderator',
      name: 'Sefa Aydın',
      slug: 'sefa',
      email: 'sefa@news.example',
    });
    const first = await newsroom.signIn(sefa);
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    const [one, two] = [await first.get('/admin/comments'), await second.get('/admin/comments')];
    await sendForm(first, press(one, 'publish', id)).expect(303);
    const before = await stored(newsroom.context, id);
    newsroom.clock.advance({ minutes: 3 });
    const answer = await sendForm(second, press(two, 'reject', id)).expect(409);
    expect(answer.text).toMatch(/Sefa Aydın published this comment on 23 November, 12:0\d\./);
    expect(await stored(newsroom.context, id)).toEqual(before);
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test('alike: the second is told who was first, and changes nothing', async () => {
    const [first, second] = [await newsroom.signIn('moderator'), await newsroom.signIn('editor')];
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    const [one, two] = [await first.get('/admin/comments'), await second.get('/admin/comments')];
    await sendForm(first, press(one, 'reject', id)).expect(303);
    const before = await stored(newsroom.context, id);
    const { text } = await sendForm(second, press(two, 'reject', id)).expect(409);
    expect(text).toMatch(/moderator \d+ rejected this comment on 23 November/);
    expect(await stored(newsroom.context, id)).toEqual(before);
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test('truly at once: one of them wins, the other is told', async () => {
    const [first, second] = [await newsroom.signIn('moderator'), await newsroom.signIn('moderator')];
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    const page = await first.get('/admin/comments');
    const answers = await Promise.all([
      sendForm(first, press(page, 'publish', id)),
      sendForm(second, press(page, 'reject', id)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await eventsOf(id)).toHaveLength(2);
  });
});

describe('Who may', () => {
  test('an author sees no queue and decides nothing', async () => {
    const author = await newsroom.signIn('author');
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    await author.get('/admin/comments').expect(403);
    await author.post(`/admin/comments/${id}/publish`).expect(403);
    await author.post(`/admin/comments/${id}/reject`).expect(403);
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'held' });
  });

  test('nobody without a session', async () => {
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    await newsroom.visitor().get('/admin/comments').expect(303);
    await newsroom.visitor().post(`/admin/comments/${id}/publish`).expect(401);
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'held' });
  });

  test.each(['moderator', 'editor', 'admin'] as const)('%s may', async (role) => {
    const agent = await newsroom.signIn(role);
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    await agent.post(`/admin/comments/${id}/publish?state=held`).expect(303);
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'published' });
  });

  test('what is no comment is not found', async () => {
    const moderator = await newsroom.signIn('moderator');
    for (const id of ['0', 'x', '999999', '99999999999999999999'])
      await moderator.post(`/admin/comments/${id}/publish`).expect(404);
  });

  test('nobody from another site, whoever is signed in', async () => {
    const moderator = await newsroom.signIn('moderator');
    const id = idIn(await leaveComment(newsroom.reader(), story.path));
    await moderator.post(`/admin/comments/${id}/publish`).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'held' });
  });
});
