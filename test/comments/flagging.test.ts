import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setSite } from '../../src/admin/actions/site.ts';
import { settleReports } from '../../src/comments/queries/decisions.ts';
import { countWaiting } from '../../src/comments/queries/queue.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import {
  addReply,
  addStory,
  commenterCookie,
  type Newsroom,
  startNewsroom,
  stored,
  type TestStory,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: TestStory;
/** A comment that readers see. */
let id: number;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

beforeEach(async () => {
  story = await addStory(newsroom);
  id = await addReply(newsroom, { articleId: story.articleId, name: 'Renske V.' });
});

const at = (act: string) => `${story.path}/comments/${id}/${act}`;
const reports = () =>
  newsroom.context.db.reader.selectFrom('comment_reports').selectAll().where('comment_id', '=', id).execute();

describe('A report', () => {
  const send = async (agent: Agent, values: Values = {}) =>
    sendForm(
      agent,
      fillForm(await agent.get(at('report')).expect(200), 'Send the report', {
        reason: 'It insults or threatens somebody',
        ...values,
      }),
    );

  test('is one press away from the comment, needs no account, and is counted for moderators', async () => {
    const agent = newsroom.reader();
    expect((await agent.get(story.path)).text).toContain(`href="${at('report')}"`);
    const before = await countWaiting(newsroom.context.db.reader);
    const sent = await send(agent, { reason: 'abuse', 'A note for the moderator, if you like': ' Twice\u202E! ' });
    expect(sent.headers.location).toBe(at('report/thanks'));
    const thanks = await agent.get(at('report/thanks')).expect(200);
    expect(thanks.text).toContain('Thank you for your report');
    expect(thanks.text).toContain('Until then it stays where it is.');
    expect(await reports()).toMatchObject([{ reason: 'abuse', note: 'Twice!', settled_at: null }]);
    expect(await stored(newsroom.context, id)).toMatchObject({ reported: 1, state: 'published' });
    expect(await countWaiting(newsroom.context.db.reader)).toEqual({ ...before, reported: before.reported + 1 });
    const history = newsroom.context.db.reader.selectFrom('comment_history').selectAll().where('comment_id', '=', id);
    expect(await history.execute()).toMatchObject([{ kind: 'reported', detail: 'abuse', person_id: null }]);
  });

  test('is heard once from each browser, also after somebody settled it', async () => {
    const agent = newsroom.reader();
    await send(agent, { reason: 'abuse' });
    expect((await send(agent, { reason: 'spam' })).status).toBe(303);
    expect(await reports()).toMatchObject([{ reason: 'abuse' }]);
    await send(newsroom.reader(), { reason: 'false' });
    expect(await stored(newsroom.context, id)).toMatchObject({ reported: 2 });
    const now = newsroom.clock.now();
    await newsroom.context.db.transaction((tx) => settleReports(tx, id, now));
    expect(await stored(newsroom.context, id)).toMatchObject({ reported: 0 });
    expect(await reports()).toMatchObject([{ settled_at: now }, { settled_at: now }]);
    await send(agent, { reason: 'abuse' });
    expect(await stored(newsroom.context, id)).toMatchObject({ reported: 0 });
  });

  test.each([
    ['no reason', { reason: '' }, 'Say what is wrong with it.'],
    ['a reason that nobody offered', { reason: 'boring' }, 'Say what is wrong with it.'],
    ['too long a note', { reason: 'spam', note: 'n'.repeat(501) }, 'Shorten the note to 500 characters.'],
    ['a filled trap', { reason: 'spam', website: 'https://spam.example' }, 'Send the comment once more.'],
  ])('with %s comes back with what was typed', async (_what, fields, says) => {
    const typed = { note: 'What I saw & more', website: '', ...fields };
    const { text } = await newsroom.reader().post(at('report')).type('form').send(typed).expect(422);
    expect(text).toContain(says);
    expect(text).toContain(typed.note.replace('&', '&amp;'));
    expect(await reports()).toEqual([]);
  });

  test.each(['held', 'rejected', 'removed'] as const)('is not taken of a comment that is %s', async (state) => {
    const shown = newsroom.context.db.writer.updateTable('comments').set({ state }).where('id', '=', id);
    await shown.execute();
    await newsroom.reader().get(at('report')).expect(404);
    await newsroom.reader().post(at('report')).type('form').send({ reason: 'spam' }).expect(404);
    await newsroom.reader().get(at('report/thanks')).expect(404);
  });

  test('is not taken below another story, or of nothing', async () => {
    const other = await addStory(newsroom);
    const wrong = [`${other.path}/comments/${id}/report`, `${story.path}/comments/999999/report`];
    for (const path of wrong) await newsroom.reader().post(path).type('form').send({ reason: 'spam' }).expect(404);
  });

  test('is taken ten times in ten minutes from one network', async () => {
    const agent = newsroom.reader();
    const answers: number[] = [];
    for (let count = 0; count < 11; count += 1) {
      const fresh = newsroom.visitor().set('X-Forwarded-For', '192.0.2.9');
      answers.push((await fresh.post(at('report')).type('form').send({ reason: 'spam' })).status);
    }
    expect(answers).toEqual([...Array(10).fill(303), 429]);
    // What was written to the moderator is given back.
    const late = newsroom.visitor().set('X-Forwarded-For', '192.0.2.9').post(at('report')).type('form');
    const { text } = await late.send({ reason: 'spam', note: 'The third today' }).expect(429);
    expect(text).toContain('The third today');
    expect((await send(agent, { reason: 'spam' })).status).toBe(303);
  });
});

