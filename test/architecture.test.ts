import { describe, expect, test } from '@jest/globals';
import {
  drivers,
  features,
  folders,
  inside,
  isFeature,
  nameOf,
  neighbours,
  platform,
  readingSide,
  roleOf,
  roots,
  shared,
  spanning,
  topOf,
} from './support/layout.ts';
import { findCycles, functionBodies, type Import, readSources, type Source } from './support/source.ts';

/*
 * The rules of ARCHITECTURE.md that can be checked by reading. Each failure names the file and says what to do.
 * To change a rule, change it here or in support/layout.ts, and in ARCHITECTURE.md, with the reason in a decision record.
 */

const sources = readSources('src', ['.ts', '.js']);
const tests = readSources('test', ['.ts']);
const views = readSources('views', ['.hbs']);
const code = sources.filter(({ path }) => !path.startsWith('browser/'));

const own = ({ target }: Import) => sources.some(({ path }) => path === target);
const pairs = code.flatMap((source) => source.imports.map((each) => ({ ...each, source, path: source.path })));
const ours = pairs.filter(own);

/** One line for each that breaks the rule. */
const report = (broken: { path: string; target: string }[], advice: string) =>
  broken.map(({ path, target }) => `src/${path} imports ${target}: ${advice}`);

describe('The layout', () => {
  test('src holds the files and folders of the layout, and no others', () => {
    const wrong = sources.filter(
      ({ path }) => !(path.includes('/') ? folders.includes(topOf(path)) : roots.includes(path)),
    );
    expect(wrong.map(({ path }) => `src/${path}: put it into a folder of the layout (ARCHITECTURE.md)`)).toEqual([]);
  });

  test('a feature holds its noun and the files of the closed set', () => {
    const wrong = sources.filter(({ path }) => isFeature(path) && !(roleOf(path) in inside));
    const advice = `a feature has ${Object.keys(inside).join(', ')}; split one by making it a folder of the same name`;
    expect(wrong.map(({ path }) => `src/${path}: ${advice}`)).toEqual([]);
  });

  test('names are kebab-case and say what is inside', () => {
    const forbidden = /(^|\/)(index|utils?|helpers?|lib|common|types?)(\.\w+|\/|$)/;
    const odd = [...sources, ...tests, ...views].filter(
      ({ path }) =>
        forbidden.test(path) || !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.\w+$/.test(path),
    );
    expect(odd.map(({ path }) => `${path}: rename it after what it holds, in kebab-case`)).toEqual([]);
  });

  test('tests and views lie as the source does', () => {
    const misplaced = [
      ...tests.filter(({ path }) => path.includes('/') && ![...folders, 'support', 'process'].includes(topOf(path))),
      ...views.filter(({ path }) => ![...features, 'layouts', 'shared'].includes(topOf(path))),
    ];
    expect(misplaced.map(({ path }) => `${path}: its folder has no counterpart in src`)).toEqual([]);
  });

  test('every view is used', () => {
    const all = [...code, ...views].map(({ text }) => text).join('\n');
    const unused = views
      .map(({ path }) => nameOf(path))
      .filter((view) => !view.startsWith('layouts/'))
      .filter((view) => !all.includes(`'${view}'`) && !new RegExp(`\\{\\{~?> ${view}[ }~]`).test(all));
    expect(unused.map((view) => `views/${view}.hbs: no page and no view names it; delete it`)).toEqual([]);
  });
});

