import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { hold } from '../../src/articles/actions/hold.ts';
import { limits } from '../../src/articles/article.ts';
import { articleOf, errorsIn, type Newsroom, plain, revisionsOf, startNewsroom } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory, type Fate } from '../support/stories.ts';

let newsroom: Newsroom;
let ilse: Person;
let author: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  author = await newsroom.signIn(ilse);
});

async function add(headline: string, fate: Fate = 'draft', by: Person = newsroom.editor): Promise<number> {
  const { context, editor, politics } = newsroom;
  const content = { headline, sectionId: politics, authorIds: [by.id] };
  return (await addStory(context, { editor, by, content, fate })).articleId;
}

/** As the list sends its ticked boxes. */
function send(ids: (number | string)[], fields: Record<string, string>, { agent = newsroom.desk, query = '' } = {}) {
  const form = new URLSearchParams([
    ...ids.map((id): [string, string] => ['story', String(id)]),
    ...Object.entries(fields),
  ]);
  return agent.post(`/admin/bulk${query}`).type('form').send(form.toString());
}

const refusedOn = (page: { text: string }) => readPage(page).texts('.problems')[0];
const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);
const eventsOf = async (action: string) =>
  newsroom.context.db.reader.selectFrom('events').select('subject').where('action', '=', action).execute();

describe('Many stories at once', () => {
  test('are ticked on the list and moved to a section, which comes back as it was and says how many', async () => {
    const { desk, world } = newsroom;
    const [one, two, three] = [await add('One'), await add('Two', 'published'), await add('Three', 'review')];
    const list = await desk.get('/admin/articles?sort=published');
    expect(readPage(list).attributes('#bulk', 'action')).toEqual(['/admin/bulk?sort=published']);
    const { status, headers } = await send(
      [one, two],
      { act: 'section', toSection: `${world}` },
      { query: '?sort=published' },
    );
    expect({ status, to: headers.location }).toEqual({
      status: 303,
      to: '/admin/articles?sort=published&done=section&count=2',
    });
    expect(plain(await desk.get(headers.location ?? ''))).toContain(
      '2 stories are moved. Of what is published, readers see it when its changes are published.',
    );
    expect(await Promise.all([one, two, three].map(async (id) => (await newest(id))?.section_id))).toEqual([
      world,
      world,
      newsroom.politics,
    ]);
    expect(await articleOf(newsroom.context, two)).toMatchObject({ state: 'published' });
    expect(plain(await newsroom.visitor().get('/world'))).not.toContain('Two');
  });

  test('get a topic besides theirs, once, and what has it already is not saved anew', async () => {
    const { context } = newsroom;
    const [one, two] = [await add('One'), await add('Two')];
    await send([one], { act: 'topic', newTopic: 'الميناء' }).expect(303);
    await send([one, two, one], { act: 'topic', newTopic: ' الميناء ' }).expect(303);
    const topics = await context.db.reader.selectFrom('topics').select('name').execute();
    expect(topics).toEqual([{ name: 'الميناء' }]);
    expect((await revisionsOf(context, one)).length).toBe(2);
    expect((await revisionsOf(context, two)).length).toBe(2);
  });

  test('are handed in, held and discarded, each with an event of its own', async () => {
    const [one, two, three] = [await add('One'), await add('Two'), await add('Three')];
    await send([one, two], { act: 'submit' }).expect(303);
    expect(await eventsOf('article.submitted')).toHaveLength(2);
    await send([three], { act: 'hold', heldFor: 'the lawyer', holdReason: 'By advice.' }).expect(303);
    expect(await eventsOf('article.held')).toEqual([{ subject: `article:${three}` }]);
    const { headers } = await send([one, two], { act: 'discard' }).expect(303);
    const page = await newsroom.desk.get(headers.location ?? '');
    expect(plain(page)).toContain('2 stories are discarded. Discarded drafts');
    expect(readPage(page).texts('.headline')).toEqual(['Three']);
  });

  test('are set as to comments', async () => {
    const id = await add('One');
    await send([id], { act: 'comments', setComments: 'closed' }).expect(303);
    expect((await newest(id))?.comments).toBe('closed');
  });

  test('are each for itself: those that cannot are named with why, stay ticked, and the others are done', async () => {
    const { context, editor } = newsroom;
    const [draft, out, held] = [await add('A draft'), await add('<b>Out</b>', 'published'), await add('محجوز')];
    await hold(context, editor, { articleId: held, heldFor: 'the desk', reason: 'Not yet.' });
    const page = await send([draft, out, held, 999_999], { act: 'discard' });
    expect(page.status).toBe(409);
    const said = refusedOn(page);
    expect(said).toContain('1 story is changed, 3 are not:');
    expect(said).toContain('<b>Out</b>: A story that readers saw cannot be discarded, but withdrawn');
    expect(said).toContain('محجوز: Mara Oyelaran holds this for the desk.');
    expect(said).toContain('A story that is not there: There is no such story, or it is not yours to see.');
    expect(page.text).not.toContain('<b>Out</b>');
    expect(await eventsOf('article.discarded')).toEqual([{ subject: `article:${draft}` }]);
    const ticked = [...page.text.matchAll(/name="story" value="(\d+)"[^>]* checked/g)].map(([, id]) => Number(id));
    expect(ticked.sort()).toEqual([out, held].sort());
  });

  test('that are another’s are not told to an author, nor changed', async () => {
    const [theirs, hers, handedIn] = [
      await add('Secret'),
      await add('Hers', 'draft', ilse),
      await add('In', 'review', ilse),
    ];
    const page = await send([theirs, hers, handedIn], { act: 'comments', setComments: 'held' }, { agent: author });
    expect(page.status).toBe(409);
    expect(page.text).not.toContain('Secret');
    expect(refusedOn(page)).toContain('A story that is not there: There is no such story');
    expect(refusedOn(page)).toContain('In: Your role does not include this');
    expect(await Promise.all([theirs, hers, handedIn].map(async (id) => (await newest(id))?.comments))).toEqual([
      'open',
      'held',
      'open',
    ]);
    expect((await send([hers], { act: 'hold', heldFor: 'me', holdReason: 'So.' }, { agent: author })).status).toBe(409);
    expect(readPage(await author.get('/admin/articles')).attributes('#heldFor', 'id')).toEqual([]);
  });
});

