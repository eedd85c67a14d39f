import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { up } from '../../migrations/0035-picture-library.ts';
import type { Person } from '../../src/accounts/person.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import type { Picture } from '../../src/media/picture.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addPortrait } from '../support/people.ts';
import { addColour, addStory, colourOf } from '../support/stories.ts';

let app: Started;
let editor: Person;
let author: Person;
let sectionId: number;
let desk: Agent;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  author = await addPerson(app.context, { role: 'author', name: 'Tomas Brandt' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  desk = await app.signIn(editor);
});

const png = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

const library = async (query = '', agent = desk) => readPage(await agent.get(`/admin/media${query}`).expect(200));
const titles = async (query = '') => (await library(query)).texts('.picture-name');
const of = async ({ id }: Pick<Picture, 'id'>, agent = desk) => readPage(await agent.get(`/admin/media/${id}`));

async function describeAs(picture: Picture, values: Record<string, string>): Promise<number> {
  const page = await desk.get(`/admin/media/${picture.id}`).expect(200);
  return (await sendForm(desk, fillForm(page, 'Save', values))).status;
}

const use = ({ id }: Picture, headline = 'Dockers halt speech', by: Person = editor) =>
  addStory(app.context, {
    ...{ editor, by, fate: 'draft' },
    content: { headline, sectionId, authorIds: [by.id], leadKind: 'image', leadMediaId: id, leadAlt: 'A' },
  });

describe('Several pictures that are sent at once', () => {
  test('are added, each told by its name, in the order in which they came', async () => {
    await addColour(app.context, editor, '#123456');
    const known = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const answer = await desk
      .post('/admin/media')
      .attach('pictures', await png('#c33'), 'hall.png')
      .attach('pictures', Buffer.from('no picture'), '../../etc/notes\u202Egnp.txt')
      .attach('pictures', known, 'again.png')
      .attach('pictures', await png('#3c3'), 'square.png')
      .expect(422);
    expect(readPage(answer).texts('.told')).toEqual([
      'hall.png was added.',
      'notes gnp.txt: This is neither a picture nor a recording nor a document that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file, an MP4, WebM or MP3 one, or a PDF.',
      'again.png was in the library already.',
      'square.png was added.',
    ]);
    expect(await titles()).toEqual(['square.png', 'hall.png', 'All #123456']);
  });

  test('are told of in JSON to who asks for it: the same endpoint', async () => {
    const send = (content: Buffer, name: string) =>
      desk.post('/admin/media').set('Accept', 'application/json').attach('pictures', content, name);
    const { body, headers } = await send(await png('#c33'), 'hall.png').expect(200);
    const href = expect.stringMatching(/^\/admin\/media\/\d+$/);
    expect(body).toEqual({ arrived: [{ name: 'hall.png', problem: null, href, says: 'was added.', alike: null }] });
    expect(headers['cache-control']).toBe('private, no-store');
    const refused = await send(Buffer.from('no picture'), 'notes.txt').expect(422);
    expect(refused.body.arrived).toEqual([
      { name: 'notes.txt', problem: expect.stringContaining('neither a picture'), href: null, says: null, alike: null },
    ]);
  });

  test('without any, it is said what to do', async () => {
    const answer = await desk.post('/admin/media').type('form').send({}).expect(422);
    expect(answer.text).toContain('Choose one or more files first.');
  });

  test('more than twenty are refused whole, and none of them stays', async () => {
    const request = desk.post('/admin/media');
    for (let number = 0; number < 21; number += 1) request.attach('pictures', await png('#c33'), `${number}.png`);
    await request.expect(422);
    expect(await titles()).toEqual([]);
  });
});

describe('A picture is found', () => {
  beforeEach(async () => {
    const [hall, quay] = [await addColour(app.context, editor, '#111'), await addColour(app.context, editor, '#222')];
    await describeAs(hall, { 'Alternative text': 'Die Straße am Rathaus', Credit: 'Ñandú Photos' });
    await describeAs(quay, { 'Alternative text': 'رصيف الميناء', Source: 'archive of the harbour' });
  });

  test.each([
    ['STRASSE', ['Die Straße am Rathaus']],
    ['nandu rath', ['Die Straße am Rathaus']],
    ['haus', ['Die Straße am Rathaus']],
    ['hausboot', []],
    ['ميناء', ['رصيف الميناء']],
    ['harbour', ['رصيف الميناء']],
    ['hall.png', ['رصيف الميناء', 'Die Straße am Rathaus']],
    ['%', ['رصيف الميناء', 'Die Straße am Rathaus']],
  ])('by words of what is said of it: %s', async (search, found) => {
    expect(await titles(`?q=${encodeURIComponent(search)}`)).toEqual(found);
  });
});

test('Pages of forty-eight lead to the oldest one', async () => {
  for (let number = 0; number < 50; number += 1) {
    app.clock.advance({ seconds: 1 });
    await addColour(app.context, editor, colourOf(number + 1));
  }
  const first = await library();
  expect(first.texts('.picture-name')).toHaveLength(48);
  const older = first.links('main').find((href) => href.includes('before='));
  expect(await titles(String(older).replace('/admin/media', ''))).toEqual([`All ${colourOf(2)}`, `All ${colourOf(1)}`]);
});

