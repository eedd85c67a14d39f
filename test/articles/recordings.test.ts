import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { describeRecording } from '../../src/media/actions/recordings.ts';
import type { Recording } from '../../src/media/recording.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addRecording, addTexts, captions, sample } from '../support/recordings.ts';
import { addColour, addStory } from '../support/stories.ts';

let app: Started;
let editor: Person;
let sectionId: number;
let desk: Agent;
let film: Recording;
let sound: Recording;

beforeEach(async () => {
  // Whatever is told here is seen on pages that are kept, too.
  app = await startApp({ environment: { PAGE_CACHE_MB: '8' } });
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  desk = await app.signIn(editor);
  film = await addRecording(app.context, editor, { content: await sample('harbour.mp4') });
  sound = await addRecording(app.context, editor, { content: await sample('harbour.mp3'), name: 'talk.mp3' });
});

const addressOf = ({ file }: Pick<Recording, 'file'>) => `/media/${file}`;
const inText = (recording: Recording) => `Here.\n\n::video{url="${addressOf(recording)}" title="The harbour"}`;
const asLead = (recording: Recording): Partial<Content> => ({
  ...{ leadKind: 'video', leadVideo: addressOf(recording), leadVideoTitle: 'The harbour at night' },
});
const story = (content: Partial<Content>, more: Partial<Parameters<typeof addStory>[1]> = {}) =>
  addStory(app.context, { editor, content: { headline: 'Dockers', sectionId, ...content }, ...more });
const html = async (path: string) => (await app.visitor().get(path).expect(200)).text;
const say = (recording: Recording, said: Partial<Recording>) =>
  describeRecording(app.context, editor, { ...recording, ...said });

/** The element with all that is in it. */
const element = (text: string, name: string) => new RegExp(`<${name}[ >].*?</${name}>`, 's').exec(text)?.[0] ?? '';

