import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import { rebuildDesk } from '../../src/articles/queries/desk-entries.ts';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { addPerson } from '../support/factories.ts';
import { complete, edit, type Newsroom, plain, press, publishNew, schedule, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

/** The cells of the list, row by row. */
async function rows(address = '/admin/articles', agent = newsroom.desk): Promise<string[][]> {
  const page = parseDocument((await agent.get(address).expect(200)).text);
  const textOf = (element: Parameters<typeof DomUtils.textContent>[0]) =>
    DomUtils.textContent(element).replace(/\s+/g, ' ').trim();
  return DomUtils.getElementsByTagName('tr', page.children)
    .map((row) => DomUtils.getElementsByTagName('td', row))
    .map((cells) => cells.filter(({ attribs }) => attribs.class !== 'choose').map(textOf))
    .filter((cells) => cells.length > 0);
}

const headlines = async (address?: string, agent = newsroom.desk) =>
  (await rows(address, agent)).map(([story]) => story?.replace(/( · )?No lead image$/, ''));

describe('The list of stories', () => {
  test('shows each with its state, section, authors and who changed it when, last changed first', async () => {
    const { desk, clock } = newsroom;
    const id = await write(desk, { Headline: 'The oldest', Bylines: '' });
    clock.advance({ days: 1 });
    await write(desk, { ...complete, Headline: 'عمال الميناء', Language: 'ar', Section: 'World' }, 'Submit for review');
    clock.advance({ minutes: 5 });
    await publishNew(newsroom);
    expect(await rows()).toEqual([
      ['Dockers halt speech', 'Published', 'Politics', 'Mara Oyelaran', '12:05 Mara Oyelaran'],
      ['عمال الميناءNo lead image', 'In review', 'World', 'Mara Oyelaran', '12:00 Mara Oyelaran'],
      ['The oldestNo lead image', 'Draft', 'No section', '', '23 November, 12:00 Mara Oyelaran'],
    ]);
    clock.advance({ minutes: 5 });
    await edit(desk, id, { Headline: 'Changed last' });
    expect((await headlines())[0]).toBe('Changed last');
    expect((await desk.get('/admin/articles')).text).toContain('lang="ar" dir="auto">عمال الميناء</a>');
  });

  test('has a tab for each state, with how many there are', async () => {
    const { desk } = newsroom;
    await write(desk, { Headline: 'A draft' });
    await write(desk, { Headline: 'Another draft' });
    await schedule(desk, 'new', { ...complete, Headline: 'To come', at: '2026-11-24T08:00' });
    const { id } = await publishNew(newsroom);
    const page = await desk.get('/admin/articles');
    expect(plain(page)).toMatch(/All Drafts 2 In review 0 Scheduled 1 Published 1 Withdrawn 0/);
    expect(await headlines('/admin/articles?state=draft')).toEqual(['Another draft', 'A draft']);
    expect(await headlines('/admin/articles?state=scheduled')).toEqual(['To comeScheduled for 24 November, 8:00']);
    expect(plain(await desk.get('/admin/articles?state=review'))).toContain('There is no story that is in review yet.');
    await press(desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'It was wrong.' });
    expect(await headlines('/admin/articles?state=withdrawn')).toEqual(['Dockers halt speechWithdrawn: It was wrong.']);
    expect(await headlines('/admin/articles?state=nonsense')).toHaveLength(4);
  });

  test('narrows to one’s own: made by oneself, or bearing one’s name', async () => {
    const { context, desk, signIn } = newsroom;
    const jonas = await addPerson(context, { role: 'editor', name: 'Jonas Weir' });
    const colleague = await signIn(jonas);
    await write(colleague, { Headline: 'Made by Jonas', Bylines: '' });
    await write(desk, { Headline: 'Made by Mara' });
    await write(desk, { Headline: 'With Jonas', Bylines: 'Mara Oyelaran, Jonas Weir' });
    expect(await headlines('/admin/articles?mine=1', colleague)).toEqual(['With Jonas', 'Made by Jonas']);
    expect(await headlines('/admin/articles', colleague)).toHaveLength(3);
    const page = await colleague.get('/admin/articles?mine=1');
    expect(plain(page)).toContain('Drafts 2');
    expect(page.text).toContain('href="/admin/articles?state&#x3D;draft&amp;mine&#x3D;1"');
    expect(plain(await colleague.get('/admin/articles?mine=1&state=review'))).toContain(
      'There is no story of yours that is in review.',
    );
  });

  test('shows authors only their own', async () => {
    const { context, desk, signIn } = newsroom;
    const author = await signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
    await write(desk, { Headline: 'Not hers' });
    await write(desk, { Headline: 'Hers by name', Bylines: 'Ilse Brandt' });
    await write(author, { Headline: 'Her own' });
    expect(await headlines('/admin/articles', author)).toEqual(['Her own', 'Hers by name']);
    expect(plain(await author.get('/admin/articles'))).toMatch(/Drafts 2 In review 0/);
  });

  test('goes on by key, fifty at a time, though stories are saved meanwhile', async () => {
    const { context, desk, editor } = newsroom;
    await context.db.transaction(async (tx) => {
      for (let number = 1; number <= 101; number += 1) {
        const at = `2026-11-20T10:00:00.${String(Math.floor(number / 10)).padStart(3, '0')}Z`;
        const by = { created_at: at, created_by: editor.id };
        const { id } = await tx
          .insertInto('articles')
          .values({ ...by, state: 'draft', updated_at: at, updated_by: editor.id, note: '' })
          .returning('id')
          .executeTakeFirstOrThrow();
        const set = { label: 'news', language: 'en', slug: '', lead_kind: 'none', comments: 'open' } as const;
        const revision = await tx
          .insertInto('revisions')
          .values({ ...by, ...set, article_id: id, kind: 'save', headline: `Story ${number}`, lead_decorative: 0 })
          .returning('id')
          .executeTakeFirstOrThrow();
        await tx.updateTable('articles').set({ revision_id: revision.id }).where('id', '=', id).execute();
      }
      await rebuildDesk(tx);
    });
    const seen = [];
    let next: string | undefined = '/admin/articles';
    for (let pages = 0; next && pages < 5; pages += 1) {
      const { text }: { text: string } = await desk.get(next).expect(200);
      seen.push(...(await headlines(next)));
      next = /href="([^"]+)" rel="next">Older stories/
        .exec(text)?.[1]
        ?.replaceAll('&#x3D;', '=')
        .replaceAll('&amp;', '&');
      if (pages === 0) await write(desk, { Headline: 'Saved meanwhile' });
      else expect(text).toContain('Newest stories');
    }
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => `Story ${101 - index}`));
  });

  test('says of each what an editor would ask: comments, unpublished changes, a lead that is missing', async () => {
    const { context, desk, editor, signIn } = newsroom;
    const ilse = await signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
    const { id, path } = await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    const remark = async (text: string) => {
      const typed = { text, name: 'Renske V.', email: `renske${text.length}@example.org`, website: '' };
      const poster = { actor: null, browserHash: text, network: networkAround('192.0.2.1') };
      return (await postComment(context, poster, { ...typed, path, parentId: null })).id;
    };
    expect(await rows()).toEqual([expect.arrayContaining(['Dockers halt speech'])]);
    await publishComment(context, editor, { id: await remark('One.'), seen: 'held' });
    expect((await headlines())[0]).toBe('Dockers halt speech1 comment');
    await publishComment(context, editor, { id: await remark('Two more.'), seen: 'held' });
    await rejectComment(context, editor, { id: await remark('Not this one.'), seen: 'held' });
    await remark('To be decided.');
    await edit(desk, id, { Standfirst: 'Changed.' });
    expect((await headlines())[0]).toBe('Dockers halt speech2 comments · 1 held · unpublished changes');
    expect((await headlines('/admin/articles', ilse))[0]).toBe('Dockers halt speech2 comments · unpublished changes');
    expect(plain(await desk.get('/admin/articles'))).toContain('Waiting for you: 1 comment');
    expect((await desk.get('/admin/articles')).text).toContain('<a href="/admin/comments">1 comment</a>');
    expect(plain(await ilse.get('/admin/articles'))).toContain('Waiting for you: nothing');
    await write(desk, { Headline: 'Still to be illustrated' });
    expect((await rows())[0]?.[0]).toBe('Still to be illustratedNo lead image');
  });

  test('invites to write where there is nothing', async () => {
    const page = await newsroom.desk.get('/admin/articles');
    expect(plain(page)).toContain('There is no story yet. Write a story');
    expect(page.text).toContain('<a class="button primary" href="/admin/articles/new">New story</a>');
  });

  test('shows markup in headlines as text', async () => {
    await write(newsroom.desk, { Headline: '<script>alert(1)</script>' });
    const { text } = await newsroom.desk.get('/admin/articles');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert');
  });
});
