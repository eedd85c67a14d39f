import { beforeEach, describe, expect, test } from '@jest/globals';
import { stemOf } from '../../src/media/picture.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  complete,
  edit,
  errorsIn,
  idIn,
  type Newsroom,
  pictureFile,
  plain,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);

const pictures = () => newsroom.context.db.reader.selectFrom('media').selectAll().orderBy('id').execute();

const usesOf = async (id: number) => {
  const uses = newsroom.context.db.reader.selectFrom('media_uses').select('media_id').where('article_id', '=', id);
  return (await uses.orderBy('media_id').execute()).map((row) => row.media_id);
};

/** Of 60 pixels, as they come here. */
const jpegOf = (picture: { file: string } | undefined) => `/media/${stemOf(picture?.file ?? '')}-60.jpg`;

describe('A lead picture', () => {
  test('is uploaded with the story, and readers see it as described', async () => {
    const { visitor } = newsroom;
    const { id, path } = await publishNew(newsroom, {
      picture: await pictureFile(),
      'Alternative text': 'The empty "hall"',
      Caption: 'The hall after the walk-out.',
      Credit: 'L. Okafor',
    });
    const [picture] = await pictures();
    expect(await newest(id)).toMatchObject({ lead_kind: 'image', lead_media_id: picture?.id });
    const { text } = await visitor().get(path).expect(200);
    expect(text).toContain(`src="${jpegOf(picture)}" width="60" height="40" alt="The empty &quot;hall&quot;"`);
    expect(text).toContain('The hall after the walk-out. <cite>L. Okafor</cite>');
    await visitor().get(`/media/${picture?.file}`).expect(200);
    expect((await visitor().get('/')).text).toContain(stemOf(picture?.file ?? ''));
    expect(picture).toMatchObject({ original_name: 'hall.png', alt: 'The empty "hall"', credit: 'L. Okafor' });
    expect(await usesOf(id)).toEqual([picture?.id]);
  });

  test('that decorates has no alternative text for readers', async () => {
    const { path } = await publishNew(newsroom, { picture: await pictureFile(), 'Decorative picture': true });
    expect((await newsroom.visitor().get(path)).text).toMatch(/<figure class="lead">\s*<picture>.*<img [^>]*alt=""/);
  });

  test('stays with a save that sends no file, and is shown in the editor', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { ...complete, picture: await pictureFile() });
    await edit(desk, id, { Text: 'Changed.' });
    expect((await newest(id))?.lead_media_id).toBe((await pictures())[0]?.id);
    expect(plain(await desk.get(`/admin/articles/${id}`))).toContain('hall.png, 60 × 40');
  });

  test('is replaced and removed, while readers keep what was published', async () => {
    const { desk, visitor } = newsroom;
    const given = { picture: await pictureFile(), 'Alternative text': 'The hall' };
    const { id, path } = await publishNew(newsroom, given);
    await edit(desk, id, { picture: await pictureFile('#33c', 'harbour.png'), 'Remove this picture': true });
    const [first, second] = await pictures();
    expect(await newest(id)).toMatchObject({ lead_kind: 'image', lead_media_id: second?.id });
    expect(await usesOf(id)).toEqual([first?.id, second?.id]);
    expect((await visitor().get(path)).text).toContain(stemOf(first?.file ?? ''));
    await visitor().get(`/media/${second?.file}`).expect(404);
    await publishChanges(desk, id, {});
    expect((await visitor().get(path)).text).toContain(stemOf(second?.file ?? ''));
    await visitor().get(`/media/${first?.file}`).expect(404);
    await publishChanges(desk, id, { values: { 'Remove this picture': true, leadKind: 'none' } });
    expect(await newest(id)).toMatchObject({ lead_kind: 'none', lead_media_id: null });
    expect((await visitor().get(path)).text.replaceAll('/media/cards/', '')).not.toContain('/media/');
    expect(await usesOf(id)).toEqual([]);
  });

  test('is the poster of a lead video', async () => {
    const { path } = await publishNew(newsroom, {
      leadKind: 'video',
      video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'Video title': 'The walk-out',
      picture: await pictureFile(),
    });
    const [picture] = await pictures();
    expect((await newsroom.visitor().get(path)).text).toMatch(
      new RegExp(`<details class="video"><summary>\\s*<picture>.*<img src="/media/${stemOf(picture?.file ?? '')}-16x9`),
    );
  });

  test('is not lost where something else is wrong', async () => {
    const { desk } = newsroom;
    const refused = await edit(desk, 'new', {
      Headline: 'x'.repeat(201),
      picture: await pictureFile(),
      'Alternative text': 'The hall',
      Text: 'Kept.',
    });
    expect(refused.status).toBe(422);
    expect(Object.keys(errorsIn(refused))).toEqual(['headline']);
    expect(plain(refused)).toContain('hall.png, 60 × 40');
    const again = fillForm(refused, 'Save', { Headline: 'Shorter' });
    expect(again.fields).toMatchObject({ body: 'Kept.', pictureAlt: 'The hall', leadKind: 'image' });
    const id = idIn(await sendForm(desk, again));
    expect((await newest(id))?.lead_media_id).toBe((await pictures())[0]?.id);
  });

  test('that is none is refused beside the field, with all that was typed', async () => {
    const { desk } = newsroom;
    const picture = { filename: 'hall.png', content: Buffer.from('This is a text.') };
    const answer = await edit(desk, 'new', { ...complete, picture });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({
      picture: 'This is not a picture that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file.',
    });
    expect(fillForm(answer, 'Save').fields).toMatchObject({ headline: complete.Headline, body: complete.Text });
  });

  test('must be one of the library', async () => {
    const { desk } = newsroom;
    const filled = fillForm(await desk.get('/admin/articles/new'), 'Save', complete);
    const answer = await sendForm(desk, { ...filled, fields: { ...filled.fields, pictureId: '4711' } });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({ picture: 'This picture is not in the library. Add it again.' });
  });
});

