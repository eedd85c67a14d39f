import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { removePicture } from '../../src/media/actions.ts';
import { type Picture, stemOf } from '../../src/media/picture.ts';
import { findMedia } from '../../src/media/queries.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addPortrait } from '../support/people.ts';
import { addColour, addStory } from '../support/stories.ts';

let app: Started;
let editor: Person;
let desk: Agent;
let old: Picture;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  desk = await app.signIn(editor);
  old = await addColour(app.context, editor, '#c33');
});

const png = (background: string, width = 600, height = 300) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

async function replace(content: Buffer | null, id = old.id) {
  const page = await desk.get(`/admin/media/${id}`).expect(200);
  const form = fillForm(page, 'Replace', {});
  const post = desk.post(form.action).set('Sec-Fetch-Site', 'same-origin');
  return content ? post.attach('file', content, 'new.png') : post.field('press', '');
}

const present = async (id = old.id): Promise<Picture> => {
  const [picture] = await findMedia(app.context.db.reader, [id]);
  if (!picture) throw new Error('It is gone.');
  return picture;
};

async function show({ id }: Picture): Promise<string> {
  const sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  const lead = { leadKind: 'image', leadMediaId: id, leadAlt: 'The hall' } as const;
  const story = await addStory(app.context, { editor, content: { sectionId, ...lead }, fate: 'published' });
  return story.path ?? '';
}

describe('A file that is replaced', () => {
  test('is another one wherever the picture is shown, at once, and what is said of it stays', async () => {
    const path = await show(old);
    const before = await present();
    expect((await replace(await png('#3c3'))).headers.location).toBe(`/admin/media/${old.id}?done=replaced`);
    const after = await present();
    expect(after).toMatchObject({ id: old.id, width: 600, height: 300, alt: before.alt, credit: before.credit });
    expect(after.file).not.toBe(before.file);
    const { text } = await app.visitor().get(path).expect(200);
    expect(text).toContain(stemOf(after.file));
    expect(text).not.toContain(stemOf(before.file));
    await app
      .visitor()
      .get(`/media/${stemOf(after.file)}-320.avif`)
      .expect(200);
  });

  test('leads whoever asks for the old one to the new one', async () => {
    await show(old);
    await replace(await png('#3c3'));
    const { file } = await present();
    for (const name of [old.file, `${stemOf(old.file)}-64.jpg`, `${stemOf(old.file)}-1x1.50.50-48.avif`]) {
      const { headers } = await app.visitor().get(`/media/${name}`).expect(302);
      expect(headers).toMatchObject({ location: `/media/${file}`, 'cache-control': 'no-store' });
    }
  });

  test('says nothing of itself to readers where nothing shows it', async () => {
    await replace(await png('#3c3'));
    await app.visitor().get(`/media/${old.file}`).expect(404);
    await desk.get(`/media/${old.file}`).expect(302);
  });

  test('is kept, and its page says until when, and who replaced it', async () => {
    await replace(await png('#3c3'));
    expect(await app.context.storage.open(old.file)).not.toBeNull();
    const page = readPage(await desk.get(`/admin/media/${old.id}`).expect(200));
    expect(page.texts('.about').join()).toMatch(/Another file until .*, replaced by Mara Oyelaran/);
  });

  test('can come back, and then the other leads to it', async () => {
    await show(old);
    const colours = await Promise.all(['#3c3', '#13c'].map((colour) => png(colour)));
    const files: string[] = [];
    for (const content of [...colours, colours[0] ?? null]) {
      await replace(content);
      files.push((await present()).file);
    }
    expect(files[2]).toBe(files[0]);
    await app.visitor().get(`/media/${files[0]}`).expect(200);
    const { headers } = await app.visitor().get(`/media/${files[1]}`).expect(302);
    expect(headers.location).toBe(`/media/${files[0]}`);
  });

  test('has sizes of its own, made ahead', async () => {
    await replace(await png('#3c3'));
    await app.context.images.idle();
    const { file } = await present();
    expect(await app.context.storage.list(`${stemOf(file)}-`)).toHaveLength(9);
  });

  test('has the middle as what matters most', async () => {
    await app.context.db.transaction((tx) => tx.updateTable('media').set({ focal_x: 3, focal_y: 4 }).execute());
    await replace(await png('#3c3'));
    expect(await present()).toMatchObject({ focalX: 50, focalY: 50 });
  });

  test('of somebody’s picture is a square again', async () => {
    const { id } = await addPortrait(app.context, editor, editor, '#11c');
    await replace(await png('#3c3', 900, 500), id);
    expect(await present(id)).toMatchObject({ width: 320, height: 320, original: null });
  });

  test('goes with the picture', async () => {
    await replace(await png('#3c3'));
    const { file, original } = await present();
    await app.context.images.idle();
    await removePicture(app.context, editor, old.id);
    for (const name of [old.file, file, original ?? '', old.original ?? '']) {
      expect(await app.context.storage.list(stemOf(name))).toEqual([]);
    }
  });
});

describe('Not replaced is a file', () => {
  test.each([
    ['without another', null, 'Choose the picture that comes in its place.'],
    ['by what is no picture', Buffer.from('<svg/>'), 'This is not a picture that can be used.'],
  ])('%s', async (_what, content, message) => {
    const answer = await replace(content);
    expect(answer.status).toBe(422);
    expect(readPage(answer).texts('.error').join()).toContain(message);
    expect(await present()).toEqual(old);
  });

  test('by one that the library has as another picture', async () => {
    const content = await png('#3c3');
    await desk
      .post('/admin/media')
      .set('Sec-Fetch-Site', 'same-origin')
      .attach('pictures', content, 'known.png')
      .expect(200);
    const answer = await replace(content);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The library has this picture already, as another one');
    expect(await present()).toEqual(old);
  });

  test('by itself: nothing happens', async () => {
    await replace(await png('#3c3'));
    const before = await present();
    expect((await replace(await png('#3c3'))).status).toBe(303);
    expect(await present()).toEqual(before);
  });

  test('by an author who did not add it', async () => {
    const author = await app.signIn('author');
    const page = await author.get(`/admin/media/${old.id}`).expect(200);
    expect(page.text).not.toContain('in its place');
    await author
      .post(`/admin/media/${old.id}/replace`)
      .set('Sec-Fetch-Site', 'same-origin')
      .attach('file', await png('#3c3'), 'new.png')
      .expect(403);
    expect(await present()).toEqual(old);
  });
});
