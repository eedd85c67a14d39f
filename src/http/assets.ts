/** The files that src/browser/build.js wrote: style sheets, scripts and fonts under names that change with their content. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import express, { type Response, Router } from 'express';
import { StartError } from '../errors.ts';

export interface Assets {
  /** Inlined in reader pages: all that any of them needs, and what a story's needs. */
  criticalCss: { reader: string; story: string };
  /** 'sha256-…' of each, for style-src in the Content-Security-Policy. */
  criticalCssHashes: string[];
  /** 'desk.css' → '/assets/desk-4F3K2A1B.css'. @throws Error on a name that was not built. */
  url(name: string): string;
}

/**
 * Reads manifest.json (logical name → file name) and the critical style sheets, once, at the start.
 * @throws StartError when the folder was not built.
 */
export function loadAssets(folder: string): Assets {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new StartError(`${manifestFile} is missing. Run \`npm run build\` once, then start again.`);
  }
  const manifest = new Map<string, string>(Object.entries(JSON.parse(readFileSync(manifestFile, 'utf8'))));

  function fileOf(name: string): string {
    const file = manifest.get(name);
    if (!file) throw new Error(`No asset is called ${name}. There are: ${[...manifest.keys()].join(', ')}.`);
    return file;
  }

  const sheet = (name: string) => readFileSync(join(folder, fileOf(name)), 'utf8');
  const criticalCss = { reader: sheet('reader.css'), story: sheet('story.css') };
  const digest = (css: string) => `sha256-${createHash('sha256').update(css).digest('base64')}`;
  const criticalCssHashes = Object.values(criticalCss).map(digest);
  return { criticalCss, criticalCssHashes, url: (name) => `/assets/${fileOf(name)}` };
}

/** Serves the folder under /assets. The names change with the content, so browsers may keep them for ever. */
export function serveAssets(folder: string, assets: Assets): Router {
  const router = Router();
  const options = { immutable: true, maxAge: '1y', index: false, redirect: false, setHeaders };
  router.use('/assets', express.static(folder, options));
  // Where browsers look that have not read the page, or cannot draw SVG.
  router.get('/favicon.ico', (_request, response) => response.redirect(assets.url('icon.svg')));
  return router;
}

/** Browsers take speculation rules by this type alone. Source: HTML, "The Speculation-Rules header". */
function setHeaders(response: Response, path: string): void {
  if (basename(path).startsWith('speculation-rules-')) response.type('application/speculationrules+json');
}