describe('A picture for the text', () => {
  const added = async () => ({
    'Picture for the text': await pictureFile(),
    'Its alternative text': 'A hall with "chairs" and a \\',
    'Its caption': 'The {empty} hall',
    'Its credit': 'L. Okafor',
  });

  test('is put at the end of the text, in a line that readers see as a figure', async () => {
    const { desk, visitor } = newsroom;
    const answer = await edit(desk, 'new', { ...complete, ...(await added()) }, 'Save and add picture');
    const id = idIn(answer);
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=picture-added`);
    const [picture] = await pictures();
    expect((await newest(id))?.body).toBe(
      `${complete.Text}\n\n::figure{media="${picture?.id}" alt="A hall with \\"chairs\\" and a \\\\" ` +
        'caption="The {empty} hall" credit="L. Okafor"}\n',
    );
    const page = await desk.get(`/admin/articles/${id}`);
    expect(fillForm(page, 'Save').fields).toMatchObject({ bodyPictureAlt: '', bodyPictureCaption: '' });
    expect(plain(page)).not.toContain('In the text');
    await edit(desk, id, {}, 'Publish');
    const { text } = await visitor().get('/2026/11/23/dockers-halt-speech').expect(200);
    expect(text).toContain(`<img src="${jpegOf(picture)}"`);
    expect(text).toContain('alt="A hall with &quot;chairs&quot; and a \\"');
    expect(text).toContain('The {empty} hall <cite>L. Okafor</cite>');
    await visitor().get(`/media/${picture?.file}`).expect(200);
    expect(await usesOf(id)).toEqual([picture?.id]);
  });

  test('decorates where nothing is said of it, and begins a text that was empty', async () => {
    const values = { 'Picture for the text': await pictureFile() };
    const id = await write(newsroom.desk, values, 'Save and add picture');
    expect((await newest(id))?.body).toBe(`::figure{media="${(await pictures())[0]?.id}" decorative="true"}\n`);
    expect(plain(await newsroom.desk.get(`/admin/articles/${id}`))).not.toContain('In the text');
  });

  test('is added by any other button, too, once its file is chosen', async () => {
    const id = await write(newsroom.desk, { ...complete, ...(await added()) }, 'Submit for review');
    expect((await newest(id))?.body).toContain('::figure{media=');
  });

  test('needs a file, and nothing typed is lost', async () => {
    const { desk } = newsroom;
    const answer = await edit(desk, 'new', { ...complete, 'Its caption': 'The hall' }, 'Save and add picture');
    expect([answer.status, errorsIn(answer)]).toEqual([422, { bodyPicture: 'Choose the file of the picture first.' }]);
    expect(fillForm(answer, 'Save').fields).toMatchObject({ body: complete.Text, bodyPictureCaption: 'The hall' });
  });

  test('that is none takes nothing else with it, not even the lead picture', async () => {
    const { desk } = newsroom;
    const answer = await edit(desk, 'new', {
      ...complete,
      picture: await pictureFile(),
      bodyPicture: { filename: 'hall.png', content: Buffer.from('This is a text.') },
    });
    expect(Object.keys(errorsIn(answer))).toEqual(['bodyPicture']);
    expect(plain(answer)).toContain('hall.png, 60 × 40');
    const id = idIn(await sendForm(desk, fillForm(answer, 'Save')));
    expect((await newest(id))?.lead_media_id).toBe((await pictures())[0]?.id);
  });

  test('is in no line once it was taken out, and readers can no longer get it', async () => {
    const { desk, visitor } = newsroom;
    const id = await write(desk, { ...complete, ...(await added()) }, 'Save and add picture');
    await edit(desk, id, {}, 'Publish');
    const [picture] = await pictures();
    await publishChanges(desk, id, { values: { Text: 'Without it.' } });
    await visitor().get(`/media/${picture?.file}`).expect(404);
    expect(await usesOf(id)).toEqual([]);
  });

  test('may not be described at too great a length', async () => {
    const { desk } = newsroom;
    const values = { ...complete, ...(await added()), 'Its caption': 'x'.repeat(501) };
    const answer = await edit(desk, 'new', values, 'Save and add picture');
    expect(answer.status).toBe(422);
    expect(plain(answer)).toContain('The caption may have at most 500 characters.');
    expect(fillForm(answer, 'Save').fields).toMatchObject({
      body: complete.Text,
      bodyPictureCaption: 'x'.repeat(501),
      bodyPictureCredit: 'L. Okafor',
    });
  });
});
