import { beforeEach, describe, expect, test } from '@jest/globals';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import {
  edit,
  errorsIn,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
  write,
} from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await newsroom.signIn('admin');
});

const open = async (path: string) => readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));

const change = (values: Values, id = newsroom.politics) => press(admin, `/admin/sections/${id}`, 'Save', values);

const navigation = async () => (await open('/')).texts('.nav').join().trim();

const events = async () => {
  const rows = await newsroom.context.db.reader.selectFrom('events').select(['action', 'names']).execute();
  return rows.filter(({ action }) => action.startsWith('section.'));
};

describe('A new section', () => {
  test('is in the navigation of every page at once, last', async () => {
    const made = await press(admin, '/admin/sections/new', 'Save', { Name: 'Sea & Shore', 'Name in Arabic': 'البحر' });
    expect(made.headers.location).toMatch(/^\/admin\/sections\/\d+\?done=added$/);
    expect(await navigation()).toBe('Politics World Sea & Shore');
    expect((await open('/sea-shore')).texts('h1')).toEqual(['Sea & Shore']);
  });

  test.each([
    ['', '', { name: 'It needs a name.' }],
    ['x'.repeat(61), 'long', { name: 'The name may have at most 60 characters.' }],
    ['Search', '', { slug: 'The site itself is at /search, so no section can be. Choose another address.' }],
    ['Year', '2026', { slug: 'The site itself is at /2026, so no section can be. Choose another address.' }],
    ['!', '…', { slug: 'An address needs letters or digits. Write some.' }],
    ['Politics', '', { slug: 'The section “Politics” is at /politics. This one is free: politics-2' }],
  ])('called “%s” at “%s” is refused beside the field', async (Name, Address, errors) => {
    const typed = { Name, Address, 'Description in English': 'What I wrote.' };
    const answer = await press(admin, '/admin/sections/new', 'Save', typed);
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
    expect(fillForm(answer, 'Save').fields).toMatchObject({ name: Name, 'description-en': 'What I wrote.' });
    expect(await events()).toEqual([]);
  });

  test('may be at any letters, and is found there in any spelling', async () => {
    await press(admin, '/admin/sections/new', 'Save', { Name: 'Økonomi', Address: '/Økonomi' });
    await newsroom.visitor().get(encodeURI('/økonomi')).expect(200);
  });
});

describe('What is said of a section', () => {
  test('stands under its heading and in its description for machines, in the language of the site', async () => {
    await change({ 'Description in English': 'Who decides.', 'Description in Arabic': 'من يقرّر.' });
    const page = await open('/politics');
    expect(page.texts('.intro')).toEqual(['Who decides.']);
    expect(page.description).toBe('Who decides.');
    await press(admin, '/admin/sections/new', 'Save', { Name: 'Plain' });
    expect((await open('/plain')).description).toBe('Plain: news, analysis and opinion from Broadsheet.');
  });

  test('and its colour stands where its name stands over a story, and in the navigation', async () => {
    await change({ colour: 'teal' });
    const { path } = await publishNew(newsroom);
    const story = await open(path);
    const coloured = (page: typeof story, name: string) => page.attributes(name, 'data-hue').filter((hue) => hue);
    expect(coloured(story, 'a')).toEqual(['teal', 'teal']);
    expect(coloured(await open('/politics'), 'header')).toEqual(['teal']);
    expect(coloured(await open('/world'), 'header')).toEqual([]);
    const wrong = await admin
      .post(`/admin/sections/${newsroom.politics}`)
      .type('form')
      .send({ name: 'Politics', colour: 'red; }' });
    expect([wrong.status, plain(wrong)]).toEqual([422, expect.stringContaining('Choose one of these colours.')]);
  });

  test('cannot become markup', async () => {
    const name = '<b onclick="x">&</b>';
    await change({ Name: name, 'Description in English': '<script>alert(1)</script>' });
    const page = await open('/politics');
    expect([page.texts('h1'), page.texts('.intro')]).toEqual([[name], ['<script>alert(1)</script>']]);
  });
});

