import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  edit,
  errorsIn,
  type Newsroom,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
  write,
} from '../articles/newsroom.ts';
import { type ReadPage, readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const open = async (path: string): Promise<ReadPage> =>
  readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));

async function publishPart(headline: string, part = '', series = 'The harbour files') {
  newsroom.clock.advance({ minutes: 1 });
  return publishNew(newsroom, { Headline: headline, Series: series, Part: part });
}

describe('A series', () => {
  test('is read in the order of its parts; what has no part follows, by time', async () => {
    await publishPart('Third', '3');
    await publishPart('Later');
    await publishPart('First', '1');
    await publishPart('Last');
    const page = await open('/series/the-harbour-files');
    expect(page.texts('h3')).toEqual(['First', 'Third', 'Later', 'Last']);
    expect(page).toMatchObject({
      title: 'The harbour files | Broadsheet',
      canonical: `${newsroom.url}/series/the-harbour-files`,
      description: 'All parts of the series “The harbour files” from Broadsheet, in order.',
    });
  });

  test('leads from each story to the one before and after it', async () => {
    const first = await publishPart('First', '1');
    const second = await publishPart('Second', '2');
    const third = await publishPart('Third', '3');
    expect((await open(second.path)).texts('.series')).toEqual([
      'The harbour files Part 2 of 3 Previous First Next Third',
    ]);
    expect((await open(first.path)).links('.series')).toEqual(['/series/the-harbour-files', second.path]);
    expect((await open(third.path)).links('.series')).toEqual(['/series/the-harbour-files', second.path]);
  });

  test('is no news while readers see one part of it only, or none', async () => {
    await write(newsroom.desk, { Headline: 'Draft', Series: 'The harbour files' });
    await newsroom.visitor().get('/series/the-harbour-files').expect(404);
    const { path } = await publishPart('Only', '1');
    expect((await open(path)).texts('.series')).toEqual([]);
  });

  test('loses a story that is withdrawn, and gains one that moves into it', async () => {
    const first = await publishPart('First', '1');
    const second = await publishPart('Second', '2');
    const other = await publishPart('Other', '', '');
    await publishChanges(newsroom.desk, other.id, {
      kind: 'update',
      values: { Series: 'the harbour FILES', Part: '3' },
    });
    expect((await open('/series/the-harbour-files')).texts('h3')).toEqual(['First', 'Second', 'Other']);
    await press(newsroom.desk, `/admin/articles/${second.id}`, 'Withdraw story', { reason: 'Not so.' });
    expect((await open(first.path)).links('.series')).toEqual(['/series/the-harbour-files', other.path]);
  });

  test.each([
    [{ Series: '!?' }, { series: '“!?” cannot be a series: it has no letters.' }],
    [{ Part: '2' }, { series: 'Name the series that this is a part of.' }],
    [{ Series: 'Files', Part: 'two' }, { seriesPart: 'The part is a number from 1 to 9999, or nothing.' }],
    [{ Series: 'Files', Part: '0' }, { seriesPart: 'The part is a number from 1 to 9999, or nothing.' }],
  ])('is not made of %p, and what was typed stays', async (values, errors) => {
    const answer = await edit(newsroom.desk, 'new', { Headline: 'Kept', ...values });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual(errors);
    expect(readPage(answer).attributes('#headline', 'id')).toEqual(['headline']);
    expect(answer.text).toContain('Kept');
  });
});

describe('What to read next', () => {
  test('is what shares most topics, then the newest of the section; each once, never the story itself', async () => {
    const at = (headline: string, topics: string, section = 'Politics') => {
      newsroom.clock.advance({ minutes: 1 });
      return publishNew(newsroom, { Headline: headline, Topics: topics, Section: section });
    };
    await at('Elsewhere', '', 'World');
    await at('Both topics', 'Rail, Ports', 'World');
    await at('One topic', 'Rail', 'World');
    await at('Same section', '');
    const story = await at('The story', 'Ports, Rail');
    const page = await open(story.path);
    expect(page.texts('.more')[0]).toMatch(/^More on this/);
    expect(page.texts('h3')).toEqual(['Both topics', 'One topic', 'Same section']);
  });

  test('leaves out what the page leads to already, other languages, and what readers cannot see', async () => {
    const shown = await publishNew(newsroom, { Headline: 'Shown in the text', Topics: 'Rail' });
    await publishNew(newsroom, { Headline: 'خبر', Topics: 'Rail', Language: 'العربية' });
    await write(newsroom.desk, { Headline: 'A draft', Topics: 'Rail' });
    const gone = await publishNew(newsroom, { Headline: 'Gone', Topics: 'Rail' });
    await press(newsroom.desk, `/admin/articles/${gone.id}`, 'Withdraw story', { reason: 'Not so.' });
    const text = `Text.\n\n::related{story="${shown.path}"}`;
    const story = await publishNew(newsroom, { Headline: 'The story', Topics: 'Rail', Text: text });
    const page = await open(story.path);
    expect(page.texts('.more')).toEqual([]);
    expect(page.texts('.related')).toHaveLength(1);
  });
});