describe('Recommending', () => {
  const turn = (recommend: 'off' | 'on') => setSite(newsroom.context, null, { recommend });
  const press = (agent: Agent) => agent.post(at('recommend'));
  const count = async () => (await stored(newsroom.context, id)).recommended;

  test('is off at first', async () => {
    expect((await newsroom.reader().get(story.path)).text).not.toContain('Recommend');
    await press(newsroom.reader()).expect(404);
    await newsroom.reader().get(at('recommend')).expect(404);
    expect(await count()).toBe(0);
  });

  describe('where the newsroom turned it on', () => {
    beforeEach(() => turn('on'));
    test.each(['held', 'removed'] as const)('is not for a comment that is %s', async (state) => {
      await newsroom.context.db.writer.updateTable('comments').set({ state }).where('id', '=', id).execute();
      await press(newsroom.reader()).expect(404);
    });

    test('counts one for each browser, and leads back to the comment', async () => {
      const agent = newsroom.reader();
      const page = await agent.get(story.path);
      const pressed = await sendForm(
        agent,
        fillForm(page, { button: 'Recommend: Renske V.', action: at('recommend') }),
      );
      expect(pressed.headers.location).toBe(`${story.path}#comment-${id}`);
      expect((await newsroom.reader().get(story.path)).text).toContain('Renske V.</span> (1)</button>');
      expect((await press(agent)).headers.location).toBe(at('recommend'));
      await press(newsroom.reader());
      expect(await count()).toBe(2);
      expect((await newsroom.reader().get(story.path)).text).toContain('</span> (2)</button>');
    });

    test('can be taken back', async () => {
      const agent = newsroom.reader();
      await press(agent);
      const own = await agent.get(at('recommend')).expect(200);
      expect(own.text).toContain('You recommend the comment by Renske V.');
      const back = fillForm(own, 'Take it back');
      expect((await sendForm(agent, back)).headers.location).toBe(`${story.path}#comment-${id}`);
      await sendForm(agent, back);
      expect(await count()).toBe(0);
      const again = await agent.get(at('recommend'));
      expect(again.text).toContain('Nobody recommends it yet.');
      await sendForm(agent, fillForm(again, 'Recommend'));
      expect(await count()).toBe(1);
    });

    test('counts once when it is sent many times at once', async () => {
      const agent = newsroom.reader();
      const cookie = commenterCookie(await press(agent));
      await sendForm(agent, fillForm(await agent.get(at('recommend')), 'Take it back'));
      await Promise.all(Array.from({ length: 8 }, () => newsroom.reader().set('Cookie', cookie).post(at('recommend'))));
      expect(await count()).toBe(1);
    });

    test('counts ten of one comment from one network, however many cookies are thrown away', async () => {
      const answers: number[] = [];
      for (let browser = 0; browser < 12; browser += 1) {
        const fresh = newsroom.visitor().set('X-Forwarded-For', '192.0.2.77');
        answers.push((await fresh.post(at('recommend'))).status);
      }
      expect(answers).toEqual([...Array(10).fill(303), 429, 429]);
      expect(await count()).toBe(10);
    });

    test('changes no order', async () => {
      const later = await addReply(newsroom, { articleId: story.articleId, name: 'Bram' });
      await press(newsroom.reader());
      const { text } = await newsroom.reader().get(story.path);
      expect(text.indexOf(`id="comment-${later}"`)).toBeLessThan(text.indexOf(`id="comment-${id}"`));
    });

    test('is over where comments are closed', async () => {
      const closed = newsroom.context.db.writer.updateTable('published_articles').set({ comments: 'closed' });
      await closed.where('article_id', '=', story.articleId).execute();
      expect((await newsroom.reader().get(story.path)).text).not.toContain('Recommend');
      await press(newsroom.reader()).expect(422);
      expect(await count()).toBe(0);
    });
  });
});
