import { expect, test } from '@jest/globals';
import { readSources, type Source } from '../support/source.ts';

/* A story's page gets a style sheet of its own, which leaves out files that it does not need. Nothing but these rules says that it does not. */

const sheets = readSources('src/browser/styles', ['.css']);
const views = readSources('views', ['.hbs']);

const named = (sources: Source[], path: string): string => {
  const found = sources.find((source) => source.path === path);
  if (!found) throw new Error(`There is no ${path}.`);
  return found.text;
};
const importsOf = (sheet: string): string[] =>
  [...named(sheets, sheet).matchAll(/^@import "\.\/([^"]+)";$/gm)].map(([, file]) => String(file));

const ofReader = importsOf('reader.css');
const ofStory = importsOf('story.css');
/** Asked for where the part of the page begins that these views make. */
const ofBelow = importsOf('below.css');
const below = ['reports/below', 'comments/thread'];

test('A story’s style sheet holds files of the readers’ one, in the same order', () => {
  expect(ofStory.length).toBeGreaterThan(5);
  expect(ofStory).toEqual(ofReader.filter((file) => ofStory.includes(file)));
});

/** What a story's page is made of: the views that it includes, on and on. */
function includedBy(first: string[], without: string[] = []): string[] {
  const found = new Set(first);
  for (const view of found) {
    for (const [, included] of named(views, `${view}.hbs`).matchAll(/\{\{~?#?> ([\w/-]+)/g))
      if (!without.includes(String(included))) found.add(String(included));
  }
  return [...found];
}

/** Classes, ids and elements that stand in the views, as selectors write them. */
function namesIn(markup: string): Set<string> {
  const attributes = [...markup.matchAll(/\b(class|id)="([^"]*)"/g)].flatMap(([, kind, value = '']) =>
    // Parts of a name that a model fills in are none.
    value.split(/\s|\{\{[^}]*\}\}/).map((name) => `${kind === 'id' ? '#' : '.'}${name}`),
  );
  return new Set([...attributes, ...[...markup.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => String(name))]);
}

/** Whatever a selector needs to be there, but for what `:not()` and its like say; one list for each selector of the sheet. */
function selectorsOf(css: string): string[][] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(/([^{};]+)\{/g)].flatMap(([, heads = '']) =>
    heads.trim().startsWith('@')
      ? []
      : heads
          .replace(/::?[\w-]+\([^)]*\)|::?[\w-]+|\[[^\]]*\]/g, '')
          .split(',')
          .map((selector) => selector.match(/[.#]?[a-zA-Z][\w-]*/g) ?? []),
  );
}

test('What it leaves out is for no part of a story’s page', () => {
  const markupOf = (included: string[]) => included.map((view) => named(views, `${view}.hbs`));
  const markup = markupOf(includedBy(['site/story', 'layouts/reader']));
  const used = namesIn(markup.join('\n'));
  const usedAbove = namesIn(markupOf(includedBy(['site/story', 'layouts/reader'], below)).join('\n'));
  expect([...used]).toEqual(expect.arrayContaining(['.standfirst', '.masthead', '.comment', '#main', 'article']));
  // A class that a model gives stands in no view, and could not be looked for.
  expect(markup.join('\n').match(/\bclass="[^"]*\{\{(?!#if|\/if|else)[^"]*"/g) ?? []).toEqual([]);
  const leftOut = ofReader.filter((file) => !ofStory.includes(file));
  expect(leftOut.length).toBeGreaterThan(2);
  const needed = leftOut.flatMap((file) =>
    selectorsOf(named(sheets, file))
      .filter(
        (names) => names.length > 0 && names.every((name) => (ofBelow.includes(file) ? usedAbove : used).has(name)),
      )
      .map((names) => `${file} has ${names.join(' ')}: import it in story.css, or move the rule`),
  );
  expect(needed).toEqual([]);
});

test('Every colour and size that a rule asks for by name is given one', () => {
  const css = sheets.map(({ text }) => text).join('\n');
  const given = new Set([...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name));
  const asked = [...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name);
  expect(asked.length).toBeGreaterThan(100);
  expect([...new Set(asked)].filter((name) => !given.has(name))).toEqual([]);
});

test('What few stories hold has a sheet that is for nothing else, and is asked for before the first of it', () => {
  const blocks = named(views, 'articles/blocks.hbs');
  const lead = named(views, 'articles/lead.hbs');
  const [post, chart, document, recording] = ['post', 'chart', 'document', 'recording'].map((view) =>
    named(views, `articles/${view}.hbs`),
  ) as [string, string, string, string];
  const classes = [...namesIn(post + chart + document + recording)].filter((name) =>
    ['.post', '.chart', '.document', '.recorded'].includes(name),
  );
  expect(classes).toHaveLength(4);
  const selectors = selectorsOf(named(sheets, 'inserts.css'));
  expect(selectors.length).toBeGreaterThan(15);
  expect(selectors.filter((names) => !names.some((name) => classes.includes(name)))).toEqual([]);
  for (const view of ['post', 'chart', 'document', 'recording'])
    expect(blocks.indexOf(`> articles/${view} `)).toBeGreaterThan(blocks.indexOf('> articles/inserts-sheet'));
  expect(lead).toContain('{{> articles/recording lead.recording asks=true}}');
  expect(recording.indexOf('<figcaption')).toBeGreaterThan(recording.indexOf('> articles/inserts-sheet'));
});

test('What stands below a story’s text has a sheet of readers’ files, which is asked for where it begins', () => {
  expect(ofReader).toEqual(expect.arrayContaining(ofBelow));
  expect(ofStory.filter((file) => ofBelow.includes(file))).toEqual([]);
  const story = named(views, 'site/story.hbs');
  const link = story.indexOf('<link rel="stylesheet"');
  expect(link).toBeGreaterThan(story.indexOf('articles/blocks'));
  for (const view of below) expect(story.indexOf(view)).toBeGreaterThan(link);
});
