import { beforeEach, describe, expect, test } from '@jest/globals';
import { fillForm } from '../support/forms.ts';
import {
  complete,
  edit,
  idIn,
  type Newsroom,
  offered,
  openPanel,
  pathOf,
  publishChanges,
  publishNew,
  schedule,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

const endingOf = async (id: number, ending: string) =>
  publishChanges(newsroom.desk, id, { values: { 'Address ending': ending } });

describe('The address of a story', () => {
  test('holds the newsroom’s date: just after midnight it is already the next day', async () => {
    newsroom.clock.set('2026-11-23T23:05:00.000Z');
    const { path } = await publishNew(newsroom);
    expect(path).toBe('/2026/11/24/dockers-halt-speech');
    const { text } = await newsroom.visitor().get(path).expect(200);
    expect(text).toContain('<time datetime="2026-11-23T23:05:00.000Z">24 November 2026, 0:05 (UTC+1)</time>');
  });

  test('holds the newsroom’s date in summer, too, and just before midnight', async () => {
    newsroom.clock.set('2026-07-01T21:59:00.000Z');
    expect((await publishNew(newsroom)).path).toBe('/2026/07/01/dockers-halt-speech');
    newsroom.clock.set('2026-07-01T22:00:00.000Z');
    expect((await publishNew(newsroom)).path).toBe('/2026/07/02/dockers-halt-speech');
  });

  test.each([
    ['Dockers’ hall: 2 hours, €30 & "more"', 'dockers-hall-2-hours-30-more'],
    ['  Überfällig  ', 'überfällig'],
    ['عمال الميناء', 'عمال-الميناء'],
    ['!!!', 'story'],
  ])('ends in what the headline makes: %s', async (Headline, ending) => {
    const { path } = await publishNew(newsroom, { Headline });
    expect(path).toBe(`/2026/11/23/${ending}`);
    await newsroom.visitor().get(encodeURI(path)).expect(200);
  });

  test('ends in what the editor wrote, made fit', async () => {
    const { id, path } = await publishNew(newsroom, { 'Address ending': 'The Walk-In, again!' });
    expect(path).toBe('/2026/11/23/the-walk-in-again');
    const { fields } = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save');
    expect(fields.slug).toBe('the-walk-in-again');
  });

  test('keeps the day of the first publication', async () => {
    const { id } = await publishNew(newsroom);
    newsroom.clock.advance({ days: 3 });
    await endingOf(id, 'walk-in');
    expect(await pathOf(newsroom.context, id)).toBe('/2026/11/23/walk-in');
  });
});

describe('Once readers know it', () => {
  test('a new headline does not change it', async () => {
    const { id, path } = await publishNew(newsroom);
    const { fields } = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save');
    expect(fields.slug).toBe('dockers-halt-speech');
    for (const ending of ['dockers-halt-speech', '']) {
      const values = { Headline: `Dockers ${ending} again`, 'Address ending': ending };
      await publishChanges(newsroom.desk, id, { values });
      expect(await pathOf(newsroom.context, id)).toBe(path);
    }
  });

  test('a new ending leaves a 301 for ever, and the lists have the new one', async () => {
    const { desk, visitor, clock } = newsroom;
    const { id, path } = await publishNew(newsroom);
    await edit(desk, id, { 'Address ending': 'walk-in' });
    await visitor().get(path).expect(200);
    await endingOf(id, 'walk-in');
    clock.advance({ days: 3650 });
    await visitor().get(path).expect(301).expect('Location', '/2026/11/23/walk-in');
    await visitor().get('/2026/11/23/walk-in').expect(200);
    const { text } = await visitor().get('/politics');
    expect(text).toContain('href="/2026/11/23/walk-in"');
    expect(text).not.toContain(path);
  });

  test('two changes later the first address still leads straight to the last', async () => {
    const { visitor } = newsroom;
    const { id, path } = await publishNew(newsroom);
    await endingOf(id, 'second');
    await endingOf(id, 'الثالث');
    const last = encodeURI('/2026/11/23/الثالث');
    for (const old of [path, '/2026/11/23/second']) await visitor().get(old).expect(301).expect('Location', last);
    await visitor().get(last).expect(200);
  });

  test('and back again it is itself, and the one between leads to it', async () => {
    const { visitor } = newsroom;
    const { id, path } = await publishNew(newsroom);
    await endingOf(id, 'second');
    await endingOf(id, 'dockers-halt-speech');
    await visitor().get(path).expect(200);
    await visitor().get('/2026/11/23/second').expect(301).expect('Location', path);
    await endingOf(id, 'second');
    await visitor().get('/2026/11/23/second').expect(200);
    await visitor().get(path).expect(301).expect('Location', '/2026/11/23/second');
  });

  test('no other story gets it, even after it moved away', async () => {
    const { desk } = newsroom;
    const { id } = await publishNew(newsroom);
    await endingOf(id, 'second');
    expect(offered(await openPanel(desk, 'new', complete))).toBe('dockers-halt-speech-2');
    const other = await publishNew(newsroom, { Headline: 'Other' });
    expect(await offeredFor(other.id, 'second')).toBe('second-2');
    expect(await pathOf(newsroom.context, other.id)).toBe('/2026/11/23/other');
  });

  test('a version that was saved and not published claims nothing', async () => {
    const { id } = await publishNew(newsroom);
    await edit(newsroom.desk, id, { 'Address ending': 'second' });
    expect((await publishNew(newsroom, { Headline: 'Second' })).path).toBe('/2026/11/23/second');
    expect(await offeredFor(id, 'second')).toBe('second-2');
  });
});

/** What the panel offers in place of an ending that a live story was to get. */
async function offeredFor(id: number, ending: string): Promise<string> {
  const saved = await edit(newsroom.desk, id, { 'Address ending': ending }, 'Publish changes');
  return offered(await newsroom.desk.get(saved.headers.location ?? ''), 'Publish changes');
}

describe('A related story', () => {
  test.each([
    ['its address', (path: string, _id: number) => path],
    ['its whole address', (path: string) => `${newsroom.url}${path}`],
    ['its ending', () => 'dockers-halt-speech'],
    ['its id', (_path: string, id: number) => String(id)],
  ])('is named by %s, and the card follows its address and headline', async (_how, nameOf) => {
    const { visitor } = newsroom;
    const { id, path } = await publishNew(newsroom);
    const other = await publishNew(newsroom, {
      Headline: 'Other',
      Text: `Text.\n\n::related{story="${nameOf(path, id)}"}`,
    });
    expect((await visitor().get(other.path)).text).toContain(`<a href="${path}">Dockers halt speech</a>`);
    await publishChanges(newsroom.desk, id, { values: { Headline: 'Dockers walk in', 'Address ending': 'walk-in' } });
    expect((await visitor().get(other.path)).text).toContain('<a href="/2026/11/23/walk-in">Dockers walk in</a>');
  });

  test('that is scheduled shows from its time on', async () => {
    const { desk, visitor, clock } = newsroom;
    const id = idIn(await schedule(desk, 'new', { ...complete, at: '2026-11-24T08:00' }));
    const { path } = await publishNew(newsroom, { Headline: 'Other', Text: `Text.\n\n::related{story="${id}"}` });
    expect((await visitor().get(path)).text).not.toContain('Dockers halt speech');
    clock.set('2026-11-24T07:00:00.000Z');
    expect((await visitor().get(path)).text).toContain('Dockers halt speech');
  });
});
