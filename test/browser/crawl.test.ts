import { beforeAll, expect, jest, test } from '@jest/globals';
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';
import { DomUtils, parseDocument } from 'htmlparser2';
import { type Demo, startDemo } from '../support/demo.ts';
import { readPage } from '../support/pages.ts';

/*
 * The whole of the demo's site, from the front page on, through everything that an address stands for: links, pictures, fonts, feeds,
 * forms that only ask. What search engines do.
 */

jest.setTimeout(120_000);

interface Visited {
  path: string;
  status: number;
  type: string;
  text: string;
  /** The page that led there. */
  from: string;
}

let demo: Demo;
let visited: Visited[];
let pages: Visited[];

beforeAll(async () => {
  demo = await startDemo();
  visited = await crawl();
  pages = visited.filter(({ type, status }) => type.startsWith('text/html') && status === 200);
});

/** One address after the other, each once; the newsroom, and others' sites, are left alone. */
async function crawl(): Promise<Visited[]> {
  const agent = demo.visitor();
  const found = new Map([['/', '/']]);
  const seen: Visited[] = [];
  for (const [path, from] of found) {
    const { status, headers, text = '' } = await agent.get(path);
    const type = headers['content-type'] ?? '';
    seen.push({ path, status, type, text, from });
    if (type.startsWith('text/html')) for (const each of addressesIn(text)) if (!found.has(each)) found.set(each, path);
  }
  return seen;
}

function addressesIn(text: string): string[] {
  const elements = DomUtils.findAll(() => true, parseDocument(text).children);
  const given = elements.flatMap(({ name, attribs }) => [
    ...(['a', 'link'].includes(name) ? [attribs.href] : []),
    ...(['img', 'source', 'script'].includes(name) ? [attribs.src] : []),
    ...(name === 'form' && (attribs.method ?? 'get') === 'get' ? [attribs.action] : []),
  ]);
  return given.flatMap((address) => {
    const url = address ? URL.parse(address, demo.url) : null;
    if (!url || url.origin !== demo.url || url.pathname.startsWith('/admin')) return [];
    return [url.pathname + url.search];
  });
}

/** A comment's own address leads to the page on which it stands at the moment. */
const isOfComment = ({ path, status }: Visited) => status === 303 && /\/comments\/\d+$/.test(path);

test('No link is broken, and none leads to another spelling of its address', () => {
  expect(visited.length).toBeGreaterThan(150);
  const broken = visited.filter((each) => each.status !== 200 && !isOfComment(each));
  expect(broken.map(({ path, status, from }) => `${from} leads to ${path}: ${status}`)).toEqual([]);
});

test('Every page has a title of its own, and says where it stands and what it is', () => {
  const titles = new Map<string, string>();
  const wrong = pages.flatMap((page) => {
    const { title, canonical, description, language, robots, texts } = readPage(page);
    const path = decodeURI(page.path);
    const known = titles.get(title);
    titles.set(title, path);
    // Of what is not for search engines, the title is enough.
    if (robots?.includes('noindex')) return title ? [] : [`${path} has no title`];
    return [
      ...(title ? [] : [`${path} has no title`]),
      ...(known === undefined ? [] : [`${path} has the title of ${known}: ${title}`]),
      ...(canonical === `${demo.url}${page.path}` ? [] : [`${path} says that it is ${canonical}`]),
      ...(description ? [] : [`${path} has no description`]),
      ...(language ? [] : [`${path} has no language`]),
      ...(texts('h1').length === 1 ? [] : [`${path} has ${texts('h1').length} first headings`]),
    ];
  });
  expect(wrong).toEqual([]);
});

test('The HTML of every page is valid', async () => {
  const validator = new HtmlValidate(new StaticConfigLoader(rules));
  const complaints: string[] = [];
  for (const { path, text } of pages) {
    const { results } = await validator.validateString(text.replace(noscripts, ''));
    for (const { line, message, selector } of results.flatMap(({ messages }) => messages)) {
      complaints.push(`${path}:${line} ${message} ${selector ?? ''}`);
    }
  }
  expect(complaints).toEqual([]);
});

/**
 * As browsers with scripts read it: around a player, a template opens in one noscript and ends in the next, which no checker of HTML
 * understands (decision 0010).
 */
const noscripts = /<noscript>.*?<\/noscript>/gs;

/** What the standard of HTML asks for, and that what is pointed at is there. */
const rules: ConfigData = {
  root: true,
  extends: ['html-validate:standard'],
  elements: ['html5'],
  rules: {
    ...{ 'no-missing-references': 'error', 'no-unknown-elements': 'error', 'text-content': 'error' },
    ...{ 'input-missing-label': 'error', 'wcag/h30': 'error', 'wcag/h37': 'error' },
    // Columns of tables are aligned by it: out of fashion, and understood everywhere.
    'no-deprecated-attr': 'off',
  },
};