describe('A changed address', () => {
  test('is led to from the old one: page, further pages and feeds, over any number of changes', async () => {
    await publishNew(newsroom);
    await change({ Address: 'state' });
    await change({ Address: 'public-life' });
    const old = (path: string) => newsroom.visitor().get(path).expect(301);
    for (const name of ['politics', 'state']) {
      expect((await old(`/${name}`)).headers.location).toBe('/public-life');
      expect((await old(`/${name}/feed.json`)).headers.location).toBe('/public-life/feed.json');
      const key = 'before=2026-11-23T12:00:00.000Z_9';
      expect((await old(`/${name}?${key}`)).headers.location).toBe(`/public-life?${key}`);
    }
    expect((await open('/public-life')).links('main')).toHaveLength(1);
  });

  test('and changed back leads in no circle', async () => {
    await change({ Address: 'state' });
    await change({ Address: 'politics' });
    await newsroom.visitor().get('/politics').expect(200);
    expect((await newsroom.visitor().get('/state').expect(301)).headers.location).toBe('/politics');
  });

  test('keeps the old one from being taken, with a free one offered', async () => {
    await change({ Address: 'state' });
    const answer = await change({ Address: 'politics' }, newsroom.world);
    expect(errorsIn(answer)).toEqual({
      slug: '/politics is an old address of “Politics” and leads there. This one is free: politics-2',
    });
  });

  test('names all pages that it touches', async () => {
    await change({ Address: 'state' });
    const names = [`section:${newsroom.politics}`, 'path:/politics', 'path:/state', 'site', 'front'];
    expect(await events()).toEqual([{ action: 'section.changed', names: JSON.stringify(names) }]);
  });
});

describe('The order', () => {
  test('is changed with a press, and stays at its ends', async () => {
    const up = (label: string) => press(admin, '/admin/sections', label);
    expect((await up('Move World up')).status).toBe(303);
    expect(await navigation()).toBe('World Politics');
    const path = `/admin/sections/${newsroom.world}/move`;
    await admin.post(path).type('form').send({ by: 'up' }).expect(303);
    expect(await navigation()).toBe('World Politics');
    await up('Move World down');
    expect(await navigation()).toBe('Politics World');
    expect((await events()).map(({ action }) => action)).toEqual(['section.moved', 'section.moved']);
  });
});

describe('Deleting a section', () => {
  const page = (id: number) => `/admin/sections/${id}/delete`;

  test.each(['Save', 'Submit for review', 'Publish'])('is refused while a story is in it (%s)', async (button) => {
    const id = await write(newsroom.desk, { Headline: 'Held', Section: 'World', Text: 'So.' }, button);
    const shown = await admin.get(page(newsroom.world)).expect(200);
    expect(plain(shown)).toContain('1 story is in this section');
    expect(readPage(shown).links('.uses')).toEqual([`/admin/articles/${id}`]);
    await admin.post(page(newsroom.world)).type('form').send({}).expect(409);
    expect(await navigation()).toBe('Politics World');
  });

  test('is refused while readers see a story in it that editors moved elsewhere', async () => {
    const { id } = await publishNew(newsroom, { Section: 'World' });
    await edit(newsroom.desk, id, { Section: 'Politics' });
    await admin.post(page(newsroom.world)).type('form').send({}).expect(409);
  });

  test('takes it and its old addresses away, and the address is free again', async () => {
    await change({ Address: 'globe' }, newsroom.world);
    expect((await press(admin, page(newsroom.world), 'Delete')).headers.location).toBe('/admin/sections?done=deleted');
    for (const path of ['/globe', '/world', '/globe/feed.xml']) await newsroom.visitor().get(path).expect(404);
    expect(await navigation()).toBe('Politics');
    await press(admin, '/admin/sections/new', 'Save', { Name: 'Globe' });
    await newsroom.visitor().get('/globe').expect(200);
  });

  test('is possible once its stories are elsewhere; their old versions forget it', async () => {
    const id = await write(newsroom.desk, { Headline: 'Held', Section: 'World', Text: 'So.' });
    await edit(newsroom.desk, id, { Section: 'Politics' });
    await press(admin, page(newsroom.world), 'Delete');
    await edit(newsroom.desk, id, {}, 'Publish');
    expect((await open('/politics')).main).toContain('Held');
  });

  test('while somebody has chosen it says so beside the field, and loses nothing', async () => {
    const form = fillForm(await newsroom.desk.get('/admin/articles/new'), 'Publish', {
      ...{ Headline: 'Chosen', Text: 'What I wrote.', Section: 'World', Topics: 'Ports' },
    });
    await press(admin, page(newsroom.world), 'Delete');
    const answer = await sendForm(newsroom.desk, form);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({ section: 'This section does not exist any more. Choose another one.' });
    const kept = { headline: 'Chosen', body: 'What I wrote.', topics: 'Ports', section: '' };
    expect(fillForm(answer, 'Publish').fields).toMatchObject(kept);
  });
});

