import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { errorsIn, type Newsroom, plain, press, publishNew, startNewsroom } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import type { FileInput, Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addPortrait, whoHas } from '../support/people.ts';

let newsroom: Newsroom;
let ilse: Person;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt', bio: 'Covers the port.' });
  admin = await newsroom.signIn('admin');
});

const change = (values: Values, person: Pick<Person, 'id'> = ilse) =>
  press(admin, `/admin/people/${person.id}`, 'Save', values);
const open = async (path: string) => readPage(await newsroom.visitor().get(encodeURI(path)).expect(200));

const eventsOf = async (id: number) => {
  const rows = newsroom.context.db.reader.selectFrom('events').select(['action', 'names']);
  return rows.where('subject', '=', `person:${id}`).where('action', '<>', 'person.signed_in').orderBy('id').execute();
};

describe('The page of a person', () => {
  test('is reached from the list, and shows what is saved', async () => {
    expect(readPage(await admin.get('/admin/people')).links('td')).toContain(`/admin/people/${ilse.id}`);
    const page = readPage(await admin.get(`/admin/people/${ilse.id}`).expect(200));
    expect(page.texts('h1')).toEqual(['Ilse Brandt']);
    expect(page.main).toContain(ilse.email);
    expect(page.main).toContain('No story bears this byline yet.');
    expect(page.links()).not.toContain('/by/ilse-brandt');
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    const after = readPage(await admin.get(`/admin/people/${ilse.id}`));
    expect(after.main).toContain('1 story bears this byline.');
    expect(after.links()).toContain('/by/ilse-brandt');
  });

  test('changes name and biography wherever readers see them, at once', async () => {
    const { path } = await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    const { headers } = await change({ Name: 'إلزا براندت', Biography: 'Covers the port.\r\n\r\nكتبت عن الميناء.' });
    expect(headers.location).toBe(`/admin/people/${ilse.id}?done=saved`);
    expect((await open(path)).main).toContain('إلزا براندت');
    const shown = await open('/by/ilse-brandt');
    expect(shown.texts('h1')).toEqual(['إلزا براندت']);
    expect(shown.texts('.intro')).toEqual(['Covers the port. كتبت عن الميناء.']);
    expect(shown.description).toBe('Covers the port. كتبت عن الميناء.');
    const names = JSON.stringify(['site', `person:${ilse.id}`, 'path:/by/ilse-brandt']);
    expect(await eventsOf(ilse.id)).toEqual([{ action: 'person.changed', names }]);
    await change({});
    expect(await eventsOf(ilse.id)).toHaveLength(1);
  });

  test('keeps what was typed, and says beside each field what is wrong', async () => {
    const long = 'كلمة '.repeat(400);
    const answer = await change({ Name: ' ', Address: '***', Biography: long });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({
      name: 'Enter a name.',
      bio: 'The biography may have at most 1,500 characters.',
    });
    expect(answer.text).toContain(long.trim());
    expect(answer.text).toContain('value="***"');
    expect(errorsIn(await change({ Address: '***' }))).toEqual({
      slug: 'An address needs letters or digits. Write some.',
    });
    expect(await whoHas(newsroom.context, ilse.id)).toMatchObject({ name: 'Ilse Brandt', bio: 'Covers the port.' });
  });

  test('of a very long biography tells search engines the beginning', async () => {
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    const bio = `${'Harbours, ships and tides. '.repeat(55)}`.trim();
    expect((await change({ Biography: bio })).status).toBe(303);
    const { description, texts } = await open('/by/ilse-brandt');
    expect(texts('.intro')).toEqual([bio]);
    expect(description?.length).toBeLessThanOrEqual(300);
    expect(description).toMatch(/^Harbours, ships and tides\. .*\w…$/);
  });

  test('of nobody is not found', async () => {
    for (const id of ['999', '0', 'x', '1e3']) await admin.get(`/admin/people/${id}`).expect(404);
  });
});

describe('The address of a person', () => {
  test('leads on for ever once it is changed, its feeds and further pages too, also over several changes', async () => {
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    await change({ Address: '/by/Ilse B' });
    await change({ Address: 'إلزا' });
    const now = encodeURI('/by/إلزا');
    for (const old of ['/by/ilse-brandt', '/by/ilse-b']) {
      await newsroom.visitor().get(old).expect(301).expect('Location', now);
      await newsroom.visitor().get(`${old}/feed.xml`).expect(301).expect('Location', `${now}/feed.xml`);
      await newsroom.visitor().get(`${old}?before=x`).expect(404);
    }
    await open('/by/إلزا');
    await change({ Address: 'ilse-brandt' });
    await open('/by/ilse-brandt');
    await newsroom.visitor().get(now).expect(301).expect('Location', '/by/ilse-brandt');
  });

  test('of who has no story out leads nowhere, so that nobody learns who works here', async () => {
    await change({ Address: 'ilse' });
    await newsroom.visitor().get('/by/ilse-brandt').expect(404);
  });

  test('that somebody has, or had, is refused with a free one', async () => {
    const taken = await change({ Address: 'mara-oyelaran' });
    expect(errorsIn(taken)).toEqual({
      slug: '“Mara Oyelaran” is at /by/mara-oyelaran. This one is free: mara-oyelaran-2',
    });
    await change({ Address: 'mara' }, newsroom.editor);
    const moved = await change({ Address: 'mara-oyelaran' });
    expect(errorsIn(moved).slug).toBe(
      '/by/mara-oyelaran is an old address of “Mara Oyelaran” and leads there. This one is free: mara-oyelaran-2',
    );
    expect((await change({ Address: 'mara-oyelaran-2' })).status).toBe(303);
    const namesake = await press(admin, '/admin/people/guest', 'Add the byline', { Name: 'Ilse Brandt' });
    expect(errorsIn(namesake).slug).toContain('This one is free: ilse-brandt-2');
  });

  test('is in the list of old ones, where it is removed, and then somebody else may have it', async () => {
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    await change({ Address: 'ilse' });
    const list = readPage(await newsroom.desk.get('/admin/redirects').expect(200));
    expect(list.texts('.headline')).toEqual(['/by/ilse-brandt']);
    expect(list.main).toContain('Person');
    expect(list.links('.leads')).toEqual(['/by/ilse']);
    await press(newsroom.desk, '/admin/redirects', 'Remove for good').then(({ status }) => expect(status).toBe(303));
    await newsroom.visitor().get('/by/ilse-brandt').expect(404);
    expect((await change({ Address: 'ilse-brandt' }, newsroom.editor)).status).toBe(303);
    expect(plain(await newsroom.desk.get('/admin/activity'))).toContain(
      'removed an old address of the byline of Ilse Brandt',
    );
  });
});

