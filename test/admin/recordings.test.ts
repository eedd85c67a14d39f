import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { removeRecording } from '../../src/media/actions/recordings.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addRecording, filmOf, sample } from '../support/recordings.ts';
import { addColour } from '../support/stories.ts';

let app: Started;
let editor: Person;
let author: Person;
let desk: Agent;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  author = await addPerson(app.context, { role: 'author', name: 'Tomas Brandt' });
  desk = await app.signIn(editor);
});

const list = async (query = '') => readPage(await desk.get(`/admin/media/recordings${query}`).expect(200));
const titles = async (query = '') => (await list(query)).texts('.picture-name');
const film = async (by: Person = editor, name?: string) =>
  addRecording(app.context, by, { content: await sample('harbour.mp4'), name });

describe('Recordings that are sent', () => {
  test('are taken beside pictures in the same form, by their content and not their names', async () => {
    const answer = await desk
      .post('/admin/media')
      .attach('pictures', await sample('harbour.mp4'), 'speech.png')
      .attach('pictures', await sample('harbour.mp3'), '../../etc/talk\u202E3pm.mp3')
      .attach('pictures', await sample('harbour.mp4'), 'again.mp4')
      .attach('pictures', Buffer.from('This is the text of a film.'), 'film.mp4')
      .attach('pictures', Buffer.alloc(0), 'empty.mp4')
      .attach('pictures', await sample('hevc.mp4'), 'new.mp4')
      .attach('pictures', await sample('harbour.webm'), 'clip.webm')
      .expect(422);
    const page = readPage(answer);
    expect(page.texts('.told')).toEqual([
      'speech.png was added.',
      'talk 3pm.mp3 was added.',
      'again.mp4 was in the library already.',
      'film.mp4: This is neither a picture nor a recording nor a document that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file, an MP4, WebM or MP3 one, or a PDF.',
      'empty.mp4: The file is empty. Look at it where it came from, then send it again.',
      'new.mp4: It is coded as H.265 (HEVC), which not every reader can play. Save it with H.264 and AAC, then try again.',
      'clip.webm was added.',
    ]);
    expect(page.links('main').filter((href) => href.includes('recordings/'))).toHaveLength(4);
    expect(await titles()).toEqual(['clip', 'talk 3pm', 'speech']);
    expect((await list()).texts('.length')).toEqual(['Video 0:01', 'Audio 0:03', 'Video 0:02']);
    // Pictures are apart.
    expect(readPage(await desk.get('/admin/media')).texts('.picture-name')).toEqual([]);
  });

  test('that cannot be used leave nothing in the storage', async () => {
    const whole = await sample('harbour.mp4');
    const answer = await desk
      .post('/admin/media')
      .attach('pictures', whole.subarray(0, 6000), 'cut.mp4')
      .attach('pictures', Buffer.from(`\0\0\0\x18ftypmp42${'no film '.repeat(99)}`, 'latin1'), 'text.mp4')
      .expect(422);
    expect(readPage(answer).texts('.told')).toEqual([
      'cut.mp4: The recording is not whole: its end is missing. Play it to its end, then send it again.',
      expect.stringMatching(/^text\.mp4: (This is not a recording|The recording is (not whole|damaged))/),
    ]);
    const kept: string[] = [];
    for await (const { name } of app.context.storage.all()) kept.push(name);
    expect(kept).toEqual([]);
  });

  test('of two gigabytes are refused before they are sent', async () => {
    const answer = await desk
      .post('/admin/media')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .set('Content-Length', String(2 * 1024 ** 3))
      .send('--x\r\n');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('More than 512 MB came at once. Send fewer files, or the recording in parts.');
  });

  test('are kept as what they are, whatever they said of where they were taken', async () => {
    const { file } = await film();
    const { body, headers } = await desk.get(`/media/${file}`).expect(200);
    expect(headers).toMatchObject({ 'content-type': 'video/mp4', 'cache-control': 'private, no-store' });
    expect((body as Buffer).includes('33.8938')).toBe(false);
    await app.visitor().get(`/media/${file}`).expect(404);
  });
});

test('A recording is found by words of what is said of it', async () => {
  await film(editor, 'harbour_night.mp4');
  await addRecording(app.context, editor, { content: await filmOf(1), name: 'الميناء.mp4' });
  expect(await titles('?q=NIGHT')).toEqual(['harbour night']);
  expect(await titles('?q=ميناء')).toEqual(['الميناء']);
  expect(await titles('?q=none')).toEqual([]);
});

