import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { addPicture } from '../../src/media/actions.ts';
import { findMedia } from '../../src/media/queries.ts';
import { type Newsroom, plain, startNewsroom } from '../articles/newsroom.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { jpegThatSays, manifestSegment, xmpOf } from '../support/picture-files.ts';
import { addStory } from '../support/stories.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const utf8 = (text: string) => Buffer.from(text);
const where = ['51,30.5N', '7,27.9E', 'Dortmund-Hafen', 'Speicherstraße'];
const said = [
  '<dc:title>Hall</dc:title><dc:description>The file’s caption</dc:description><dc:creator>L. Okafor</dc:creator>',
  '<dc:rights>© Courier</dc:rights>',
].join('');
const located = xmpOf(
  said,
  `exif:GPSLatitude="${where[0]}" exif:GPSLongitude="${where[1]}" photoshop:City="${where[2]}" photoshop:DateCreated="2026-11-20"`,
);
const file = () =>
  jpegThatSays({
    xmp: located,
    iptc: [
      [2, 90, utf8(where[2] as string)],
      [2, 92, utf8(where[3] as string)],
    ],
    segments: [manifestSegment()],
  });

async function upload(): Promise<number> {
  await newsroom.desk
    .post('/admin/media')
    .attach('pictures', await file(), 'hall.jpg')
    .expect(200);
  const { id } = await newsroom.context.db.reader.selectFrom('media').select('id').executeTakeFirstOrThrow();
  return id;
}

const fieldsOf = async (id: number) => fillForm(await newsroom.desk.get(`/admin/media/${id}`), 'Save').fields;

describe('What a file says of itself', () => {
  test('fills the fields of a picture, and is told beside it', async () => {
    const id = await upload();
    expect(await fieldsOf(id)).toMatchObject({
      ...{ title: 'Hall', caption: 'The file’s caption', credit: 'L. Okafor', rights: '© Courier', alt: '' },
    });
    const page = plain(await newsroom.desk.get(`/admin/media/${id}`));
    expect(page).toContain('Taken on Friday 20 November 2026');
    expect(page).toContain('The original file carries content credentials (C2PA). Nobody has checked them.');
    const found = await newsroom.desk.get('/admin/media?q=courier').expect(200);
    expect(readPage(found).texts('.picture-name')).toEqual(['Hall']);
  });

  test('fills none in which somebody typed, and none of a picture that was there already', async () => {
    const typed = { originalName: 'hall.jpg', alt: 'A hall', caption: 'Our own', credit: '' };
    const buffer = await file();
    const { id } = await addPicture(newsroom.context, newsroom.editor, { ...typed, buffer });
    expect(await fieldsOf(id)).toMatchObject({ alt: 'A hall', caption: 'Our own', credit: 'L. Okafor' });
    const again = await addPicture(newsroom.context, newsroom.editor, { ...typed, caption: '', buffer });
    expect([again.id, again.caption]).toEqual([id, 'Our own']);
  });

  test('of where it was taken stands in no row, on no page and in no file that is served', async () => {
    const id = await upload();
    const [picture] = await findMedia(newsroom.context.db.reader, [id]);
    const rows = JSON.stringify(await newsroom.context.db.reader.selectFrom('media').selectAll().execute());
    const served = await newsroom.desk.get(`/media/${picture?.file}`).buffer(true).expect(200);
    const pages = [await newsroom.desk.get('/admin/media'), await newsroom.desk.get(`/admin/media/${id}`)];
    for (const text of [rows, served.body.toString('latin1'), ...pages.map((page) => page.text)]) {
      for (const word of [...where, 'GPS', 'Photoshop', 'c2pa\0']) expect(text).not.toContain(word);
    }
    expect(served.body.length).toBe(picture?.bytes);
    const { exif, xmp, iptc } = await sharp(served.body).metadata();
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
  });
});

describe('Readers', () => {
  const remark = 'The original file carries content credentials (not checked by us).';

  async function storyWith(id: number, language = 'en'): Promise<string> {
    const content = {
      ...{ sectionId: newsroom.politics, headline: 'Hall', language, slug: language },
      ...{ body: `So.\n\n::figure{media="${id}" alt="A"}`, leadKind: 'image' as const, leadMediaId: id, leadAlt: 'B' },
    };
    return (await addStory(newsroom.context, { editor: newsroom.editor, content })).path;
  }

  test('are told of content credentials beside the credit, in the language of the story', async () => {
    const id = await upload();
    const english = readPage(
      await newsroom
        .visitor()
        .get(await storyWith(id))
        .expect(200),
    );
    expect(english.texts('figcaption').slice(0, 2)).toEqual([
      `The file’s caption L. Okafor ${remark}`,
      `The file’s caption L. Okafor ${remark}`,
    ]);
    expect(english.attributes('small', 'title')[0]).toContain('C2PA');
    const arabic = readPage(
      await newsroom
        .visitor()
        .get(await storyWith(id, 'ar'))
        .expect(200),
    );
    expect(arabic.texts('figcaption')[0]).toContain('بيانات اعتماد المحتوى (لم نتحقق منها)');
    expect((await newsroom.visitor().get('/feed.xml').expect(200)).text).toContain(remark);
  });

  test('are told where there is neither caption nor credit, and of no other picture', async () => {
    const [bare, plainOne] = [await jpegThatSays({ segments: [manifestSegment()] }), await jpegThatSays({})];
    const add = async (buffer: Buffer, background: string) => {
      const { id } = await addPicture(newsroom.context, newsroom.editor, {
        ...{ originalName: `${background}.jpg`, alt: '', caption: '', credit: '' },
        buffer: background ? await recoloured(buffer, background) : buffer,
      });
      return readPage(await newsroom.visitor().get(await storyWith(id, background ? 'ar' : 'en')));
    };
    expect((await add(bare, '')).texts('figcaption')[0]).toBe(remark);
    expect((await add(plainOne, '#123')).texts('figcaption')).toEqual([]);
  });
});

const recoloured = (buffer: Buffer, background: string) =>
  sharp(buffer)
    .composite([{ input: { create: { width: 9, height: 9, channels: 3, background } } }])
    .jpeg()
    .toBuffer();
