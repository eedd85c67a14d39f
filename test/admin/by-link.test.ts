import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { stemOf } from '../../src/media/picture.ts';
import { type Newsroom, startNewsroom } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { type AddedLink, addPreviewLink, answerFields } from '../support/previews.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let story: AddedStory;
let link: AddedLink;
let guest: Agent;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  newsroom = await startNewsroom({ zone: 'Europe/Berlin', log });
  const { context, editor, politics: sectionId } = newsroom;
  story = await addStory(context, { editor, content: { sectionId }, fate: 'review' });
  link = await addPreviewLink(context, editor, { articleId: story.articleId });
  guest = newsroom.visitor();
});

const send = async (button: string, values: Record<string, string> = {}, agent = guest) =>
  sendForm(agent, fillForm(await agent.get(link.path).expect(200), button, values));

async function save(body: string): Promise<void> {
  const { context, editor, politics: sectionId } = newsroom;
  const { revision } = await answerFields(context, story.articleId, 'note');
  await saveRevision(context, editor, {
    ...{ articleId: story.articleId, baseRevisionId: Number(revision), kind: 'save' },
    content: { ...emptyContent, headline: 'Dockers halt speech', body, sectionId },
  });
}

const beside = async () =>
  readPage(await newsroom.desk.get(`/admin/articles/${story.articleId}`).expect(200)).texts('#previews')[0];

const main = async (status: number) => readPage(await guest.get(link.path).expect(status)).main;

const answersKept = () => newsroom.context.db.reader.selectFrom('preview_answers').selectAll().execute();

