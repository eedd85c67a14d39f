import { beforeEach, describe, expect, test } from '@jest/globals';
import { plan } from '../../src/articles/actions/assignments.ts';
import { discard } from '../../src/articles/actions/discards.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory, type Fate } from '../support/stories.ts';
import { idIn, type Newsroom, plain, press, schedule, startNewsroom } from './newsroom.ts';

let newsroom: Newsroom;

/** It is Monday 23 November 2026, 13:00 in Berlin. */
beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

async function planned(
  headline: string,
  plannedAt: string | null,
  { fate = 'draft' as Fate, assigneeId = null as number | null } = {},
) {
  const { context, editor, politics: sectionId } = newsroom;
  const { articleId } = await addStory(context, { editor, content: { headline, sectionId }, fate });
  await plan(context, editor, { articleId, assigneeId, editorId: null, plannedAt, brief: 'Ask.' });
  return articleId;
}

/** The days that have something, as they are read. */
async function week(query = '', agent: Agent = newsroom.desk): Promise<string[]> {
  const items = readPage(await agent.get(`/admin/calendar${query}`).expect(200)).texts('li');
  const days = items.filter((text) => /^[A-Z][a-z]+day /.test(text));
  expect(days).toHaveLength(7);
  return days.filter((text) => !text.endsWith('Nothing planned'));
}

describe('The calendar', () => {
  test('shows what is planned and scheduled, by day and time of the newsroom, from Monday to Sunday', async () => {
    const { context, editor, politics: sectionId } = newsroom;
    await planned('First minute of the week', '2026-11-22T23:00:00.000Z');
    await planned('Last minute of the week', '2026-11-29T22:59:00.000Z');
    await planned('The week after', '2026-11-29T23:00:00.000Z');
    await planned('The week before', '2026-11-22T22:59:00.000Z');
    await planned('Whenever', null);
    const content = { headline: 'Scheduled', sectionId };
    const { articleId } = await addStory(context, { editor, content, fate: { at: '2026-11-24T07:00:00.000Z' } });
    const plans = { assigneeId: null, editorId: null, brief: '' };
    await plan(context, editor, { ...plans, articleId, plannedAt: '2026-11-26T09:00:00.000Z' });
    expect(await week()).toEqual([
      'Monday 23 November 2026 Today 0:00 First minute of the week Draft Politics',
      'Tuesday 24 November 2026 8:00 Scheduled Scheduled Politics',
      'Sunday 29 November 2026 23:59 Last minute of the week Draft Politics',
    ]);
    expect(await week('?week=2026-12-02')).toEqual(['Monday 30 November 2026 0:00 The week after Draft Politics']);
    const page = readPage(await newsroom.desk.get('/admin/calendar?week=2026-12-02'));
    expect(page.links('.tools')).toEqual([
      '/admin/calendar?week=2026-11-23',
      '/admin/calendar',
      '/admin/calendar?week=2026-12-07',
    ]);
  });

  test('keeps days of 23 and 25 hours apart where the clocks change', async () => {
    await planned('After the clocks went back', '2026-10-25T22:30:00.000Z');
    await planned('After the clocks went forward', '2027-03-28T21:30:00.000Z');
    expect(await week('?week=2026-10-25')).toEqual([
      'Sunday 25 October 2026 23:30 After the clocks went back Draft Politics',
    ]);
    expect(await week('?week=2027-03-28')).toEqual([
      'Sunday 28 March 2027 23:30 After the clocks went forward Draft Politics',
    ]);
  });

  test('goes on showing what came out as planned, and what is held, but no discarded draft', async () => {
    const { context, desk, editor } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    await planned('Out as planned', '2026-11-23T09:00:00.000Z', { fate: 'published', assigneeId: ilse.id });
    await discard(context, editor, await planned('Thrown away', '2026-11-23T10:00:00.000Z'));
    const stopped = { Headline: 'Stopped', Text: 'Text.', Section: 'World', at: '2026-11-25T08:00' };
    const id = idIn(await schedule(desk, 'new', stopped));
    await press(desk, `/admin/articles/${id}`, 'Hold', { 'Held for': 'the lawyer', 'Why it is held': 'Wait.' });
    expect(await week()).toEqual([
      'Monday 23 November 2026 Today 10:00 Out as planned Published Politics Ilse Brandt',
      'Wednesday 25 November 2026 8:00 Stopped Draft World Mara Oyelaran Held for the lawyer by Mara Oyelaran',
    ]);
  });

  test('shows authors what is theirs', async () => {
    const { context, signIn } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    await planned('Hers', '2026-11-23T09:00:00.000Z', { assigneeId: ilse.id });
    await planned('Not hers', '2026-11-23T09:00:00.000Z');
    const author = await signIn(ilse);
    expect(await week('', author)).toEqual(['Monday 23 November 2026 Today 10:00 Hers Draft Politics Ilse Brandt']);
    expect(plain(await author.get('/admin/calendar'))).not.toContain('New assignment');
  });

  test.each(['soon', '', '2026-02-30', '9999-12-31', '0001-01-01', '2026-11-23T00:00', '<b>'])(
    'of the week “%s” is not there',
    async (asked) => {
      await newsroom.desk.get('/admin/calendar').query({ week: asked }).expect(404);
    },
  );

  test('shows headlines of any script and markup as text', async () => {
    await planned('<b>عمال الميناء</b>', '2026-11-23T09:00:00.000Z');
    const { text } = await newsroom.desk.get('/admin/calendar');
    expect(text).toContain('&lt;b&gt;عمال الميناء&lt;/b&gt;</a>');
  });
});
