import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Person } from '../../src/accounts/person.ts';
import { decideComment } from '../../src/comments/actions/decide.ts';
import { erasePerson, exportPerson } from '../../src/comments/actions/personal-data.ts';
import { tellOfDecisions } from '../../src/comments/actions/spam-check.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import { undoDecision } from '../../src/comments/actions/undo.ts';
import { toTell } from '../../src/comments/comment/spam.ts';
import { plain } from '../articles/newsroom.ts';
import { type AkismetServer, akismetKey, startAkismet } from '../support/akismet.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addStory, idIn, leaveComment, type Newsroom, startNewsroom, type TestStory } from './newsroom.ts';
import { letFirstThrough, setSpamCheck } from './spam-settings.ts';

let akismet: AkismetServer;
let newsroom: Newsroom;
let story: TestStory;
let admin: Agent;
let moderator: Person;

const spammer = { Name: 'viagra-test-123', Email: 'spammer@example.org' };

beforeEach(async () => {
  akismet = await startAkismet();
  newsroom = await startNewsroom(akismet.options);
  story = await addStory(newsroom);
  admin = await newsroom.signIn('admin');
  moderator = await addPerson(newsroom.context, { role: 'moderator' });
  await letFirstThrough(admin);
  await setSpamCheck(admin, { key: akismetKey });
});

const post = async (values: Record<string, string> = {}) =>
  idIn(await leaveComment(newsroom.reader().set('User-Agent', 'Browser/7'), story.path, values));
const decide = (id: number, seen: string, act: 'publish' | 'reject', rejection?: 'spam' | 'abuse') =>
  decideComment(newsroom.context, moderator, { id, seen, act, ...(rejection && { rejection }) });
const tellAfter = (time: { minutes?: number; hours?: number; days?: number }) => {
  newsroom.clock.advance(time);
  return tellOfDecisions(newsroom.context);
};
const told = () => [
  ...akismet.asked('submit-spam').map(({ comment_content }) => ['spam', comment_content]),
  ...akismet.asked('submit-ham').map(({ comment_content }) => ['ham', comment_content]),
];
const checkOf = (id: number) =>
  newsroom.context.db.reader
    .selectFrom('spam_checks')
    .selectAll()
    .where('comment_id', '=', id)
    .executeTakeFirstOrThrow();

describe('Akismet is told', () => {
  test('of spam that it let through, with all that it was sent but the network address', async () => {
    const id = await post({ Comment: 'Subtle pills.', Name: 'A', Email: 'a@example.org' });
    await decide(id, 'published', 'reject', 'spam');
    expect(await tellAfter({ minutes: 2 })).toBe(1);
    const [checked] = akismet.asked('comment-check');
    const { user_ip, ...sent } = checked ?? {};
    expect([user_ip, akismet.asked('submit-spam')]).toEqual([expect.stringMatching(/^198\.51\.100\.\d+$/), [sent]]);
    expect([await tellAfter({ minutes: 2 }), told().length]).toEqual([0, 1]);
  });

  test('of what it took for spam and a moderator published', async () => {
    const id = await post({ ...spammer, Comment: 'No spam at all.' });
    await decide(id, 'held', 'publish');
    await tellAfter({ minutes: 2 });
    expect(told()).toEqual([['ham', 'No spam at all.']]);
  });

  test('nothing where it was right, where the reason was another one, and where it gave no answer', async () => {
    await decide(await post(spammer), 'held', 'reject', 'spam');
    await decide(await post({ Name: 'B', Email: 'b@example.org' }), 'published', 'reject', 'abuse');
    akismet.behave((_request, response) => response.writeHead(500).end());
    const unchecked = await post({ Name: 'C', Email: 'c@example.org' });
    akismet.behave(null);
    await decide(unchecked, 'published', 'reject', 'spam');
    expect(await tellAfter({ minutes: 2 })).toBe(0);
    expect(told()).toEqual([]);
    expect((await checkOf(unchecked)).user_agent).toBeNull();
  });

  test('nothing while a decision can be undone, and nothing of one that was', async () => {
    const id = await post(spammer);
    const batch = await decide(id, 'held', 'publish');
    newsroom.clock.set(new Date(Date.parse(newsroom.clock.now()) + 60_000).toISOString());
    expect(await tellOfDecisions(newsroom.context)).toBe(0);
    await undoDecision(newsroom.context, moderator, batch);
    expect(await tellAfter({ minutes: 5 })).toBe(0);
    expect([told(), (await checkOf(id)).due_at]).toEqual([[], null]);
  });

  test('of a second thought too', async () => {
    const id = await post({ ...spammer, Comment: 'Is it?' });
    await decide(id, 'held', 'publish');
    await tellAfter({ minutes: 2 });
    await decide(id, 'published', 'reject', 'spam');
    await tellAfter({ minutes: 2 });
    expect(told()).toEqual([
      ['spam', 'Is it?'],
      ['ham', 'Is it?'],
    ]);
  });

  test('again where it did not take it, five times in all, and not in every sweep', async () => {
    const id = await post(spammer);
    await decide(id, 'held', 'publish');
    akismet.behave((_request, response) => response.writeHead(503).end());
    const tries: number[] = [];
    for (const time of [{ minutes: 2 }, { minutes: 0 }, { minutes: 1 }, { minutes: 10 }, { hours: 1 }, { hours: 6 }]) {
      await tellAfter(time);
      tries.push(told().length);
    }
    expect(tries).toEqual([1, 1, 2, 3, 4, 5]);
    akismet.behave(null);
    expect([await tellAfter({ days: 1 }), told().length]).toEqual([0, 5]);
  });

  test('once, where two sweeps run at once', async () => {
    await decide(await post(spammer), 'held', 'publish');
    newsroom.clock.advance({ minutes: 2 });
    await Promise.all([tellOfDecisions(newsroom.context), tellOfDecisions(newsroom.context)]);
    expect(told()).toHaveLength(1);
  });

  test('nothing once the newsroom wants no check any more, and what went along is forgotten', async () => {
    const id = await post(spammer);
    await decide(id, 'held', 'publish');
    await setSpamCheck(admin, { on: false });
    expect(await tellAfter({ minutes: 2 })).toBe(0);
    await sweepComments(newsroom.context);
    expect(await checkOf(id)).toMatchObject({ answer: 'spam', user_agent: null, referrer: null, due_at: null });
    expect(told()).toEqual([]);
  });
});

