import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { articlePublish } from '../../src/cli/article-publish.ts';
import { type Started, startApp } from '../support/app.ts';
import { newFolder } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { run } from './run.ts';

let app: Started;
let folder: string;

beforeEach(async () => {
  app = await startApp();
  folder = newFolder();
  await addPerson(app.context, { role: 'author', name: 'Ines Duarte', email: 'ines@news.example' });
  await addPerson(app.context, { role: 'admin', name: 'Yusuf Karim' });
  await addSection(app.context, { slug: 'politics', name: 'Politics' });
  await addSection(app.context, { slug: 'world', name: 'The world' });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const story = (headline: string, fields = '', body = 'The text.') =>
  write(`${headline}.md`, `---\nheadline: ${headline}\nsection: politics\n${fields}${fields && '\n'}---\n${body}\n`);

const drawn = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();

const publish = (...files: string[]) => run(articlePublish, app.context, files);

const count = async (table: 'articles' | 'topics' | 'media') => {
  const rows = await app.context.db.reader.selectFrom(table).select('id').execute();
  return rows.length;
};

describe('article:publish', () => {
  test('puts a file online at its address, with its picture, its video and the pictures of its text', async () => {
    write('images/lead.png', await drawn('#c33'));
    write('images/hall.png', await drawn('#3c3'));
    const body = [
      'The first paragraph.',
      '::figure{media="images/hall.png" alt="The empty hall"}',
      '::video{url="https://vimeo.com/123456" title="The speech" poster="images/lead.png"}',
      '::figure{media="images/hall.png" alt="The hall again"}',
    ].join('\n\n');
    const file = story(
      'The gates',
      'image: images/lead.png\nimageAlt: The gates\nauthors: [ines@news.example]\ntopics: [Ports]',
      body,
    );
    const address = `${app.url}/2026/11/23/the-gates`;
    expect(await publish(file)).toEqual({ out: `${address}\n`, err: '', failure: null });
    const page = await app.visitor().get('/2026/11/23/the-gates').expect(200);
    expect(page.text).toContain('Ines Duarte');
    expect(page.text).toContain('alt="The gates"');
    expect(page.text).toContain('alt="The empty hall"');
    expect(page.text).toContain('player.vimeo.com/video/123456');
    const pictures = [...new Set(page.text.match(/\/media\/[\da-f]+-\d+\.jpg/g))];
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) await app.visitor().get(picture).expect(200);
    await app.visitor().get('/topics/ports').expect(200);
  });

  test('keeps a date of the past, and schedules one of the future', async () => {
    const { out } = await publish(
      story('Old news', 'published: 2024-05-01 09:30'),
      story('Soon', 'published: 2026-11-24T09:30:00Z'),
    );
    expect(out).toBe(`${app.url}/2024/05/01/old-news\n${app.url}/2026/11/24/soon (from 2026-11-24T09:30:00.000Z)\n`);
    await app
      .visitor()
      .get('/2024/05/01/old-news')
      .expect(200, /1 May 2024/);
    await app.visitor().get('/2026/11/24/soon').expect(404);
    app.clock.advance({ days: 1 });
    await app.visitor().get('/2026/11/24/soon').expect(200);
  });

  test('makes drafts, and hands them to the desk', async () => {
    const { out } = await publish(story('Half done', 'state: draft'), story('Nearly done', 'state: review'));
    expect(out).toMatch(/\/admin\/articles\/\d+ \(draft\)\n.*\/admin\/articles\/\d+ \(in review\)\n$/);
    const states = await app.context.db.reader.selectFrom('articles').select('state').orderBy('id').execute();
    expect(states).toEqual([{ state: 'draft' }, { state: 'review' }]);
    expect(await app.context.db.reader.selectFrom('published_articles').selectAll().execute()).toEqual([]);
  });

  test('leads with a video, whose poster is the picture', async () => {
    write('lead.png', await drawn('#c33'));
    await publish(story('Moving', 'video: https://vimeo.com/123456\nimage: lead.png\nimageAlt: The gates'));
    const row = await app.context.db.reader.selectFrom('published_articles').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ lead_kind: 'video', lead_video: 'https://vimeo.com/123456', lead_alt: 'The gates' });
    expect(row.lead_media_id).not.toBeNull();
  });

  test('finds a section by its name too, and the original of a translation among the files', async () => {
    const translation = write(
      'ar.md',
      '---\nheadline: البوابات\nsection: The world\nlanguage: ar\ntranslationOf: the-gates\nslug: bawwabat\n---\nنص.\n',
    );
    const { out, failure } = await publish(translation, story('The gates'));
    expect(failure).toBeNull();
    expect(out.trim().split('\n')).toEqual([`${app.url}/2026/11/23/the-gates`, `${app.url}/2026/11/23/bawwabat`]);
    await app
      .visitor()
      .get('/2026/11/23/the-gates')
      .expect(200, /href="\/2026\/11\/23\/bawwabat"/);
  });

  test('refuses the same file again', async () => {
    const file = story('The gates');
    await publish(file);
    const { err, failure } = await publish(file);
    expect(err).toMatch(/:2: There is a story already at \/2026\/11\/23\/the-gates\. To publish another one/);
    expect(failure).toBe('Nothing was published: there is one mistake.');
    expect(await count('articles')).toBe(1);
  });

  test('needs an administrator to act as', async () => {
    await app.context.db.transaction((tx) => tx.deleteFrom('people').where('role', '=', 'admin').execute());
    expect((await publish(story('The gates'))).failure).toMatch(
      /^There is no administrator to publish as\. Add one: person:add/,
    );
  });
});

