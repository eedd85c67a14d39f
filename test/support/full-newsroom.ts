/** A newsroom in which there is one of everything that a page can show, for the tests that open every page. */

import { pino } from 'pino';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import type { Context } from '../../src/context.ts';
import { setBreaking } from '../../src/front/actions.ts';
import { describeRecording } from '../../src/media/actions/recordings.ts';
import { documentAddress } from '../../src/media/document.ts';
import { recordingAddress } from '../../src/media/recording.ts';
import { ensureSeries } from '../../src/topics/queries.ts';
import { type Agent, type Started, startApp } from './app.ts';
import { addDocument, plainPdf } from './documents.ts';
import { addPerson, addSection, addTopic } from './factories.ts';
import { addRecording, addTexts, filmOf, sample } from './recordings.ts';
import { type AddedStory, addColour, addStory, type Fate } from './stories.ts';

export interface FullNewsroom extends Started {
  editor: Person;
  author: Person;
  /** The editor's browser, signed in. */
  desk: Agent;
  stories: Record<string, AddedStory>;
  /** A story by its name in `stories`. */
  of(name: string): AddedStory;
}

const film = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';

/** For all tests of a file. @param logged gets each line of the log at the level of errors */
export async function startFullNewsroom(logged: (line: string) => void): Promise<FullNewsroom> {
  const log = pino({ level: 'error' }, { write: logged });
  const newsroom = await startApp({ shared: true, log, environment: { TRUST_PROXY: '1' } });
  const { context } = newsroom;
  const editor = await addPerson(context, { role: 'editor', slug: 'mara', bio: 'Edits.' });
  const author = await addPerson(context, { role: 'author' });
  const stories = await addStories(context, editor, author);
  const of = (name: string): AddedStory => {
    const story = stories[name];
    if (!story) throw new Error(`There is no story ${name}.`);
    return story;
  };
  await setBreaking(context, editor, { text: 'News', language: 'en', path: of('plain').path, hours: 1 });
  return { ...newsroom, editor, author, stories, of, desk: await newsroom.signIn(editor) };
}

