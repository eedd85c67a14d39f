import { beforeEach, describe, expect, test } from '@jest/globals';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import { startVideoSite, type VideoSite } from '../support/video-site.ts';
import { edit, idIn, type Newsroom, startNewsroom } from './newsroom.ts';

let site: VideoSite;
let newsroom: Newsroom;

beforeEach(async () => {
  site = await startVideoSite();
  newsroom = await startNewsroom(site.options);
});

const ask = (url: string) => newsroom.desk.post('/admin/inserts/post').type('form').send({ url });

describe('A post is told to the editor by its network', () => {
  test('X: its text, who wrote it, and the day', async () => {
    const html =
      '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">No ship &amp; no crane<br>moves. <a href="https://t.co/a">t.co/a</a></p>&mdash; Alder Harbour (@alder_harbour) <a href="https://twitter.com/alder_harbour/status/1725512345678901234">November 20, 2026</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js"></script>';
    site.tell('publish.x.com', { html, author_name: 'Alder Harbour', author_url: 'https://twitter.com/alder_harbour' });
    const { body } = await ask('https://twitter.com/alder_harbour/status/1725512345678901234?s=20').expect(200);
    expect(body).toEqual({
      ...{ url: 'https://x.com/alder_harbour/status/1725512345678901234', name: 'Alder Harbour', time: '2026-11-20' },
      ...{ handle: '@alder_harbour', paragraphs: ['No ship & no crane\nmoves. t.co/a'] },
    });
  });

  test('Bluesky, the same', async () => {
    const html =
      '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kabc12xyz2d"><p lang="ar">لا سفينة تتحرك</p>&mdash; Harbour (<a href="https://bsky.app/profile/did:plc:abc?ref_src=embed">@alder.bsky.social</a>) <a href="https://bsky.app/profile/did:plc:abc/post/3kabc12xyz2d?ref_src=embed">November 20, 2026 at 8:00 AM</a></blockquote><script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>';
    site.tell('embed.bsky.app', { html, author_name: 'Harbour (@alder.bsky.social)', author_url: '' });
    const { body } = await ask('https://bsky.app/profile/alder.bsky.social/post/3kabc12xyz2d').expect(200);
    expect(body).toMatchObject({
      ...{ name: 'Harbour', handle: '@alder.bsky.social', time: '2026-11-20', paragraphs: ['لا سفينة تتحرك'] },
    });
  });

  test('Mastodon, at any host: its paragraphs and the moment', async () => {
    const status = {
      content: '<p>No ship moves.</p><p>Nobody <a href="https://a.example">says</a> why.</p><script>x</script>',
      created_at: '2026-11-20T08:00:00.000Z',
      account: {
        display_name: 'Alder <b>Harbour</b>',
        username: 'alder',
        acct: 'alder',
        url: 'https://social.example/@alder',
      },
    };
    site.behave('social.example/api/v1/statuses/112233445566', (_request, response) =>
      response.end(JSON.stringify(status)),
    );
    const { body } = await ask('https://social.example/@alder/112233445566').expect(200);
    expect(body).toEqual({
      ...{ url: 'https://social.example/@alder/112233445566', name: 'Alder Harbour', handle: '@alder@social.example' },
      ...{ time: '2026-11-20T08:00:00.000Z', paragraphs: ['No ship moves.', 'Nobody says why.'] },
    });
  });

  test.each([
    ['that opens without end', '<p'.repeat(120_000), 'Alder'],
    ['of paragraphs that never close', '<p>'.repeat(80_000), 'Alder'],
    ['of somebody whose name is blanks', '<p>Word</p>', `A${' '.repeat(200_000)}B`],
  ])('a text %s holds up nobody', async (_what, html, name) => {
    site.tell('publish.x.com', { html, author_name: name });
    const began = performance.now();
    await ask('https://x.com/alder/status/1725512345678901234');
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test.each([
    ['https://t.me/alder_courier/1234', 0],
    ['https://www.facebook.com/alder.courier/posts/10153231379946729', 0],
    ['https://elsewhere.example/post/1', 0],
    ['https://127.0.0.1/@alder/112233445566', 0],
    ['https://x.com/alder/status/1725512345678901234', 1],
    ['https://social.example/@alder/112233445566', 1],
  ])('or it is typed, where nothing comes: %s', async (url, asked) => {
    site.behave('/', (_request, response) => response.writeHead(403).end('{"html":"<p>x</p>"}'));
    expect((await ask(url).expect(422)).body.error).toContain('Type name, time and text');
    expect(site.asked()).toHaveLength(asked);
  });
});

const url = 'https://social.example/@alder/112233445566';
const written = (text: string) =>
  `So it went.\n\n:::post{url="${url}" name="Alder <Harbour>" handle="@alder@social.example" time="2026-11-20T08:00Z"}\n${text}\n:::\n\nAnd on.`;

describe('A post in a story', () => {
  test('is a quotation with its author, its time and a link, and nothing of it comes from elsewhere', async () => {
    const { context, editor, politics: sectionId } = newsroom;
    const body = written('No ship moves.\n\n<script>alert(1)</script><img src="https://social.example/a.png">');
    // Markup that no story may hold keeps it from readers.
    await expect(addStory(context, { editor, content: { sectionId, body } })).rejects.toThrow();
    const { path } = await addStory(context, {
      editor,
      content: { sectionId, body: written('No ship moves.\n\nNot *one*.') },
    });
    const { text } = await newsroom.visitor().get(path).expect(200);
    const quotation = /<blockquote class="post"[\s\S]*?<\/blockquote>/.exec(text)?.[0] ?? '';
    expect(quotation).toContain(`cite="${url}"`);
    expect(quotation).toContain('<b><bdi>Alder &lt;Harbour&gt;</bdi></b> <bdi>@alder@social.example</bdi>');
    expect(quotation).toContain('<p dir="auto">No ship moves.</p>');
    expect(quotation).toContain('Not <em>one</em>.');
    expect(quotation).toContain(`<a href="${url}" rel="noopener">Post at social.example</a>`);
    expect(quotation).toMatch(/<time datetime="2026-11-20T08:00Z">20 November 2026, 8:00<\/time>/);
    expect(text).not.toMatch(/<(?:script|img|iframe|link)[^>]+social\.example/);
    expect(site.asked()).toEqual([]);
    for (const feed of ['/feed.xml', '/feed.json']) {
      const answer = await newsroom.visitor().get(feed).buffer(true).expect(200);
      expect(answer.text).toContain('No ship moves.');
      expect(answer.text).toContain('Post at social.example');
    }
    const found = readPage(await newsroom.visitor().get('/search?q=ship').expect(200));
    expect(found.links('main')).toContain(path);
  });

  test('is told in the history, and what changed in it', async () => {
    const { context, editor, politics: sectionId } = newsroom;
    const story = await addStory(context, { editor, content: { sectionId, body: written('No ship moves.') } });
    const content = { ...emptyContent, sectionId, headline: 'Dockers halt speech', body: written('One ship moves.') };
    const saving = { articleId: story.articleId, baseRevisionId: story.revisionId, content, kind: 'save' } as const;
    const saved = await saveRevision(context, editor, saving);
    await publishChanges(context, editor, { ...saved, kind: 'update', note: 'More is known.' });
    const page = readPage(await newsroom.visitor().get(`${story.path}/history?from=1&to=2`).expect(200));
    expect([page.texts('del'), page.texts('ins')]).toEqual([['Removed: No'], ['Added: One']]);
  });

  test.each([
    ['url="javascript:alert(1)" name="A"', 'is no address of a post'],
    ['url="https://x.com/a/status/17255123"', 'post needs name='],
    [`url="${url}" name="A" time="yesterday"`, '“yesterday” is no time'],
    [`url="${url}" name="A" avatar="https://social.example/a.png"`, 'post takes no “avatar”'],
  ])('that is wrong is told to the editor: %s', async (attributes, problem) => {
    const { desk } = newsroom;
    const text = `:::post{${attributes}}\nNo ship moves.\n:::`;
    const id = idIn(await edit(desk, 'new', { Headline: 'Posts', Section: 'Politics', Text: text }));
    expect(readPage(await desk.get(`/admin/articles/${id}`)).main).toContain(problem);
  });
});
