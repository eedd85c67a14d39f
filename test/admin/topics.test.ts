import { beforeEach, describe, expect, test } from '@jest/globals';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import { edit, errorsIn, type Newsroom, plain, press, publishNew, startNewsroom, write } from '../articles/newsroom.ts';
import { addTopic } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const open = async (path: string) => readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));
const leadsTo = async (path: string) =>
  (await newsroom.visitor().get(encodeURI(path)).expect(301)).headers.location as string;

async function topicNamed(name: string): Promise<number> {
  const topics = newsroom.context.db.reader.selectFrom('topics').select('id').where('name', '=', name);
  return (await topics.executeTakeFirstOrThrow()).id;
}

const rename = async (name: string, values: Values) =>
  press(newsroom.desk, `/admin/topics/${await topicNamed(name)}`, 'Save', values);

/** Through the page that shows what will happen. */
async function merge(from: string, into: string) {
  const id = await topicNamed(from);
  const asked = await press(newsroom.desk, `/admin/topics/${id}`, 'Look at the merge', { 'Merge into': into });
  if (asked.status !== 200 || !plain(asked).includes('cannot be undone')) return asked;
  return sendForm(newsroom.desk, fillForm(asked, 'Merge'));
}

const shownIn = async (id: number, field: string) =>
  fillForm(await newsroom.desk.get(`/admin/articles/${id}`).expect(200), 'Save').fields[field];

const topicsOf = async (path: string) => (await open(path)).links('.topics');

describe('The list of topics', () => {
  test('says how many stories of each readers see, and finds by any part of any name', async () => {
    const { desk } = newsroom;
    await publishNew(newsroom, { Topics: 'Ports, Sea walls' });
    await publishNew(newsroom, { Headline: 'Second', Topics: 'Ports' });
    await write(desk, { Topics: 'Ports, ميناء' });
    const page = readPage(await desk.get('/admin/topics').expect(200));
    expect(page.texts('tr')).toEqual([
      ...['Name In other languages Stories out', 'Ports/topics/ports 2 out'],
      ...['Sea walls/topics/sea-walls 1 out', 'ميناء/topics/ميناء 0 out'],
    ]);
    await rename('Ports', { 'Name in Arabic': 'الموانئ' });
    const found = async (q: string) => readPage(await desk.get('/admin/topics').query({ q })).texts('.headline');
    expect(await found('WALL')).toEqual(['Sea walls']);
    expect(await found('موان')).toEqual(['Ports']);
    for (const nothing of ['%', '_', '"', '{', "'; drop table topics"]) expect(await found(nothing)).toEqual([]);
    expect(await found('\0')).toHaveLength(3);
  });

  test('comes in pages', async () => {
    for (let number = 10; number < 62; number += 1) {
      await addTopic(newsroom.context, { slug: `topic-${number}`, name: `Topic ${number}` });
    }
    const first = await newsroom.desk.get('/admin/topics?q=topic').expect(200);
    expect(readPage(first).texts('.headline')).toHaveLength(50);
    const next = readPage(first).links('.pager')[0] as string;
    expect(readPage(await newsroom.desk.get(next).expect(200)).texts('.headline')).toEqual(['Topic 60', 'Topic 61']);
  });
});