describe('The page of a preview link', () => {
  test('is the reader’s page with a quiet bar; nobody keeps it, finds it or is told its address', async () => {
    const page = await guest.get(link.path).expect(200);
    const read = readPage(page);
    expect(read.texts('h1')).toEqual(['Dockers halt speech']);
    expect(read.texts('.state-note')[0]).toMatch(
      /^Not published\. For \u2068Mr Tan, lawyer\u2069 only.*until 26 November 2026, 13:00 \(UTC\+1\)\./,
    );
    expect({ robots: read.robots, canonical: read.canonical, image: read.image, data: read.data }).toEqual({
      ...{ robots: 'noindex', canonical: null, image: null, data: [] },
    });
    expect(page.text).not.toMatch(/Post comment|Report an error|\/admin\//);
    const answers = [
      page,
      await guest.get(`${link.path}/media/${'a'.repeat(32)}.webp`).expect(404),
      await guest.get(`${link.path}x`).expect(404),
      await guest.post(link.path).type('form').send({}).expect(422),
      await guest.get(link.path.toUpperCase().replace(/[^/]+$/, link.token)).expect(200),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' });
      expect(headers['cache-control']).toContain('no-store');
    }
    expect(logged.join('')).toContain('/preview/…');
    expect(logged.join('')).not.toContain(link.token);
  });

  test('shows the pictures of the story below the link, and of no other story; without the link they are not there', async () => {
    const { context, editor, politics: sectionId, visitor } = newsroom;
    const [own, other, inText] = [
      await addColour(context, editor, '#c33'),
      await addColour(context, editor, '#3c3'),
      await addColour(context, editor, '#33c'),
    ];
    const body = `Here.\n\n::figure{media="${inText.id}" alt="B"}\n\n::video{url="https://www.youtube.com/watch?v=dQw4w9WgXcQ" title="T" poster="${inText.id}"}`;
    const lead = { leadKind: 'image', leadMediaId: own.id, leadAlt: 'A' } as const;
    const shown = await addStory(context, { editor, content: { sectionId, body, ...lead }, fate: 'draft' });
    await addStory(context, {
      editor,
      content: { sectionId, leadKind: 'image', leadMediaId: other.id },
      fate: 'draft',
    });
    const { path } = await addPreviewLink(context, editor, { articleId: shown.articleId });
    const { text } = await guest.get(path).expect(200);
    const sources = [...text.matchAll(/<img src="([^"]+)"/g)].map(([, source]) => source);
    expect(sources).toEqual([
      ...[own, inText].map(({ file }) => `${path}/media/${stemOf(file)}-64.jpg`),
      `${path}/media/${stemOf(inText.file)}-16x9.50.50-64.jpg`,
    ]);
    expect(text).toContain('youtube-nocookie.com/embed/');
    for (const source of sources) {
      await guest
        .get(source ?? '')
        .expect(200)
        .expect('Content-Type', 'image/jpeg')
        .expect('Cache-Control', 'private, no-store');
    }
    await guest.get(`${path}/media/${other.file}`).expect(404);
    await guest.get(`${link.path}/media/${own.file}`).expect(404);
    await guest.get(`/preview/${'a'.repeat(43)}/media/${own.file}`).expect(404);
    await guest.get(`${path}/media/..%2f..%2fpackage.json`).expect(404);
    await visitor().get(`/media/${own.file}`).expect(404);
    const revoked = await addPreviewLink(context, editor, { articleId: shown.articleId });
    await guest.get(`${revoked.path}/media/${own.file}`).expect(200);
    await newsroom.desk.post(`/admin/articles/${shown.articleId}/preview-links/${revoked.id}/revoke`).expect(303);
    await guest.get(`${revoked.path}/media/${own.file}`).expect(404);
    newsroom.clock.advance({ days: 3 });
    await guest.get(`${path}/media/${own.file}`).expect(404);
  });

  test('speaks the story’s language', async () => {
    const { context, editor, politics: sectionId } = newsroom;
    const content = { sectionId, headline: 'عمال الميناء', body: 'قال العمال.', language: 'ar' } as const;
    const arabic = await addStory(context, { editor, content, fate: 'draft' });
    const { path, id } = await addPreviewLink(context, editor, { articleId: arabic.articleId });
    const page = readPage(await guest.get(path).expect(200));
    expect([page.language, page.direction]).toEqual(['ar', 'rtl']);
    expect(page.main).toContain('أوافق على هذه الصيغة');
    const refused = await guest.post(path).type('form').send({ press: 'note', name: 'ن' }).expect(422);
    expect(refused.text).toContain('اكتب الملاحظة أولا.');
    await newsroom.desk.post(`/admin/articles/${arabic.articleId}/preview-links/${id}/revoke`).expect(303);
    const over = await guest.get(path).set('Accept-Language', 'ar-EG, en;q=0.5').expect(404);
    expect(readPage(over).main).toContain('هذا الرابط لا يعمل');
  });
});

describe('By the link', () => {
  test('a version is approved by name, and colleagues see which one, and whether the text has changed since', async () => {
    newsroom.clock.advance({ minutes: 12 });
    const answer = await send('Approve this version', { 'Your name': 'Tan Wei' });
    expect(answer.headers.location).toBe(`${link.path}?done=approved#answer`);
    expect(await main(200)).toContain('Tan Wei approved the version of 23 November 2026, 13:00');
    expect(readPage(await guest.get(`${link.path}?done=approved`)).main).toContain('You approved this version.');
    expect(await beside()).toMatch(/Tan Wei approved the version of 13:00\s+13:12/);
    newsroom.clock.advance({ minutes: 1 });
    await save('Three hundred.');
    expect(await beside()).toContain('Tan Wei approved the version of 13:00; the text has changed since');
    expect(await main(200)).toContain('The text has changed since.');
    const { main: activity } = readPage(await newsroom.desk.get('/admin/activity'));
    expect(activity).toContain('Somebody with a preview link approved the story Dockers halt speech');
    const events = await newsroom.context.db.reader.selectFrom('events').selectAll().execute();
    expect(JSON.stringify(events)).not.toMatch(/Tan/);
  });

  test('notes are left as they were written, and run nothing', async () => {
    const remark = '<script>alert(1)</script>\r\n\r\nثانيا: «لم يقل ذلك» 🦀\u202E\u0000';
    expect((await send('Send note', { Note: remark })).status).toBe(303);
    const { text } = await newsroom.desk.get(`/admin/articles/${story.articleId}`);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\n\nثانيا: «لم يقل ذلك» 🦀</p>');
    expect(await beside()).toContain('Mr Tan, lawyer on the version of 13:00');
    expect((await answersKept()).map((row) => row.kind)).toEqual(['note']);
    for (const path of ['/', '/politics', '/feed.xml']) {
      expect((await guest.get(path).buffer(true)).text).not.toContain('لم يقل ذلك');
    }
  });

  test.each([
    ['Send note', { Note: ' \n ' }, 'Write the note first.'],
    ['Send note', { Note: 'x'.repeat(4001) }, 'Shorten the note to 4,000 characters.'],
    ['Approve this version', { 'Your name': ' \u200B ' }, 'Enter your name.'],
    ['Approve this version', { 'Your name': 'y'.repeat(101), Note: 'Kept.' }, 'Shorten the name to 100 characters.'],
  ])('%s with %j is refused, and what was typed stays', async (button, values, message) => {
    const answer = await send(button, values);
    expect(answer.status).toBe(422);
    expect(readPage(answer).texts('.problems')[0]).toContain(message);
    const { fields } = fillForm(answer, button);
    for (const typed of Object.values(values)) expect(Object.values(fields)).toContain(typed);
    expect(await answersKept()).toEqual([]);
  });

  test('what was not read cannot be approved, but a note may be on what was', async () => {
    const page = await guest.get(link.path);
    newsroom.clock.advance({ minutes: 1 });
    await save('Three hundred.');
    const refused = await sendForm(guest, fillForm(page, 'Approve this version', { Note: 'Fine.' }));
    expect(refused.status).toBe(409);
    expect(readPage(refused).main).toContain('The text was changed while you read it.');
    expect(refused.text).toContain('Three hundred.');
    expect(fillForm(refused, 'Approve this version').fields).toMatchObject({ remark: 'Fine.' });
    await sendForm(guest, fillForm(page, 'Send note', { Note: 'Not two hundred.' })).expect(303);
    expect(await beside()).toContain('on the version of 13:00; the text has changed since');
    await sendForm(guest, fillForm(refused, 'Approve this version')).expect(303);
    const other = await addStory(newsroom.context, {
      ...{ editor: newsroom.editor, content: { sectionId: newsroom.politics, headline: 'Other' }, fate: 'draft' },
    });
    const foreign = { press: 'note', name: 'A', remark: 'B', revision: String(other.revisionId) };
    await guest.post(link.path).type('form').send(foreign).expect(409);
    expect(await answersKept()).toHaveLength(2);
  });

  test('nothing is taken from another site, and what was typed comes back', async () => {
    const fields = await answerFields(newsroom.context, story.articleId, 'note');
    const { text } = await guest
      .post(link.path)
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send(fields)
      .expect(403);
    expect(text).toContain('He never said so.');
    await guest
      .post(link.path)
      .type('form')
      .send({ ...fields, remark: 'x'.repeat(70_000) })
      .expect(413);
    expect(await answersKept()).toEqual([]);
  });

  test('so much is said and no more', async () => {
    const fields = await answerFields(newsroom.context, story.articleId, 'note');
    for (let count = 0; count < 20; count += 1) await guest.post(link.path).type('form').send(fields).expect(303);
    const { headers, text } = await guest.post(link.path).type('form').send(fields).expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(text).toContain('He never said so.');
  });

  test('a link that is revoked while somebody writes takes nothing', async () => {
    const page = await guest.get(link.path);
    await newsroom.desk.post(`/admin/articles/${story.articleId}/preview-links/${link.id}/revoke`).expect(303);
    await sendForm(guest, fillForm(page, 'Approve this version')).expect(404);
    expect(await answersKept()).toEqual([]);
  });
});
