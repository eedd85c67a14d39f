import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';

/** Gives a view what it gets to see in place of its model. */
export type Watch = (model: object, view: string) => object;

export type Template = Handlebars.TemplateDelegate<object>;

const compileOptions = { strict: true, knownHelpersOnly: true, preventIndent: true };

/**
 * The templates of all views in the folder by their names, 'site/story' for site/story.hbs; each is also a partial.
 * @throws Error naming the view that does not compile.
 */
export function templatesOf(folder: string, watch?: Watch): Map<string, Template> {
  const handlebars = Handlebars.create();
  const templates = new Map<string, Template>();
  for (const [view, made] of compiledViews(folder)) {
    const compiled: Template = handlebars.template(made);
    const template: Template = watch ? (model, options) => compiled(watch(model, view), options) : compiled;
    handlebars.registerPartial(view, template);
    templates.set(view, template);
  }
  return templates;
}

type Compiled = Parameters<typeof Handlebars.template>[0];

// Compiling takes a quarter of a second: a second renderer over the same views takes over what was made for the first one.
const compiledFolders = new Map<string, Map<string, Compiled>>();

function compiledViews(folder: string): Map<string, Compiled> {
  const made = compiledFolders.get(folder) ?? new Map(readViews(folder).map((each) => [each.view, compile(each)]));
  compiledFolders.set(folder, made);
  return made;
}

/** Not by Handlebars' own `compile`, which waits for the first reader to find a mistake. */
function compile({ view, source }: { view: string; source: string }): Compiled {
  try {
    return runInThisContext(`(${Handlebars.precompile(source, compileOptions)})`, { filename: `${view}.hbs` });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`views/${view}.hbs does not compile: ${message}`, { cause });
  }
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
