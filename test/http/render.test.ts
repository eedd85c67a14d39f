import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Chrome } from '../../src/http/chrome.ts';
import type { Head, Page } from '../../src/http/render.ts';
import { createRenderer } from '../../src/http/render.ts';
import { themeModel } from '../../src/http/theme.ts';
import { safeHtml } from '../../src/text/safe-html.ts';
import { commentViews, field, link, moment, thread } from '../support/comment-views.ts';

const viewsFolder = 'views';
const renderer = createRenderer({ viewsFolder, css: 'a>b{color:red}', watch: watched });

const source = { type: 'image/avif', srcset: '/media/a-320.avif 320w', sizes: '100vw', media: null };
const picture = {
  sources: [source, { ...source, media: '(max-width: 52rem)' }],
  ...{ src: '/media/a.jpg', width: '1600', height: '900', alt: 'A hall', tone: '13', isTall: true },
};
const kicker = { section: { ...link, hue: 'blue' }, label: 'Live', live: true };
const card = {
  ...{ href: '/2026/11/23/a', headline: 'Tolls & ferries', long: true, language: 'ar', kicker, standfirst: 'Why' },
  ...{ picture, face: '/media/face.jpg', opinion: true, time: moment, meta: 'Mara' },
};
const bareCard = {
  ...{ href: '/b', headline: 'Bare', long: false, language: null, kicker: null, standfirst: null },
  ...{ picture: null, face: null, opinion: false, time: null, meta: null },
};
const cards = [card, bareCard];
const pager = { newest: '/politics', older: '/politics?before=1' };
const figure = { picture, caption: 'The hall.', credit: 'L. Okafor', credentials: null };
const gallery = { label: 'Gallery: 2 pictures', figures: [{ ...figure, place: '1/2', isFirst: true }] };
const video = {
  ...{ title: 'Dockers', embedUrl: 'https://video.example/1?autoplay=1', via: 'From Video.' },
  elsewhere: { href: 'https://video.example/watch/1', text: 'Watch the video at Video' },
  ...{ poster: picture, caption: null, credit: 'J. Abara', credentials: null },
};
const block = {
  ...{ asks: false, html: null, contents: [], figure: null, gallery: null, video: null, recording: null, quote: null },
  ...{ facts: null, post: null, chart: null, document: null, related: null },
};
const blocks = [
  { ...block, html: safeHtml('<p>Text.</p>') },
  { ...block, contents: [{ id: 's-a', text: 'A' }] },
  { ...block, figure },
  { ...block, gallery },
  { ...block, video: { ...video, poster: null } },
  {
    ...block,
    asks: true,
    document: { href: '/media/a.pdf', title: 'Report', facts: 'PDF · 1 page', credit: 'Alder', picture },
  },
  { ...block, quote: { html: safeHtml('<p>Said.</p>'), by: 'Ilse Brandt', direction: 'ltr' } },
  { ...block, facts: { title: 'In brief', html: safeHtml('<p>38 gates</p>') } },
  { ...block, related: { href: '/c', headline: 'Council', language: null, picture } },
];
const story = {
  ...{ kicker, headline: 'Dockers <halt> speech', long: false, standfirst: 'Why', dateline: 'Port Alder' },
  people: [
    { name: 'Mara', href: '/by/mara', after: ' and ' },
    { name: 'Tomas', href: null, after: '' },
  ],
  ...{
    published: moment,
    updated: moment,
    corrected: moment,
    lead: { figure: null, gallery: null, recording: null, video },
    blocks,
    topics: [link],
  },
  translations: [{ text: 'English original', href: '/en', language: 'en' }],
  corrections: [{ heading: 'Correction', text: 'Six years.' }],
  series: { name: 'Tolls', href: '/series/tolls', part: 'Part 2 of 3', previous: link, next: null },
  more: cards,
  comments: thread,
  historyHref: '/a/history',
  report: { action: '/a/report', problems: [], seen: '3', report: { ...field, error: null }, address: field },
  staff: { state: 'Published.', links: [link] },
  preview: {
    says: 'This is a preview.',
    href: '/admin/articles/1',
    link: 'Back to the editor',
    language: 'en',
    direction: 'ltr',
  },
  ...{
    age: 'It is from 2024.',
    share: { links: [link], address: 'https://a.example/b', title: 'Dockers', shown: 'a.example/b' },
  },
};
const bareStory = {
  ...{ ...story, standfirst: null, people: [], dateline: null, updated: null, corrected: null, translations: [] },
  ...{
    lead: null,
    blocks: [],
    corrections: [],
    topics: [],
    series: null,
    more: [],
    comments: null,
    report: null,
    preview: null,
    staff: null,
  },
  ...{ age: null, share: null },
};
const strip = { id: 'strip-world', heading: 'World', href: '/world', hue: 'blue', opinion: true, cards };
const latest = [{ href: '/a', headline: 'A', language: null, label: 'Live', time: moment }];

