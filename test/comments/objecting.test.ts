import { beforeEach, describe, expect, test } from '@jest/globals';
import { plain } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addStory, idIn, leaveComment, type Newsroom, startNewsroom, stored, type TestStory } from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
let moderator: Agent;
let writer: Agent;
let own: string;
let id: number;

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await addStory(newsroom);
  moderator = await newsroom.signIn('moderator');
  writer = newsroom.reader();
  const posted = await leaveComment(writer, story.path);
  id = idIn(posted);
  own = posted.headers.location?.split('#')[0] ?? '';
});

const reject = (reason: string) =>
  moderator.post(`/admin/comments/${id}/reject`).type('form').send({ seen: 'held', reason }).expect(303);

describe('Whoever wrote a rejected comment', () => {
  test('reads why, and objects once; a moderator reads that and decides once more', async () => {
    await reject('off-topic');
    const page = await writer.get(own).expect(200);
    expect(plain(page)).toContain('A moderator did not publish this.');
    expect(plain(page)).toContain('It is not about the story.');
    const answer = await sendForm(
      writer,
      fillForm(page, 'Object', { 'Your objection': 'It names the <b>minister</b>.' }),
    );
    expect([answer.status, answer.headers.location?.split('#')[0]]).toEqual([303, own]);
    const waiting = await writer.get(own);
    expect(plain(waiting)).toContain('You objected, and a moderator looks at it once more.');
    expect(plain(waiting)).not.toContain('Do you object?');
    const queue = await moderator.get('/admin/comments').expect(200);
    expect(plain(queue)).toContain('Its writer objects to the rejection');
    expect(plain(queue)).toContain('The writer objects: It names the');
    expect(queue.text).toContain('&lt;b&gt;minister&lt;/b&gt;');
    await reject('off-topic');
    const again = await writer.get(own);
    expect(plain(again)).toContain('It is not about the story.');
    expect(again.text).not.toContain('Your objection');
    const late = await writer.post(own.replace('?', '/object?')).type('form').send({ objection: 'Please.' });
    expect(late.status).toBe(422);
    expect(plain(late)).toContain('This comment was decided once more, or waits for that already.');
    expect((await stored(newsroom.context, id)).state).toBe('rejected');
  });

  test('may be right: the comment is published', async () => {
    await reject('spam');
    await sendForm(writer, fillForm(await writer.get(own), 'Object', { 'Your objection': 'It is my own.' }));
    await moderator.post(`/admin/comments/${id}/publish`).type('form').send({ seen: 'held' }).expect(303);
    expect(plain(await newsroom.reader().get(story.path))).toContain('1 comment');
    expect((await stored(newsroom.context, id)).rejection).toBeNull();
  });

  test('wins nothing back by it before somebody decides', async () => {
    const post = async (text: string) => idIn(await leaveComment(writer, story.path, { Comment: text }));
    const stateOf = async (comment: number) => (await stored(newsroom.context, comment)).state;
    await moderator.post(`/admin/comments/${id}/publish`).type('form').send({ seen: 'held' }).expect(303);
    const bad = await post('They should all be drowned.');
    expect(await stateOf(bad)).toBe('published');
    await moderator
      .post(`/admin/comments/${bad}/reject`)
      .type('form')
      .send({ seen: 'published', reason: 'abuse' })
      .expect(303);

    const at = (act: string) => writer.post(`${story.path}/comments/${bad}/${act}`).type('form');
    await at('object').send({ objection: 'I meant it kindly.' }).expect(303);
    expect(await stateOf(bad)).toBe('held');
    // Neither changed nor deleted: what the moderator is asked about stays as it was rejected.
    for (const [act, form] of [
      ['edit', { text: 'They should all be praised.' }],
      ['delete', {}],
    ] as const) {
      const answer = await at(act).send(form);
      expect([act, answer.status]).toEqual([act, 422]);
      expect(plain(answer)).toContain('You objected, and a moderator looks at it once more.');
    }
    expect(await stored(newsroom.context, bad)).toMatchObject({
      ...{ state: 'held', reason: 'objected', rejection: 'abuse', text: 'They should all be drowned.' },
    });
    expect((await writer.get(`${story.path}/comments/${bad}`)).text).not.toContain(`/comments/${bad}/edit`);
    // And whoever wrote it is not trusted.
    expect(await stateOf(await post('Another thing.'))).toBe('held');

    await moderator.post(`/admin/comments/${bad}/publish`).type('form').send({ seen: 'held' }).expect(303);
    expect(await stateOf(await post('A third thing.'))).toBe('published');
  });

  test('loses nothing by it either: who was let through since the rejection is trusted', async () => {
    await reject('spam');
    newsroom.clock.advance({ minutes: 20 });
    const later = idIn(await leaveComment(writer, story.path));
    await moderator.post(`/admin/comments/${later}/publish`).type('form').send({ seen: 'held' }).expect(303);
    newsroom.clock.advance({ minutes: 20 });
    await sendForm(writer, fillForm(await writer.get(own), 'Object', { 'Your objection': 'It is my own.' })).expect(
      303,
    );
    expect((await stored(newsroom.context, idIn(await leaveComment(writer, story.path)))).state).toBe('published');
  });

  test('says something, at most a thousand letters, and loses nothing typed', async () => {
    await reject('spam');
    const page = await writer.get(own);
    const empty = await sendForm(writer, fillForm(page, 'Object', { 'Your objection': ' \n ' }));
    expect([empty.status, plain(empty)]).toEqual([422, expect.stringContaining('Say why it should be published.')]);
    const long = 'x'.repeat(1001);
    const refused = await writer.post(own.replace('?', '/object?')).type('form').send({ objection: long });
    expect(refused.status).toBe(422);
    expect(fillForm(refused, 'Object').fields.objection?.trim()).toBe(long);
    expect((await stored(newsroom.context, id)).state).toBe('rejected');
  });

  test('is the only one who can, and only where it was rejected', async () => {
    const objection = own.replace('?', '/object?');
    expect((await writer.post(objection).type('form').send({ objection: 'No.' })).status).toBe(422);
    await reject('spam');
    const others = newsroom.reader();
    await others
      .post(objection.split('?')[0] ?? '')
      .type('form')
      .send({ objection: 'No.' })
      .expect(404);
    await others
      .post(objection.replace(/key=.*/, 'key=x'))
      .type('form')
      .send({ objection: 'No.' })
      .expect(404);
    expect((await stored(newsroom.context, id)).state).toBe('rejected');
  });
});
