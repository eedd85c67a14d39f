import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { setSite } from '../../src/admin/actions/site.ts';
import { addPicture } from '../../src/media/actions.ts';
import type { Picture } from '../../src/media/picture.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';
import { edit, errorsIn, idIn, type Newsroom, openPanel, pictureFile, press, startNewsroom } from './newsroom.ts';

let newsroom: Newsroom;
let picture: Picture;
let story: AddedStory;

const known = 'https://datawrapper.dwcdn.net/AbCd1/2/';
const own = 'https://charts.example/harbour?year=2026';
const chart = (url: string, more = 'text="From 38 ships to none."') =>
  `::chart{url="${url}" title="Ships in the harbour" picture="${picture.id}" ${more}}`;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
  const { context, editor, politics: sectionId } = newsroom;
  picture = await addColour(context, editor, '#248');
  const body = `So.\n\n${chart(known, 'text="From 38 ships to none." caption="By month" height="620"')}\n\n${chart(own)}`;
  story = await addStory(context, { editor, content: { sectionId, headline: 'Ships', body } });
});

const read = async (): Promise<Response> => newsroom.visitor().get(story.path).expect(200);
const policyOf = ({ headers }: Response) => String(headers['content-security-policy']);

describe('A chart in a story', () => {
  test('is a picture and a text of ours, and a closed frame behind them', async () => {
    const page = readPage(await read());
    expect(page.attributes('figure', 'class')).toHaveLength(2);
    expect(page.attributes('img', 'alt').filter((alt) => alt === 'From 38 ships to none.')).toHaveLength(2);
    expect(page.attributes('iframe', 'src')).toEqual([known]);
    expect(page.attributes('iframe', 'loading')).toEqual(['lazy']);
    expect(page.attributes('iframe', 'height')).toEqual(['620']);
    expect(page.attributes('iframe', 'sandbox')).toEqual(['allow-scripts allow-same-origin allow-popups']);
    expect(page.texts('summary')[0]).toBe(
      'Open the chart: Ships in the harbour. It is loaded from Datawrapper, which can then see that you looked at it.Close the chart',
    );
    expect(page.texts('figcaption')).toEqual(['By month']);
    for (const attribute of page.attributes('img', 'src')) expect(attribute).toMatch(/^\/media\//);
  });

  test('of a host that an administrator allows is one, from then on, until it is taken away', async () => {
    const { context } = newsroom;
    expect(readPage(await read()).links('figure')).toContain(own);
    await setSite(context, null, { chartHosts: 'charts.example', videoHosts: 'tube.example charts.example' });
    const answer = await read();
    expect(readPage(answer).attributes('iframe', 'src')).toEqual([known, own]);
    expect(policyOf(answer).match(/https:\/\/charts\.example/g)).toHaveLength(1);
    expect(policyOf(answer)).toContain('https://tube.example');
    await setSite(context, null, { chartHosts: '', videoHosts: '' });
    const after = await read();
    expect(readPage(after).attributes('iframe', 'src')).toEqual([known]);
    expect(policyOf(after)).not.toContain('.example');
  });

  test('is told in feeds, by picture, words and link, and found by its words', async () => {
    const { text } = await newsroom.visitor().get('/feed.json').expect(200);
    expect(text).toContain('From 38 ships to none.');
    expect(text).toContain('See it at Datawrapper');
    expect(text).not.toContain('<iframe');
    const found = readPage(await newsroom.visitor().get('/search?q=ships').expect(200));
    expect(found.links('main')).toContain(story.path);
    const history = readPage(await newsroom.visitor().get(`${story.path}/history`).expect(200));
    expect(history.main).toContain('Ships');
  });

  test('keeps its picture in the library', async () => {
    const uses = newsroom.context.db.reader
      .selectFrom('media_uses')
      .select('article_id')
      .where('media_id', '=', picture.id);
    expect((await uses.execute()).map(({ article_id }) => article_id)).toContain(story.articleId);
  });
});

describe('What a chart needs is told to the editor', () => {
  const written = async (text: string) => {
    const { desk } = newsroom;
    const id = idIn(await edit(desk, 'new', { Headline: 'Charts', Section: 'Politics', Text: text }));
    return { id, main: readPage(await desk.get(`/admin/articles/${id}`)).main };
  };

  test('its text, without which it does not come out', async () => {
    const said = { alt: '', caption: '', credit: '', originalName: 'ships.png' };
    const { content } = await pictureFile('#842');
    const { id: bare } = await addPicture(newsroom.context, newsroom.editor, { buffer: content, ...said });
    const { id, main } = await written(`::chart{url="${known}" title="T" picture="${bare}"}`);
    expect(main).toContain('on line 1 of the text has no alternative text');
    const panel = await openPanel(newsroom.desk, id);
    expect(readPage(panel).main).toContain('on line 1 of the text has no alternative text');
  });

  test.each([
    ['no picture', () => `::chart{url="${known}" title="T" text="x"}`, 'chart needs picture='],
    [
      'a picture that is not there',
      () => `::chart{url="${known}" title="T" text="x" picture="999"}`,
      'There is no picture',
    ],
    ['no address', () => chart('data:text/html,x'), 'is no address of a chart'],
    ['a height that is none', () => chart(known, 'text="x" height="100%"'), 'height is a number of pixels'],
  ])('%s', async (_what, text, problem) => {
    const { id, main } = await written(text());
    const panel = await edit(newsroom.desk, id, {}, 'Publish');
    expect(`${main} ${readPage(panel).main} ${Object.values(errorsIn(panel)).join(' ')}`).toContain(problem);
  });

  test('a host that nobody allowed: readers get a link', async () => {
    expect((await written(chart(own))).main).toContain(`what stands at ${own} is shown as a link`);
    expect((await written(chart(known))).main).not.toContain('is shown as a link');
  });
});

test('Hosts of charts are kept in the settings as those of videos are', async () => {
  const admin = await newsroom.signIn('admin');
  const refused = await press(admin, '/admin/settings', 'Save', { 'Hosts of charts and maps': '127.0.0.1' });
  expect([refused.status, Object.keys(errorsIn(refused))]).toEqual([422, ['chartHosts']]);
  const looked = await press(admin, '/admin/settings', 'Look at the changes', {
    'Hosts of charts and maps': 'Charts.Example',
  });
  expect(readPage(looked).texts('li')).toContain('Charts of charts.example can be opened in stories.');
});
