import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export interface Import {
  /** `articles/policy.ts` of our own, `express` or `node:fs` of others. */
  target: string;
  /** `import type`: gone before anything runs. */
  typeOnly: boolean;
}

export interface Source {
  /** Below the folder, with `/`. */
  path: string;
  text: string;
  lines: string[];
  imports: Import[];
}

/** The text files below the folder with one of these endings, by path. */
export function readSources(folder: string, endings: string[]): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .replaceAll('\\', '/')
        .slice(folder.length + 1),
    )
    .sort()
    .map((path) => readSource(folder, path));
}

function readSource(folder: string, path: string): Source {
  const text = readFileSync(join(folder, path), 'utf8');
  return { path, text, lines: text.trimEnd().split('\n'), imports: importsOf(path, text) };
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\bfrom\s+)?'([^']+)'/gm;
const dynamic = /\bimport\('([^']+)'\)/g;

function importsOf(path: string, text: string): Import[] {
  const resolve = (target: string) => (target.startsWith('.') ? posix.join(dirname(path), target) : target);
  return [
    ...[...text.matchAll(statement)].map(([, type, target = '']) => ({
      target: resolve(target),
      typeOnly: type !== undefined,
    })),
    ...[...text.matchAll(dynamic)].map(([, target = '']) => ({ target: resolve(target), typeOnly: false })),
  ];
}

/** Each way that leads from a file back to itself, once, as the files on it. */
export function findCycles(sources: Source[]): string[] {
  const next = new Map(sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
  const cycles = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, way: string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) cycles.add([...way.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return [...cycles];
}

/** The bodies of the functions of a formatted file, with the number of their lines. */
export function functionBodies({ lines }: Source): { line: number; opening: string; length: number }[] {
  return lines.flatMap((opening, index) => {
    if (!/=> \{$|^\s*(export )?(async )?function\b.*\{$|^\s*\).*\{$/.test(opening)) return [];
    const indent = /^\s*/.exec(opening)?.[0] ?? '';
    const end = lines.findIndex((line, at) => at > index && line.startsWith(`${indent}}`));
    return [{ line: index + 1, opening: opening.trim(), length: end - index - 1 }];
  });
}
