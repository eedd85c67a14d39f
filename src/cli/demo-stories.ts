import { resolve } from 'node:path';
import type { Person } from '../accounts/person.ts';
import { findPeople } from '../accounts/queries.ts';
import { type Arrival, bringIn, withPictures } from '../articles/actions/bring-in.ts';
import { publishChanges } from '../articles/actions/publish.ts';
import { saveRevision } from '../articles/actions/save.ts';
import { withdraw } from '../articles/actions/withdraw.ts';
import type { Context } from '../context.ts';
import { addPicture } from '../media/actions.ts';
import { type DemoFields, type DemoStory, demoFolder, readDemoStories } from './demo-newsroom.ts';
import { checkStory, readNewsroom, type Surroundings } from './story-check.ts';
import { inOrderOfReference, type StoryFile } from './story-files.ts';
import { picturesIn } from './story-pictures.ts';

/** Something that happened in the demo newsroom, at a time of its past. */
export interface DemoAct {
  at: string;
  /** The context's clock stands at `at`. */
  run(context: Context): Promise<void>;
}

/** From the demo's time to the present's. */
export type Shift = (at: string) => string;

/**
 * Brings the demo's stories in, each at its time; those that are not out yet at the present.
 * @returns where each can be read, by its name, and what happens to some later
 * @throws Error listing what is wrong in the files
 */
export async function loadDemoStories(
  context: Context,
  editor: Person,
  shift: Shift,
): Promise<{ paths: Map<string, string>; acts: DemoAct[] }> {
  const newsroom = await readNewsroom(context);
  const stories = await readDemoStories(newsroom.zone);
  const files = stories.flatMap(({ first, changes }) => [first, ...changes]);
  const library = await addPictures(context, editor, files);
  const around: Surroundings = { newsroom, files: stories.map(({ first }) => first), folders: [demoFolder], library };
  const arrivals = await arrivalsOf(context, files, around);
  const people = await findPeople(context.db.reader);
  const paths = new Map<string, string>();
  const acts: DemoAct[] = [];
  for (const story of inOrder(stories)) {
    const arrival = shifted(requireArrival(arrivals, story.first), shift);
    const now = context.now();
    const at = arrival.publishedAt !== null && arrival.publishedAt < now ? arrival.publishedAt : now;
    const writer = people.find(({ email }) => email === arrival.names.authors[0]);
    const actor = arrival.state !== 'published' && writer ? writer : editor;
    const arrived = await bringIn({ ...context, now: () => at }, actor, arrival);
    if (arrived.path) paths.set(story.name, arrived.path);
    acts.push(...laterActs(story, { arrivals, editor, shift, ...arrived }));
  }
  return { paths, acts };
}

const inOrder = (stories: DemoStory[]): DemoStory[] =>
  inOrderOfReference(stories.map(({ first }) => first)).flatMap(
    (file) => stories.find(({ first }) => first === file) ?? [],
  );

/** All at once: nothing takes longer than reading pictures. */
async function addPictures(context: Context, editor: Person, files: StoryFile[]): Promise<Map<string, number>> {
  const described = new Map<string, { alt: string; caption: string; credit: string }>();
  for (const file of files) {
    const { image, imageAlt, imageCredit } = file.story.values;
    for (const { value } of picturesIn(file)) {
      const path = resolve(demoFolder, value);
      const known = described.get(path);
      if (!known || (!known.alt && value === image)) {
        const said = value === image ? { alt: imageAlt, credit: imageCredit } : { alt: '', credit: '' };
        described.set(path, { ...said, caption: '' });
      }
    }
  }
  const added = [...described].map(async ([path, said]) => {
    const originalName = path.split('/').at(-1) ?? '';
    const { id } = await addPicture(context, editor, { path, originalName, ...said, isForLater: true });
    return [path, id] as const;
  });
  return new Map(await Promise.all(added));
}

type Arrivals = Map<StoryFile, Arrival>;

async function arrivalsOf(context: Context, files: StoryFile[], around: Surroundings): Promise<Arrivals> {
  const arrivals: Arrivals = new Map();
  const wrong: string[] = [];
  for (const file of files) {
    const { mistakes, arrival } = await checkStory(context, file, around);
    wrong.push(...mistakes.map(({ line, message }) => `${file.file}:${line}: ${message}`));
    arrivals.set(file, arrival);
  }
  if (wrong.length > 0) throw new Error(`The demo has mistakes:\n${wrong.join('\n')}`);
  return arrivals;
}

function requireArrival(arrivals: Arrivals, file: StoryFile): Arrival {
  const arrival = arrivals.get(file);
  if (!arrival) throw new Error(`${file.file} was not checked.`);
  return arrival;
}

const shifted = (arrival: Arrival, shift: Shift): Arrival => ({
  ...arrival,
  publishedAt: arrival.publishedAt === null ? null : shift(arrival.publishedAt),
});

interface Later {
  arrivals: Arrivals;
  editor: Person;
  shift: Shift;
  articleId: number;
  revisionId: number;
}

/** Changes, in order, and a withdrawal. */
function laterActs({ first, changes }: DemoStory, { arrivals, editor, shift, articleId, ...begun }: Later): DemoAct[] {
  let { revisionId } = begun;
  const acts = changes.map((file: StoryFile<DemoFields>): DemoAct => {
    const { change, changeNote, changeAt } = file.story.values;
    if (!change || !changeAt) throw new Error(`${file.file} needs change and changeAt.`);
    return {
      at: shift(changeAt),
      async run(context) {
        const { names, ...arrival } = requireArrival(arrivals, file);
        const content = { ...(await withPictures(context, editor, arrival)), names };
        const saving = { articleId, baseRevisionId: revisionId, content, kind: 'publish' } as const;
        ({ revisionId } = await saveRevision(context, editor, saving));
        await publishChanges(context, editor, { articleId, revisionId, kind: change, note: changeNote });
      },
    };
  });
  const { withdrawn, withdrawnReason } = first.story.values;
  if (!withdrawn) return acts;
  return [
    ...acts,
    { at: shift(withdrawn), run: (context) => withdraw(context, editor, { articleId, reason: withdrawnReason }) },
  ];
}
