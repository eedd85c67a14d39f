import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPerson, addTopic } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  complete,
  edit,
  errorsIn,
  type Newsroom,
  pathOf,
  plain,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

/** What the editor's page shows in the field. */
async function shownIn(id: number, field: string): Promise<string | undefined> {
  return fillForm(await newsroom.desk.get(`/admin/articles/${id}`).expect(200), 'Save').fields[field];
}

const bylinesOf = async (id: number) => {
  const [revision] = (await revisionsOf(newsroom.context, id)).slice(-1);
  const db = newsroom.context.db.reader;
  const rows = await db
    .selectFrom('revision_authors')
    .select('person_id')
    .where('revision_id', '=', revision?.id ?? 0)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.person_id);
};

describe('Topics', () => {
  test('that do not exist are made, once each, however they are spelled', async () => {
    const { context, desk } = newsroom;
    await addTopic(context, { slug: 'ports', name: 'Ports' });
    const id = await write(desk, { Topics: ' Fire   drills,ports, PORTS, , حريق الميناء' });
    expect(await shownIn(id, 'topics')).toBe('Fire drills, Ports, حريق الميناء');
    const topics = await context.db.reader.selectFrom('topics').select(['slug', 'name']).orderBy('id').execute();
    expect(topics).toEqual([
      { slug: 'ports', name: 'Ports' },
      { slug: 'fire-drills', name: 'Fire drills' },
      { slug: 'حريق-الميناء', name: 'حريق الميناء' },
    ]);
  });

  test('may be parted by Arabic commas', async () => {
    const id = await write(newsroom.desk, { Topics: 'الموانئ، التجارة' });
    expect(await shownIn(id, 'topics')).toBe('الموانئ, التجارة');
  });

  test('without a letter are refused, and nothing is made', async () => {
    const { context, desk } = newsroom;
    const answer = await edit(desk, 'new', { Topics: 'Strikes, !!!', Text: 'Kept.' });
    expect(errorsIn(answer)).toEqual({ topics: '“!!!” cannot be a topic: it has no letters.' });
    expect(fillForm(answer, 'Save').fields).toMatchObject({ topics: 'Strikes, !!!', body: 'Kept.' });
    expect(await context.db.reader.selectFrom('topics').select('id').execute()).toEqual([]);
    expect(await context.db.reader.selectFrom('articles').select('id').execute()).toEqual([]);
  });

  test('that only a draft has do not answer to readers', async () => {
    const { desk, visitor } = newsroom;
    await write(desk, { ...complete, Topics: 'Secret plans' });
    await visitor().get('/topics/secret-plans').expect(404);
  });
});

describe('Bylines', () => {
  test('are names or emails in any case, and keep their order', async () => {
    const { context, desk, editor } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt', email: 'ilse@news.example' });
    const id = await write(desk, { Bylines: 'ILSE@news.example, mara oyelaran, Ilse Brandt' });
    expect(await bylinesOf(id)).toEqual([ilse.id, editor.id]);
    expect(await shownIn(id, 'authors')).toBe('Ilse Brandt, Mara Oyelaran');
  });

  test('of nobody known are refused with who there is, and the typed text is kept', async () => {
    const { context, desk } = newsroom;
    await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const answer = await edit(desk, 'new', { Bylines: 'Mara Oyelaran, Elsa Brand', Text: 'Kept.' });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({
      authors: 'Nobody here is called “Elsa Brand”. There are: Ilse Brandt, Mara Oyelaran.',
    });
    expect(fillForm(answer, 'Save').fields).toMatchObject({ authors: 'Mara Oyelaran, Elsa Brand', body: 'Kept.' });
  });

  test('of two people with one name stay those of whom they were given', async () => {
    const { context, desk } = newsroom;
    await addPerson(context, { role: 'author', name: 'Sam Lee', slug: 'sam-lee', email: 'sam@news.example' });
    const other = await addPerson(context, {
      role: 'author',
      name: 'Sam Lee',
      slug: 'sam-lee-2',
      email: 'lee@news.example',
    });
    const id = await write(desk, { Bylines: 'lee@news.example' });
    await edit(desk, id, { Text: 'More.' });
    expect(await bylinesOf(id)).toEqual([other.id]);
  });

  test('of somebody whose name holds a comma stay theirs', async () => {
    const { context, desk } = newsroom;
    const person = await addPerson(context, {
      role: 'author',
      name: 'Ruth Kay, Jr.',
      slug: 'ruth',
      email: 'ruth@news.example',
    });
    const id = await write(desk, { Bylines: 'ruth@news.example' });
    expect((await edit(desk, id, { Text: 'More.' })).status).toBe(303);
    expect(await bylinesOf(id)).toEqual([person.id]);
  });
});