describe('What is missing for many stories', () => {
  test.each([
    ['no story', [], { act: 'discard' }, { act: 'Tick the stories that you mean first.' }],
    ['no act', ['one'], {}, { act: 'Choose what to do with them.' }],
    ['an act that is none', ['one'], { act: 'publish' }, { act: 'Choose what to do with them.' }],
    ['no section', ['one'], { act: 'section' }, { toSection: 'Choose the section to which they go.' }],
    ['no topic', ['one'], { act: 'topic', newTopic: ' ' }, { newTopic: 'Write the topic that they are to get.' }],
    ['no way of comments', ['one'], { act: 'comments' }, { setComments: 'Choose whether readers may comment.' }],
    [
      'no words of a hold',
      ['one'],
      { act: 'hold', heldFor: '' },
      { heldFor: 'Say for whom they are held.', holdReason: 'Say why they are held.' },
    ],
    [
      'too many words of a hold',
      ['one'],
      { act: 'hold', heldFor: 'a', holdReason: 'x'.repeat(limits.note + 1) },
      { holdReason: `The reason may have at most ${limits.note} characters.` },
    ],
  ] as const)('%s: it is said beside the field, and nothing is lost or done', async (_what, chosen, fields, errors) => {
    const id = await add('One');
    const page = await send(chosen.length > 0 ? [id] : [], { newTopic: '', ...fields });
    expect(page.status).toBe(422);
    expect(errorsIn(page)).toEqual(errors);
    expect(/name="story" value="\d+"[^>]* checked/.test(page.text)).toBe(chosen.length > 0);
    expect(await revisionsOf(newsroom.context, id)).toHaveLength(1);
    expect(await articleOf(newsroom.context, id)).toMatchObject({ state: 'draft', discarded_at: null });
  });

  test('a section or a topic that cannot be is told of each story', async () => {
    const id = await add('One');
    const gone = await send([id], { act: 'section', toSection: '999999' });
    expect(refusedOn(gone)).toContain('One: This section does not exist any more. Choose another one.');
    const wordless = await send([id], { act: 'topic', newTopic: '—!' });
    expect(refusedOn(wordless)).toContain('“—!” cannot be a topic');
  });

  test('numbers of stories that are none count as none, and thousands of them are too many', async () => {
    expect((await send(['x', '-1', '1e3', ''], { act: 'discard' })).status).toBe(422);
    const many = Array.from({ length: 5_000 }, (_, index) => index + 1);
    expect((await send(many, { act: 'discard' })).status).toBe(413);
  });

  test('there is nothing to tick on the list of pages, nor on an empty one', async () => {
    for (const address of ['/admin/articles', '/admin/articles?kind=page']) {
      expect(readPage(await newsroom.desk.get(address)).attributes('#bulk', 'id')).toEqual([]);
    }
  });
});
