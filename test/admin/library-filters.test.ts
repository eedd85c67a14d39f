import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Picture } from '../../src/media/picture.ts';
import { errorsIn, type Newsroom, startNewsroom } from '../articles/newsroom.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory, addUndescribed, colourOf } from '../support/stories.ts';

let newsroom: Newsroom;
let author: Person;
let own: Picture;
let used: Picture;

/** Three pictures: the author's of the 23rd, the editor's that is in use, and one of the 25th that nobody described. */
beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  const { context, clock, editor } = newsroom;
  author = await addPerson(context, { role: 'author', name: 'Tomas Brandt' });
  own = await addColour(context, author, '#111');
  clock.advance({ hours: 24 });
  used = await addColour(context, editor, '#222');
  const content = { sectionId: newsroom.politics, leadKind: 'image' as const, leadMediaId: used.id };
  await addStory(context, { editor, content, fate: 'draft' });
  clock.advance({ hours: 24 });
  await addUndescribed(context, editor, '#333');
});

const names = ['All #111', 'All #222', 'hall.png'];
const shown = async (query: string) => {
  const page = readPage(await newsroom.desk.get(`/admin/media?${query}`).expect(200));
  return page.texts('.picture-name').map((name) => names.indexOf(name) + 1);
};

describe('The library is narrowed', () => {
  test.each([
    ['', [3, 2, 1]],
    ['show=used', [2]],
    ['show=unused', [3, 1]],
    ['show=undescribed', [3]],
    ['show=nothing-of-ours', [3, 2, 1]],
    ['from=2026-11-24', [3, 2]],
    ['to=2026-11-24', [2, 1]],
    ['from=2026-11-24&to=2026-11-24', [2]],
    ['from=2027-01-01', []],
    ['q=hall&show=unused&from=2026-11-24', [3]],
    ['by=nobody', [3, 2, 1]],
    ['by=999999', []],
  ])('by %s', async (query, expected) => {
    expect(await shown(query)).toEqual(expected);
  });

  test('by who added it, alone and together with the others, chosen in the form', async () => {
    expect(await shown(`by=${author.id}`)).toEqual([1]);
    expect(await shown(`by=${author.id}&show=used`)).toEqual([]);
    const page = await newsroom.desk.get('/admin/media?q=hall&show=unused').expect(200);
    const answer = await sendForm(newsroom.desk, fillForm(page, 'Show', { 'Added by': 'Tomas Brandt' }));
    expect(readPage(answer).texts('.picture-name')).toEqual(['All #111']);
    expect(answer.request.url).toMatch(/q=hall&show=unused&by=\d+/);
    const found = await sendForm(newsroom.desk, fillForm(answer, 'Find', { 'Words of a picture': '333' }));
    expect(found.request.url).toContain(`by=${author.id}`);
    expect(readPage(found).texts('.picture-name')).toEqual([]);
    const links = readPage(answer)
      .links('main')
      .filter((href) => /show=used\b/.test(href));
    expect(links).toEqual([`/admin/media?q=hall&by=${author.id}&show=used`]);
  });

  test('by the newsroom’s days, whole', async () => {
    newsroom.clock.set('2026-12-01T22:59:00.000Z');
    const late = await addColour(newsroom.context, author, '#444');
    newsroom.clock.set('2026-12-01T23:00:00.000Z');
    await addColour(newsroom.context, author, '#555');
    const desk = await newsroom.signIn(newsroom.editor);
    const page = readPage(await desk.get('/admin/media?from=2026-12-01&to=2026-12-01').expect(200));
    expect(page.links('.library')).toEqual([`/admin/media/${late.id}`]);
  });

  test('by a portrait that is in use, too', async () => {
    const { db } = newsroom.context;
    await db.transaction((tx) =>
      tx.updateTable('people').set({ picture_id: own.id }).where('id', '=', author.id).execute(),
    );
    expect(await shown('show=used')).toEqual([2, 1]);
    expect(await shown('show=unused')).toEqual([3]);
  });

  test.each([
    ['from=yesterday', { from: 'Write a day as 2026-11-23.' }],
    ['to=2026-02-30', { to: 'Write a day as 2026-11-23.' }],
    ['from=2026-11-25&to=2026-11-24', { to: 'The last day is before the first one.' }],
  ])('and of days that are none it is said so: %s', async (query, errors) => {
    const answer = await newsroom.desk.get(`/admin/media?${query}`).expect(422);
    expect(errorsIn(answer)).toEqual(errors);
    expect(readPage(answer).texts('.picture-name')).toEqual([]);
  });

  test('page by page, with all that was asked in the address', async () => {
    for (let number = 0; number < 49; number += 1) {
      newsroom.clock.advance({ seconds: 1 });
      await addColour(newsroom.context, author, colourOf(number + 1));
    }
    const query = `q=hall&by=${author.id}&from=2026-11-23&show=unused`;
    const page = readPage(await newsroom.desk.get(`/admin/media?${query}`).expect(200));
    expect(page.texts('.picture-name')).toHaveLength(48);
    const [older = ''] = page.links('main').filter((href) => href.includes('before='));
    for (const part of query.split('&')) expect(older).toContain(part);
    expect(await shown(older.split('?')[1] as string)).toEqual([0, 1]);
  });
});

test.each([
  ['/admin/media', 'picture', 'Pictures'],
  ['/admin/media/recordings', 'recording', 'Video and audio'],
  ['/admin/media/documents', 'document', 'Documents'],
])(
  '%s leads to the other lists of the library, and says what was looked for and not found',
  async (path, kind, name) => {
    const answer = await newsroom.desk.get(`${path}?q=zebra`).expect(200);
    const page = readPage(answer);
    expect(page.links('.ways')).toEqual(['/admin/media', '/admin/media/recordings', '/admin/media/documents']);
    expect(answer.text).toContain(`<a href="${path}" aria-current="page">${name}</a>`);
    expect(page.texts('.empty')).toEqual([`Nothing that is said of a ${kind} here has “zebra” in it.`]);
  },
);