async function addStories(context: Context, editor: Person, author: Person): Promise<Record<string, AddedStory>> {
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const write = (headline: string, content: Partial<Content> = {}, fate: Fate = 'published') =>
    addStory(context, { editor, content: { headline, sectionId, ...content }, fate });
  const writePage = (headline: string, content: Partial<Content> = {}, fate: Fate = 'published') =>
    addStory(context, { editor, makes: 'page', content: { headline, sectionId: null, ...content }, fate });
  const opinion = await addSection(context, { slug: 'opinion', name: 'Opinion' });
  await addSection(context, { slug: 'empty', name: 'Empty' });
  const topic = await addTopic(context, { slug: 'harbour', name: 'Harbour' });
  const series = await context.db.transaction((tx) => ensureSeries(tx, { slug: 'files', name: 'Files' }));
  const picture = (await addColour(context, editor, '#c33')).id;
  const plain = await write('Plain');
  const body = `So.\n\n## One\n\n::figure{media="${picture}" alt="A" caption="C"}\n\n::figure{media="${picture}" decorative=true}\n\n::figure{media="${picture}" alt="A" gallery=true}\n\n::figure{media="${picture}" alt="B" gallery=true}
\n## Two\n\n::video{url="${film}" title="T" poster="${picture}"}\n\n::video{url="${film}" title="T" caption="C"}
\n:::post{url="https://social.example/@alder/112233445566" name="Alder" handle="@alder" time="2026-11-20"}\nNo.\n:::\n\n:::post{url="https://t.me/alder/12" name="Alder"}\nYes.\n:::\n\n::video{url="https://nowhere.example/v" title="T"}\n\n::chart{url="https://flo.uri.sh/visualisation/123456/embed" title="T" picture="${picture}" text="Less." caption="C"}\n\n::chart{url="https://nowhere.example/c" title="T" picture="${picture}" text="More."}\n\n:::quote{by="Ilse"}\nNo.\n:::\n\n:::quote\nYes.\n:::\n\n:::facts{title="In brief"}\n- 38\n:::\n\n::related{story="${plain.articleId}"}`;
  const image = {
    leadKind: 'image',
    leadMediaId: picture,
    leadAlt: 'A',
    leadCaption: 'C',
    standfirst: 'Why.',
  } as const;
  const video = { leadKind: 'video', leadVideo: film, leadVideoTitle: 'The walk-out' } as const;
  const sheet = documentAddress(await addDocument(context, editor, { content: await plainPdf('Report') }));
  const recordings = await addRecordings(context, editor, picture);
  const authorIds = [editor.id, author.id];
  const filed = { topicIds: [topic], authorIds, dateline: 'Port Alder', label: 'live' as const };
  const stories = {
    plain,
    rich: await write('Rich', { ...image, ...filed, body }),
    arabic: await write('خبر', { language: 'ar', translationOf: plain.articleId }),
    film: await write('Film', { ...video, leadMediaId: picture }),
    bare: await write('Film without poster', video),
    ownFilm: await write('Our own film', {
      ...video,
      leadVideo: recordings.film,
      body: `Hear.\n\n::document{file="${sheet}"}\n\n::document{file="${sheet}" title="T" credit="C"}\n\n::video{url="${recordings.sound}" title="T"}`,
    }),
    opinion: await write('Thought', { label: 'opinion', sectionId: opinion }),
    closed: await write('Closed', { comments: 'closed' }),
    draft: await write('Draft', {}, 'draft'),
    review: await write('Reviewed', {}, 'review'),
    scheduled: await write('Later', {}, { at: '2027-01-01T09:00:00.000Z' }),
    withdrawn: await write('Gone', {}, 'withdrawn'),
    changed: await write('Corrected'),
    about: await writePage('About', { body, standfirst: 'Who.' }),
    policy: await writePage('Corrections'),
    pageDraft: await writePage('', {}, 'draft'),
    pageGone: await writePage('Contact', {}, 'withdrawn'),
    part: await write('Part one', { seriesId: series, seriesPart: 1, topicIds: [topic] }),
    nextPart: await write('Part two', { seriesId: series, seriesPart: 2 }),
  };
  const arabicPage = await writePage('من نحن', { language: 'ar', translationOf: stories.about.articleId });
  for (const each of [stories.changed, stories.policy]) await correct(context, editor, { ...each, sectionId });
  for (let number = 0; number < 52; number += 1) await write(`Story ${number}`, {}, number < 9 ? 'published' : 'draft');
  return { ...stories, arabicPage };
}

async function correct(
  context: Context,
  editor: Person,
  { articleId, revisionId, sectionId }: AddedStory & { sectionId: number },
): Promise<void> {
  const content = { ...emptyContent, headline: 'Corrected', body: 'Put right.', sectionId };
  const saving = { articleId, baseRevisionId: revisionId, content, kind: 'save' } as const;
  const saved = await saveRevision(context, editor, saving);
  const note = 'It was 31.';
  await publishChanges(context, editor, { ...saved, kind: 'correction', note });
  await saveRevision(context, editor, {
    ...{ articleId, baseRevisionId: saved.revisionId, kind: 'save' },
    content: { ...content, headline: 'Changed since', body: 'Changed since.' },
  });
}

/** A film with everything that one can have, and sound with nothing; by their addresses. */
async function addRecordings(context: Context, editor: Person, posterId: number) {
  const [film, sound] = [
    await addRecording(context, editor, { content: await filmOf(99) }),
    await addRecording(context, editor, { content: await sample('harbour.mp3'), name: 'talk.mp3' }),
  ];
  await addTexts(context, editor, { recordingId: film.id });
  await addTexts(context, editor, { recordingId: film.id, kind: 'descriptions', language: 'ar' });
  await describeRecording(context, editor, { ...film, posterId, canDownload: true, caption: 'C' });
  return { film: recordingAddress(film), sound: recordingAddress(sound) };
}