test('What is told depends on what a moderator decided and what it believes', () => {
  const state = fc.constantFrom('held', 'published', 'rejected', 'removed' as const);
  const answer = fc.constantFrom('ham', 'spam', 'discard', 'silent', 'invalid' as const);
  const belief = fc.constantFrom('ham', 'spam', null);
  const rejection = fc.constantFrom('spam', 'abuse', null);
  fc.assert(
    fc.property(state, answer, belief, rejection, fc.boolean(), (now, said, toldBefore, why, decided) => {
      const given = { state: now, answer: said, told: toldBefore, rejection: why, decidedBy: decided ? 1 : null };
      const truth = toTell(given as Parameters<typeof toTell>[0]);
      if (truth === null) return;
      expect([decided, said === 'silent' || said === 'invalid']).toEqual([true, false]);
      expect(truth).toBe(now === 'published' ? 'ham' : 'spam');
      // Told, it is told no more.
      expect(toTell({ ...given, told: truth } as Parameters<typeof toTell>[0])).toBeNull();
    }),
  );
});

describe('What was sent', () => {
  test('is forgotten after two weeks, but that it was', async () => {
    const id = await post({ Name: 'A', Email: 'a@example.org' });
    expect(await checkOf(id)).toMatchObject({ user_agent: 'Browser/7', answer: 'ham' });
    newsroom.clock.advance({ days: 13 });
    await sweepComments(newsroom.context);
    expect((await checkOf(id)).user_agent).toBe('Browser/7');
    newsroom.clock.advance({ days: 2 });
    await sweepComments(newsroom.context);
    expect(await checkOf(id)).toMatchObject({ user_agent: null, referrer: null, answer: 'ham' });
  });

  test('is in what is kept of a person, goes with it, and who erases hears what is not reached', async () => {
    const id = await post({ Name: 'A', Email: 'a@example.org' });
    const office = await addPerson(newsroom.context, { role: 'admin' });
    expect((await exportPerson(newsroom.context, office, 'a@example.org')).spamChecks).toEqual([
      { commentId: id, at: newsroom.clock.now(), answer: 'ham', told: null, userAgent: 'Browser/7', referrer: '' },
    ]);
    const sheet = await admin.get('/admin/personal-data').expect(200);
    const found = plain(await sendForm(admin, fillForm(sheet, 'Look', { Email: 'a@example.org' })));
    expect(found).toContain('Comments that were sent to Akismet to be checked for spam: 1');
    expect(found).toContain('What it keeps of them is not erased with this');
    await erasePerson(newsroom.context, office, 'a@example.org');
    expect(await newsroom.context.db.reader.selectFrom('spam_checks').selectAll().execute()).toEqual([]);
  });

  test('is forgotten of a comment whose writer takes it back', async () => {
    const reader = newsroom.reader();
    const id = idIn(await leaveComment(reader, story.path, { Name: 'A', Email: 'a@example.org' }));
    const form = await reader.get(`${story.path}/comments/${id}/edit`).expect(200);
    await sendForm(reader, fillForm(form, 'Delete comment', {})).expect(303);
    expect(await newsroom.context.db.reader.selectFrom('spam_checks').selectAll().execute()).toEqual([]);
  });
});
