import type { Person } from '../accounts/person.ts';
import { publishComment, rejectComment } from '../comments/actions/decide.ts';
import { postComment } from '../comments/actions/post.ts';
import { networkAround } from '../comments/queries/networks.ts';
import type { Context } from '../context.ts';
import { hashToken } from '../text/tokens.ts';
import type { DemoComment, DemoNewsroom } from './demo-newsroom.ts';
import type { DemoAct, Shift } from './demo-stories.ts';

export interface Commenting {
  /** The addresses of the stories, by their names. */
  paths: ReadonlyMap<string, string>;
  people: readonly Person[];
  /** Decides what is held. */
  moderator: Person;
  shift: Shift;
}

/** The comments of the demo: each posted as a reader posts it, and decided on at once where it is. */
export function commentActs({ comments }: DemoNewsroom, commenting: Commenting): DemoAct[] {
  return comments.flatMap(({ story, thread }) => {
    const path = commenting.paths.get(story);
    if (path === undefined) throw new Error(`The demo has comments on ${story}, but there is no such story.`);
    return threadActs(thread, { ...commenting, path, parentOf: () => null });
  });
}

interface Place extends Commenting {
  path: string;
  /** The id of the comment that these answer, once it is posted. */
  parentOf(): number | null;
}

function threadActs(thread: DemoComment[], place: Place): DemoAct[] {
  return thread.flatMap((comment) => {
    let id: number | null = null;
    const act: DemoAct = {
      at: place.shift(comment.at),
      async run(context) {
        id = await post(context, comment, place);
      },
    };
    return [act, ...threadActs(comment.replies, { ...place, parentOf: () => id })];
  });
}

async function post(
  context: Context,
  comment: DemoComment,
  { path, people, moderator, parentOf }: Place,
): Promise<number> {
  const { name, email, text, state } = comment;
  const actor = people.find((person) => person.email === email) ?? null;
  const poster = { actor, browserHash: hashToken(`demo:${email}`), network: networkAround('demo') };
  const input = { path, parentId: parentOf(), text: text.trim(), name, email, website: '' };
  const { id, state: seen } = await postComment(context, poster, input);
  if (seen === state) return id;
  if (state === 'held') throw new Error(`The demo wants the comment of ${name} on ${path} held, but it is ${seen}.`);
  await (state === 'published' ? publishComment : rejectComment)(context, moderator, { id, seen });
  return id;
}