const mostRead = [{ href: '/b', headline: 'B', label: 'Analysis' }];

const listed = { portrait: null, heading: 'Mara', empty: null, rows: cards, pager };

const models: [string, object][] = [
  [
    'front/front',
    { preview: null, heading: 'Today', empty: null, lead: card, seconds: cards, latest, mostRead, strips: [strip] },
  ],
  [
    'front/front',
    {
      preview: { says: 'Not yet.', href: '/', link: 'Back', language: 'en', direction: 'ltr' },
      ...{ heading: 'Today', empty: 'No stories.', lead: null, seconds: [], latest: [], mostRead: [], strips: [] },
    },
  ],
  [
    'site/section',
    { heading: 'World', hue: 'blue', intro: 'All of it', empty: null, lead: card, cards, rows: cards, pager },
  ],
  [
    'site/section',
    { heading: 'World', hue: null, intro: null, empty: 'None.', lead: null, cards: [], rows: [], pager: null },
  ],
  ['site/list', { ...listed, kicker: 'Author', intro: 'Reporter', numbered: false, months: null }],
  ['site/list', { ...listed, kicker: null, intro: null, numbered: true, months: { earlier: link, later: null } }],
  ['site/story', story],
  ['site/story', bareStory],
  ...commentViews,
  [
    'site/error',
    {
      ...{ status: '500', heading: 'Wrong', text: 'Ours.', search: null, links: [link], requestId: '8c2f' },
      kept: [{ label: 'Comment', text: 'kept <b>' }],
    },
  ],
  [
    'site/site-map',
    {
      heading: 'Site map',
      groups: [{ id: 'map-topics', heading: 'Topics', links: [link], note: 'More.' }],
      years: [{ year: '2026', months: [link] }],
    },
  ],
  [
    'site/gone',
    {
      ...{ heading: 'Withdrawn', text: 'Gone.', reason: 'Not so.', withdrawn: moment, links: [link] },
      kept: [{ label: 'Comment', text: 'kept' }],
    },
  ],
];

const chrome: Chrome = {
  ...{ siteName: 'The Alder Courier', siteUrl: '/', imprint: 'Published in Port Alder.', date: 'Monday' },
  sections: [{ name: 'World', href: '/world', current: true, hue: 'blue' }],
  links: [{ name: 'عن الصحيفة', href: '/pages/about-ar', language: 'ar' }],
  breaking: { text: 'Council <votes>', href: '/2026/11/23/council', language: null },
  theme: themeModel('dark'),
};

function page(view: string, model: object, more: Partial<Page> = {}): Page {
  return { layout: 'reader', view, language: 'en', title: 'A | The Alder Courier', model, ...more };
}

const rendered = (shown: Page) => renderer.render(shown, chrome).toString();

/** Throws on every name that a template asks of it and that it does not have, `#if` included. */
function watched<T extends object>(value: T): T {
  return new Proxy(value, {
    get(target, name) {
      const found = Reflect.get(target, name);
      const asked = typeof name === 'string' && !(name in target) && !['toHTML', 'toJSON', 'then'].includes(name);
      if (asked) throw new Error(`The model lacks ${name}.`);
      return typeof found === 'object' && found !== null && !('toHTML' in found) ? watched(found) : found;
    },
  });
}

function without(model: object, name: string): object {
  return Object.fromEntries(Object.entries(model).filter(([key]) => key !== name));
}

