import { beforeEach, describe, expect, test } from '@jest/globals';
import { setSite } from '../../src/admin/actions/site.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { fillForm } from '../support/forms.ts';
import { startVideoSite, type VideoSite } from '../support/video-site.ts';
import {
  complete,
  edit,
  errorsIn,
  idIn,
  type Newsroom,
  pictureFile,
  plain,
  revisionsOf,
  startNewsroom,
} from './newsroom.ts';

const button = 'Save, and ask the provider for title and poster';
const address = 'https://youtu.be/dQw4w9WgXcQ';
const page = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const oembed = `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(page)}`;
const withVideo = { ...complete, leadKind: 'video', 'Video address': address };

let site: VideoSite;
let newsroom: Newsroom;

beforeEach(async () => {
  site = await startVideoSite();
  newsroom = await startNewsroom(site.options);
});

const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);
const pictures = () => newsroom.context.db.reader.selectFrom('media').selectAll().orderBy('id').execute();

describe('The lead video', () => {
  test('gets title and poster of its provider, and the library says where the poster came from', async () => {
    const answer = await edit(newsroom.desk, 'new', withVideo, button);
    const id = idIn(answer);
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=videos-filled`);
    const [poster] = await pictures();
    expect(poster).toMatchObject({
      credit: 'Harbour TV / YouTube',
      source: page,
      alt: '',
      created_by: newsroom.editor.id,
    });
    expect(await newest(id)).toMatchObject({
      ...{ lead_video: address, lead_video_title: 'The quay at night', lead_media_id: poster?.id, lead_credit: '' },
    });
    expect(site.asked()).toEqual([
      ...[oembed, 'https://i.ytimg.com/vi/dQw4w9WgXcQ/maxresdefault.jpg', 'https://pictures.example/quay.jpg'],
    ]);
    const shown = await newsroom.desk.get(answer.headers.location ?? '');
    expect(fillForm(shown, 'Save').fields).toMatchObject({
      videoTitle: 'The quay at night',
      pictureId: String(poster?.id),
    });
  });

  test('keeps what an editor typed, and the picture that was chosen', async () => {
    const own = { ...withVideo, 'Video title': 'Our words', picture: await pictureFile('#c33') };
    const { desk } = newsroom;
    const done = await edit(desk, 'new', own, button);
    expect([done.status, errorsIn(done)]).toEqual([422, { video: expect.stringContaining('There is no video here') }]);
    expect(fillForm(done, 'Save').fields).toMatchObject({ videoTitle: 'Our words', headline: complete.Headline });
    const id = idIn(await edit(desk, 'new', { ...withVideo, 'Video title': 'Our words' }, button));
    expect(await newest(id)).toMatchObject({ lead_video_title: 'Our words', lead_media_id: expect.any(Number) });
    const other = idIn(await edit(desk, 'new', { ...withVideo, picture: await pictureFile('#3c3') }, button));
    const [, , chosen] = await pictures();
    expect(await newest(other)).toMatchObject({ lead_video_title: 'The quay at night', lead_media_id: chosen?.id });
  });

  test.each([
    ['https://vimeo.com/76979871', /^https:\/\/vimeo\.com\/api\/oembed\.json\?width=1920&url=https%3A/],
    ['https://dai.ly/x8abcd1', /^https:\/\/www\.dailymotion\.com\/services\/oembed\?format=json&url=https%3A/],
    ['https://www.tiktok.com/@a/video/7106594312292453675', /^https:\/\/www\.tiktok\.com\/oembed\?url=https%3A/],
    ['https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv', /^https:\/\/tube\.example\/services\/oembed\?format=json&url=/],
  ])('is asked of its own provider: %s', async (url, asked) => {
    const { context, desk } = newsroom;
    await setSite(context, null, { videoHosts: 'tube.example' });
    const id = idIn(await edit(desk, 'new', { ...withVideo, 'Video address': url }, button));
    expect(await newest(id)).toMatchObject({ lead_video_title: 'The quay at night', lead_media_id: 1 });
    expect(site.asked()[0]).toMatch(asked);
  });

  test.each([
    ['https://www.twitch.tv/videos/1234567890', 'nobody without a key'],
    ['https://www.facebook.com/watch/?v=10153231379946729', 'nobody without a key'],
    ['https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv', 'nobody that is not allowed'],
  ])('asks nothing where nobody tells: %s, %s', async (url) => {
    const answer = await edit(newsroom.desk, 'new', { ...withVideo, 'Video address': url }, button);
    expect([answer.status, errorsIn(answer).video]).toEqual([
      422,
      expect.stringContaining('No title and no poster came'),
    ]);
    expect(fillForm(answer, 'Save').fields).toMatchObject({ video: url, body: complete.Text });
    expect(site.asked()).toEqual([]);
  });
});

describe('What a provider says', () => {
  const titles: [string, object, string][] = [
    ['of several lines and with controls', { title: ' The\u0000 quay\n\n at\u0007 night ' }, 'The quay at night'],
    ['that turns the text around it about', { title: '\u202eThe quay\u2066' }, 'The quay'],
    ['that is markup', { title: '<b onclick="x">The</b> {quay}' }, '<b onclick="x">The</b> {quay}'],
    ['that is too long', { title: `${'🗞'.repeat(300)}` }, '🗞'.repeat(100)],
  ];

  test.each(titles)('%s is a line of text', async (_what, told, title) => {
    site.tell('oembed', told);
    const id = idIn(await edit(newsroom.desk, 'new', withVideo, button));
    expect((await newest(id))?.lead_video_title).toBe(title);
    const shown = await newsroom.desk.get(`/admin/articles/${id}/preview`).expect(200);
    expect(shown.text).not.toContain('<b onclick');
  });

  test.each([
    ['is not there', { thumbnail_url: undefined }],
    ['is a number', { thumbnail_url: 7 }],
    ['is no address', { thumbnail_url: 'javascript:alert(1)' }],
    ['is a file', { thumbnail_url: 'file:///etc/passwd' }],
    ['stands on a machine inside', { thumbnail_url: 'http://127.0.0.2/secret.png' }],
    ['stands on a machine inside, by a name', { thumbnail_url: 'http://localhost.localdomain/secret.png' }],
    ['is no picture', { thumbnail_url: 'https://pictures.example/oembed-page' }],
  ])('without a poster that can be had gives its title all the same: it %s', async (_what, told) => {
    site.tell('youtube', told);
    const id = idIn(await edit(newsroom.desk, 'new', withVideo, button));
    expect(await newest(id)).toMatchObject({ lead_video_title: 'The quay at night', lead_media_id: null });
    expect(await pictures()).toEqual([]);
  });

  test.each([
    ['a redirect inside', 302, { Location: 'http://127.0.0.2/secret' }, ''],
    ['an error', 500, {}, '{"title":"No"}'],
    ['nothing', 200, {}, ''],
    ['no JSON', 200, {}, '<html><title>Sign in</title>'],
    ['JSON that is no object', 200, {}, '["title"]'],
    ['too much', 200, {}, JSON.stringify({ title: 'x'.repeat(300_000) })],
  ])('that is %s is no mistake of the story', async (_what, status, headers, body) => {
    site.behave('oembed', (_request, response) => response.writeHead(status, headers).end(body));
    const answer = await edit(newsroom.desk, 'new', withVideo, button);
    expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, ['video']]);
    expect(idIn(await edit(newsroom.desk, 'new', withVideo))).toBeGreaterThan(0);
    expect(await pictures()).toEqual([]);
  });

  test('comes late or never: whoever pressed hears of it, and the story is saved by its own button without waiting', async () => {
    site.behave('oembed', () => undefined);
    const begun = performance.now();
    const [asked, saved] = await Promise.all([
      edit(newsroom.desk, 'new', withVideo, button),
      edit(newsroom.desk, 'new', { ...withVideo, Headline: 'Another' }).then((answer) => ({
        id: idIn(answer),
        took: performance.now() - begun,
      })),
    ]);
    expect([asked.status, saved.took < 3_500]).toEqual([422, true]);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

describe('Videos in the text', () => {
  const body = [
    `::video{url="${address}"}`,
    `::video{url="https://vimeo.com/76979871" title="Our \\"own\\"" caption="A {caption}"}`,
    `\`\`\`\n::video{url="${address}"}\n\`\`\``,
    '::video{url="https://www.facebook.com/watch/?v=10153231379946729" title="Elsewhere"}',
  ].join('\n\n');

  test('get what they lack, by the same press, and lose nothing that was there', async () => {
    site.tell('youtube', { title: 'The "quay" \\ at night' });
    const id = idIn(await edit(newsroom.desk, 'new', { ...complete, Text: body }, button));
    const [poster] = await pictures();
    expect((await newest(id))?.body?.trimEnd()).toBe(
      [
        `::video{url="${address}" title="The \\"quay\\" \\\\ at night" poster="${poster?.id}"}`,
        `::video{url="https://vimeo.com/76979871" title="Our \\"own\\"" caption="A {caption}" poster="${poster?.id}"}`,
        ...body.split('\n\n').slice(2),
      ].join('\n\n'),
    );
    expect(plain(await newsroom.desk.get(`/admin/articles/${id}`))).not.toContain('video needs');
  });

  test('of a page beside the stories get them too, and what is wrong stands beside the text', async () => {
    const { context, editor, desk } = newsroom;
    const content = { ...emptyContent, headline: 'About', body: `::video{url="${address}"}` };
    const first = { articleId: null, makes: 'page', baseRevisionId: null, content, kind: 'save' } as const;
    const { articleId } = await saveRevision(context, editor, first);
    await edit(desk, articleId, {}, button);
    const [poster] = await pictures();
    expect((await newest(articleId))?.body).toContain(`title="The quay at night" poster="${poster?.id}"`);
    const again = await edit(desk, articleId, {}, button);
    expect([again.status, errorsIn(again)]).toEqual([422, { body: expect.stringContaining('There is no video here') }]);
  });

  test('are told to the visual editor one by one', async () => {
    const ask = (url: string) => newsroom.desk.post('/admin/inserts/video').type('form').send({ url });
    const { body: told } = await ask(address).expect(200);
    const [poster] = await pictures();
    expect(told).toMatchObject({
      title: 'The quay at night',
      poster: { id: poster?.id, src: `/media/${poster?.file}` },
    });
    const { body: none } = await ask('https://elsewhere.example/v/1').expect(422);
    expect(none.error).toContain('No title and no poster came');
  });
});

test('A story that is saved asks nobody', async () => {
  const { context, editor, politics: sectionId, desk } = newsroom;
  const content = { ...emptyContent, headline: 'Quay', sectionId, leadKind: 'video', leadVideo: address } as const;
  await saveRevision(context, editor, { articleId: null, baseRevisionId: null, content, kind: 'save' });
  await edit(desk, 'new', withVideo);
  expect(site.asked()).toEqual([]);
});