describe('A story with a recording', () => {
  test('shows the browser’s own player, which asks for nothing before it plays and keeps its room', async () => {
    const { path } = await story({ body: inText(film) });
    const page = await html(path);
    expect(element(page, 'video')).toBe(
      `<video src="${addressOf(film)}" width="160" height="90" controls preload="none" playsinline aria-label="The harbour"></video>`,
    );
    expect(page).toContain('<time datetime="PT2S">0:02</time>');
    expect(page).not.toContain('download>');
    expect(page).not.toContain('<iframe');
  });

  test('says what the library says of it, where it says nothing else, and at once', async () => {
    const { id: posterId, file } = await addColour(app.context, editor, '#123');
    const { path } = await story({ body: inText(film) });
    await say(film, { caption: 'The quay', credit: 'L. Okafor', posterId, canDownload: true });
    const page = await html(path);
    expect(page).toMatch(/The quay <cite>L. Okafor<\/cite>/);
    expect(page).toMatch(new RegExp(`<a href="${addressOf(film)}" download>Download \\(0.1 MB\\)</a>`));
    const [, poster = ''] = / poster="([^"]+)"/.exec(page) ?? [];
    expect(poster).toContain(file.slice(0, 32));
    await app.visitor().get(poster).expect(200);
  });

  test('has its texts, those of its language switched on, and what is said to read', async () => {
    await addTexts(app.context, editor, {
      recordingId: film.id,
      language: 'ar',
      content: captions.replace('Good evening', 'مساء الخير'),
    });
    const english = await addTexts(app.context, editor, { recordingId: film.id });
    await addTexts(app.context, editor, { recordingId: film.id, kind: 'descriptions' });
    const { path } = await story({ ...asLead(film), body: '' });
    const page = await html(path);
    expect(element(page, 'video').match(/<track[^>]*>/g)).toEqual([
      expect.stringMatching(/kind="captions" srclang="ar" label="العربية">/),
      `<track src="/media/${english.file}" kind="captions" srclang="en" label="English" default>`,
      expect.stringMatching(/kind="descriptions" srclang="en" label="English">/),
    ]);
    const transcript = /<details>.*?<\/details>/s.exec(page)?.[0] ?? '';
    expect(transcript).toContain(
      '<summary>Transcript</summary><div lang="en"><p dir="auto">Mara: Good evening. This is the harbour.</p>',
    );
    await app.visitor().get(`/media/${english.file}`).expect(200);
    const arabic = await story({ ...asLead(film), body: '', language: 'ar', headline: 'الميناء' });
    expect(await html(arabic.path)).toMatch(/النص المكتوب<\/summary><div lang="ar"><p dir="auto">Mara: مساء الخير/);
  });

  test('of sound alone is one to be heard', async () => {
    const { path } = await story({ ...asLead(sound), body: 'Hear.' });
    const page = await html(path);
    expect(element(page, 'audio')).toBe(
      `<audio src="${addressOf(sound)}" controls preload="none" aria-label="The harbour at night"></audio>`,
    );
    expect(readPage({ text: page }).title).toBe('Dockers | Politics | Broadsheet');
    expect(readPage(await app.visitor().get('/politics')).main).toContain('Audio');
    expect((await app.visitor().get('/video')).text).not.toContain('Dockers');
  });

  test('leads with the picture that the library has for it, on cards too', async () => {
    const { id: posterId, file } = await addColour(app.context, editor, '#456');
    await say(film, { posterId });
    const { path } = await story({ ...asLead(film), body: '' });
    expect((await app.visitor().get('/politics').expect(200)).text).toContain(file.slice(0, 32));
    // Another one stands there from now on; what came out with the first keeps it.
    const next = await addColour(app.context, editor, '#789');
    await say({ ...film, posterId }, { posterId: next.id });
    await desk.post(`/admin/media/${posterId}/remove`).type('form').send({}).expect(409);
    await html(path);
  });

  test('tells machines all of it', async () => {
    await addTexts(app.context, editor, { recordingId: film.id });
    const { id: posterId } = await addColour(app.context, editor, '#123');
    await say(film, { posterId, caption: 'The quay' });
    const { path } = await story({ ...asLead(film), body: inText(sound) });
    const data = readPage({ text: await html(path) }).data as Record<string, unknown>[];
    const article = data.find((node) => 'headline' in node) ?? {};
    expect(article.video).toEqual([
      {
        ...{ '@type': 'VideoObject', name: 'The harbour at night', description: 'The quay' },
        thumbnailUrl: expect.stringMatching(/^https?:\/\/.*\/media\/[\da-f]{32}/),
        ...{ uploadDate: '2026-11-23T12:00:00.000Z', contentUrl: expect.stringMatching(/^https?:\/\/.*\.mp4$/) },
        ...{ encodingFormat: 'video/mp4', contentSize: String(film.bytes), duration: 'PT2S', width: 160, height: 90 },
        inLanguage: 'en',
        caption: [expect.objectContaining({ encodingFormat: 'text/vtt', inLanguage: 'en' })],
      },
    ]);
    expect(article.audio).toMatchObject([{ '@type': 'AudioObject', duration: 'PT3S', encodingFormat: 'audio/mpeg' }]);
  });

  test('hands its first one to programs that read feeds', async () => {
    await story({ body: inText(sound) });
    const rss = (await app.visitor().get('/feed.xml').expect(200)).text;
    expect(rss).toMatch(
      new RegExp(`<enclosure url="https?://[^"]+/media/${sound.file}" length="${sound.bytes}" type="audio/mpeg"/>`),
    );
    expect(rss).toMatch(/Audio: The harbour \(0:03\)/);
    expect((await app.visitor().get('/feed.atom')).text).toMatch(
      /<link href="[^"]+\.mp3" rel="enclosure" type="audio\/mpeg"/,
    );
    const json = JSON.parse((await app.visitor().get('/feed.json')).text);
    expect(json.items[0].attachments).toMatchObject([{ mime_type: 'audio/mpeg', duration_in_seconds: 3 }]);
  });
});