describe('One mistake in any file, and article:publish publishes nothing but the list of all mistakes:', () => {
  test('every file, line by line', async () => {
    write('broken.png', 'no picture');
    const good = story('Good', 'topics: [New topic]');
    const bad = story(
      'Bad',
      'authors: [Ines Duarte, Nobody]\nimage: missing.png\nimageAlt: Alt\ntranslationOf: nowhere',
      'Text.\n\n::figure{media="broken.png" alt="A"}\n\n::related{story="/2020/01/01/none"}',
    );
    const wrong = write('wrong.md', '---\nheadline: Wrong\nsection: politcs\nlabel: newz\n---\nText.\n');
    const { out, err, failure } = await publish(good, bad, wrong, join(folder, 'gone.md'));
    expect(out).toBe('');
    expect(failure).toBe('Nothing was published: there are 8 mistakes.');
    const lines = err.replaceAll(`${folder}/`, '').trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        /^Bad\.md:4: Nobody here is called “Nobody”\. There are Ines Duarte <ines@news\.example>, Yusuf Karim/,
      ),
      expect.stringMatching(/^Bad\.md:5: There is no picture missing\.png\. Looked for /),
      'Bad.md:7: There is no story “nowhere”. Give its address, its id, or the end of its address.',
      expect.stringMatching(/^Bad\.md:11: broken\.png: This is not a picture that can be used/),
      'Bad.md:13: There is no story “/2020/01/01/none”. Give its address, its id, or the end of its address.',
      'wrong.md:3: There is no section “politcs”. There are Politics (politics), The world (world).',
      expect.stringMatching(/^wrong\.md:4: label takes news, .* Is news meant\?$/),
      'gone.md:1: There is no such file.',
    ]);
    expect([await count('articles'), await count('topics'), await count('media')]).toEqual([0, 0, 0]);
  });

  test('two files with one address', async () => {
    const { err } = await publish(story('The gates'), story('Other', 'slug: the-gates'));
    expect(err).toMatch(/Other\.md:4: .*The gates\.md has a story, too, at \/2026\/11\/23\/the-gates\./);
    expect(await count('articles')).toBe(0);
  });

  test('no file', async () => {
    expect((await publish()).failure).toMatch(/^Name the files to publish/);
  });
});

test('What fails after the check leaves the story out whole, and says what is in', async () => {
  const { db } = app.context;
  let stories = 0;
  const transaction: typeof db.transaction = (work) =>
    db.transaction(async (tx) => {
      const result = await work(tx);
      stories += 1;
      if (stories === 2) throw new Error('The disk is full.');
      return result;
    });
  const context = { ...app.context, db: { ...db, transaction } };
  const [first, second, third] = [story('One'), story('Two', 'topics: [New topic]'), story('Three')];
  const { err, failure } = await run(articlePublish, context, [first, second, third]);
  expect(failure).toBe('The disk is full.');
  expect(err).toBe(
    `${second} could not be published. Published before it: ${first}. The files after it were not tried.\n`,
  );
  expect([await count('articles'), await count('topics')]).toEqual([1, 0]);
});

describe('article:publish of a page', () => {
  const page = (name: string, fields = '', body = 'The text.') =>
    write(`pages/${name}.md`, `---\nkind: page\nheadline: ${name}\n${fields}${fields && '\n'}---\n${body}\n`);

  test('puts it beside the stories, with its translation, whichever comes first', async () => {
    const arabic = page('من نحن', 'slug: man-nahnu\nlanguage: ar\ntranslationOf: about');
    // A story may end alike: it is not what a page translates.
    const files = [story('About'), arabic, page('About')];
    const { out, failure } = await publish(...files);
    expect(failure).toBeNull();
    expect(out.trim().split('\n').sort()).toEqual([
      `${app.url}/2026/11/23/about`,
      `${app.url}/pages/about`,
      `${app.url}/pages/man-nahnu`,
    ]);
    const translated = await app.visitor().get('/pages/man-nahnu').expect(200);
    expect(translated.text).toContain('href="/pages/about"');
  });

  test('takes nothing that only stories have, and says so line by line', async () => {
    const file = page('About', 'section: politics\nlabel: news\ncomments: open\ntopics: [Ports]');
    const { err, failure } = await publish(file);
    expect(err.trim().split('\n')).toEqual([
      `${file}:4: A page has no section. Leave it out.`,
      `${file}:5: A page has no label. Leave it out.`,
      `${file}:6: A page has no comments. Leave it out.`,
      `${file}:7: A page has no topics. Leave it out.`,
    ]);
    expect([failure, await count('articles'), await count('topics')]).toEqual([
      expect.stringContaining('4 mistakes'),
      0,
      0,
    ]);
  });

  test('an address that another page has is refused, and a story that it would translate is none', async () => {
    await publish(page('About'), story('The gates'));
    const again = page('About', 'standfirst: Again.');
    expect((await publish(again)).err).toContain('There is a page already at /pages/about.');
    const wrong = page('Contact', 'translationOf: the-gates');
    expect((await publish(wrong)).err).toContain(`${wrong}:4: There is no page “the-gates”.`);
    const kind = write('odd.md', '---\nkind: pages\nheadline: Odd\n---\nText.\n');
    expect((await publish(kind)).err).toContain('odd.md:2: kind takes story, page, not “pages”. Is page meant?');
  });
});
