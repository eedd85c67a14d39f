import { expect, test } from '@jest/globals';
import { rejectComment } from '../../src/comments/actions/decide.ts';
import { sweepComments } from '../../src/comments/actions/sweep.ts';
import { everyHashOf, findRecord, hashNetwork, networkAround } from '../../src/comments/queries/networks.ts';
import { addStory, idIn, leaveComment, startNewsroom, stored } from './newsroom.ts';

test('A network is known for two weeks, by hashes under keys that are thrown away', async () => {
  const newsroom = await startNewsroom({ now: '2026-11-24T12:00:00.000Z' });
  const { context, clock } = newsroom;
  const story = await addStory(newsroom);
  const from = networkAround('198.51.100.1');
  const posted = idIn(await leaveComment(newsroom.reader(), story.path));
  const first = await context.db.transaction((tx) => hashNetwork(tx, from, context.now()));
  expect(await stored(context, posted)).toMatchObject({
    network_hash: first.exact,
    wide_network_hash: first.wide,
  });
  expect(JSON.stringify(await context.db.reader.selectFrom('comments').selectAll().execute())).not.toContain('198.51.');
  clock.advance({ days: 7 });
  const second = await context.db.transaction((tx) => hashNetwork(tx, from, context.now()));
  expect(second.exact).not.toBe(first.exact);
  expect(await context.db.transaction((tx) => everyHashOf(tx, from))).toEqual([second, first]);
  await sweepComments(context);
  expect(await stored(context, posted)).toMatchObject({ network_hash: first.exact });
  clock.advance({ days: 7 });
  await sweepComments(context);
  expect(await stored(context, posted)).toMatchObject({ network_hash: null, wide_network_hash: null });
  expect(await context.db.transaction((tx) => everyHashOf(tx, from))).toEqual([second]);
});

test('What was rejected counts against its network, also while its writer objects', async () => {
  const newsroom = await startNewsroom();
  const { path } = await addStory(newsroom);
  const writer = newsroom.visitor().set('X-Forwarded-For', '203.0.113.7');
  const id = idIn(await leaveComment(writer, path));
  const recordNow = () =>
    newsroom.context.db.transaction((tx) => findRecord(tx, networkAround('203.0.113.7'))).then(({ exact }) => exact);
  expect(await recordNow()).toEqual({ published: 0, rejected: 0 });
  await rejectComment(newsroom.context, newsroom.editor, { id, seen: 'held' });
  expect(await recordNow()).toEqual({ published: 0, rejected: 1 });
  await writer.post(`${path}/comments/${id}/object`).type('form').send({ objection: 'It is my own.' }).expect(303);
  expect(await recordNow()).toEqual({ published: 0, rejected: 1 });
});

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['0:0:0:0::/64', '0:0:0::/48'],
  ['unknown', 'unknown'],
])('Around %s is %s', (exact, wide) => {
  expect(networkAround(exact)).toEqual({ exact, wide });
});