describe('Deleting a section whose stories move to another one', () => {
  const page = () => `/admin/sections/${newsroom.world}/delete`;
  const button = 'Move the stories and delete';
  const merge = () => press(admin, page(), button, { 'Move its stories to': 'Politics' });
  const chosen = async (id: number) =>
    fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save').fields.section;

  test('moves those that readers see, those they will see, drafts and withdrawn ones', async () => {
    const { desk } = newsroom;
    const { id, path } = await publishNew(newsroom, { Section: 'World' });
    const draft = await write(desk, { Headline: 'Drafted', Section: 'World', Text: 'So.' });
    const gone = await publishNew(newsroom, { Headline: 'Gone', Section: 'World' });
    await press(desk, `/admin/articles/${gone.id}`, 'Withdraw story', { reason: 'Wrong.' });
    expect((await merge()).headers.location).toBe('/admin/sections?done=merged');
    expect(await navigation()).toBe('Politics');
    expect((await open('/politics')).links('.lead-story')).toContain(path);
    expect((await open(path)).texts('.kicker').join()).toMatch(/^Politics/);
    for (const each of [id, draft, gone.id]) expect(await chosen(each)).toBe(String(newsroom.politics));
    expect(plain(await desk.get('/admin/articles'))).not.toContain('World');
  });

  test('leads from its page, its feeds and its old addresses to the other one, over several such moves', async () => {
    await change({ Address: 'globe' }, newsroom.world);
    await write(newsroom.desk, { Headline: 'Drafted', Section: 'World', Text: 'So.' });
    await merge();
    await press(admin, '/admin/sections/new', 'Save', { Name: 'Life' });
    const last = { 'Move its stories to': 'Life' };
    expect((await press(admin, `/admin/sections/${newsroom.politics}/delete`, button, last)).status).toBe(303);
    for (const [from, to] of [
      ['/world', '/life'],
      ['/globe/feed.xml', '/life/feed.xml'],
      ['/politics', '/life'],
    ]) {
      expect(
        (
          await newsroom
            .visitor()
            .get(from ?? '')
            .expect(301)
        ).headers.location,
      ).toBe(to);
    }
  });

  test('is found by search in the other one, before and after the reading side is made again', async () => {
    const { path } = await publishNew(newsroom, { Section: 'World' });
    await merge();
    const found = async () => (await open('/search?q=dockers&section=politics')).links('.results');
    expect(await found()).toContain(path);
    await rebuild(newsroom.context);
    expect(await found()).toContain(path);
    expect((await open('/politics')).links('.lead-story')).toContain(path);
  });

  test.each(['', 'itself', '999999', 'x'])('to “%s” is refused beside the field, and moves nothing', async (into) => {
    const { path } = await publishNew(newsroom, { Section: 'World' });
    const sent = into === 'itself' ? String(newsroom.world) : into;
    const answer = await admin.post(page()).type('form').send({ into: sent });
    const errors = { into: 'Choose the section that gets the stories.' };
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
    expect((await open('/world')).links('.lead-story')).toContain(path);
  });

  test('goes on for a story that was opened before: what is published of it is in the other one', async () => {
    const { id, path } = await publishNew(newsroom, { Section: 'World' });
    await edit(newsroom.desk, id, { Headline: 'Changed since' });
    await merge();
    await publishChanges(newsroom.desk, id, { kind: 'fix' });
    expect((await open(path)).texts('.kicker').join()).toMatch(/^Politics/);
  });
});
