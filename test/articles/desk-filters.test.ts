import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { complete, edit, type Newsroom, plain, press, publishNew, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const pageOf = async (query: string, agent: Agent = newsroom.desk) =>
  (await agent.get(`/admin/articles?${query}`).expect(200)).text;

const headlinesIn = (text: string) =>
  DomUtils.findAll(({ attribs }) => attribs.class === 'headline', parseDocument(text).children).map((link) =>
    DomUtils.textContent(link),
  );

const headlines = async (query: string, agent?: Agent) => headlinesIn(await pageOf(query, agent));

/** Where the link of the page with this relation leads, without its path. */
const linkIn = (text: string, rel: string) =>
  new RegExp(`href="/admin/articles\\?([^"]+)" rel="${rel}"`)
    .exec(text)?.[1]
    ?.replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&');

describe('The filters of the desk', () => {
  test('narrow by section, author, day and unpublished changes, each and together, and say how many there are', async () => {
    const { context, desk, clock, politics, world } = newsroom;
    const jonas = await addPerson(context, { role: 'author', name: 'Jonas Weir' });
    await write(desk, { Headline: 'Of politics', Section: 'Politics', Bylines: 'Jonas Weir' });
    clock.advance({ days: 2 });
    await write(desk, { Headline: 'Of the world', Section: 'World', Bylines: 'Jonas Weir' }, 'Submit for review');
    const { id } = await publishNew(newsroom, { Bylines: 'Jonas Weir, Mara Oyelaran' });
    await edit(desk, id, { Headline: 'Changed since' });
    expect(await headlines(`section=${world}`)).toEqual(['Of the world']);
    expect(await headlines(`section=${politics}`)).toEqual(['Changed since', 'Of politics']);
    expect(await headlines(`author=${jonas.id}`)).toEqual(['Changed since', 'Of the world', 'Of politics']);
    expect(await headlines(`author=${jonas.id}&mine=1&section=${politics}`)).toEqual(['Changed since', 'Of politics']);
    expect(await headlines('changes=1')).toEqual(['Changed since']);
    expect(await headlines('from=2026-11-24')).toEqual(['Changed since', 'Of the world']);
    expect(await headlines('to=2026-11-23')).toEqual(['Of politics']);
    expect(await headlines(`state=review&section=${world}&author=${jonas.id}&from=2026-11-25&to=2026-11-25`)).toEqual([
      'Of the world',
    ]);
    const none = await pageOf(`state=review&section=${politics}`);
    expect(headlinesIn(none)).toEqual([]);
    expect(none).toContain('No story is let through by these filters.');
    expect(await pageOf(`section=${politics}`)).toContain('2 stories</span></summary>');
    expect(await headlines(`author=${jonas.id}`, await newsroom.signIn(jonas))).toHaveLength(3);
  });

  test('keep what was chosen in the form, in the tabs and in the address, and go by one press', async () => {
    const { politics } = newsroom;
    const answer = await press(newsroom.desk, '/admin/articles?state=draft', 'Show', {
      Section: 'Politics',
      'Sort by': 'Publication',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`<option value="${politics}" lang="" selected>Politics</option>`);
    expect(answer.text).toContain(
      `href="/admin/articles?state&#x3D;review&amp;section&#x3D;${politics}&amp;sort&#x3D;published"`,
    );
    expect(answer.text).toContain('href="/admin/articles?state&#x3D;draft">Without filters</a>');
  });

  test('sort by publication, and what never was published stands last', async () => {
    const { desk, clock } = newsroom;
    const { id } = await publishNew(newsroom, { Headline: 'First out' });
    await write(desk, { Headline: 'Never out' });
    clock.advance({ hours: 1 });
    await publishNew(newsroom, { Headline: 'Second out' });
    clock.advance({ hours: 1 });
    await edit(desk, id, { Standfirst: 'Changed.' });
    expect(await headlines('')).toEqual(['First out', 'Second out', 'Never out']);
    expect(await headlines('sort=published')).toEqual(['Second out', 'First out', 'Never out']);
    expect(await headlines('sort=published&from=2026-11-23')).toEqual(['Second out', 'First out']);
  });

  test('follow a section into the one that got its stories', async () => {
    const { context, desk, signIn, politics, world } = newsroom;
    await write(desk, { Headline: 'Of the world', Section: 'World' });
    const admin = await signIn(await addPerson(context, { role: 'admin', name: 'Ada' }));
    await press(admin, `/admin/sections/${world}/delete`, 'Move the stories and delete', { into: String(politics) });
    expect(await headlines(`section=${politics}`)).toEqual(['Of the world']);
  });

  test('say beside a day what is wrong with it, and survive any address', async () => {
    const { desk } = newsroom;
    await write(desk, { Headline: 'There' });
    const wrong = await desk.get('/admin/articles?from=yesterday&to=2026-13-40').expect(422);
    expect(wrong.text).toContain('Write a day as 2026-11-23.');
    expect((await desk.get('/admin/articles?from=2026-11-24&to=2026-11-20').expect(422)).text).toContain(
      'The last day is before the first one.',
    );
    for (const query of [
      'section=x',
      'author=-1',
      'section[]=1&section[a]=2',
      'sort=%00',
      'changes=2',
      'state=draft&state=x',
    ]) {
      expect((await desk.get(`/admin/articles?${query}`)).status).toBe(200);
    }
    expect(await headlines('section=999999')).toEqual([]);
    for (const query of ['before=x', 'after=x', 'after=2026-11-23T12:00:00.000Z_1%27']) {
      expect((await desk.get(`/admin/articles?${query}`)).status).toBe(404);
    }
  });

  test('are paged by key, there and back', async () => {
    const { context, editor, politics, clock } = newsroom;
    for (let number = 1; number <= 120; number += 1) {
      if (number % 2 === 0) clock.advance({ minutes: 1 });
      const content = { ...emptyContent, headline: `Story ${number}`, sectionId: politics };
      await saveRevision(context, editor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
    }
    const first = await pageOf(`section=${politics}`);
    const second = await pageOf(linkIn(first, 'next') ?? '');
    const third = await pageOf(linkIn(second, 'next') ?? '');
    const seen = [first, second, third].flatMap(headlinesIn);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `Story ${120 - index}`));
    expect(linkIn(first, 'prev')).toBeUndefined();
    expect(linkIn(third, 'next')).toBeUndefined();
    const back = await pageOf(linkIn(third, 'prev') ?? '');
    expect(headlinesIn(back)).toEqual(headlinesIn(second));
    expect(headlinesIn(await pageOf(linkIn(back, 'prev') ?? ''))).toEqual(headlinesIn(first));
  });

  test('tell whose stories were sent back to them', async () => {
    const { context, desk, signIn } = newsroom;
    const ilse = await signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
    const id = await write(ilse, { ...complete, Headline: 'Hers' }, 'Submit for review');
    await press(desk, `/admin/articles/${id}`, 'Send back to draft', { note: 'More voices.' });
    expect(plain(await ilse.get('/admin/articles'))).toContain('Waiting for you: 1 story sent back to you');
    expect(await headlines('state=draft&mine=1', ilse)).toEqual(['Hers']);
    expect(plain(await desk.get('/admin/articles'))).not.toContain('sent back to you');
  });
});
