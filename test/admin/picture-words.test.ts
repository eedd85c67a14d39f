import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Picture } from '../../src/media/picture.ts';
import { articleOf, complete, idIn, type Newsroom, openPanel, plain, startNewsroom } from '../articles/newsroom.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let picture: Picture;

beforeEach(async () => {
  newsroom = await startNewsroom();
  picture = await addColour(newsroom.context, newsroom.editor, '#246');
});

const open = () => newsroom.desk.get(`/admin/media/${picture.id}`).expect(200);

async function say(values: Record<string, string>): Promise<void> {
  await sendForm(newsroom.desk, fillForm(await open(), 'Save', values)).then(({ status }) => expect(status).toBe(303));
}

const titles = async (query: string) =>
  readPage(await newsroom.desk.get(`/admin/media?${query}`).expect(200)).texts('.picture-name');

const shows = (content: object) =>
  addStory(newsroom.context, {
    editor: newsroom.editor,
    content: { sectionId: newsroom.politics, headline: 'Dockers halt speech', ...content },
  });

const pictures = async (path: string) =>
  readPage(await newsroom.visitor().get(path).expect(200)).attributes('img', 'alt');

describe('What is said of a picture', () => {
  test('is kept: its title, rights, their end, and its alternative text in each language', async () => {
    await say({
      ...{ Title: 'Hall, first night', 'Alternative text in Arabic': 'قاعة', Rights: 'Okafor, once' },
      'May be shown until': '2026-12-31',
    });
    expect(fillForm(await open(), 'Save').fields).toMatchObject({
      ...{ title: 'Hall, first night', 'alt-ar': 'قاعة', rights: 'Okafor, once', rightsUntil: '2026-12-31' },
      alt: 'All #246',
    });
    expect(readPage(await open()).texts('h1')).toEqual(['Hall, first night']);
  });

  test.each(['31.12.2026', '2026-02-30', 'soon', '2026-1-1'])(
    'of a day that is none nothing is kept: %s',
    async (day) => {
      const form = fillForm(await open(), 'Save', { Title: 'Kept as typed' });
      const answer = await sendForm(newsroom.desk, { ...form, fields: { ...form.fields, rightsUntil: day } });
      expect(answer.status).toBe(422);
      expect(plain(answer)).toContain('Give the day as year, month and day, like 2026-11-30.');
      expect(fillForm(answer, 'Save').fields).toMatchObject({ title: 'Kept as typed', rightsUntil: day });
      expect(fillForm(await open(), 'Save').fields).toMatchObject({ title: '', rightsUntil: '' });
    },
  );

  test('is what it is found by', async () => {
    await say({ Title: 'First night', 'Alternative text in Arabic': 'قاعة', Rights: 'Agência Lusa' });
    for (const words of ['first night', 'قاعة', 'agencia']) {
      expect([words, await titles(`q=${encodeURIComponent(words)}`)]).toEqual([words, ['First night']]);
    }
  });

  test('describes it in stories that say nothing: in their language, or else in the newsroom’s', async () => {
    const body = `So.\n\n::figure{media="${picture.id}"}\n\n::figure{media="${picture.id}" decorative=true}`;
    const lead = { leadKind: 'image', leadMediaId: picture.id } as const;
    const { path } = await shows({ ...lead, body, language: 'ar' });
    expect(await pictures(path)).toEqual(['All #246', 'All #246', '']);
    await say({ 'Alternative text in Arabic': 'قاعة' });
    expect(await pictures(path)).toEqual(['قاعة', 'قاعة', '']);
    const head = await newsroom.visitor().get(path);
    expect(head.text).toContain('<meta property="og:image:alt" content="Dockers halt speech. قاعة">');
    const leadAlt = async (content: object) => (await pictures((await shows({ ...lead, ...content })).path))[0];
    expect(await leadAlt({ leadDecorative: true, slug: 'b' })).toBe('');
    expect(await leadAlt({ leadAlt: 'Own words', slug: 'c' })).toBe('Own words');
  });

  test('is as good to the checks as what a story says itself', async () => {
    const fields = { ...complete, Text: `So.\n\n::figure{media="${picture.id}"}` };
    expect(plain(await openPanel(newsroom.desk, 'new', fields))).not.toContain('alternative text');
    await say({ 'Alternative text': '' });
    expect(plain(await openPanel(newsroom.desk, 'new', fields))).toContain(
      'line 3 of the text has no alternative text',
    );
  });
});

describe('Rights that have ended, or will within seven days', () => {
  const today = '2026-11-23';
  const warned = async (day: string): Promise<string> => {
    await say({ 'May be shown until': day });
    return plain(await open());
  };

  test('are told on the page of the picture and in the library, and of no other', async () => {
    expect(newsroom.context.now()).toContain(today);
    expect(await warned('2026-11-22')).toContain('The rights to it ended on Sunday 22 November 2026.');
    expect(await titles('show=rights')).toEqual(['All #246']);
    expect(await warned(today)).toContain('The rights to it end on Monday 23 November 2026.');
    expect(await warned('2026-11-30')).toContain('The rights to it end on Monday 30 November 2026.');
    expect(await titles('show=rights')).toEqual(['All #246']);
    expect(await warned('2026-12-01')).not.toContain('The rights to it');
    expect(await titles('show=rights')).toEqual([]);
  });

  test('warn stories that show it, in the text, above it and before a video, and take it from nobody', async () => {
    const body = `So.\n\n::figure{media="${picture.id}" alt="A"}`;
    await say({ Title: 'Hall', 'May be shown until': '2026-11-20' });
    const panel = await openPanel(newsroom.desk, 'new', { ...complete, Text: body });
    expect(plain(panel)).toContain('The rights to the picture “Hall” ended on Friday 20 November 2026.');
    const sent = await sendForm(newsroom.desk, fillForm(panel, 'Publish'));
    expect(await articleOf(newsroom.context, idIn(sent))).toMatchObject({ state: 'published' });
    const { path, articleId } = await shows({ leadKind: 'image', leadMediaId: picture.id, slug: 'other' });
    const lead = plain(await newsroom.desk.get(`/admin/articles/${articleId}`));
    expect(lead).toContain('the rights to the lead picture ended on Friday 20 November 2026');
    expect(lead).toContain('The rights to it ended on Friday 20 November 2026.');
    expect(await pictures(path)).toEqual(['All #246']);
    const told = await newsroom.desk.get(`/admin/inserts/pictures/${picture.id}`);
    expect(told.body.rights).toBe('The rights to it ended on Friday 20 November 2026.');
    const film = `::video{url="https://youtu.be/dQw4w9WgXcQ" title="T" poster="${picture.id}"}`;
    const video = await shows({ body: film, slug: 'film' });
    expect(plain(await newsroom.desk.get(`/admin/articles/${video.articleId}`))).toContain('picture “Hall” ended');
  });
});