describe('Imports', () => {
  test('there is no circle, types included', () => {
    expect(findCycles(sources).map((way) => `${way}: move what both need to the left`)).toEqual([]);
  });

  test('the platform imports no feature, and only what stands left of it', () => {
    const level = (path: string) => platform.findIndex((names) => names.includes(topOf(path)));
    const wrong = ours.filter(({ path, target }) => {
      if (level(path) < 0 || topOf(path) === topOf(target)) return false;
      return level(target) < 0 || level(target) >= level(path);
    });
    const advice = `the order is ${platform.map((names) => names.join(', ')).join(' ← ')}; hand it in from context.ts`;
    expect(report(wrong, advice)).toEqual([]);
  });

  test('a feature imports those left of it: their nouns, policies, queries and actions', () => {
    const wrong = ours.filter(({ path, target }) => {
      if (!isFeature(path) || !isFeature(target) || topOf(path) === topOf(target)) return false;
      const [from, to] = [topOf(path), topOf(target)];
      if (neighbours.includes(`${from} → ${to}/${roleOf(target)}`)) return false;
      const isLeft = features.indexOf(to) < features.indexOf(from) && !spanning.includes(to);
      return !isLeft || !(spanning.includes(from) ? [...shared, 'pages'] : shared).includes(roleOf(target));
    });
    expect(
      report(wrong, `the order is ${features.join(' ← ')}; only ${spanning.join(', ')} use others’ pages`),
    ).toEqual([]);
  });

  test('nobody imports another feature’s actions but actions and routes', () => {
    const wrong = ours.filter(
      ({ path, target }) =>
        isFeature(path) && roleOf(target) === 'actions' && !['actions', 'routes'].includes(roleOf(path)),
    );
    expect(report(wrong, 'reading belongs into queries; only actions and routes call actions')).toEqual([]);
  });

  test('inside a feature the way is routes → forms, pages, actions, queries, policy → noun', () => {
    const wrong = ours.filter(({ path, target }) => {
      const [from, to] = [roleOf(path), roleOf(target)];
      if (!isFeature(path) || topOf(path) !== topOf(target) || from === to) return false;
      return !inside[from]?.includes(to);
    });
    expect(report(wrong, 'move what is shared towards the noun')).toEqual([]);
  });

  test('a feature imports the platform, and of the rest only the type Context', () => {
    const free = ['errors', 'text', 'config', 'db', 'storage', 'events', 'http'];
    const wrong = ours.filter(({ path, target, typeOnly }) => {
      if (!isFeature(path) || isFeature(target) || free.includes(topOf(target))) return false;
      // What takes something away stops the mail about it, in its own transaction.
      if (target === 'mail/queue.ts' && path === 'comments/queries/state.ts') return false;
      return !(target === 'context.ts' && typeOnly && roleOf(path) !== 'queries');
    });
    expect(report(wrong, '`import type { Context }` is all there is, and queries take a Db')).toEqual([]);
  });

  test('what knows no web never imports it', () => {
    const pure = ['noun', 'policy', 'extra', 'queries', 'actions'];
    const wrong = pairs.filter(
      ({ path, target }) =>
        isFeature(path) && pure.includes(roleOf(path)) && (target === 'express' || topOf(target) === 'http'),
    );
    expect(report(wrong, 'take plain values instead; routes know the web')).toEqual([]);
  });

  test('pages and forms take little from http', () => {
    const allowed: Record<string, (each: Import) => boolean> = {
      pages: ({ target, typeOnly }) =>
        target === 'http/paging.ts' || (typeOnly && ['http/render.ts', 'http/forms.ts'].includes(target)),
      forms: ({ target }) => target === 'http/forms.ts',
    };
    const wrong = pairs.filter(({ path, target, typeOnly }) => {
      const allows = isFeature(path) ? allowed[roleOf(path)] : undefined;
      return allows && (target === 'express' || topOf(target) === 'http') && !allows({ target, typeOnly });
    });
    expect(report(wrong, 'pages make models of values, forms make input of fields')).toEqual([]);
  });

  test('context.ts and chrome.ts put together: of features they take queries, policies, nouns and the queue of pictures', () => {
    const wrong = ours.filter(
      ({ path, target }) =>
        ['context.ts', 'chrome.ts'].includes(path) &&
        isFeature(target) &&
        !['queries', 'policy', 'noun'].includes(roleOf(target)) &&
        target !== 'media/images.ts',
    );
    expect(report(wrong, 'anything more belongs to the feature')).toEqual([]);
  });

  test('app.ts mounts routes', () => {
    const wrong = ours.filter(
      ({ path, target }) => path === 'app.ts' && isFeature(target) && roleOf(target) !== 'routes',
    );
    expect(report(wrong, 'app.ts reads like a contents page')).toEqual([]);
  });

  test('the command line calls actions, and knows no web', () => {
    const isCli = (path: string) => topOf(path) === 'cli';
    const allowed = ['actions', 'forms', 'queries', 'noun', 'extra'];
    const wrong = ours.filter(
      ({ path, target }) => isCli(path) && isFeature(target) && !allowed.includes(roleOf(target)),
    );
    const web = pairs.filter(
      ({ path, target }) =>
        isCli(path) && (target === 'express' || (topOf(target) === 'http' && target !== 'http/forms.ts')),
    );
    const back = ours.filter(({ path, target }) => isCli(target) && !isCli(path) && path !== 'server/prepare.ts');
    expect(report([...wrong, ...web, ...back], 'it does what the newsroom does, through the same actions')).toEqual([]);
  });

  test.each(Object.entries(drivers))('%s is imported by %j alone', (driver, allowed) => {
    const wrong = pairs.filter(({ path, target }) => target === driver && !allowed.includes(path));
    expect(report(wrong, `ask ${allowed[0]} for it`)).toEqual([]);
  });
});

