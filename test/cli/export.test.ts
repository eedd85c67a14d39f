import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import { articlePublish } from '../../src/cli/article-publish.ts';
import { exportAll } from '../../src/cli/export.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { ensureSeries } from '../../src/topics/queries.ts';
import { type Started, startApp } from '../support/app.ts';
import { newFolder } from '../support/database.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { addColour, addStory, type Fate } from '../support/stories.ts';
import { run } from './run.ts';

let app: Started;
let editor: Person;
let folder: string;

const people = { role: 'editor', name: 'Māra: “Ö”', email: 'mara@news.example', slug: 'mara' } as const;

async function startNewsroom(): Promise<Started> {
  const started = await startApp();
  await addPerson(started.context, { role: 'admin', email: 'ada@news.example' });
  editor = await addPerson(started.context, people);
  await addSection(started.context, { slug: 'politics', name: 'Politics' });
  return started;
}

const write = (content: Partial<Content>, fate: Fate = 'published', makes: 'story' | 'page' = 'story') =>
  addStory(app.context, { editor, makes, fate, content: { sectionId: makes === 'story' ? 1 : null, ...content } });

/** Stories with all that a file can say. */
async function fill(): Promise<void> {
  const picture = (await addColour(app.context, editor, '#c33')).id;
  const topic = await addTopic(app.context, { slug: 'harbour', name: 'Harbour: “old”, # new' });
  const series = await app.context.db.transaction((tx) => ensureSeries(tx, { slug: 'files', name: 'The 1990s' }));
  const plain = await write({ headline: '2026-11-23', standfirst: 'Yes: no', dateline: 'Port Alder' });
  const body = `One “two”.\n\n---\n\n::figure{media="${picture}" alt="A hall"}\n\n\`\`\`\n::figure{media="${picture}" alt="Code"}\n\`\`\`\n\n::related{story="${plain.articleId}"}\n\n::related{story="${plain.path}"}`;
  const filed: Partial<Content> = { topicIds: [topic], authorIds: [editor.id], seriesId: series, seriesPart: 2 };
  const said = { searchTitle: 'Found', searchDescription: 'As this.', shortHeadline: 'Rich', slug: 'rich-one' };
  const lead = { leadKind: 'image', leadMediaId: picture, leadCaption: 'C: d', leadCredit: 'L. Okafor' } as const;
  await write({
    headline: 'Rich',
    body,
    ...filed,
    ...said,
    ...lead,
    label: 'analysis',
    leadAlt: 'A hall',
    comments: 'closed',
  });
  await write({ headline: 'Adorned', ...lead, leadDecorative: true });
  const film = { leadKind: 'video', leadVideo: 'https://vimeo.com/123456789', leadVideoTitle: 'On film' } as const;
  await write({ headline: 'Film', ...film, leadMediaId: picture, leadAlt: 'A still' });
  await write({ headline: 'خبر من الميناء', language: 'ar', translationOf: plain.articleId });
  await write({ headline: 'Later' }, { at: '2026-12-24T09:30:00.000Z' });
  await write({ headline: 'A draft' }, 'draft');
  await write({ headline: 'To review' }, 'review');
  await write({ headline: 'About', standfirst: 'Who.' }, 'published', 'page');
}

const filesIn = (place: string) =>
  readdirSync(join(folder, place))
    .sort()
    .map((name) => join(folder, place, name));

/** What the files of stories say, whatever the numbers of rows and the names of pictures. */
const texts = (place = 'stories') =>
  filesIn(place)
    .map((file) => readFileSync(file, 'utf8').replaceAll(/media\/\w+/g, 'media/x'))
    .sort();

const lines = (name: string) =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeEach(async () => {
  folder = newFolder();
  app = await startNewsroom();
});

describe('export', () => {
  test('gives stories that article:publish brings into another newsroom, the same in all that they say', async () => {
    await fill();
    const { out, failure } = await run(exportAll, app.context, [folder]);
    expect(failure).toBeNull();
    expect(out).toMatch(/: 9 stories and pages, 2 files of the library, and all else as JSON lines\./);
    const before = texts();
    expect(before).toHaveLength(9);
    const files = filesIn('stories');
    app = await startNewsroom();
    const published = await run(articlePublish, app.context, files);
    expect({ err: published.err, failure: published.failure }).toEqual({ err: '', failure: null });
    folder = newFolder();
    await run(exportAll, app.context, [folder]);
    expect(texts()).toEqual(before);
  });

  test('keeps apart what readers see, what was changed since, and what was withdrawn', async () => {
    const { articleId, revisionId } = await write({ headline: 'Seen' });
    await saveRevision(app.context, editor, {
      ...{ articleId, baseRevisionId: revisionId, kind: 'save' },
      content: { ...emptyContent, headline: 'Changed', body: 'Else.', sectionId: 1 },
    });
    await write({ headline: 'Gone' }, 'withdrawn');
    await run(exportAll, app.context, [folder]);
    expect(texts()).toEqual([expect.stringMatching(/headline: Seen\n[\s\S]*published: 2026/)]);
    expect(texts('changes')).toEqual([expect.stringMatching(/headline: Changed\n[\s\S]*state: draft\n/)]);
    expect(texts('withdrawn')).toEqual([expect.stringMatching(/headline: Gone\n[\s\S]*state: draft\n/)]);
  });

  test('gives the ledger, all versions, comments, and what is said of media, without what only the program uses', async () => {
    await fill();
    const [story] = await app.context.db.reader
      .selectFrom('published_articles')
      .select('path')
      .orderBy('path')
      .execute();
    const poster = { actor: null, browserHash: 'x', network: networkAround('demo') };
    const said = { path: story?.path ?? '', parentId: null, text: 'Well.', name: 'Ilse', email: 'ilse@reader.example' };
    await postComment(app.context, poster, { ...said, website: '' });
    await run(exportAll, app.context, [folder]);
    const { db, storage } = app.context;
    const ledger = await db.reader.selectFrom('publications').selectAll().orderBy('id').execute();
    expect(lines('ledger')).toEqual(ledger);
    expect(lines('versions').map(({ body }) => body)).toContain('Some two hundred dockers.');
    expect(lines('comments')).toMatchObject([
      { name: 'Ilse', email: 'ilse@reader.example', text: 'Well.', article_id: 1 },
    ]);
    expect(lines('pictures')).toMatchObject([{ alt: 'All #c33', credit: 'L. Okafor', width: 64 }]);
    const all = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(all).not.toMatch(/"(password_hash|network_hash|browser_hash|look_1)"|argon2/);
    for (const { file, original } of await db.reader.selectFrom('media').select(['file', 'original']).execute()) {
      for (const name of [file, original ?? '']) {
        expect(statSync(join(folder, 'media', name)).size).toBe((await storage.open(name))?.bytes);
      }
    }
    expect(statSync(join(folder, 'people.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('goes into an empty folder only, and names files that are lost', async () => {
    writeFileSync(join(folder, 'notes'), '');
    expect((await run(exportAll, app.context, [folder])).failure).toMatch(
      / is not empty: name a folder that is, or a new one\.$/,
    );
    const { file } = await addColour(app.context, editor, '#3c3');
    await app.context.images.idle();
    await app.context.storage.remove(file);
    const { failure } = await run(exportAll, app.context, [join(folder, 'new')]);
    expect(failure).toBe(`All is written but these, which are lost: ${file}.`);
  });
});
