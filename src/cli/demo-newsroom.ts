import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { roles } from '../accounts/person.ts';
import { storyFields } from '../articles/front-matter.ts';
import { states } from '../comments/comment.ts';
import { hues } from '../topics/section.ts';
import { readStoryFile, type StoryFile } from './story-files.ts';

export const demoFolder = fileURLToPath(new URL('../../demo/', import.meta.url));

const time = z.iso.datetime().transform((iso) => new Date(iso).toISOString());
const named = z.strictObject({ slug: z.string(), name: z.string(), nameAr: z.string() });

const coloured = named.extend({ colour: z.enum(['', ...hues]), description: z.string(), descriptionAr: z.string() });

const comment = z.strictObject({
  name: z.string(),
  email: z.email(),
  at: time,
  state: z.enum(states),
  text: z.string(),
  get replies() {
    return z.array(comment).default([]);
  },
});

const newsroom = z.strictObject({
  /** The time at which the demo was written: all times in it are moved so that this one becomes the present. */
  asOf: time,
  name: z.string(),
  imprint: z.string(),
  description: z.string(),
  email: z.email(),
  /** IANA name. */
  timezone: z.string(),
  language: z.literal('en'),
  sections: z.array(coloured),
  people: z.array(
    z.strictObject({ name: z.string(), email: z.email(), slug: z.string(), role: z.enum(roles), bio: z.string() }),
  ),
  topics: z.array(named),
  /** By the end of the story's address. */
  comments: z.array(z.strictObject({ story: z.string(), thread: z.array(comment) })),
  /** The same; open, each of them. */
  reports: z.array(
    z.strictObject({ story: z.string(), at: time, email: z.email().or(z.literal('')).default(''), text: z.string() }),
  ),
});

export type DemoNewsroom = z.output<typeof newsroom>;
export type DemoComment = z.output<typeof comment>;

export async function readDemoNewsroom(): Promise<DemoNewsroom> {
  return newsroom.parse(parse(await readFile(join(demoFolder, 'newsroom.yaml'), 'utf8')));
}

/** A story's file, with what is to become of it later. */
const demoFields = (zone: string) => {
  const { published } = storyFields(zone);
  return {
    ...storyFields(zone),
    change: z.enum(['fix', 'update', 'correction']).nullable().default(null),
    changeNote: z.string().default(''),
    changeAt: published,
    withdrawn: published,
    withdrawnReason: z.string().default(''),
  };
};

export type DemoFields = ReturnType<typeof demoFields>;

export interface DemoStory {
  /** The name of the file without its ending: the end of the address. */
  name: string;
  first: StoryFile<DemoFields>;
  /** What was published in its place later, in order: NAME.2.md and so on. */
  changes: StoryFile<DemoFields>[];
}

/** The stories of the demo, and the pages beside them, oldest first; what has no time of publication last. */
export async function readDemoStories(zone: string): Promise<DemoStory[]> {
  const folders = await Promise.all(['pages', 'stories'].map((name) => readFolder(join(demoFolder, name), zone)));
  const stories = folders.flat();
  const timeOf = ({ first }: DemoStory) => first.story.values.published ?? '9999';
  return stories.sort((one, other) => timeOf(one).localeCompare(timeOf(other)));
}

async function readFolder(folder: string, zone: string): Promise<DemoStory[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const files = await Promise.all(names.map((name) => read(join(folder, name), zone)));
  return names.flatMap((fileName, index): DemoStory[] => {
    const name = fileName.replace(/\.md$/, '');
    const first = files[index];
    if (!first || /\.\d+$/.test(name)) return [];
    return [{ name, first, changes: files.filter((_, other) => names[other]?.replace(/\.\d+\.md$/, '') === name) }];
  });
}

async function read(path: string, zone: string): Promise<StoryFile<DemoFields>> {
  const file = await readStoryFile(path, demoFields(zone));
  if ('message' in file) throw new Error(`${path}: ${file.message}`);
  return file;
}
