import { expect, test } from '@jest/globals';
import { plan } from '../../src/articles/actions/assignments.ts';
import { sendBack } from '../../src/articles/actions/review.ts';
import { plain, startNewsroom } from '../articles/newsroom.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addReport } from '../support/reports.ts';
import { addStory } from '../support/stories.ts';

test('What waits for a person heads their list, counts in its title, and is told to a list that is open', async () => {
  const newsroom = await startNewsroom();
  const { context, editor, desk, politics, signIn } = newsroom;
  const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
  const author = await signIn(ilse);
  const nothing = { mark: '', items: [] };
  expect((await desk.get('/admin/waiting')).body).toEqual(nothing);
  expect(readPage(await desk.get('/admin/articles')).title).toMatch(/^Stories · /);
  const add = (headline: string, fate: 'draft' | 'review' | 'published') =>
    addStory(context, { editor, by: ilse, content: { headline, sectionId: politics }, fate });
  const [first] = [await add('One', 'review'), await add('Two', 'review')];
  await addReport(context, editor, await add('Three', 'published'));
  const { articleId } = await add('Four', 'draft');
  await plan(context, editor, { articleId, assigneeId: ilse.id, editorId: null, plannedAt: null, brief: '' });
  const answer = await desk.get('/admin/waiting');
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(answer.body).toEqual({
    mark: '(3) ',
    items: [
      { href: '/admin/articles?state=review', text: '2 stories to review' },
      { href: '/admin/reports', text: '1 report of an error' },
    ],
  });
  for (const address of ['/admin/articles', '/admin/articles?mine=1']) {
    const list = await desk.get(address);
    expect(readPage(list).title).toMatch(/^\(3\) Stories · /);
    expect(plain(list)).toContain('Waiting for you: 2 stories to review, 1 report of an error');
  }
  await sendBack(context, editor, { articleId: first.articleId, note: 'More voices.' });
  expect((await author.get('/admin/waiting')).body).toMatchObject({
    mark: '(2) ',
    items: [{ text: '1 draft assigned to you' }, { text: '1 story sent back to you' }],
  });
});