describe('A renamed topic', () => {
  test('has its new name on every page, and its old address leads to the new one with feeds', async () => {
    const { path } = await publishNew(newsroom, { Topics: 'Ports' });
    await rename('Ports', { Name: 'Harbours', Address: '' });
    expect((await open('/topics/harbours')).texts('h1')).toEqual(['Harbours']);
    expect(await topicsOf(path)).toEqual(['/topics/harbours']);
    expect(await leadsTo('/topics/ports')).toBe('/topics/harbours');
    expect(await leadsTo('/topics/ports/feed.xml')).toBe('/topics/harbours/feed.xml');
  });

  test('is meant by its new name and its old one, and saving a story again makes no other', async () => {
    const id = await write(newsroom.desk, { Topics: 'Ports' });
    await rename('Ports', { Name: 'Harbours and quays' });
    expect(await shownIn(id, 'topics')).toBe('Harbours and quays');
    await edit(newsroom.desk, id, { Headline: 'Saved again' });
    await write(newsroom.desk, { Topics: 'ports' });
    await write(newsroom.desk, { Topics: 'HARBOURS and Quays' });
    const topics = await newsroom.context.db.reader.selectFrom('topics').select(['name', 'slug']).execute();
    expect(topics).toEqual([{ name: 'Harbours and quays', slug: 'ports' }]);
  });

  test('says nothing of where it went while readers see no story in it', async () => {
    await publishNew(newsroom, { Topics: 'Ports' });
    const draft = await write(newsroom.desk, { Topics: 'Rail' });
    for (const name of ['Ports', 'Rail']) await rename(name, { Name: `${name} again`, Address: '' });
    expect(await leadsTo('/topics/ports')).toBe('/topics/ports-again');
    for (const path of ['/topics/rail', '/topics/rail/feed.xml']) await newsroom.visitor().get(path).expect(404);
    await edit(newsroom.desk, draft, { Headline: 'Out', Text: 'So.', Section: 'World' }, 'Publish');
    expect(await leadsTo('/topics/rail')).toBe('/topics/rail-again');
  });

  test.each([
    [{ Name: '' }, { name: 'It needs a name.' }],
    [{ Name: 'Ports, quays' }, { name: 'A comma cannot stand in it: beside a story, commas stand between names.' }],
    [{ Name: 'RAIL' }, { name: 'There is a topic “Rail” already. To make one of the two, merge this one into it.' }],
    [{ Address: 'rail' }, { slug: 'The topic “Rail” is at /topics/rail. This one is free: rail-2' }],
  ])('as %j is refused beside the field', async (values, errors) => {
    await write(newsroom.desk, { Topics: 'Ports, Rail' });
    const answer = await rename('Ports', values as Values);
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
  });
});

