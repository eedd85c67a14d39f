import { readFile } from 'node:fs/promises';
import { type ArticleKind, slugOf } from '../articles/article.ts';
import { readStory, type StoryFields } from '../articles/front-matter.ts';
import type { FrontMatter, Mistake } from '../text/front-matter.ts';
import { findReferences } from '../text/references.ts';

export interface FileMistake extends Mistake {
  /** As it was given. */
  file: string;
}

/** A file as it was read, with all that is wrong in it as far as the file alone tells. */
export interface StoryFile<Given extends StoryFields = StoryFields> {
  file: string;
  story: FrontMatter<Given>;
}

/** Null with a file that cannot be read, and the mistake that this is. */
export async function readStoryFile<Given extends StoryFields>(
  file: string,
  fields: Given,
): Promise<StoryFile<Given> | FileMistake> {
  try {
    return { file, story: readStory(await readFile(file, 'utf8'), fields) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { file, line: 1, message: code === 'ENOENT' ? 'There is no such file.' : `It cannot be read: ${message}.` };
  }
}

/** The end of the address that the story will have. */
export const slugIn = ({ story }: StoryFile): string => slugOf(story.values, story.values.kind);

/** Whether this is the story, or page, that another file means. */
export const isCalled = (file: StoryFile, { kind, value }: { kind: ArticleKind; value: string }): boolean =>
  file.story.values.kind === kind && slugIn(file) === value;

/** Each file after those of the others that it translates or relates to, where it can be. */
export function inOrderOfReference<File extends StoryFile>(files: readonly File[]): File[] {
  const ordered = new Set<File>();
  const seen = new Set<File>();
  const visit = (file: File): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const meant of storiesIn(file)) {
      const other = files.find((each) => isCalled(each, meant));
      if (other) visit(other);
    }
    ordered.add(file);
  };
  for (const file of files) visit(file);
  return [...ordered];
}

/** What a story calls the stories that it translates or relates to, and in which lines. What a page translates is a page. */
export function storiesIn({ story }: StoryFile): { kind: ArticleKind; value: string; line: number }[] {
  const { values, body, bodyLine, lineOf } = story;
  const related = findReferences(body).filter(({ kind }) => kind === 'story');
  const { kind, translationOf } = values;
  const original = translationOf ? [{ kind, value: translationOf, line: lineOf('translationOf') }] : [];
  return [
    ...original,
    ...related.map(({ value, line }) => ({ kind: 'story' as const, value, line: bodyLine + line - 1 })),
  ];
}
