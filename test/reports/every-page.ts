import type { Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { declineReport, settleByChange, startCorrection } from '../../src/reports/actions/answering.ts';
import { reportError } from '../../src/reports/actions/reporting.ts';
import type { Agent, Started } from '../support/app.ts';
import type { AddedStory } from '../support/stories.ts';

interface Given {
  editor: Person;
  desk: Agent;
  /** Corrected once, and changed since. */
  story: AddedStory;
}

type Asked = [ask: () => Test, status: number];

/** Each kind of page that the newsroom has on reports, with reports in every state, and the status that it answers. */
export async function reportPages({ context, visitor }: Started, { editor, desk, story }: Given): Promise<Asked[]> {
  const { articleId, path, revisionId } = story;
  const emails: Record<number, string> = { 31: 'renske@post.northgate', 32: 'jonas@post.northgate' };
  for (let number = 1; number <= 33; number += 1) {
    const said = { text: `Report ${number}`, email: emails[number] ?? '', network: `192.0.2.${number}` };
    await reportError(context, { ...said, path, seen: revisionId });
  }
  const { id } = await context.db.reader
    .selectFrom('publications')
    .select('id')
    .where('article_id', '=', articleId)
    .where('kind', '=', 'correction')
    .executeTakeFirstOrThrow();
  await declineReport(context, editor, { id: 31, answer: 'No.' });
  await settleByChange(context, editor, { id: 30, publicationId: id });
  await startCorrection(context, editor, { id: 29, seenTaker: null });
  const before = encodeURIComponent(`${context.now()}_4`);
  const decline = (report: number, answer: string) => () =>
    desk.post(`/admin/reports/${report}/decline`).type('form').send({ answer });
  return [
    ...['', '?state=answered', '?done=declined', `?before=${before}`].map(
      (query): Asked => [() => desk.get(`/admin/reports${query}`), 200],
    ),
    [decline(32, ''), 422],
    [decline(31, 'Late.'), 409],
    [() => desk.get(`/admin/articles/${articleId}`), 200],
    [() => desk.get(`/admin/articles/${articleId}/publish-changes`), 200],
    [() => visitor().get(path), 200],
  ];
}
