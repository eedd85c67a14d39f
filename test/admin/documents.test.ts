import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { removeDocument } from '../../src/media/actions/documents.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addDocument, hidden, plainPdf, tellingPdf } from '../support/documents.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

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

const list = async (query = '') => readPage(await desk.get(`/admin/media/documents${query}`).expect(200));
const titles = async (query = '') => (await list(query)).texts('.picture-name');
const report = async (by: Person = editor, name?: string) =>
  addDocument(app.context, by, { content: await plainPdf('The report', { pages: 3 }), name });

describe('Documents that are sent', () => {
  test('are taken beside pictures in the same form, by their content and not their names', async () => {
    const content = await plainPdf('The report', { pages: 3 });
    const answer = await desk
      .post('/admin/media')
      .attach('pictures', content, '../../etc/the_report\u202Efdp.pdf')
      .attach('pictures', content, 'again.png')
      .attach('pictures', Buffer.from('%PDF-1.7 and no more'), 'no.pdf')
      .attach('pictures', Buffer.from('A report.'), 'text.pdf')
      .attach('pictures', Buffer.alloc(0), 'empty.pdf')
      .expect(422);
    const page = readPage(answer);
    expect(page.texts('.told')).toEqual([
      'the_report fdp.pdf was added.',
      'again.png was in the library already.',
      'no.pdf: The document is damaged, or made in a way that is not read here. Open it, print it into a new PDF, then send that.',
      expect.stringContaining('text.pdf: This is neither a picture nor a recording nor a document'),
      'empty.pdf: The file is empty. Look at it where it came from, then send it again.',
    ]);
    expect(page.links('main').filter((href) => href.includes('documents/'))).toHaveLength(2);
    expect(await titles()).toEqual(['the report fdp']);
    expect((await list()).texts('.length')).toEqual(['3 pages']);
    expect(readPage(await desk.get('/admin/media')).main).toContain('the report fdp');
  });

  test('of more than fifty megabytes are refused', async () => {
    const content = Buffer.concat([await plainPdf('Large'), Buffer.alloc(50 * 1024 * 1024)]);
    const answer = await desk.post('/admin/media').attach('pictures', content, 'large.pdf').expect(422);
    expect(readPage(answer).texts('.told')).toEqual([
      'large.pdf: The document is larger than 50 MB. Save it smaller, or in parts.',
    ]);
  });

  test('that cannot be used leave nothing in the storage', async () => {
    await desk.post('/admin/media').attach('pictures', Buffer.from('%PDF-1.7 no'), 'no.pdf').expect(422);
    const kept: string[] = [];
    for await (const { name } of app.context.storage.all()) kept.push(name);
    expect(kept).toEqual([]);
  });
});

describe('The file of a document', () => {
  test('is there for the newsroom alone until a story shows it, and says nothing of who made it', async () => {
    const { file } = await addDocument(app.context, editor, { content: await tellingPdf(), name: 'a "b"/c؛\'(d).pdf' });
    const { body, headers } = await desk.get(`/media/${file}`).responseType('blob').expect(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': "inline; filename*=UTF-8''a%20b%20c%D8%9B%20%28d%29.pdf".replace('%9B%20', '%9B%27'),
    });
    for (const word of hidden) expect((body as Buffer).includes(word)).toBe(false);
    await app.visitor().get(`/media/${file}`).expect(404);
    await desk.get(`/media/${'0'.repeat(32)}.pdf`).expect(404);
  });

  test('is sent in parts, and not again to who has it', async () => {
    const { file, bytes } = await report();
    const part = await desk.get(`/media/${file}`).set('Range', 'bytes=0-4').responseType('blob').expect(206);
    expect(String(part.body)).toBe('%PDF-');
    expect(part.headers['content-range']).toBe(`bytes 0-4/${bytes}`);
    await desk.get(`/media/${file}`).set('Range', `bytes=${bytes}-`).expect(416);
    await desk.get(`/media/${file}`).set('If-None-Match', `"${file}"`).expect(304);
    const head = await desk.head(`/media/${file}`).expect(200);
    expect(head.headers['content-length']).toBe(String(bytes));
  });
});

test('A document is found by words of what is said of it', async () => {
  await report(editor, 'harbour_report.pdf');
  await addDocument(app.context, editor, { content: await plainPdf('Other'), name: 'الميناء.pdf' });
  expect(await titles('?q=REPORT')).toEqual(['harbour report']);
  expect(await titles('?q=ميناء')).toEqual(['الميناء']);
  expect(await titles('?q=none')).toEqual([]);
});

describe('The page of a document', () => {
  test('says what it is, shows its first page, and keeps what is said of it', async () => {
    const { id, posterId } = await report(editor, '../../x.pdf');
    const path = `/admin/media/documents/${id}`;
    const page = await desk.get(path).expect(200);
    expect(readPage(page).texts('.about')[0]).toContain('3 pages · 0.1 MB');
    expect(page.text).toContain(`href="/admin/media/${posterId}"`);
    // Where it is cut to fit, its head is seen.
    const picture = await desk.get(`/admin/media/${posterId}`).expect(200);
    expect(fillForm(picture, 'Save').fields).toMatchObject({ focalX: '50', focalY: '0' });
    const said = { Title: 'The report of the inquiry', Credit: 'City of Alder', Source: 'The court' };
    await sendForm(desk, fillForm(page, 'Save', said)).expect(303);
    expect(await titles('?q=inquiry')).toEqual(['The report of the inquiry']);
    const wrong = await sendForm(desk, fillForm(page, 'Save', { Title: '' })).expect(422);
    expect(wrong.text).toContain('Say in a few words what it is.');
  });

  test('takes it out of the library with its file and the picture of its page, where nothing shows it', async () => {
    const { id, file, posterId } = await report();
    await desk.post(`/admin/media/${posterId}/remove`).type('form').send({}).expect(409);
    expect((await desk.get(`/admin/media/${posterId}`)).text).toContain(`/admin/media/documents/${id}"`);
    await desk.post(`/admin/media/documents/${id}/remove`).type('form').send({}).expect(303);
    await desk.get(`/media/${file}`).expect(404);
    expect(await app.context.storage.open(file)).toBeNull();
    await desk.get(`/admin/media/${posterId}`).expect(404);
  });

  test('is an author’s to change who added it, and no other’s', async () => {
    const theirs = await app.signIn(author);
    const [own, other] = [
      await addDocument(app.context, author, { content: await plainPdf('Own') }),
      await addDocument(app.context, editor, { content: await plainPdf('Other') }),
    ];
    await theirs.post(`/admin/media/documents/${own.id}`).type('form').send({ title: 'Mine' }).expect(303);
    await theirs.post(`/admin/media/documents/${other.id}`).type('form').send({ title: 'Mine' }).expect(403);
    await expect(removeDocument(app.context, author, other.id)).rejects.toThrow('Editors change this document');
  });
});
