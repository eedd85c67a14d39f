import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { describeDocument } from '../../src/media/actions/documents.ts';
import { type Document, documentAddress } from '../../src/media/document.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';

let app: Started;
let editor: Person;
let sectionId: number;
let desk: Agent;
let report: Document;

beforeEach(async () => {
  // Whatever is told here is seen on pages that are kept, too.
  app = await startApp({ environment: { PAGE_CACHE_MB: '8' } });
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  desk = await app.signIn(editor);
  report = await addDocument(app.context, editor, { content: await plainPdf('The report', { pages: 12 }) });
});

const inText = (document: Pick<Document, 'file'>, more = '') =>
  `Here.\n\n::document{file="${documentAddress(document)}"${more}}`;
const story = (body: string, more: Partial<Parameters<typeof addStory>[1]> = {}) =>
  addStory(app.context, { editor, content: { headline: 'Dockers', sectionId, body }, ...more });
const html = async (path: string) => (await app.visitor().get(path).expect(200)).text;

describe('A story with a document', () => {
  test('shows its title, pages, size and first page, and one link; nothing of it is opened there', async () => {
    const { path } = await story(inText(report, ' title="The report of the inquiry"'));
    const page = readPage({ text: await html(path) });
    expect(page.texts('.document')).toEqual([
      expect.stringMatching(/Document ?The report of the inquiry PDF · 12 pages · 0\.1 MB/),
    ]);
    expect(page.links('.document')).toEqual([documentAddress(report)]);
    const [, picture = ''] =
      /<div class="related document">.*?<img src="([^"]+)"[^>]* alt=""/s.exec(await html(path)) ?? [];
    await app.visitor().get(picture).expect(200);
    const sent = await app.visitor().get(documentAddress(report)).expect(200);
    expect(sent.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(await html(path)).not.toMatch(/<(iframe|embed|object)/);
  });

  test('says what the library says of it, where it says nothing else, and at once', async () => {
    const { path } = await story(inText(report));
    expect(await html(path)).toContain('<bdi>report</bdi></a>');
    await describeDocument(app.context, editor, { ...report, title: 'The inquiry', credit: 'City of Alder' });
    expect(readPage({ text: await html(path) }).texts('.document')[0]).toMatch(/The inquiry PDF .* · City of Alder/);
  });

  test('in Arabic has Arabic words around it', async () => {
    const content = { headline: 'الميناء', sectionId, body: inText(report), language: 'ar' as const };
    const { path } = await addStory(app.context, { editor, content });
    expect(readPage({ text: await html(path) }).texts('.document')[0]).toMatch(/وثيقة ?report PDF · 12 صفحة · /);
  });

  test('is a link in feeds', async () => {
    await story(inText(report));
    const feed = await html('/feed.xml');
    expect(feed).toContain(documentAddress(report));
    expect(feed).toMatch(/Document: .*report.*PDF · 12 pages/s);
  });

  test('has its file and its picture for readers from the time that it is out, and until it is withdrawn', async () => {
    const [posterFile] = await app.context.db.reader
      .selectFrom('media')
      .select('file')
      .where('id', '=', report.posterId)
      .execute();
    const files = [documentAddress(report), `/media/${posterFile?.file}`];
    await story(inText(report), { fate: 'draft' });
    for (const file of files) await app.visitor().get(file).expect(404);
    const out = await story(inText(report));
    for (const file of files) await app.visitor().get(file).expect(200);
    await withdraw(app.context, editor, { articleId: out.articleId, reason: 'Not so.' });
    for (const file of files) await app.visitor().get(file).expect(404);
  });
});

describe('A document that a story shows', () => {
  test('stays in the library, and its page says where it is', async () => {
    const { articleId, revisionId } = await story(inText(report), { fate: 'draft' });
    const path = `/admin/media/documents/${report.id}`;
    expect(readPage(await desk.get(path)).texts('.use')).toEqual(['Dockers Draft']);
    await desk.post(`${path}/remove`).type('form').send({}).expect(409);
    // An old version of it is enough.
    const without = { ...emptyContent, headline: 'Without', sectionId, body: 'So.' };
    await saveRevision(app.context, editor, { articleId, baseRevisionId: revisionId, content: without, kind: 'save' });
    expect((await desk.get(path)).text).toContain('Nothing shows it.');
    await desk.post(`${path}/remove`).type('form').send({}).expect(409);
  });

  test('that nobody has is no story’s: it is said where it stands', async () => {
    const lost = { file: `${'0'.repeat(32)}.pdf` };
    await expect(story(inText(lost))).rejects.toMatchObject({
      fields: {
        body: `Line 3: There is no document at /media/${lost.file}. Copy the address from its page in the library.`,
      },
    });
    await expect(story('::document{file="/media/x.pdf"}')).rejects.toMatchObject({
      fields: { body: expect.stringContaining('“/media/x.pdf” is no address of a document.') },
    });
  });

  test('is offered in the editor', async () => {
    const page = await desk.get('/admin/articles/new').expect(200);
    expect(page.text).toContain(`<option value="${documentAddress(report)}">report</option>`);
  });
});