describe('The section', () => {
  test('must exist', async () => {
    const { desk } = newsroom;
    const filled = fillForm(await desk.get('/admin/articles/new'), 'Save', complete);
    const answer = await sendForm(desk, { ...filled, fields: { ...filled.fields, section: '4711' } }).expect(422);
    expect(errorsIn(answer)).toEqual({ section: 'This section does not exist any more. Choose another one.' });
    expect(fillForm(answer, 'Save').fields).toMatchObject({ body: complete.Text });
  });

  test('is where the story stands, and where it no longer stands once it moved', async () => {
    const { desk, visitor, world } = newsroom;
    const { id, path } = await publishNew(newsroom);
    expect(plain(await visitor().get('/politics'))).toContain('Dockers halt speech');
    await edit(desk, id, { Section: String(world) });
    expect(plain(await visitor().get('/politics'))).toContain('Dockers halt speech');
    const sheet = await desk.get(`/admin/articles/${id}/publish-changes`);
    expect(plain(sheet)).toMatch(/Section .*Politics.*World/);
    await sendForm(desk, fillForm(sheet, 'Publish changes')).expect(303);
    expect(plain(await visitor().get('/politics'))).not.toContain('Dockers halt speech');
    expect(plain(await visitor().get('/world'))).toContain('Dockers halt speech');
    expect((await visitor().get(path).expect(200)).text).toContain('href="/world"');
  });
});

describe('The original of a translation', () => {
  test('is given by its address, and both link to each other', async () => {
    const { context, desk, url, visitor } = newsroom;
    const { path } = await publishNew(newsroom);
    const arabic = { ...complete, Headline: 'عمال الميناء', Language: 'ar', 'Translation of': `${url}${path}` };
    const id = await write(desk, arabic, 'Publish');
    expect(await shownIn(id, 'translationOf')).toBe(path);
    const translated = await pathOf(context, id);
    const page = await visitor().get(encodeURI(translated)).expect(200);
    expect(page.text).toContain(`<a href="${path}" lang="en" hreflang="en"`);
    expect((await visitor().get(path)).text).toContain(`<a href="${translated}" lang="ar" hreflang="ar"`);
    expect(page.text).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/);
  });

  test('must exist', async () => {
    const answer = await edit(newsroom.desk, 'new', { 'Translation of': '/2026/11/20/no-such-story', Text: 'Kept.' });
    expect(errorsIn(answer)).toEqual({
      translationOf: 'There is no story at this address. Copy it from the story’s page.',
    });
    expect(fillForm(answer, 'Save').fields).toMatchObject({
      translationOf: '/2026/11/20/no-such-story',
      body: 'Kept.',
    });
  });

  test('is not the story itself', async () => {
    const { id, path } = await publishNew(newsroom);
    const answer = await edit(newsroom.desk, id, { 'Translation of': path });
    expect(errorsIn(answer)).toEqual({ translationOf: 'This is the address of the story itself.' });
  });

  test('may be a draft, and readers see nothing of it', async () => {
    const { context, desk, visitor } = newsroom;
    const original = await write(desk, { ...complete, Headline: 'The unpublished original' });
    const id = await write(
      desk,
      { ...complete, Headline: 'عمال', Language: 'ar', 'Translation of': String(original) },
      'Publish',
    );
    expect(await shownIn(id, 'translationOf')).toBe(String(original));
    const { text } = await visitor()
      .get(encodeURI(await pathOf(context, id)))
      .expect(200);
    expect(text).not.toContain('hreflang="en"');
  });

  test('is found behind a translation of it, so that all translations know each other', async () => {
    const { context, desk } = newsroom;
    const { path } = await publishNew(newsroom);
    const arabic = { ...complete, Headline: 'عمال الميناء', Language: 'ar', 'Translation of': path };
    const translated = await pathOf(context, await write(desk, arabic, 'Publish'));
    const second = { ...complete, Headline: 'Once more', 'Translation of': translated };
    expect(await shownIn(await write(desk, second, 'Publish'), 'translationOf')).toBe(path);
  });
});
