/**
 * Bundles what browsers get into public/: style sheets, scripts and fonts under hashed names, licence texts under their own, the fonts
 * once more as what draws cards reads them (media/process/fonts.ts), and
 * manifest.json from the first to the second. Plain JavaScript: it runs before the version of Node has been checked.
 */

import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { decompress } from 'wawoff2';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src/browser');
const target = join(root, 'public');

mkdirSync(target, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [
    'styles/reader.css',
    'styles/story.css',
    'styles/below.css',
    'styles/inserts.css',
    'styles/print.css',
    'styles/desk.css',
    'icon.svg',
    'share.ts',
    'story.ts',
    'comments.ts',
    'editor.ts',
    'front.ts',
    'desk.ts',
    'queue.ts',
    'library.ts',
    'passkeys.ts',
    'speculation-rules.json',
  ].map((name) => join(source, name)),
  outdir: target,
  bundle: true,
  minify: true,
  metafile: true,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  publicPath: '/assets',
  format: 'esm',
  target: 'es2020',
  loader: { '.woff2': 'file', '.svg': 'copy', '.json': 'copy' },
  logLevel: 'warning',
});

const manifest = {};
for (const [file, output] of Object.entries(metafile.outputs)) {
  const name = output.entryPoint ?? Object.keys(output.inputs)[0];
  manifest[basename(name)] = basename(file);
}
for (const name of readdirSync(join(source, 'fonts')).filter((name) => name.endsWith('.txt'))) {
  copyFileSync(join(source, 'fonts', name), join(target, name));
  manifest[name] = name;
}

for (const name of readdirSync(join(source, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
  const file = join(target, name.replace(/woff2$/, 'ttf'));
  writeFileSync(`${file}.${process.pid}`, await decompress(readFileSync(join(source, 'fonts', name))));
  renameSync(`${file}.${process.pid}`, file);
}

// The last write, and a whole one: whoever reads the manifest finds every file that it names.
const draft = join(target, `manifest.${process.pid}.json`);
writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(draft, join(target, 'manifest.json'));
