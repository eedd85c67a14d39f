/** Templates, compiled at the start, rendered from complete view models. */

import { join } from 'node:path';
import type { Site } from '../db/settings.ts';
import type { Language } from '../text/language.ts';
import { direction, words } from '../text/language.ts';
import { safeHtml } from '../text/safe-html.ts';
import type { NewsroomChrome } from './chrome.ts';
import { completeHead, type Head } from './head.ts';
import { putIn, sheetMark } from './sheet.ts';
import { templatesOf, type Watch } from './templates.ts';

export type { ArticleFacts, Head, HeadLink, ImageFacts } from './head.ts';
export type { Watch } from './templates.ts';

/** The file views/layouts/<layout>.hbs. */
export type Layout = 'reader' | 'newsroom' | 'sheet';

const scriptNames = ['share', 'story', 'comments', 'editor', 'front', 'desk', 'queue', 'library', 'passkeys'] as const;

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
  /** The id of the section that the page belongs to; or it is the list of stories with video. */
  section?: number | 'video';
  /** What the newsroom says of itself, where the page has read it already. */
  site?: Site;
  head?: Head;
  /** Today, written out: the front page alone shows it. */
  date?: string;
  /** What improves the page where scripts run; it is whole without. */
  script?: ScriptName;
  /** The part of the newsroom that the page belongs to. */
  current?: keyof NewsroomChrome['current'];
  /** The story that it is the whole page of: reads of it are counted. */
  story?: number;
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
  /** The addresses of what parts of a page ask for where they begin: `@root.below` of a view. */
  sheets?: { below: string; inserts: string };
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

/**
 * Compiles every file under `viewsFolder`, each also as the partial that its path names; those of a folder once for a process.
 * @throws Error naming the view that does not compile.
 */
export function createRenderer({
  viewsFolder,
  css,
  cssOfViews = {},
  stylesheet = '',
  sheets: parts = { below: '', inserts: '' },
  print = '',
  icon = '',
  preload = {},
  scripts = scriptsAt(() => ''),
  watch,
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
    return run(view, { ...model, ...parts, words: words(language) });
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

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
