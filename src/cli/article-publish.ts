import { parseArgs } from 'node:util';
import { findPeople } from '../accounts/queries.ts';
import { type Arrival, type Arrived, bringIn } from '../articles/actions/bring-in.ts';
import { storyFields } from '../articles/front-matter.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../db/tables.ts';
import { Invalid, NotFound, StartError } from '../errors.ts';
import { checkStory, findTakenAddresses, readNewsroom } from './story-check.ts';
import { type FileMistake, inOrderOfReference, readStoryFile, type StoryFile } from './story-files.ts';
import { fillingVideos } from './video-facts.ts';

/**
 * Publishes Markdown files, or schedules them, or makes drafts of them, as each says. All are checked first: with one mistake
 * in one of them, nothing is published.
 * @throws Invalid with the number of mistakes, each of which has been printed by then
 */
export async function articlePublish(context: Context, args: string[]): Promise<void> {
  const files = [...new Set(parseArgs({ args, allowPositionals: true }).positionals)];
  if (files.length === 0) throw new StartError('Name the files to publish: article:publish FILE.md…');
  const actor = await findPublisher(context);
  const stories = await checkAll(context, files);
  const fill = fillingVideos(context, actor);
  const done: string[] = [];
  for (const { file, arrival } of stories) {
    try {
      const arrived = await bringIn(context, actor, await fill(arrival));
      done.push(file);
      process.stdout.write(`${describe(context, arrived, arrival)}\n`);
    } catch (error) {
      // Something that the check could not foresee, such as a story that took the address meanwhile.
      const before = done.length > 0 ? `Published before it: ${done.join(', ')}.` : 'Nothing was published.';
      const after = done.length + 1 < stories.length ? ' The files after it were not tried.' : '';
      process.stderr.write(`${file} could not be published. ${before}${after}\n`);
      throw error;
    }
  }
}

/** What the command line does is done in the name of the newsroom's first administrator. */
export async function findPublisher(context: Context): Promise<Actor> {
  const people = await findPeople(context.db.reader);
  const [first] = people.filter(({ role }) => role === 'admin').sort((one, other) => one.id - other.id);
  if (!first) {
    throw new NotFound(
      'There is no administrator to publish as. Add one: person:add --name NAME --email ADDRESS --role admin',
    );
  }
  return first;
}

interface Checked {
  file: string;
  arrival: Arrival;
}

async function checkAll(context: Context, files: string[]): Promise<Checked[]> {
  const newsroom = await readNewsroom(context);
  const read = await Promise.all(files.map((file) => readStoryFile(file, storyFields(newsroom.zone))));
  const stories = read.filter((each): each is StoryFile => 'story' in each);
  const mistakes = read.filter((each): each is FileMistake => 'message' in each);
  const checked: Checked[] = [];
  for (const story of inOrderOfReference(stories)) {
    const result = await checkStory(context, story, { newsroom, files: stories, folders: [process.cwd()] });
    mistakes.push(...result.mistakes);
    checked.push({ file: story.file, arrival: result.arrival });
  }
  mistakes.push(...(await findTakenAddresses(context, stories, newsroom)));
  if (mistakes.length > 0) throw refuse(mistakes, files);
  return checked;
}

/** Prints each mistake, so that a terminal or an editor leads to its line. */
function refuse(mistakes: FileMistake[], files: string[]): Invalid {
  const sorted = files.flatMap((file) => mistakes.filter((mistake) => mistake.file === file));
  for (const { file, line, message } of sorted) process.stderr.write(`${file}:${line}: ${message}\n`);
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  return new Invalid({ '': `Nothing was published: there ${mistakes.length === 1 ? 'is' : 'are'} ${count}.` });
}

function describe({ config }: Context, { articleId, state, path }: Arrived, { publishedAt }: Arrival): string {
  if (state === 'draft') return `${config.siteUrl}/admin/articles/${articleId} (draft)`;
  if (state === 'review') return `${config.siteUrl}/admin/articles/${articleId} (in review)`;
  const address = `${config.siteUrl}${encodeURI(path ?? '')}`;
  return state === 'scheduled' ? `${address} (from ${publishedAt})` : address;
}
