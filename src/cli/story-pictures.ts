import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ArrivingPicture } from '../articles/actions/bring-in.ts';
import type { Context } from '../context.ts';
import { Invalid } from '../errors.ts';
import { checkPicture } from '../media/actions.ts';
import { findMedia } from '../media/queries.ts';
import type { Mistake } from '../text/front-matter.ts';
import { findReferences } from '../text/references.ts';
import type { StoryFile } from './story-files.ts';

/** Where pictures are looked for. */
export interface Places {
  /** For those that are not beside the file. */
  folders: readonly string[];
  /** What is in the library already, by the path of its file. */
  library?: ReadonlyMap<string, number>;
}

/** The pictures that a story names, each once: the files, and what is wrong with them, or with the ids of the library. */
export async function findPictures(
  context: Context,
  story: StoryFile,
  places: Places,
): Promise<{ found: ArrivingPicture[]; mistakes: Mistake[] }> {
  const found = new Map<string, ArrivingPicture>();
  const mistakes: Mistake[] = [];
  for (const { value: reference, line } of picturesIn(story)) {
    if (found.has(reference)) continue;
    const picture = isId(reference)
      ? await missingInLibrary(context, reference)
      : await findFile(context, reference, { ...places, folders: [dirname(story.file), ...places.folders] });
    if (typeof picture === 'string') mistakes.push({ line, message: picture });
    else if (picture) found.set(reference, picture);
  }
  return { found: [...found.values()], mistakes };
}

/** What a story calls its pictures, and in which lines. */
export function picturesIn({ story }: StoryFile): { value: string; line: number }[] {
  const { values, body, bodyLine, lineOf } = story;
  const fields = (['image', 'videoPoster'] as const)
    .filter((name) => values[name] !== '')
    .map((name) => ({ value: values[name], line: lineOf(name) }));
  const shown = findReferences(body).filter(({ kind }) => kind === 'picture');
  return [...fields, ...shown.map(({ value, line }) => ({ value, line: bodyLine + line - 1 }))];
}

const isId = (reference: string) => /^\d{1,15}$/.test(reference);

async function missingInLibrary(context: Context, id: string): Promise<string | null> {
  const known = await findMedia(context.db.reader, [Number(id)]);
  return known.length > 0 ? null : `There is no picture ${id} in the library.`;
}

/** The picture, or what is wrong. */
async function findFile(
  context: Context,
  reference: string,
  { folders, library }: Places,
): Promise<ArrivingPicture | string> {
  if (/^[a-z][a-z\d+.-]+:/i.test(reference)) {
    return `“${reference}” is an address. Give a file, by its path from this one.`;
  }
  const places = [...new Set(folders.map((folder) => resolve(folder, reference)))];
  const path = await firstFile(places);
  if (path === null) return `There is no picture ${reference}. Looked for ${places.join(' and ')}.`;
  const picture = { reference, path, originalName: basename(path) };
  const id = library?.get(path);
  if (id !== undefined) return { ...picture, id };
  try {
    await checkPicture(context, { path, originalName: picture.originalName, alt: '', caption: '', credit: '' });
    return picture;
  } catch (error) {
    if (error instanceof Invalid) return `${reference}: ${error.message}`;
    throw error;
  }
}

async function firstFile(places: string[]): Promise<string | null> {
  for (const place of places) {
    const found = await stat(place).catch(() => null);
    if (found?.isFile()) return place;
  }
  return null;
}
