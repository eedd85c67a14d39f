import { beforeAll, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import type { Picture } from '../../src/media/picture.ts';
import { stemOf } from '../../src/media/picture.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection, addTopic } from '../support/factories.ts';
import { type ReadFeed, readAtom, readJson, readRss, readSitemap } from '../support/feeds.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';

const site = 'https://news.example';
const film = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
let newsroom: Started;
let editor: Person;
let politics: number;
let picture: Picture;

beforeAll(async () => {
  newsroom = await startApp({ shared: true, siteUrl: site });
  politics = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor', name: 'Mara Oyelaran', slug: 'mara-oyelaran' });
  picture = await addColour(newsroom.context, editor, '#c33');
});

async function write(content: Partial<Content>): Promise<AddedStory> {
  newsroom.clock.advance({ minutes: 1 });
  return addStory(newsroom.context, { editor, content: { sectionId: politics, ...content } });
}

/** The newest story in each form of the feed. */
async function newest(): Promise<{ feed: ReadFeed; title: string; html: string }[]> {
  const get = (path: string) => newsroom.visitor().get(path).buffer(true).expect(200);
  const all = [
    await readRss(await get('/feed.xml')),
    await readAtom(await get('/feed.atom')),
    readJson(await get('/feed.json')),
  ];
  return all.map((feed) => ({
    feed,
    title: feed.items[0]?.title ?? '',
    html: feed.texts[feed.items[0]?.title ?? ''] ?? '',
  }));
}

const elements = (html: string, name: string) =>
  DomUtils.getElementsByTagName(name, parseDocument(html).children, true);

describe('The text in a feed', () => {
  test('is the whole of it, with pictures, quotes and boxes, and a video as a link', async () => {
    const related = await write({ headline: 'Before' });
    const body = `So & so, [here](/topics/harbour) and [there](#s-one), see https://example.org/a?b=1&c=2.

## One

::figure{media="${picture.id}" alt="The gates" caption="At the gates"}

::video{url="${film}" title="The speech" poster="${picture.id}" caption="On film"}

:::quote{by="Ilse"}
No & never.
:::

:::facts{title="In brief"}
- 38
:::

::related{story="${related.articleId}"}

\`<a href="/not-a-link">\``;
    const lead = { leadKind: 'image', leadMediaId: picture.id, leadAlt: 'The hall', leadCaption: 'Empty' } as const;
    const { path } = await write({ headline: 'Everything', standfirst: 'Why it matters.', body, ...lead });
    const file = `${site}/media/${stemOf(picture.file)}`;
    for (const { html } of await newest()) {
      expect(elements(html, 'iframe')).toEqual([]);
      expect(html).not.toMatch(/<script|<style|<details|<noscript/);
      expect(elements(html, 'img').map(({ attribs }) => [attribs.src, attribs.alt])).toEqual([
        [`${file}-64.jpg`, 'The hall'],
        [`${file}-64.jpg`, 'The gates'],
        [`${file}-16x9.50.50-64.jpg`, ''],
      ]);
      expect(elements(html, 'a').map(({ attribs }) => attribs.href?.replaceAll('&#x3D;', '='))).toEqual([
        `${site}/topics/harbour`,
        `${site}${path}#s-one`,
        ...(html.includes('href="https://example.org') ? ['https://example.org/a?b=1&c=2'] : []),
        film,
        `${site}${related.path}`,
      ]);
      const text = DomUtils.textContent(parseDocument(html)).replace(/\s+/g, ' ');
      for (const said of [
        'Why it matters.',
        'Empty',
        'At the gates',
        'The speech',
        'On film',
        'Ilse',
        'In brief',
        'Before',
      ]) {
        expect(text).toContain(said);
      }
      expect(html).toContain('&lt;a href="/not-a-link"&gt;');
    }
  });

  test('of a story that leads with a video begins with a link to it', async () => {
    await write({ headline: 'On film', leadKind: 'video', leadVideo: film, leadVideoTitle: 'The speech' });
    for (const { html } of await newest()) {
      expect(elements(html, 'a')[0]?.attribs.href).toContain('youtube.com/watch');
      expect(elements(html, 'iframe')).toEqual([]);
    }
  });

  test('in Arabic says its language and direction', async () => {
    await write({ headline: 'عمال الميناء', body: 'مئتان من العمال.', language: 'ar' });
    for (const { title, html, feed } of await newest()) {
      expect({ title, language: feed.items[0]?.language }).toEqual({ title: 'عمال الميناء', language: 'ar' });
      expect(elements(html, 'div')[0]?.attribs).toEqual({ lang: 'ar', dir: 'rtl' });
      expect(html).toContain('مئتان من العمال.');
    }
  });
});

describe('Whatever is typed,', () => {
  const typed = [
    ...[']]>', '<![CDATA[x]]>', '</script><script>alert(1)</script>', '&amp; &lt; &nbsp; &#0; &#x1f;', '"\'<>&'],
    ...['🚢👩‍👩‍👧 é é', 'عمال «الميناء» ١٢٣ \u200f', '<!-- -->', '?> <?xml version="1.0"?>', '%00 %ff {{x}}'],
    ...['a > <![CDATA[ b', ']]]]><![CDATA[>', '&lt;b&gt;'],
  ];

  test.each(typed)('feeds stay well-formed and say the same: %s', async (text) => {
    const name = `Person ${text}`;
    const slug = `person-${typed.indexOf(text)}`;
    const person = await addPerson(newsroom.context, { role: 'author', name, slug, email: `${slug}@news.example` });
    const topic = await addTopic(newsroom.context, { slug: `topic-${typed.indexOf(text)}`, name: text });
    const headline = `A ${text} b`;
    const content = { headline, standfirst: text, body: `So: \`${text}\`.`, slug };
    await write({ ...content, authorIds: [person.id], topicIds: [topic] });
    for (const { title, feed } of await newest()) {
      expect(title).toBe(headline);
      expect(feed.items[0]?.authors).toEqual([name]);
    }
    const [news] = readSitemap(await newsroom.visitor().get('/news-sitemap.xml').buffer(true).expect(200));
    expect(news?.news?.title).toBe(headline);
    const embed = await newsroom.visitor().get('/oembed').query({ format: 'xml', url: news?.address });
    expect(
      DomUtils.textContent(
        DomUtils.getElementsByTagName('title', parseDocument(embed.text, { xmlMode: true }).children, true),
      ),
    ).toBe(headline);
  });

  test('characters that no XML may hold are in none', async () => {
    // Past the forms, which take them out.
    const headline = 'Control \u0001\u0008\u000b\u001f\ufffe\ud800 end';
    await write({ headline, slug: 'controls', standfirst: headline, body: 'a \u0001 b' });
    for (const path of ['/feed.xml', '/feed.atom', '/sitemap.xml', '/news-sitemap.xml', '/sitemap-2026-11.xml']) {
      const { text } = await newsroom.visitor().get(path).buffer(true).expect(200);
      expect(text).not.toMatch(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]|\p{Cs}/u);
    }
    expect((await newest())[0]?.title).toMatch(/^Control\s+\ufffd? ?end$/);
  });
});
