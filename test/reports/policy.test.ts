import { expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import {
  answerByPublishing,
  declineReport,
  reopenReport,
  settleByChange,
  startCorrection,
} from '../../src/reports/actions/answering.ts';
import { addPerson } from '../support/factories.ts';
import { eventsOf, report, reportsOf, startNewsroom } from './newsroom.ts';

test('The actions refuse moderators and authors by themselves, since not only these routes call them', async () => {
  const newsroom = await startNewsroom();
  const { context } = newsroom;
  await report(newsroom.reader(), (await newsroom.write()).path);
  const before = [await reportsOf(newsroom), await eventsOf(newsroom)];
  const acts: ((actor: Person) => Promise<unknown>)[] = [
    (actor) => startCorrection(context, actor, { id: 1, seenTaker: null }),
    (actor) => declineReport(context, actor, { id: 1, answer: 'No.' }),
    (actor) => settleByChange(context, actor, { id: 1, publicationId: 1 }),
    (actor) => reopenReport(context, actor, 1),
    (actor) =>
      answerByPublishing(context, actor, {
        ids: [1],
        publish: (consequence) =>
          context.db.transaction((tx) =>
            consequence(tx, { id: 1, articleId: 1, revisionId: 1, kind: 'fix', note: '', at: context.now() }),
          ),
      }),
  ];
  for (const role of ['moderator', 'author'] as const) {
    const actor = await addPerson(context, { role });
    for (const act of acts) await expect(act(actor)).rejects.toMatchObject({ name: 'Forbidden' });
  }
  expect([await reportsOf(newsroom), await eventsOf(newsroom)]).toEqual(before);
});