describe('Merging a topic into another', () => {
  test('says before how many stories move, then moves them: published ones, drafts, and those under both', async () => {
    const { desk } = newsroom;
    const one = await publishNew(newsroom, { Topics: 'Ports' });
    const both = await publishNew(newsroom, { Headline: 'Both', Topics: 'Ports, Harbours, Rail' });
    const draft = await write(desk, { Topics: 'Rail, Ports' });
    const asked = await desk.get(`/admin/topics/${await topicNamed('Ports')}/merge?into=harbours`).expect(200);
    expect(plain(asked)).toContain('3 stories move from “Ports” to “Harbours”');
    expect(await topicsOf(one.path)).toEqual(['/topics/ports']);
    expect((await merge('Ports', 'Harbours')).status).toBe(303);
    expect(await topicsOf(one.path)).toEqual(['/topics/harbours']);
    expect((await topicsOf(both.path)).sort()).toEqual(['/topics/harbours', '/topics/rail']);
    expect((await open('/topics/harbours')).texts('h3')).toEqual(['Both', 'Dockers halt speech']);
    expect(await shownIn(draft, 'topics')).toBe('Rail, Harbours');
    expect(await leadsTo('/topics/ports')).toBe('/topics/harbours');
  });

  test('stays so when changes are published and when the reading side is made again', async () => {
    const { context, desk } = newsroom;
    const { id, path } = await publishNew(newsroom, { Topics: 'Ports' });
    await write(desk, { Topics: 'Harbours' });
    await merge('Ports', 'Harbours');
    await rebuild(context);
    expect(await topicsOf(path)).toEqual(['/topics/harbours']);
    await edit(desk, id, { Headline: 'Changed' });
    expect(await shownIn(id, 'topics')).toBe('Harbours');
  });

  test('of a merged one: all that ever led to it leads to the last, and its names mean the last', async () => {
    const { desk } = newsroom;
    const { path } = await publishNew(newsroom, { Topics: 'Quays' });
    await write(desk, { Topics: 'Ports, Harbours' });
    await rename('Quays', { Name: 'Wharves', Address: '' });
    await merge('Wharves', 'Ports');
    await merge('Ports', 'Harbours');
    for (const old of ['quays', 'wharves', 'ports']) expect(await leadsTo(`/topics/${old}`)).toBe('/topics/harbours');
    expect(await topicsOf(path)).toEqual(['/topics/harbours']);
    expect(await shownIn(await write(desk, { Topics: 'Wharves, Quays' }), 'topics')).toBe('Harbours');
    await newsroom.visitor().get('/topics/~1').expect(404);
  });

  test.each([
    ['Nobody knows', 'There is no other topic “Nobody knows”. Write its name as it is in the list.'],
    ['Ports', 'There is no other topic “Ports”. Write its name as it is in the list.'],
    ['', 'Write its name as it is in the list.'],
  ])('“%s” is refused beside the field', async (into, message) => {
    await write(newsroom.desk, { Topics: 'Ports' });
    const answer = await merge('Ports', into);
    expect([answer.status, errorsIn(answer)]).toEqual([422, { into: message }]);
    const id = await topicNamed('Ports');
    const sent = await newsroom.desk.post(`/admin/topics/${id}/merge`).type('form').send({ into });
    expect(sent.status).toBe(422);
  });

  test('is done once by two who press at the same time', async () => {
    const { desk } = newsroom;
    const { path } = await publishNew(newsroom, { Topics: 'Ports' });
    await write(desk, { Topics: 'Harbours' });
    const id = await topicNamed('Ports');
    const press = () => desk.post(`/admin/topics/${id}/merge`).type('form').send({ into: 'Harbours' });
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(await topicsOf(path)).toEqual(['/topics/harbours']);
  });
});

describe('Deleting', () => {
  test('a topic is refused while a story has it, and takes its addresses away when none has', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { Topics: 'Ports' });
    const page = `/admin/topics/${await topicNamed('Ports')}/delete`;
    expect(plain(await desk.get(page).expect(200))).toContain('1 story is in this topic');
    await desk.post(page).type('form').send({}).expect(409);
    await edit(desk, id, { Topics: '' });
    expect((await press(desk, page, 'Delete')).headers.location).toBe('/admin/topics?done=deleted');
    await desk.get(page).expect(404);
    // By this name there is a new one from now on.
    await edit(desk, id, { Topics: 'Ports' });
    expect(await shownIn(id, 'topics')).toBe('Ports');
  });

  test('a series is possible when it is empty; until then it can be renamed, and its old address leads on', async () => {
    const { desk, context } = newsroom;
    const { id } = await publishNew(newsroom, { Series: 'Files', Part: '1' });
    const { id: series } = await context.db.reader.selectFrom('series').select('id').executeTakeFirstOrThrow();
    await press(desk, `/admin/series/${series}`, 'Save', { Name: 'The harbour files', Address: 'harbour' });
    expect(await leadsTo('/series/files')).toBe('/series/harbour');
    expect(await shownIn(id, 'series')).toBe('The harbour files');
    await edit(desk, id, { Headline: 'Saved again' });
    expect(await context.db.reader.selectFrom('series').select('id').execute()).toHaveLength(1);
    await desk.post(`/admin/series/${series}/delete`).type('form').send({}).expect(409);
    const draft = await write(desk, { Series: 'Short' });
    await edit(desk, draft, { Series: '' });
    const short = await context.db.reader.selectFrom('series').select('id').where('name', '=', 'Short').execute();
    await desk.post(`/admin/series/${short[0]?.id}/delete`).type('form').send({}).expect(303);
    await newsroom.visitor().get('/series/short').expect(404);
  });
});