function withViews(views: Record<string, string>, act: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'views-'));
  mkdirSync(join(folder, 'layouts'));
  for (const [view, source] of Object.entries(views)) writeFileSync(join(folder, `${view}.hbs`), source);
  try {
    act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('reader views', () => {
  test.each(models)('%s renders whole, in both directions', (view, model) => {
    for (const language of ['en', 'ar'] as const) {
      const html = rendered(page(view, model, { language }));
      expect(html).toContain(`<html lang="${language}" dir="${language === 'en' ? 'ltr' : 'rtl'}" data-theme="dark">`);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/undefined|\[object/);
    }
  });

  test.each(models)('%s gives no element the id of another', (view, model) => {
    const html = rendered(page(view, model)).replaceAll('id="comment-2"', '');
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id).filter((id) => id !== 'comment-1');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('what people typed is escaped, what the program made is not', () => {
    const html = rendered(page('site/story', story));
    expect(html).toContain('Dockers &lt;halt&gt; speech');
    expect(html).toContain('<p>Text.</p>');
    expect(html).toContain('<style>a>b{color:red}</style>');
  });

  test('the head says what the page is', () => {
    const head: Head = {
      ...{ description: 'Why', canonical: 'https://a.example/b', image: 'https://a.example/c.jpg', type: 'article' },
      alternates: [{ language: 'ar', href: 'https://a.example/d' }],
      jsonLd: safeHtml('{"@type":"NewsArticle"}'),
      robots: 'noindex',
    };
    const html = rendered(page('site/story', story, { head }));
    expect(html).toContain('<link rel="canonical" href="https://a.example/b">');
    expect(html).toContain('<link rel="alternate" hreflang="ar" href="https://a.example/d">');
    expect(html).toContain('<script type="application/ld+json">{"@type":"NewsArticle"}</script>');
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(rendered(page('site/story', story))).not.toContain('rel="canonical"');
  });
});

describe('the renderer', () => {
  test('puts the style sheet in once, where it belongs, among letters of any length', () => {
    const html = rendered(page('site/story', { ...story, headline: '<style-sheet> ميناء 🚢 “é”' }));
    expect(html.match(/a>b\{color:red\}/g)).toHaveLength(1);
    expect(html).toContain('&lt;style-sheet&gt; ميناء 🚢 “é”');
    expect(html).not.toContain('<style-sheet>');
    expect(html.endsWith('</html>\n')).toBe(true);
  });

  test('a name that the model lacks is an error that names the view', () => {
    const unwatched = createRenderer({ viewsFolder, css: '' });
    expect(() => unwatched.render(page('site/story', without(story, 'headline')), chrome)).toThrow(
      'views/site/story.hbs cannot be rendered: "headline" not defined',
    );
  });

  test('a name that is only asked for in a condition is found by a watched model', () => {
    expect(() => renderer.render(page('site/story', without(story, 'lead')), chrome)).toThrow('The model lacks lead.');
  });

  test('a view that does not exist is an error that names the file', () => {
    expect(() => renderer.render(page('site/nowhere', {}), chrome)).toThrow('views/site/nowhere.hbs');
  });

  test.each([
    ['a mistake in the syntax', '{{#if a}}'],
    ['a helper that is not built in', '{{shout word}}'],
  ])('%s stops the start', (_what, source) => {
    withViews({ wrong: source }, (folder) => {
      expect(() => createRenderer({ viewsFolder: folder, css: '' })).toThrow('views/wrong.hbs does not compile');
    });
  });
});

describe('every template', () => {
  const files = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.hbs'));

  test.each(files)('%s prints no HTML unescaped, and holds no style and no script of its own', (file) => {
    const source = readFileSync(join(viewsFolder, file), 'utf8');
    expect(source).not.toContain('{{{');
    expect(source).not.toMatch(/\{\{~?&/);
    expect(source).not.toMatch(/\sstyle=/);
    expect(source).not.toMatch(/\son[a-z]+=/);
    expect(source).not.toMatch(/<script(?! type="application\/ld\+json"| type="module" src=)/);
  });
});