describe('Who sees the files', () => {
  test('everybody, for as long as a story shows them that readers see', async () => {
    const track = await addTexts(app.context, editor, { recordingId: film.id });
    const files = [addressOf(film), `/media/${track.file}`];
    const [draft, later] = [
      await story({ body: inText(film) }, { fate: 'draft' }),
      await story({ ...asLead(film), body: '' }, { fate: { at: '2026-11-23T18:00:00.000Z' } }),
    ];
    expect(draft.path).toBe('');
    for (const file of files) await app.visitor().get(file).expect(404);
    app.clock.set('2026-11-23T18:00:00.000Z');
    for (const file of files) {
      const { headers } = await app.visitor().get(file).expect(200);
      expect(headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "sandbox; default-src 'none'; media-src 'self'",
      });
      await app
        .visitor()
        .head(file)
        .expect(200)
        .expect('Content-Length', headers['content-length'] ?? '');
      await app
        .visitor()
        .get(file)
        .set('If-None-Match', headers.etag ?? '')
        .expect(304);
      await app.visitor().get(file).set('Range', 'bytes=2-5').expect(206).expect('Content-Length', '4');
      await app.visitor().get(file).set('Range', 'bytes=9999999-').expect(416);
    }
    await withdraw(app.context, editor, { articleId: later.articleId, reason: 'Not so.' });
    for (const file of files) await app.visitor().get(file).expect(404);
  });
});

describe('A recording that a story shows', () => {
  test.each([
    ['in its text', () => ({ body: inText(film) })],
    ['above it', () => ({ ...asLead(film), body: '' })],
  ])('%s stays in the library, and its page says where it is', async (_where, content) => {
    const { articleId, revisionId } = await story(content(), { fate: 'draft' });
    const path = `/admin/media/recordings/${film.id}`;
    expect(readPage(await desk.get(path)).texts('.use')).toEqual(['Dockers Draft']);
    await desk.post(`${path}/remove`).type('form').send({}).expect(409);
    // An old version of it is enough.
    const without = { ...emptyContent, headline: 'Without', sectionId, body: 'So.' };
    await saveRevision(app.context, editor, { articleId, baseRevisionId: revisionId, content: without, kind: 'save' });
    expect((await desk.get(path)).text).toContain('Nothing shows it.');
    await desk.post(`${path}/remove`).type('form').send({}).expect(409);
  });

  test('that nobody has is no story’s: it is said where it stands', async () => {
    const lost = { ...film, file: `${'0'.repeat(32)}.mp4` };
    await expect(story({ body: inText(lost) })).rejects.toMatchObject({
      fields: {
        body: `Line 3: There is no recording at ${addressOf(lost)}. Copy the address from its page in the library.`,
      },
    });
    await expect(story({ ...asLead(lost), body: '' })).rejects.toMatchObject({
      fields: { video: 'There is no recording at this address. Copy it from its page in the library.' },
    });
  });
});

test('The editor offers the newest recordings, and takes their addresses', async () => {
  const page = await desk.get('/admin/articles/new').expect(200);
  expect(page.text).toContain(`<option value="${addressOf(sound)}">talk (0:03)</option>`);
  const saved = await desk.post('/admin/articles').field({
    ...{ headline: 'Film', section: String(sectionId), leadKind: 'video', video: addressOf(film), videoTitle: 'It' },
    ...{ press: 'publish', body: '' },
  });
  expect(saved.status).toBe(303);
  const wrong = await desk.post('/admin/articles').field({ headline: 'B', leadKind: 'video', video: '/media/a.mp4' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('nor of a recording of the library.');
});

test('The editor is warned of a film without a poster, and of no sound', async () => {
  const warned = async (recording: Recording) => {
    const { articleId } = await story({ ...asLead(recording), body: '' }, { fate: 'draft' });
    return (await desk.get(`/admin/articles/${articleId}`)).text.includes('the lead video has no poster');
  };
  expect([await warned(film), await warned(sound)]).toEqual([true, false]);
  const { id: posterId } = await addColour(app.context, editor, '#abc');
  await say(film, { posterId });
  expect(await warned(film)).toBe(false);
});

test('A page that is kept says at once what the library says now', async () => {
  const { path } = await story({ ...asLead(film), body: '' });
  expect(await html(path)).not.toContain('The quay');
  await say(film, { caption: 'The quay' });
  expect(await html(path)).toContain('The quay');
  await addTexts(app.context, editor, { recordingId: film.id });
  expect(await html(path)).toContain('Good evening.');
});