describe('Budgets', () => {
  const over = (files: Source[], limit: number, advice: string) =>
    files
      .filter(({ lines }) => lines.length > limit)
      .map(({ path, lines }) => `${path} has ${lines.length} lines, ${limit} are the limit: ${advice}`);

  test('a source file has at most 200 lines, language catalogues excepted', () => {
    const counted = sources.filter(({ path }) => !path.startsWith('text/languages/'));
    expect(over(counted, 200, 'make it a folder of the same name')).toEqual([]);
  });

  test('a template has at most 120 lines, a test file 300', () => {
    expect(over(views, 120, 'make a part of it a view of its own')).toEqual([]);
    expect(over(tests, 300, 'split it by what it is about')).toEqual([]);
  });

  test('a function in a file of routes has at most 20 lines', () => {
    const routes = code.filter(({ path }) => isFeature(path) && roleOf(path) === 'routes');
    const long = routes.flatMap((source) =>
      functionBodies(source)
        .filter(({ opening, length }) => length > 20 && !opening.endsWith(': Router {'))
        .map(({ line, length }) => `src/${source.path}:${line} has ${length} lines: move a step into a function`),
    );
    expect(long).toEqual([]);
  });
});

describe('What stands where', () => {
  const naming = (pattern: RegExp, allowed: (path: string) => boolean) =>
    code.filter(({ path, text }) => pattern.test(text) && !allowed(path)).map(({ path }) => `src/${path}`);

  test('the environment is read in config.ts, to which server.ts and cli.ts hand it', () => {
    expect(naming(/process\.env(?!\))/, (path) => path === 'config.ts')).toEqual([]);
    expect(naming(/process\.env/, (path) => ['config.ts', 'server.ts', 'cli.ts'].includes(path))).toEqual([]);
  });

  test('only the command line writes to the console', () => {
    expect(naming(/\bconsole\./, (path) => path === 'cli.ts' || path === 'start.js' || topOf(path) === 'cli')).toEqual(
      [],
    );
  });

  test('a process begins and ends in server.ts, server/ and cli.ts, and the one for pictures in its own file', () => {
    const entries = [...roots, 'media/images/child.ts'];
    expect(naming(/process\.(exit|on|once)\(/, (path) => entries.includes(path) || topOf(path) === 'server')).toEqual(
      [],
    );
  });

  test('the table of what readers see is named by the files that may', () => {
    // A new one: start at `visible` instead, or add the file here and to the test of scheduled stories.
    expect(naming(/\bpublished_articles\b/, (path) => path in readingSide)).toEqual([]);
    const stale = Object.keys(readingSide).filter(
      (file) => !naming(/\bpublished_articles\b/, () => false).includes(`src/${file}`),
    );
    expect(stale.map((file) => `${file} does not name it any more: take it off the list`)).toEqual([]);
    const starts = code.find(({ path }) => path === 'articles/queries/reading.ts')?.text.match(/'published_articles/g);
    expect(starts).toHaveLength(1);
  });

  test('views hold no unescaped output, no style and no script of their own', () => {
    const forbidden = [
      /\{\{\{/,
      /\{\{~?&/,
      /\sstyle=/,
      /\son[a-z]+=/,
      /<script(?! type="application\/ld\+json"| type="module" src="\{\{page\.script\}\}">)/,
      /javascript:/,
    ];
    const wrong = views.flatMap(({ path, text }) =>
      forbidden
        .filter((pattern) => pattern.test(text))
        .map((pattern) => `views/${path} has ${pattern}: the CSP forbids it`),
    );
    expect(wrong).toEqual([]);
  });
});