describe('The page of a recording', () => {
  test('says what it is, plays it, and keeps what is said of it', async () => {
    const { id, file } = await film();
    const picture = await addColour(app.context, editor, '#123');
    const path = `/admin/media/recordings/${id}`;
    const page = await desk.get(path).expect(200);
    expect(page.text).toContain(`src="/media/${file}"`);
    expect(readPage(page).texts('.about')[0]).toContain('Video · 0:02 · 160 × 90 pixels, 0.1 MB · H.264, AAC');
    const said = {
      Title: 'The harbour at night',
      Credit: 'L. Okafor',
      Poster: `https://news.example/admin/media/${picture.id}`,
    };
    expect((await sendForm(desk, fillForm(page, 'Save', { ...said, 'Readers may download it': true }))).status).toBe(
      303,
    );
    const after = await desk.get(path).expect(200);
    expect(after.text).toContain(`poster="/media/${picture.file}"`);
    expect(after.text).toContain('name="canDownload" value="on" checked');
    expect(await titles('?q=okafor')).toEqual(['The harbour at night']);
    // What stands for a film stays, and its page says for which.
    expect(readPage(await desk.get(`/admin/media/${picture.id}`)).texts('.use')).toEqual(['The harbour at night']);
    await desk.post(`/admin/media/${picture.id}/remove`).type('form').send({}).expect(409);
  });

  test('takes a new poster, and gives back what was typed where something is wrong', async () => {
    const { id } = await film();
    const square = { width: 60, height: 40, channels: 3, background: '#c33' } as const;
    const buffer = await sharp({ create: square }).png().toBuffer();
    const wrong = await desk
      .post(`/admin/media/recordings/${id}`)
      .field({ title: '', caption: 'The quay', poster: '' })
      .attach('newPoster', buffer, 'poster.png')
      .expect(422);
    expect(wrong.text).toContain('Say in a few words what it is.');
    expect(wrong.text).toContain('>\nThe quay</textarea>');
    expect(readPage(wrong).attributes('#poster', 'value')).toEqual(['1']);
    await desk.post(`/admin/media/recordings/${id}`).field({ title: 'A', poster: '999' }).expect(422);
    await desk.post(`/admin/media/recordings/${id}`).field({ title: 'A', poster: 'no' }).expect(422);
    const none = desk.post(`/admin/media/recordings/${id}`).field({ title: 'A', poster: '' });
    expect((await none.attach('newPoster', Buffer.from('x'), 'a.png').expect(422)).text).toContain('not a picture');
  });
});

describe('Removing', () => {
  const remove = (id: number, agent = desk) => agent.post(`/admin/media/recordings/${id}/remove`).type('form').send({});

  test('takes a recording that nothing ever showed, with its file', async () => {
    const { id, file } = await film();
    const page = await desk.get(`/admin/media/recordings/${id}`);
    expect((await sendForm(desk, fillForm(page, 'Remove from the library'))).status).toBe(303);
    await desk.get(`/admin/media/recordings/${id}`).expect(404);
    await desk.get(`/media/${file}`).expect(404);
    expect(await app.context.storage.open(file)).toBeNull();
    const again = await film();
    expect((await app.context.storage.open(again.file))?.bytes).toBe(again.bytes);
  });

  test('leaves its file to whoever adds the same one at once', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const { id, file } = await film();
      const [, added] = await Promise.allSettled([removeRecording(app.context, editor, id), film()]);
      const [row] = await app.context.db.reader.selectFrom('recordings').select('id').execute();
      expect(added.status).toBe('fulfilled');
      if (row) expect(await app.context.storage.open(file)).not.toBeNull();
      if (row) await removeRecording(app.context, editor, row.id);
    }
  });

  test('is for the desk, and for whoever added it', async () => {
    const own = await film(author);
    const others = await addRecording(app.context, editor, { content: await filmOf(2) });
    const agent = await app.signIn(author);
    const page = await agent.get(`/admin/media/recordings/${others.id}`).expect(200);
    expect(page.text).not.toContain('Remove from the library');
    await remove(others.id, agent).expect(403);
    await agent.post(`/admin/media/recordings/${others.id}`).field({ title: 'Mine' }).expect(403);
    await remove(own.id, agent).expect(303);
  });
});
