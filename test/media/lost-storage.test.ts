import { beforeEach, expect, test } from '@jest/globals';
import { type Logger, pino } from 'pino';
import sharp from 'sharp';
import type { Person } from '../../src/accounts/person.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { addPicture } from '../../src/media/actions.ts';
import type { Picture } from '../../src/media/picture.ts';
import { variantFile, variantsOf } from '../../src/media/variant.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addRecording, filmOf } from '../support/recordings.ts';
import { type S3, s3Keys, startS3 } from '../support/s3.ts';

let s3: S3;
let app: Started;
let editor: Person;
let logged: string;
let sectionId: number;

const lost = /The place where files are kept cannot be reached at the moment\. Please try again in a minute/;

beforeEach(async () => {
  s3 = await startS3();
  logged = '';
  const write = (line: string) => {
    logged += line;
  };
  const log: Logger = pino({ level: 'error' }, { write });
  app = await startApp({ environment: s3.environment, log });
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

const drawn = (width: number) =>
  sharp({ create: { width, height: 40, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();

const sizeOf = (picture: Picture): string => {
  const [variant] = variantsOf(picture, null);
  return variant ? variantFile(variant) : 'none';
};

async function published(): Promise<{ picture: Picture; film: string; story: string }> {
  const said = { originalName: 'hall.png', alt: 'The hall', caption: '', credit: '' };
  const picture = await addPicture(app.context, editor, { buffer: await drawn(60), ...said });
  await app.context.images.idle();
  const { file } = await addRecording(app.context, editor, { content: await filmOf(1) });
  const lead = { leadKind: 'image' as const, leadMediaId: picture.id, leadAlt: 'The hall' };
  const filed = { headline: 'Dockers halt speech', body: 'Text.', sectionId, authorIds: [editor.id] };
  const content = { ...emptyContent, ...lead, ...filed };
  const saved = await saveRevision(app.context, editor, {
    articleId: null,
    baseRevisionId: null,
    content,
    kind: 'save',
  });
  await publish(app.context, editor, saved);
  const front = await app.visitor().get('/').expect(200);
  return { picture, film: file, story: /href="([^"]*dockers-halt-speech)"/.exec(front.text)?.[1] ?? '' };
}

test('Pictures and films are served from S3, whole and in parts', async () => {
  const { picture, film } = await published();
  const whole = await app.visitor().get(`/media/${picture.file}`).expect(200);
  expect(whole.body).toHaveLength(picture.bytes);
  expect(whole.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  await app.visitor().get(`/media/${picture.file}`).set('If-None-Match', `"${picture.file}"`).expect(304);
  const made = await app.visitor().get(`/media/${sizeOf(picture)}`);
  expect([made.status, made.get('Content-Type')]).toEqual([200, expect.stringMatching(/^image\/(webp|avif|jpeg)$/)]);
  const editing = await app.signIn(editor);
  const part = await editing.get(`/media/${film}`).set('Range', 'bytes=10-19').expect(206);
  expect(part.body).toHaveLength(10);
  expect(part.get('Content-Range')).toMatch(/^bytes 10-19\/\d+$/);
});

test('While the server is lost pages go on, a file answers 503 and is not kept, and comes when the server is back', async () => {
  const { picture, film, story } = await published();
  const editing = await app.signIn(editor);
  await s3.stop();
  await app.visitor().get('/').expect(200);
  await app.visitor().get(story).expect(200);
  await editing.get('/admin/media').expect(200);
  for (const file of [picture.file, sizeOf(picture), film]) {
    const answer = await editing.get(`/media/${file}`).expect(503);
    expect(answer.get('Cache-Control')).toBe('private, no-store');
    expect(answer.get('ETag') ?? '').not.toContain(file);
    expect(answer.get('Retry-After')).toBe('5');
  }
  await s3.start();
  await app.visitor().get(`/media/${picture.file}`).expect(200);
});

test('A file that cannot be read once it was found answers 503, too', async () => {
  const { picture } = await published();
  const { storage } = app.context;
  const open = storage.open;
  // It goes between the two questions.
  storage.open = async (name) => {
    const found = await open(name);
    await s3.stop();
    return found;
  };
  const answer = await app.visitor().get(`/media/${picture.file}`).set('Range', 'bytes=0-9').expect(503);
  expect(answer.get('Cache-Control')).toBe('private, no-store');
  for (const name of ['Content-Range', 'Accept-Ranges']) expect(answer.get(name)).toBeUndefined();
  expect(answer.get('ETag') ?? '').not.toContain(picture.file);
});

test('An upload says so beside its name, and the log says why, without keys', async () => {
  const editing = await app.signIn(editor);
  await s3.stop();
  const answer = await editing
    .post('/admin/media')
    .attach('pictures', await drawn(61), 'hall.png')
    .attach('pictures', Buffer.from('no picture'), 'other.png');
  expect(answer.text).toMatch(lost);
  expect(answer.text).toContain('This is neither a picture nor a recording nor a document that can be used.');
  expect(logged).toContain('ECONNREFUSED');
  expect(logged).not.toMatch(new RegExp(`${s3Keys.secretAccessKey}/|Signature=|Credential=`));
  await s3.start();
  const again = await editing.post('/admin/media').attach('pictures', await drawn(61), 'hall.png');
  expect(again.text).not.toMatch(lost);
});

test('A story that is saved with a picture meanwhile is given back with all that was typed', async () => {
  const editing = await app.signIn(editor);
  const page = await editing.get('/admin/articles/new').expect(200);
  const picture = { filename: 'hall.png', content: await drawn(62) };
  const form = fillForm(page, 'Save', { Headline: 'Dockers halt speech', Standfirst: 'All of them', picture });
  await s3.stop();
  const answer = await sendForm(editing, form);
  expect(answer.status).toBe(503);
  expect(answer.text).toMatch(lost);
  expect(answer.text).toContain('Dockers halt speech');
  expect(answer.text).toContain('All of them');
});
