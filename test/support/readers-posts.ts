import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { keyOf } from '../../src/comments/routes/browser.ts';
import type { Context } from '../../src/context.ts';

/* What readers do with comments, for tests of every route: something new each time. */

const story = '^(?<path>/\\d{4}/\\d{2}/\\d{2}/[^/]+)';
const comment = `${story}/comments/(?<id>\\d{1,15})`;

/** Those that change something about one comment, by the end of their address. */
const acts = ['edit', 'delete'];

/** As routes are named. */
export const readersPosts = acts.map((act) => `POST ${comment}/${act}$`);

let count = 0;

/** A comment that waits, new each time, below the story. */
export async function addWaiting(context: Context, path: string): Promise<number> {
  count += 1;
  const typed = { text: `Reader’s ${count}.`, name: 'Renske V.', email: `readers${count}@example.org`, website: '' };
  const poster = { actor: null, browserHash: `readers-${count}`, network: networkAround(`203.0.113.${count % 250}`) };
  return (await postComment(context, poster, { ...typed, path, parentId: null })).id;
}

/** The form of such a route, as its page would send it. */
export async function askReaders(context: Context, route: string, path: string) {
  const act = acts.find((each) => route.endsWith(`/${each}$`)) ?? '';
  const id = await addWaiting(context, path);
  return {
    path: `${path}/comments/${id}/${act}?key=${keyOf(context, id)}`,
    fields: { text: `Changed ${count}.` } as Record<string, string>,
  };
}

/** Where these pages are, of comments below the story. */
export async function readersPages(context: Context, path: string): Promise<string[]> {
  const own = await addWaiting(context, path);
  return [`${encodeURI(path)}/comments/${own}/edit?key=${keyOf(context, own)}`];
}

/** Addresses below these stories, by the route that answers them. */
export const readersAddresses = (paths: () => string[]): Record<string, () => string[]> =>
  Object.fromEntries(
    ['GET edit', ...acts.map((act) => `POST ${act}`)].map((asked) => {
      const [method, act] = asked.split(' ');
      return [`${method} ${comment}/${act}$`, () => paths().map((path) => `${path}/comments/1/${act}`)];
    }),
  );
