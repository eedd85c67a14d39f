import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Recording } from '../../src/media/recording.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addRecording, addTexts, captions, filmOf, sample } from '../support/recordings.ts';

let app: Started;
let editor: Person;
let desk: Agent;
let film: Recording;
let path: string;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
  desk = await app.signIn(editor);
  film = await addRecording(app.context, editor, { content: await sample('harbour.mp4') });
  path = `/admin/media/recordings/${film.id}`;
});

const texts = async () => readPage(await desk.get(path).expect(200)).texts('.use');
const send = (content: string, { kind = 'captions', language = 'en' } = {}) =>
  desk
    .post(`${path}/tracks`)
    .field({ trackKind: kind, trackLanguage: language })
    .attach('track', Buffer.from(content), '../../captions.vtt');

describe('Texts of a recording', () => {
  test('are added for each language, in place of those before, and served as what they are', async () => {
    await send(captions).expect(303);
    await send(captions.replace('evening', 'morning')).expect(303);
    await send(captions, { kind: 'subtitles', language: 'ar-lb' }).expect(303);
    expect(await texts()).toEqual([
      'Captions, English Remove Captions, English',
      'Subtitles, Arabic (Lebanon) Remove Subtitles, Arabic (Lebanon)',
    ]);
    const [href = ''] = readPage(await desk.get(path))
      .links('main')
      .filter((each) => each.endsWith('.vtt'));
    const { text, headers } = await desk.get(href).expect(200);
    expect(text).toContain('Good morning.');
    expect(headers).toMatchObject({
      'content-type': 'text/vtt; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    expect((await desk.get(href).set('Range', 'bytes=0-5').expect(206)).text).toBe('WEBVTT');
    await app.visitor().get(href).expect(404);
    const page = await desk.get(path);
    expect((await sendForm(desk, fillForm(page, 'Remove Captions, English'))).status).toBe(303);
    expect(await texts()).toEqual(['Subtitles, Arabic (Lebanon) Remove Subtitles, Arabic (Lebanon)']);
    await desk.get(href).expect(404);
  });

  test.each<[string, string, object, string]>([
    [
      'with a script in them',
      `${captions}\n00:02.000 --> 00:03.000\n<script>alert(1)</script>`,
      {},
      'Line 10: There is a script in this text.',
    ],
    ['of no kind of WebVTT', 'Good evening.', {}, 'Line 1: A WebVTT file begins with a line that says WEBVTT.'],
    [
      'of another recording',
      'WEBVTT\n\n00:10:00.000 --> 00:10:01.000\nA',
      {},
      'Line 3: This text begins after the recording has ended.',
    ],
    ['that are too many', `WEBVTT\n\n${'x'.repeat(1024 * 1024)}`, {}, 'The file is larger than 1 MB.'],
    ['in no language', captions, { language: 'not a tag' }, 'Give the tag of the language'],
    ['of no kind', captions, { kind: 'metadata' }, 'Choose what the text is.'],
    ['without anything', '', {}, 'Choose a WebVTT file first.'],
  ])('%s are refused', async (_what, content, said, message) => {
    const refused = await send(content, said).expect(422);
    expect(refused.text).toContain(message);
    expect(await texts()).toEqual([]);
  });

  test('go with the recording, and are for who may change it', async () => {
    const author = await addPerson(app.context, { role: 'author' });
    const agent = await app.signIn(author);
    const { id, file } = await addTexts(app.context, editor, { recordingId: film.id });
    await agent.post(`${path}/tracks/${id}/remove`).type('form').send({}).expect(403);
    expect((await agent.get(path).expect(200)).text).not.toContain('Add the text');
    const other = await addRecording(app.context, editor, { content: await filmOf(1) });
    await desk.post(`/admin/media/recordings/${other.id}/tracks/${id}/remove`).type('form').send({}).expect(404);
    await desk.get(`/media/${file}`).expect(200);
    await desk.post(`${path}/remove`).type('form').send({}).expect(303);
    await desk.get(`/media/${file}`).expect(404);
  });
});
