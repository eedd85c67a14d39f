import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Where src/browser/build.js puts them: FreeType as it comes with sharp reads no WOFF2. */
const folder = fileURLToPath(new URL('../../../public/', import.meta.url));

let ready: Promise<void> | undefined;

/** Makes the fonts of readers' pages known to what draws text here, whatever fonts the machine has. Once for a process. */
export function haveFonts(): Promise<void> {
  ready ??= register();
  return ready;
}

/** A font is known from the first text on that is drawn with its file. */
async function register(): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ttf'))) {
    await sharp({ text: { text: 'a', fontfile: join(folder, name) } })
      .png()
      .toBuffer();
  }
}
