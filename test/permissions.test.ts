import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../src/accounts/person.ts';
import { discard } from '../src/articles/actions/discards.ts';
import { hold, liftHold } from '../src/articles/actions/hold.ts';
import { publish, publishChanges, reinstate } from '../src/articles/actions/publish.ts';
import { redact } from '../src/articles/actions/redact.ts';
import { restoreRevision } from '../src/articles/actions/restore.ts';
import { sendBack } from '../src/articles/actions/review.ts';
import { schedule, unschedule } from '../src/articles/actions/schedule.ts';
import { withdraw } from '../src/articles/actions/withdraw.ts';
import type { Context } from '../src/context.ts';
import type { Agent } from './support/app.ts';
import { everything } from './support/everything.ts';
import {
  agentOf,
  agents,
  ask,
  firstRevision,
  firstRow,
  newsroom,
  openNewsroom,
  people,
  storyFor,
} from './support/matrix.ts';
import { type Noted, noteDown } from './support/noted.ts';
import { columns, rows } from './support/rights.ts';
import { nameOf, routesOf } from './support/routes.ts';
import type { AddedStory } from './support/stories.ts';

beforeAll(openNewsroom);

describe('The matrix', () => {
  test('has a row for every route of the newsroom, and no other', () => {
    const routes = routesOf(newsroom.app).filter(({ path }) => path.startsWith('/admin'));
    const named = rows.map(({ route }) => route.split(' ').slice(0, 2).join(' '));
    expect([...new Set(named)].sort()).toEqual(routes.map(nameOf).sort());
  });

  test.each(rows)('$route of $of', async ({ route, of, answers }) => {
    const answered: Record<string, number> = {};
    for (const who of columns) {
      // Signing in and out changes who the browser is.
      const agent = /sign-|set-up|:token/.test(route) ? await agentOf(who) : (agents[who] as Agent);
      const { status, headers } = await await ask(agent, { route, of, who });
      answered[who] = status;
      if (who === 'nobody' && status === 303 && /^GET \/admin\/./.test(route) && !/sign-in|set-up/.test(route)) {
        expect(headers.location).toMatch(/^\/admin\?next=%2Fadmin%2F/);
      }
    }
    expect(answered).toEqual(Object.fromEntries(columns.map((who, index) => [who, answers[index]])));
  });

  const isRefusal = (answer = 0) => [401, 403, 404].includes(answer);
  const refused = rows.filter(
    ({ route, answers }) => /^POST (?!.*(sign-|set-up|press=))/.test(route) && answers.some(isRefusal),
  );

  test.each(refused)('$route of $of has changed nothing where it is refused', async ({ route, of, answers }) => {
    const asked: Noted[] = [];
    for (const who of columns.filter((_, index) => isRefusal(answers[index]))) {
      const noted = noteDown(agents[who] as Agent);
      await ask(noted.agent, { route, of, who });
      asked.push(noted);
    }
    const before = await everything(newsroom.context);
    for (const { send } of asked) expect(isRefusal((await send()).status)).toBe(true);
    expect(await everything(newsroom.context)).toBe(before);
  });
});

describe('The actions refuse by themselves, since not only these routes call them:', () => {
  const at = '2027-01-01T09:00:00.000Z';
  type Story = Pick<AddedStory, 'articleId' | 'revisionId'>;
  const acts: Record<string, [string, (context: Context, actor: Person, story: Story) => Promise<unknown>]> = {
    sendBack: ['review', (context, actor, { articleId }) => sendBack(context, actor, { articleId, note: 'Shorter.' })],
    publish: ['draft', publish],
    schedule: ['draft', (context, actor, story) => schedule(context, actor, { ...story, at })],
    unschedule: ['scheduled', (context, actor, { articleId }) => unschedule(context, actor, articleId)],
    publishChanges: ['changed', (context, actor, story) => publishChanges(context, actor, { ...story, ...fix })],
    withdraw: ['published', (context, actor, { articleId }) => withdraw(context, actor, { articleId, reason: 'No.' })],
    reinstate: ['withdrawn', (context, actor, { articleId }) => reinstate(context, actor, { articleId, note: '' })],
    redact: [
      'withdrawn',
      async (context, actor, { articleId }) =>
        redact(context, actor, { articleId, publicationId: Number(await firstRow(articleId)), reason: 'By order.' }),
    ],
    restoreRevision: [
      'changed',
      async (context, actor, { articleId, revisionId: baseRevisionId }) =>
        restoreRevision(context, actor, { articleId, baseRevisionId, revisionId: await firstRevision(articleId) }),
    ],
    hold: [
      'review',
      (context, actor, { articleId }) => hold(context, actor, { articleId, heldFor: 'the desk', reason: 'No.' }),
    ],
    liftHold: ['held', (context, actor, { articleId }) => liftHold(context, actor, articleId)],
    discard: ['review', (context, actor, { articleId }) => discard(context, actor, articleId)],
  };
  const fix = { kind: 'fix', note: '' } as const;

  test.each(Object.entries(acts))('%s', async (_name, [state, act]) => {
    const story = await storyFor('own', state);
    const before = await everything(newsroom.context);
    const refusals = [];
    for (const actor of [people.moderator, people.author]) {
      refusals.push(await act(newsroom.context, actor, story).then(String, ({ name }: Error) => name));
    }
    expect(refusals).toEqual(['NotFound', 'Forbidden']);
    expect(await everything(newsroom.context)).toBe(before);
  });
});
