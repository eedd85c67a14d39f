import { beforeEach, describe, expect, test } from '@jest/globals';
import { stemOf } from '../../src/media/picture.ts';
import { fillForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  articleOf,
  complete,
  errorsIn,
  eventsOf,
  idIn,
  ledgerOf,
  type Newsroom,
  offered,
  openPanel,
  pictureFile,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
} from './newsroom.ts';

/* About, Contact and the like, written in the same forms as stories. What readers see of them is in test/site/pages.test.ts. */

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const about: Values = { Headline: 'About us', Standfirst: 'Who we are.', Text: 'We report on the harbour.' };

/** The id of a new page, saved or whatever else the button does. */
const begin = async (values: Values = {}, button = 'Publish'): Promise<number> =>
  idIn(await press(newsroom.desk, '/admin/pages/new', button, { ...about, ...values }));

const act = (id: number, button: string, values: Values = {}) =>
  press(newsroom.desk, `/admin/articles/${id}`, button, values);

const reading = (path: string, status = 200) => newsroom.visitor().get(path).expect(status);

describe('The form of a page', () => {
  test('asks for nothing that only stories have', async () => {
    const { fields } = fillForm(await newsroom.desk.get('/admin/pages/new').expect(200), 'Publish');
    expect(Object.keys(fields).sort()).toEqual([
      ...['body', 'bodyPictureAlt', 'bodyPictureCaption', 'bodyPictureCredit', 'bodyPictureNumber', 'draft'],
      ...['headline', 'language', 'pictureId', 'press', 'reviewNote', 'reviewer', 'revision'],
      ...['searchDescription', 'searchTitle', 'shortHeadline', 'slug', 'standfirst', 'takes', 'translationOf'],
    ]);
  });

  test('publishes at an address without a date, and says where', async () => {
    const answer = await press(newsroom.desk, '/admin/pages/new', 'Publish', about);
    const page = await newsroom.desk.get(answer.headers.location ?? '').expect(200);
    expect(readPage(page).texts('h1')).toEqual(['Edit page']);
    expect(readPage(page).links('.notice')).toEqual(['/pages/about-us']);
    expect(plain(page)).toContain('View page');
    expect(readPage(await reading('/pages/about-us')).texts('h1')).toEqual(['About us']);
  });

  test('says what readers need, and keeps what was typed', async () => {
    const answer = await press(newsroom.desk, '/admin/pages/new', 'Publish', { Text: 'Only a text.' });
    expect([answer.status, errorsIn(answer)]).toEqual([
      422,
      { headline: 'A page needs a headline before readers can see it.' },
    ]);
    const again = fillForm(answer, 'Publish', { Headline: 'Contact' });
    // It was saved by then, so that the next press goes on from there.
    expect([again.fields.body, again.action]).toEqual([
      'Only a text.',
      expect.stringMatching(/^\/admin\/articles\/\d+$/),
    ]);
  });

  test('a mistake in a page that was never saved comes back as a page', async () => {
    const answer = await press(newsroom.desk, '/admin/pages/new', 'Save', { 'Translation of': '/pages/nowhere' });
    expect(errorsIn(answer)).toEqual({
      translationOf: 'There is no page at this address. Copy it from the page.',
    });
    expect(fillForm(answer, 'Save').action).toBe('/admin/pages');
  });

  test('what is sent beside its fields is not kept', async () => {
    const asked = newsroom.desk.post('/admin/pages');
    const beside = { section: String(newsroom.politics), topics: 'Ports', authors: 'Mara Oyelaran', series: 'Gates' };
    const more = { label: 'opinion', dateline: 'Port Alder', comments: 'open', leadKind: 'video' };
    const sent = { press: 'save', headline: 'About', body: 'Us.', video: 'https://vimeo.com/123456789' };
    for (const [name, value] of Object.entries({ ...beside, ...more, ...sent })) asked.field(name, value);
    const id = idIn(await asked);
    const [revision] = await revisionsOf(newsroom.context, id);
    expect(revision).toMatchObject({
      ...{ headline: 'About', section_id: null, series_id: null, label: 'news', dateline: '', comments: 'closed' },
      ...{ lead_kind: 'none', lead_video: '' },
    });
    const { reader } = newsroom.context.db;
    for (const table of ['topics', 'series', 'revision_topics', 'revision_authors'] as const)
      expect(await reader.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test('two people who change a page see where their texts differ, and nothing else', async () => {
    const id = await begin();
    const first = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save', { Text: 'Mine.' });
    await act(id, 'Save', { Text: 'Theirs.' });
    const asked = newsroom.desk.post(first.action);
    for (const [name, value] of Object.entries(first.fields)) asked.field(name, value);
    const answer = await asked.expect(409);
    expect(plain(answer)).toContain('Two people changed this page');
    expect(readPage(answer).texts('legend')).toEqual(['Text']);
    await act(id, 'Save');
  });
});

describe('The list of pages', () => {
  test('stands beside that of stories, whose counts know no pages', async () => {
    const id = await begin();
    await begin({ Headline: 'Contact' }, 'Save');
    const story = await publishNew(newsroom);
    const stories = readPage(await newsroom.desk.get('/admin/articles').expect(200));
    expect(stories.texts('.headline')).toEqual(['Dockers halt speech']);
    expect(stories.texts('nav')[0]).toMatch(/^Stories 1 /);
    expect(stories.main).toContain('Drafts 0 In review 0 Scheduled 0 Published 1 Withdrawn 0 Pages 2');
    const pages = readPage(await newsroom.desk.get('/admin/articles?kind=page').expect(200));
    expect(pages.texts('.headline')).toEqual(['Contact', 'About us']);
    expect(pages.links('table')).toEqual([expect.any(String), `/admin/articles/${id}`]);
    expect(story.path).toBe('/2026/11/23/dockers-halt-speech');
  });

  test('is not for authors, who cannot write pages either', async () => {
    await begin({}, 'Save');
    const author = await newsroom.signIn('author');
    const list = readPage(await author.get('/admin/articles?kind=page').expect(200));
    expect([list.texts('h1'), list.texts('.headline')]).toEqual([['Stories'], []]);
    expect(list.links().filter((href) => href.includes('page'))).toEqual([]);
  });

  test('a page that nobody read can be discarded, and leaves the list', async () => {
    const id = await begin({}, 'Save');
    const { headers } = await act(id, 'Discard page');
    expect(headers.location).toBe('/admin/articles?kind=page&done=discarded');
    expect(plain(await newsroom.desk.get(headers.location ?? ''))).toContain('The page is discarded. Bring it back');
    const pages = await newsroom.desk.get('/admin/articles?kind=page');
    expect(plain(pages)).toContain('There is no page yet.');
    expect(plain(pages)).toContain('Pages 0');
    await press(newsroom.desk, '/admin/discarded', 'Bring back: About us');
    expect(readPage(await newsroom.desk.get('/admin/articles?kind=page')).texts('.headline')).toEqual(['About us']);
  });

  test('a page goes through review as a story does', async () => {
    const id = await begin({}, 'Submit for review');
    await act(id, 'Send back to draft', { 'What should change': 'Say who owns us.' });
    expect(await articleOf(newsroom.context, id)).toMatchObject({
      kind: 'page',
      state: 'draft',
      note: 'Say who owns us.',
    });
  });
});

describe('A published page', () => {
  test('is corrected in public', async () => {
    const id = await begin();
    newsroom.clock.advance({ days: 3 });
    const note = 'We said that we report on the airport.';
    const change = { kind: 'correction', note, values: { Text: 'We report on the harbour and the valley.' } } as const;
    await publishChanges(newsroom.desk, id, change);
    const page = readPage(await reading('/pages/about-us'));
    expect(page.texts('.correction')).toEqual([`Correction, 26 November 2026, 12:00${note}`]);
    expect(page.texts('.times')[0]).toMatch(/^Published 23 November 2026, 12:00.* Corrected 26 November 2026, 12:00/);
    expect(page.main).toContain('the harbour and the valley');
    expect((await ledgerOf(newsroom.context, id)).map(({ kind }) => kind)).toEqual(['first', 'correction']);
  });

  test('shows the time of an update, and not that of a fix', async () => {
    const id = await begin();
    newsroom.clock.advance({ days: 3 });
    await publishChanges(newsroom.desk, id, { kind: 'fix', values: { Text: 'We report on the harbours.' } });
    expect(readPage(await reading('/pages/about-us')).texts('.times')[0]).toMatch(
      /^Published 23 November 2026, 12:00 \(UTC\) History$/,
    );
    await publishChanges(newsroom.desk, id, { kind: 'update', values: { Text: 'We report on two harbours.' } });
    expect(readPage(await reading('/pages/about-us')).texts('.times')[0]).toContain('Updated 26 November 2026, 12:00');
  });

  test('has its old addresses lead to the new one for ever, in one step', async () => {
    const id = await begin();
    for (const ending of ['about', 'who-we-are'])
      await publishChanges(newsroom.desk, id, { values: { 'Address ending': ending } });
    for (const old of ['about-us', 'about'])
      await reading(`/pages/${old}`, 301).expect('Location', '/pages/who-we-are');
    await publishChanges(newsroom.desk, id, { values: { 'Address ending': 'about' } });
    await reading('/pages/about');
    await reading('/pages/who-we-are', 301).expect('Location', '/pages/about');
  });

  test('keeps its address to itself, and those it had; a story may end alike', async () => {
    const id = await begin();
    await publishChanges(newsroom.desk, id, { values: { 'Address ending': 'about' } });
    for (const ending of ['about', 'about-us']) {
      const id = await begin({ 'Address ending': ending }, 'Save');
      expect(offered(await openPanel(newsroom.desk, id))).toBe(`${ending}-2`);
    }
    expect((await publishNew(newsroom, { 'Address ending': 'about' })).path).toBe('/2026/11/23/about');
  });

  test('is withdrawn with a reason, and comes back', async () => {
    const id = await begin();
    await act(id, 'Withdraw page', { 'Why it is withdrawn': 'We moved.' });
    const gone = await reading('/pages/about-us', 410);
    expect(plain(gone)).toContain('This page was withdrawn');
    expect(plain(gone)).toContain('We moved.');
    expect(gone.text).not.toContain('We report');
    await act(id, 'Publish again', { 'Why it is back': 'We moved back.' });
    expect(plain(await reading('/pages/about-us'))).toContain('We report on the harbour.');
    const kinds = (await ledgerOf(newsroom.context, id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['first', 'withdrawal', 'reinstatement']);
  });

  test('names every page in its events, since each may link to it', async () => {
    const id = await begin();
    await act(id, 'Withdraw page', { 'Why it is withdrawn': 'We moved.' });
    const names = [`article:${id}`, `card:${id}`, 'path:/pages/about-us', 'site'];
    const [, published, withdrawn] = await eventsOf(newsroom.context, id);
    expect(published).toMatchObject({ action: 'article.published', names });
    expect(withdrawn).toMatchObject({ action: 'article.withdrawn', names });
  });

  test('shows its pictures to readers while it is out, and only then', async () => {
    const id = await begin({}, 'Save');
    const picture = { 'Picture for the text': await pictureFile(), 'Its alternative text': 'The house' };
    await act(id, 'Save and add picture', picture);
    const { file } = await newsroom.context.db.reader.selectFrom('media').select('file').executeTakeFirstOrThrow();
    await reading(`/media/${file}`, 404);
    await act(id, 'Publish');
    const page = await reading('/pages/about-us');
    expect(readPage(page).attributes('img', 'src')).toEqual([`/media/${stemOf(file)}-60.jpg`]);
    await reading(`/media/${file}`).expect('Cache-Control', /^public/);
    await act(id, 'Withdraw page', { 'Why it is withdrawn': 'We moved.' });
    await reading(`/media/${file}`, 404);
  });
});

test('Neither a story translates a page, nor a page a story', async () => {
  await begin();
  const story = await publishNew(newsroom);
  const wrong = await press(newsroom.desk, '/admin/articles/new', 'Save', { 'Translation of': '/pages/about-us' });
  expect(Object.keys(errorsIn(wrong))).toEqual(['translationOf']);
  const other = await press(newsroom.desk, '/admin/pages/new', 'Save', { ...about, 'Translation of': story.path });
  expect(Object.keys(errorsIn(other))).toEqual(['translationOf']);
  expect(complete.Headline).toBe('Dockers halt speech');
});
