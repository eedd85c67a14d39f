import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import type { Content } from '../../src/articles/article.ts';
import { documentAddress } from '../../src/media/document.ts';
import { findMedia } from '../../src/media/queries.ts';
import { recordingAddress } from '../../src/media/recording.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addRecording, addTexts, captions, filmOf } from '../support/recordings.ts';
import { addColour, addStory, type Fate } from '../support/stories.ts';

let app: Started;
let editor: Person;
let author: Person;
let theirs: Agent;
let desk: Agent;
let sectionId: number;

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor', name: 'Mara Oyelaran' });
  author = await addPerson(app.context, { role: 'author', name: 'Tomas Brandt' });
  [theirs, desk] = [await app.signIn(author), await app.signIn(editor)];
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

interface Owned {
  /** Its page in the library. */
  page: string;
  shown: Partial<Content>;
}

/** A file that the author added, and a story's way of showing it. */
const kinds: Record<string, () => Promise<Owned>> = {
  'picture above the text': async () => {
    const { id } = await addColour(app.context, author, '#a33');
    return { page: `/admin/media/${id}`, shown: { leadKind: 'image', leadMediaId: id } };
  },
  'picture in the text': async () => {
    const { id } = await addColour(app.context, author, '#a33');
    return { page: `/admin/media/${id}`, shown: { body: `So.\n\n::figure{media="${id}"}` } };
  },
  recording: async () => {
    const film = await addRecording(app.context, author, { content: await filmOf(1) });
    const body = `::video{url="${recordingAddress(film)}" title="The harbour"}`;
    return { page: `/admin/media/recordings/${film.id}`, shown: { body } };
  },
  'poster of a recording': async () => {
    const [film, { id }] = [
      await addRecording(app.context, editor, { content: await filmOf(2) }),
      await addColour(app.context, author, '#3a3'),
    ];
    await desk
      .post(`/admin/media/recordings/${film.id}`)
      .field({ title: 'Harbour', poster: String(id) })
      .expect(303);
    const body = `::video{url="${recordingAddress(film)}" title="The harbour"}`;
    return { page: `/admin/media/${id}`, shown: { body } };
  },
  document: async () => {
    const document = await addDocument(app.context, author, { content: await plainPdf('Report') });
    const body = `::document{file="${documentAddress(document)}" title="The report"}`;
    return { page: `/admin/media/documents/${document.id}`, shown: { body } };
  },
};

const save = (agent: Agent, page: string) =>
  agent.post(page).type('form').send({ title: 'Something else', alt: 'Else' });
const show = (shown: Partial<Content>, fate: Fate) =>
  addStory(app.context, { editor, by: author, content: { ...shown, sectionId }, fate });

describe.each(Object.entries(kinds))('What an author added, a %s', (_kind, make) => {
  test.each<Fate>(['review', 'published', 'withdrawn', { at: '2030-01-01T12:00:00.000Z' }])(
    'is the desk’s once a story shows it that is no draft: %j',
    async (fate) => {
      const { page, shown } = await make();
      await show(shown, 'draft');
      await save(theirs, page).expect(303);
      await show({ ...shown, slug: 'other' }, fate);
      await save(theirs, page).expect(403);
      const { text } = await theirs.get(page).expect(200);
      expect(text).toContain('and whoever added it as long as only drafts show it.');
      expect(text).not.toContain('>Save</button>');
      await save(desk, page).expect(303);
    },
  );
});

test('A file that readers see is not replaced by who added it, nor given other texts', async () => {
  const picture = await addColour(app.context, author, '#a33');
  const film = await addRecording(app.context, author, { content: await filmOf(3) });
  const body = `::video{url="${recordingAddress(film)}" title="The harbour"}`;
  const story = await show({ leadKind: 'image', leadMediaId: picture.id, body }, 'draft');
  const track = await addTexts(app.context, author, { recordingId: film.id });
  await publish(app.context, editor, story);
  const replacing = theirs.post(`/admin/media/${picture.id}/replace`).attach('file', Buffer.from('x'), 'new.png');
  await replacing.expect(403);
  const tracks = `/admin/media/recordings/${film.id}/tracks`;
  const said = { trackKind: 'captions', trackLanguage: 'ar' };
  await theirs.post(tracks).field(said).attach('track', Buffer.from(captions), 'a.vtt').expect(403);
  await theirs.post(`${tracks}/${track.id}/remove`).type('form').send({}).expect(403);
  expect((await findMedia(app.context.db.reader, [picture.id]))[0]?.file).toBe(picture.file);
  await desk.post(`${tracks}/${track.id}/remove`).type('form').send({}).expect(303);
});

test('A portrait is not its photographer’s to change', async () => {
  const picture = await addColour(app.context, author, '#a33');
  await app.context.db.transaction((tx) =>
    tx.updateTable('people').set({ picture_id: picture.id }).where('id', '=', editor.id).execute(),
  );
  await save(theirs, `/admin/media/${picture.id}`).expect(403);
});
