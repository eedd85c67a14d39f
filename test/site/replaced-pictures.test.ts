import { beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { redact } from '../../src/articles/actions/redact.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { findPublications } from '../../src/articles/queries/ledger.ts';
import { replacePicture } from '../../src/media/actions/replace.ts';
import type { Picture } from '../../src/media/picture.ts';
import { type Newsroom, startNewsroom } from '../articles/newsroom.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let picture: Picture;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  picture = await addColour(newsroom.context, newsroom.editor, '#a33');
});

async function replace(background: string): Promise<void> {
  newsroom.clock.advance({ hours: 1 });
  const buffer = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
  await replacePicture(newsroom.context, newsroom.editor, { id: picture.id, source: { buffer } });
  newsroom.clock.advance({ hours: 1 });
}

const filed = (content: Partial<Content>): Content => ({
  ...{ ...emptyContent, headline: 'Dockers halt speech', body: 'Text.', sectionId: newsroom.politics },
  ...content,
});

async function change(
  { articleId, revisionId }: { articleId: number; revisionId: number },
  content: Partial<Content>,
): Promise<{ articleId: number; revisionId: number }> {
  const { context, editor } = newsroom;
  const saved = { articleId, baseRevisionId: revisionId, content: filed(content), kind: 'save' } as const;
  const next = await saveRevision(context, editor, saved);
  await publishChanges(context, editor, { ...next, kind: 'fix', note: '' });
  return next;
}

const history = async (path: string) => {
  const page = readPage(await newsroom.visitor().get(`${path}/history`).expect(200));
  const [times, kinds] = [page.texts('.when'), page.texts('.what').map((text) => text.replace(/\..*$/s, '.'))];
  return {
    page,
    entries: times.map((time, index) => `${/\d\d:\d\d/.exec(time)?.[0]} ${kinds[index]}`),
  };
};

test.each<[string, () => Partial<Content>]>([
  ['above a story', () => ({ leadKind: 'image', leadMediaId: picture.id })],
  ['in its text', () => ({ body: `So.\n\n::figure{media="${picture.id}" alt="The hall"}` })],
  [
    'before a video',
    () => ({ body: `::video{url="https://youtu.be/dQw4w9WgXcQ" title="The hall" poster="${picture.id}"}` }),
  ],
])('A picture %s that was given other files is told of in its history, each time', async (_where, content) => {
  const { context, editor } = newsroom;
  const { path } = await addStory(context, { editor, content: filed(content()) });
  expect((await history(path)).page.main).toContain('Nothing has changed since it was published.');
  await replace('#3a3');
  await replace('#a33');
  const { entries, page } = await history(path);
  expect(entries).toEqual(['16:00 Picture replaced.', '14:00 Picture replaced.', '13:00 Published.']);
  expect(page.main).toContain('Its words have not changed since it was published.');
  expect(page.main).not.toContain('Nothing has changed');
});

test('What was replaced before readers saw it in the story, or after, is no change of that', async () => {
  const { context, editor } = newsroom;
  await replace('#3a3');
  const story = await addStory(context, { editor, content: filed({}) });
  await replace('#33a');
  const shown = await change(story, { leadKind: 'image', leadMediaId: picture.id });
  await replace('#aa3');
  await change(shown, {});
  await replace('#3aa');
  expect((await history(story.path)).entries).toEqual([
    '19:00 Fix.',
    '18:00 Picture replaced.',
    '17:00 Fix.',
    '15:00 Published.',
  ]);
});

test('Of a text that was redacted nothing is told', async () => {
  const { context, editor } = newsroom;
  const story = await addStory(context, { editor, content: filed({ leadKind: 'image', leadMediaId: picture.id }) });
  await replace('#3a3');
  await change(story, { body: 'Another text.' });
  const [first] = await findPublications(context.db.reader, story.articleId);
  const admin = await addPerson(context, { role: 'admin' });
  const what = { articleId: story.articleId, publicationId: first?.id ?? 0, reason: 'A court said so.' };
  await redact(context, admin, what);
  expect((await history(story.path)).entries).toEqual(['15:00 Redaction.', '15:00 Fix.', '13:00 Published.']);
});