test('What is said of a picture is kept, and counts where stories say nothing else', async () => {
  const picture = await addColour(app.context, editor, '#333');
  const body = `Here.\n\n::figure{media="${picture.id}" alt="A hall"}`;
  const { path } = await addStory(app.context, { editor, content: { headline: 'Shown', sectionId, body } });
  expect(await describeAs(picture, { Credit: 'I. Brandt', Caption: 'The hall', 'Alternative text': '' })).toBe(303);
  const { fields } = fillForm(await desk.get(`/admin/media/${picture.id}`), 'Save');
  expect(fields).toMatchObject({ alt: '', caption: 'The hall', credit: 'I. Brandt', source: '' });
  const { main } = readPage(await app.visitor().get(path).expect(200));
  expect(main).toContain('The hall');
  expect(main).toContain('I. Brandt');
  expect(await titles('?show=undescribed')).toEqual(['The hall']);
  const page = await desk.get(`/admin/media/${picture.id}`);
  const late = await sendForm(desk, fillForm(page, 'Save', { Caption: 'x'.repeat(1001) }));
  expect(late.status).toBe(422);
  expect(late.text).toContain('The caption may have at most 1000 characters.');
  expect(late.text).toContain('x'.repeat(1001));
});

describe('Where a picture is used', () => {
  test('is told with the state of each story, and to authors only of their own', async () => {
    const picture = await addColour(app.context, editor, '#444');
    await use(picture, 'A secret draft');
    await use(picture, 'My own', author);
    await addPortrait(app.context, editor, editor, '#445');
    expect((await of(picture)).texts('.use')).toEqual(['My own Draft', 'A secret draft Draft']);
    const own = await of(picture, await app.signIn(author));
    expect(own.texts('.use')).toEqual(['My own Draft']);
    expect(own.main).toContain('1 story more shows it.');
    expect(own.main).not.toContain('secret');
    expect((await library()).texts('.sub').join()).toContain('2 uses');
    expect(await titles('?show=unused')).toEqual([]);
    await addColour(app.context, editor, '#446');
    expect(await titles('?show=unused')).toEqual(['All #446']);
  });

  test('is a person’s page, too', async () => {
    const portrait = await addPortrait(app.context, editor, author, '#555');
    expect((await of(portrait)).texts('.use')).toEqual(['Tomas Brandt']);
  });
});

/** As though the library came only now. */
async function migrateAgain(): Promise<void> {
  const { schema } = app.context.db.writer;
  for (const index of ['media_by_age', 'media_uses_by_media']) await schema.dropIndex(index).execute();
  for (const column of ['source', 'words', 'was_used']) await schema.alterTable('media').dropColumn(column).execute();
  await up(app.context.db.writer);
}

describe('Removing', () => {
  const remove = ({ id }: Picture, agent = desk) => agent.post(`/admin/media/${id}/remove`).type('form').send({});

  test('takes a picture that nothing ever showed, with its file', async () => {
    const picture = await addColour(app.context, editor, '#666');
    expect(
      (await sendForm(desk, fillForm(await desk.get(`/admin/media/${picture.id}`), 'Remove from the library'))).status,
    ).toBe(303);
    await desk.get(`/admin/media/${picture.id}`).expect(404);
    await desk.get(`/media/${picture.file}`).expect(404);
    expect(await app.context.storage.open(picture.file)).toBeNull();
    const again = await addColour(app.context, editor, '#666');
    expect((await app.context.storage.open(again.file))?.bytes).toBe(again.bytes);
  });

  test('is refused while something shows it, and says what does', async () => {
    const picture = await addColour(app.context, editor, '#777');
    await use(picture);
    const refused = readPage(await remove(picture).expect(409));
    expect(refused.main).toContain('This picture is used, or was: it stays in the library.');
    expect(refused.texts('.use')).toEqual(['Dockers halt speech Draft']);
    expect(refused.main).not.toContain('Remove from the library');
  });

  test.each([
    ['before its text', false],
    ['as a poster, since before there was a library', true],
  ])('is refused for what an old version of a story shows %s', async (_where, isOld) => {
    const picture = await addColour(app.context, editor, '#888');
    const body = `::video{url="https://youtu.be/dQw4w9WgXcQ" title="T" poster="${picture.id}"}`;
    const { articleId, revisionId } = isOld
      ? await addStory(app.context, { editor, content: { headline: 'Film', sectionId, body }, fate: 'draft' })
      : await use(picture);
    const content = { ...emptyContent, headline: 'Without it', sectionId };
    await saveRevision(app.context, editor, { articleId, baseRevisionId: revisionId, content, kind: 'save' });
    if (isOld) await migrateAgain();
    expect((await of(picture)).main).toContain('Nothing shows it.');
    await remove(picture).expect(409);
  });

  test.each([
    ['in its text', { body: (id: number) => `::figure{media="${id}" alt="A"}` }],
    ['as a poster', { body: (id: number) => `::video{url="https://youtu.be/dQw4w9WgXcQ" title="T" poster="${id}"}` }],
    ['before it', { leadMediaId: (id: number) => String(id) }],
  ])('is refused for what a text that is not saved yet shows %s', async (_where, fields) => {
    const picture = await addColour(app.context, editor, '#999');
    const form = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value(picture.id)]));
    await app.context.db.transaction((tx) =>
      tx
        .insertInto('autosaves')
        .values({
          ...{ person_id: author.id, draft: 'a', article_id: null, kind: 'story', revision_id: null, turn: 1 },
          ...{ form: JSON.stringify(form), written_at: app.clock.now() },
        })
        .execute(),
    );
    await remove(picture).expect(409);
  });

  test('is for the desk, and for whoever added it', async () => {
    const [own, others] = [await addColour(app.context, author, '#aaa'), await addColour(app.context, editor, '#bbb')];
    const agent = await app.signIn(author);
    expect((await of(others, agent)).main).not.toContain('Remove from the library');
    await remove(others, agent).expect(403);
    await agent.post(`/admin/media/${others.id}`).type('form').send({ alt: 'Mine' }).expect(403);
    await remove(own, agent).expect(303);
  });
});