describe('The picture of a person', () => {
  const drawn = (width: number, height: number) =>
    sharp({
      create: { width, height, channels: 3, background: '#246', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
    });
  const file = async (width: number, height: number): Promise<FileInput> => ({
    filename: 'face.jpg',
    content: await drawn(width, height)
      .withExif({ IFD0: { Artist: 'Lena Okafor' } })
      .jpeg()
      .toBuffer(),
  });

  test('is kept as a small square, and stands beside the name, with its size and no words, and in the linked data', async () => {
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    expect((await change({ Picture: await file(900, 600) })).status).toBe(303);
    const page = await open('/by/ilse-brandt');
    const [src = ''] = page.attributes('img', 'src');
    expect(['width', 'height', 'alt'].map((name) => page.attributes('img', name)[0])).toEqual(['320', '320', '']);
    const { body } = await newsroom.visitor().get(src).expect(200).expect('Content-Type', 'image/webp');
    const kept = await sharp(body).metadata();
    expect(kept).toMatchObject({ width: 320, height: 320 });
    expect(kept).not.toHaveProperty('exif');
    const image = { '@type': 'ImageObject', url: `${newsroom.url}${src}`, width: 320, height: 320 };
    expect(page.data.at(-1)).toMatchObject({ mainEntity: { '@type': 'Person', name: 'Ilse Brandt', image } });
  });

  test('is for the newsroom alone until readers can see the page, and again once it is removed', async () => {
    const picture = await addPortrait(newsroom.context, newsroom.editor, ilse, '#246');
    const address = `/media/${picture.file}`;
    await newsroom.visitor().get(address).expect(404);
    await newsroom.desk.get(address).expect(200);
    await publishNew(newsroom, { Bylines: 'Ilse Brandt' });
    await newsroom.visitor().get(address).expect(200);
    expect((await change({ 'Remove the picture': true })).status).toBe(303);
    await newsroom.visitor().get(address).expect(404);
    expect((await open('/by/ilse-brandt')).attributes('img', 'src')).toEqual([]);
  });

  test.each([
    ['no picture', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This is not a picture'],
    [
      'a damaged one',
      async () => (await drawn(300, 300).png().toBuffer()).subarray(0, 2000),
      'is damaged or not whole',
    ],
    ['one too small', async () => drawn(300, 99).png().toBuffer(), 'it needs 100 pixels on each side at least'],
    [
      'one too large',
      async () =>
        sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'more than 50 million pixels',
    ],
  ])('that is %s is refused beside its field, and the rest is kept as typed', async (_what, content, message) => {
    const answer = await change({ Name: 'Ilse B.', Picture: { filename: 'face.png', content: await content() } });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer).picture).toContain(message);
    expect(answer.text).toContain('value="Ilse B."');
    expect(await whoHas(newsroom.context, ilse.id)).toMatchObject({ name: 'Ilse Brandt', pictureId: null });
  });

  test('is not lost to a mistake in another field', async () => {
    const answer = await change({ Name: '', Picture: await file(400, 400) });
    expect(answer.status).toBe(422);
    const [src = ''] = readPage(answer).attributes('img', 'src');
    expect(src).toMatch(/^\/media\/\w+\.webp$/);
    const { id } = await newsroom.context.db.reader.selectFrom('media').select('id').executeTakeFirstOrThrow();
    await admin.post(`/admin/people/${ilse.id}`).field('name', 'Ilse').field('pictureId', String(id)).expect(303);
    expect(await whoHas(newsroom.context, ilse.id)).toMatchObject({ name: 'Ilse', pictureId: id });
  });

  test('is never another picture of the library: that would show readers what is not out', async () => {
    const { picture } = await pictureOfDraft();
    const form = admin.post(`/admin/people/${ilse.id}`).field('name', 'Ilse').field('pictureId', String(picture.id));
    expect(errorsIn(await form)).toEqual({ picture: 'Choose the file of the picture again.' });
    expect((await whoHas(newsroom.context, ilse.id)).pictureId).toBeNull();
  });

  async function pictureOfDraft() {
    const content = await drawn(300, 200).png().toBuffer();
    await press(newsroom.desk, '/admin/articles/new', 'Save', {
      Headline: 'A',
      picture: { filename: 'a.png', content },
    });
    return { picture: await newsroom.context.db.reader.selectFrom('media').select('id').executeTakeFirstOrThrow() };
  }
});
