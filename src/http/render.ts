/** Templates: compiled once at the start, rendered from complete view models. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import type { Site } from '../db/settings.ts';
import type { Language } from '../text/language.ts';
import { direction, words } from '../text/language.ts';
import { safeHtml } from '../text/safe-html.ts';
import { completeHead, type Head } from './head.ts';
import { putIn, sheetMark } from './sheet.ts';

export type { ArticleFacts, Head, HeadLink, ImageFacts } from './head.ts';

/** The file views/layouts/<layout>.hbs. */
export type Layout = 'reader' | 'newsroom' | 'sheet';

const scriptNames = ['share', 'story', 'comments', 'editor', 'front', 'desk', 'queue'] as const;

type ScriptName = (typeof scriptNames)[number];

/** The address of everything that a page may name as its script. */
export const scriptsAt = (addressOf: (name: ScriptName) => string): Record<ScriptName, string> =>
  Object.fromEntries(scriptNames.map((name) => [name, addressOf(name)])) as Record<ScriptName, string>;

export interface Page {
  layout: Layout;
  /** 'site/story' is views/site/story.hbs. */
  view: string;
  status?: number;
  language: Language;
  /** Of the whole document: "Headline (video) | Section | Site". */
  title: string;
  /** The id of the section that the page belongs to. */
  section?: number;
  /** What the newsroom says of itself, where the page has read it already. */
  site?: Site;
  head?: Head;
  /** Today, written out: the front page alone shows it. */
  date?: string;
  /** What improves the page where scripts run; it is whole without. */
  script?: ScriptName;
  /** The part of the newsroom that the page belongs to. */
  current?: 'stories' | 'front' | 'comments' | 'reports' | 'breaking' | 'filing' | 'people' | 'activity' | 'settings';
  /** Only of a page that is the same for every visitor. */
  keeping?: Keeping;
  model: object;
}

/** For how long a page may be kept, see page-cache.ts. */
export interface Keeping {
  /** What it shows beside what stands around every page, as events name it: `article:12`. */
  names: string[];
  /** Whose time it was made for, as the 24 characters of toISOString(). */
  at: string;
  /** From then on it would look otherwise, though nothing happens; null for never. */
  freshUntil: string | null;
}

export interface Renderer {
  /** The whole document, in UTF-8. @throws Error naming the view and the name that its model lacks. */
  render(page: Page, chrome: object): Buffer;
  /** A part of a document, in the language's words. @throws Error as `render` does. */
  part(view: string, language: Language, model: object): string;
}

export interface RendererOptions {
  viewsFolder: string;
  /** Inlined in every page of the layout `reader`. */
  css: string;
  /** In its place in pages of these views, for which less is enough. */
  cssOfViews?: Record<string, string>;
  /** The address of the style sheet of the other layouts. */
  stylesheet?: string;
  /** The address of what readers' pages are printed with. */
  print?: string;
  /** The address of the site's icon. */
  icon?: string;
  /** The addresses of what a page may name as its script. */
  scripts?: Record<ScriptName, string>;
  /** Addresses of fonts to ask for before the style sheet is read, on reader pages in that language. */
  preload?: Partial<Record<Language, string[]>>;
  /** Around whatever a view gets to see. For tests: `strict` misses `{{#if typo}}`, a proxy does not. */
  watch?: Watch;
}

export type Watch = (model: object, view: string) => object;

type Template = Handlebars.TemplateDelegate<object>;

const unwatched = (model: object): object => model;

const compileOptions = { strict: true, knownHelpersOnly: true, preventIndent: true };

/**
 * Compiles every file under `viewsFolder`, each also as the partial that its path names.
 * @throws Error naming the view that does not compile.
 */
export function createRenderer({
  viewsFolder,
  css,
  cssOfViews = {},
  stylesheet = '',
  print = '',
  icon = '',
  preload = {},
  scripts = scriptsAt(() => ''),
  watch = unwatched,
}: RendererOptions): Renderer {
  const templates = templatesOf(viewsFolder, watch);
  const sheet = Buffer.from(css);
  const sheets = new Map(Object.entries(cssOfViews).map(([view, less]) => [view, Buffer.from(less)]));

  function render(page: Page, chrome: object): Buffer {
    const catalogue = words(page.language);
    const body = part(page.view, page.language, page.model);
    const head = completeHead(page.head);
    const facts = { title: page.title, language: page.language, direction: direction(page.language), head };
    const document = run(`layouts/${page.layout}`, {
      page: {
        ...facts,
        css: sheetMark,
        stylesheet,
        print,
        icon,
        preload: preload[page.language] ?? [],
        script: page.script ? scripts[page.script] : null,
      },
      chrome,
      words: catalogue,
      body: safeHtml(body),
    });
    return putIn(document, sheets.get(page.view) ?? sheet);
  }

  function part(view: string, language: Language, model: object): string {
    return run(view, { ...model, words: words(language) });
  }

  function run(view: string, model: object): string {
    const template = templates.get(view);
    if (!template) throw new Error(`There is no view ${view}: ${join(viewsFolder, view)}.hbs does not exist.`);
    try {
      return template(model);
    } catch (cause) {
      throw new Error(`views/${view}.hbs cannot be rendered: ${messageOf(cause)}`, { cause });
    }
  }

  return { render, part };
}

// Compiling takes a tenth of a second; a second renderer over the same views takes over what the first one made.
const compiledViews = new WeakMap<Watch, Map<string, Map<string, Template>>>();

function templatesOf(folder: string, watch: Watch): Map<string, Template> {
  const folders = compiledViews.get(watch) ?? new Map<string, Map<string, Template>>();
  compiledViews.set(watch, folders);
  const templates = folders.get(folder) ?? compileAll(folder, watch);
  folders.set(folder, templates);
  return templates;
}

function compileAll(folder: string, watch: Watch): Map<string, Template> {
  const handlebars = Handlebars.create();
  const templates = new Map<string, Template>();
  for (const { view, source } of readViews(folder)) {
    try {
      // compile() is lazy; this finds mistakes at the start instead of at the first reader.
      handlebars.precompile(source, compileOptions);
    } catch (cause) {
      throw new Error(`views/${view}.hbs does not compile: ${messageOf(cause)}`, { cause });
    }
    const compiled: Template = handlebars.compile(source, compileOptions);
    const template: Template =
      watch === unwatched ? compiled : (model, options) => compiled(watch(model, view), options);
    handlebars.registerPartial(view, template);
    templates.set(view, template);
  }
  return templates;
}

function readViews(folder: string): { view: string; source: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ view: viewName(folder, file), source: readFileSync(file, 'utf8') }));
}

function viewName(folder: string, file: string): string {
  return relative(folder, file).slice(0, -'.hbs'.length).replaceAll(sep, '/');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
