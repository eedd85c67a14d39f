import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { rename } from '../../src/articles/actions/filing/topics.ts';
import { publishChanges, reinstate } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import type { Context } from '../../src/context.ts';
import { replacePicture } from '../../src/media/actions/replace.ts';
import { describePicture } from '../../src/media/actions.ts';
import { ensureSeries } from '../../src/topics/queries.ts';
import { pathOf } from '../comments/newsroom.ts';
import { addSection, addTopic } from '../support/factories.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';
import { type KeptNewsroom, startKept } from './kept-newsroom.ts';

/*
 * Stories are shown on pages of others: in lists, in texts, as translations, as parts of a series, as what to read next. Each of those
 * pages is made anew when the story changes, and those that show nothing of it stay.
 */

let newsroom: KeptNewsroom;
let economy: number;
let topicId: number;
let pictureId: number;
const stories: Record<string, AddedStory> = {};
const contents: Record<string, Partial<Content>> = {};

const of = (name: string): AddedStory => stories[name] as AddedStory;
const pages = () => Object.values(stories).map(({ path }) => path);
const lists = ['/economy', '/topics/tolls'];

async function add(name: string, content: Partial<Content>): Promise<void> {
  const { context, admin } = newsroom;
  contents[name] = { headline: name, sectionId: economy, ...content };
  stories[name] = await addStory(context, { editor: admin, content: { sectionId: economy, ...contents[name] } });
  newsroom.clock.advance({ seconds: 60 });
}

beforeAll(async () => {
  newsroom = await startKept();
  const { context, editor, sectionId, topicId: harbour } = newsroom;
  economy = await addSection(context, { slug: 'economy', name: 'Economy' });
  topicId = await addTopic(context, { slug: 'tolls', name: 'Tolls' });
  pictureId = (await addColour(context, editor, '#336699')).id;
  const picture = { leadKind: 'image', leadMediaId: pictureId } as const;
  await add('Tolls rise', { ...picture, topicIds: [topicId], authorIds: [editor.id] });
  await add('What tolls are for', { sectionId, body: `::related{story="${of('Tolls rise').path}"}` });
  await add('Les péages montent', { language: 'en', sectionId, translationOf: of('Tolls rise').articleId });
  const seriesId = await context.db.transaction((tx) => ensureSeries(tx, { slug: 'bridges', name: 'Bridges' }));
  await add('First bridge', { seriesId, seriesPart: 1 });
  await add('Second bridge', { seriesId, seriesPart: 2 });
  await add('Market day', { topicIds: [harbour] });
  await add('Weather', {});
  stories.Film = newsroom.story;
  contents.Film = { sectionId, topicIds: [harbour], authorIds: [editor.id], ...film };
  await newsroom.compare(...pages(), ...lists);
});

const film = { leadKind: 'video', leadVideo: 'https://youtu.be/dQw4w9WgXcQ', leadVideoTitle: 'The speech' } as const;

let count = 0;

const change =
  (name: string, content: Partial<Content> = {}) =>
  async (context: Context) => {
    count += 1;
    const { articleId, revisionId } = of(name);
    contents[name] = { ...contents[name], headline: `${name}, ${count}`, ...content };
    const saving = { articleId, baseRevisionId: revisionId, kind: 'save' } as const;
    const written = { ...emptyContent, body: 'So.', ...contents[name] };
    const saved = await saveRevision(context, newsroom.admin, { ...saving, content: written });
    await publishChanges(context, newsroom.admin, { ...saved, kind: 'update', note: 'More is known.' });
    stories[name] = { ...saved, path: await pathOf(context, saved.articleId) };
  };

const said = {
  ...{ title: '', alts: '{}', caption: '', credit: '', source: '', rights: '', rightsUntil: null },
  ...{ focalX: 20, focalY: 80 },
};

async function replace(context: Context): Promise<void> {
  count += 1;
  const create = { width: 70, height: 50 + count, channels: 3, background: '#992211' } as const;
  const buffer = await sharp({ create }).png().toBuffer();
  await replacePicture(context, newsroom.admin, { id: pictureId, source: { buffer } });
}

const describeIt = (context: Context) => {
  count += 1;
  return describePicture(context, newsroom.admin, { id: pictureId, ...said, alt: `A toll gate, ${count}` });
};

const renameTopic = (context: Context) => {
  count += 1;
  const input = { id: topicId, name: `Tolls ${count}`, address: 'tolls', translations: '{}' };
  return rename(context, newsroom.admin, { kind: 'topic', ...input });
};

/** Its address changes with it. */
const move = (name: string) => (context: Context) => change(name, { slug: `moved-${count}` })(context);

const withdrawIt = (context: Context) =>
  withdraw(context, newsroom.admin, { articleId: of('Weather').articleId, reason: 'Not so.' });

const bringBack = (context: Context) =>
  reinstate(context, newsroom.admin, { articleId: of('Weather').articleId, note: 'It was so.' });

const file = (context: Context) => {
  const isFiled = contents['Market day']?.topicIds?.includes(newsroom.topicId);
  return change('Market day', { topicIds: isFiled ? [] : [newsroom.topicId] })(context);
};

/** What is done, and whose page shows it beside the story's own. */
const acts: [string, (context: Context) => Promise<unknown>, () => string][] = [
  ['A story changes, and the one whose text shows it', change('Tolls rise'), () => of('What tolls are for').path],
  ['A story moves, and its translation leads there', move('Tolls rise'), () => of('Les péages montent').path],
  ['A translation moves, and the original leads there', move('Les péages montent'), () => of('Tolls rise').path],
  ['A part changes, and the one before', change('Second bridge'), () => of('First bridge').path],
  ['A story changes, and what leads to it as the next to read', change('Weather'), () => of('Market day').path],
  ['A story goes from a topic, or comes to it', file, () => '/topics/harbour'],
  ['A picture is described', describeIt, () => of('Tolls rise').path],
  ['A picture gets another file', replace, () => '/economy'],
  ['A topic is renamed', renameTopic, () => of('Tolls rise').path],
  ['The only video goes, and the way to it', change('Film', { leadKind: 'none' }), () => of('Weather').path],
  ['It comes back', change('Film', film), () => of('Weather').path],
  ['A story goes', withdrawIt, () => '/economy'],
  ['It comes back', bringBack, () => of('Market day').path],
];

describe.each(['by this process', 'by another process'])('Done %s', (hand) => {
  test.each(acts)('%s: all that shows it is made anew', async (_what, act, where) => {
    const before = await newsroom.read(where());
    const own = hand === 'by this process';
    await act(own ? newsroom.context : newsroom.other);
    if (!own) await newsroom.hear();
    expect(await newsroom.read(where())).not.toBe(before);
    await newsroom.compare(...pages(), ...lists);
  });
});

test('What shows nothing of a story stays as it was kept', async () => {
  const { context } = newsroom;
  const kept = [newsroom.story.path, '/politics', `/by/${newsroom.editor.slug}`];
  for (const address of kept) await newsroom.read(address);
  const behind = context.db.writer.updateTable('published_articles').set({ headline: 'Behind its back' });
  await behind.where('article_id', '=', newsroom.story.articleId).execute();
  await change('Weather')(newsroom.context);
  for (const address of kept) expect(await newsroom.read(address)).not.toContain('Behind its back');
  expect(await newsroom.read('/')).toContain('Behind its back');
  await change('What tolls are for')(newsroom.context);
  for (const address of kept.slice(0, 2)) expect(await newsroom.read(address)).toContain('Behind its back');
});
