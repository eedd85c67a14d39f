import { setSite } from '../../src/admin/actions/site.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { stopTokenOf } from '../../src/comments/actions/subscribing.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { addLink } from '../../src/comments/queries/personal-data-links.ts';
import { changeState } from '../../src/comments/queries/state.ts';
import { findComment } from '../../src/comments/queries/thread.ts';
import { keyOf } from '../../src/comments/routes/browser.ts';
import type { Context } from '../../src/context.ts';
import { makeToken } from '../../src/text/tokens.ts';

/* What readers do with comments, for tests of every route: something new each time. */

const story = '^(?<path>/\\d{4}/\\d{2}/\\d{2}/[^/]+)';
const comment = `${story}/comments/(?<id>\\d{1,15})`;

/** Those that change something about one comment, by the end of their address; what they send. */
const acts: Record<string, () => Record<string, string>> = {
  edit: () => ({ text: `Changed ${count}.` }),
  delete: () => ({}),
  report: () => ({ reason: 'spam', note: `No. ${count}`, website: '' }),
  recommend: () => ({}),
  object: () => ({ objection: 'It is my own.' }),
};

/** As routes are named. */
export const readersPosts = [
  ...Object.keys(acts).map((act) => `POST ${comment}/${act}$`),
  ...['POST /replies/confirm/:token', 'POST /replies/stop/:token'],
];

let count = 0;

/** A comment that waits, new each time, below the story. */
export async function addWaiting(context: Context, path: string): Promise<number> {
  count += 1;
  const typed = { text: `Reader’s ${count}.`, name: 'Renske V.', email: `readers${count}@example.org`, website: '' };
  const poster = { actor: null, browserHash: `readers-${count}`, network: networkAround(`203.0.113.${count % 250}`) };
  return (await postComment(context, poster, { ...typed, path, parentId: null })).id;
}

/** The same, let through. */
export async function addShown(context: Context, path: string): Promise<number> {
  const id = await addWaiting(context, path);
  const change = { state: 'published', reason: 'known', at: context.now(), by: null } as const;
  await context.db.transaction(async (tx) => {
    const posted = await findComment(tx, id);
    if (posted) await changeState(tx, posted, change);
  });
  return id;
}

const emailOf = ({ db }: Context, id: number) =>
  db.reader.selectFrom('comments').select('email').where('id', '=', id).executeTakeFirstOrThrow();

async function reject(context: Context, id: number): Promise<void> {
  const change = { state: 'rejected', reason: 'moderator', rejection: 'spam', at: context.now(), by: null } as const;
  await context.db.transaction(async (tx) => {
    const posted = await findComment(tx, id);
    if (posted) await changeState(tx, posted, change);
  });
}

/** Where mails about replies to a new comment lead. */
async function mailLinks(context: Context, path: string): Promise<{ confirm: string; stop: string }> {
  count += 1;
  const email = `readers${count}@example.org`;
  const typed = { text: `Reader’s ${count}.`, name: 'Renske V.', email, website: '', replies: true };
  const poster = { actor: null, browserHash: `readers-${count}`, network: networkAround(`203.0.113.${count % 250}`) };
  // The text is read on its way to the outbox: once it is sent it is gone, and an earlier mail may have woken the post.
  let text = '';
  const post: Context['mail']['post'] = (tx, mail) => {
    text = mail.text;
    return context.mail.post(tx, mail);
  };
  const listening = { ...context, mail: { ...context.mail, post } };
  const { id: commentId } = await postComment(listening, poster, { ...typed, path, parentId: null });
  const confirm = /\/replies\/confirm\/\S+/.exec(text)?.[0] ?? '';
  return { confirm, stop: `/replies/stop/${stopTokenOf(context, { commentId, email })}` };
}

/** The form of such a route, as its page would send it. */
export async function askReaders(context: Context, route: string, path: string) {
  if (route === 'POST /replies/confirm/:token') return { path: (await mailLinks(context, path)).confirm, fields: {} };
  if (route === 'POST /replies/stop/:token') return { path: (await mailLinks(context, path)).stop, fields: {} };
  const [act, fieldsOf] = Object.entries(acts).find(([each]) => route.endsWith(`/${each}$`)) ?? [];
  if (act === undefined || !fieldsOf) throw new Error(`Nobody knows what is sent to ${route}.`);
  if (act === 'edit' || act === 'delete') {
    const own = await addWaiting(context, path);
    return { path: `${path}/comments/${own}/${act}?key=${keyOf(context, own)}`, fields: fieldsOf() };
  }
  if (act === 'object') {
    const own = await addWaiting(context, path);
    await reject(context, own);
    return { path: `${path}/comments/${own}/object?key=${keyOf(context, own)}`, fields: fieldsOf() };
  }
  await setSite(context, null, { recommend: 'on' });
  return { path: `${path}/comments/${await addShown(context, path)}/${act}`, fields: fieldsOf() };
}

/** Where these pages are, of comments below the story. */
export async function readersPages(context: Context, path: string): Promise<string[]> {
  await setSite(context, null, { recommend: 'on' });
  const own = await addWaiting(context, path);
  const rejected = await addWaiting(context, path);
  await reject(context, rejected);
  const shown = `${encodeURI(path)}/comments/${await addShown(context, path)}`;
  const [token, { email }] = [makeToken(), await emailOf(context, own)];
  await context.db.transaction((tx) => addLink(tx, { token, email, now: context.now() }));
  return [
    ...['/your-data', `/your-data/${token}`],
    `${encodeURI(path)}/comments/${rejected}?key=${keyOf(context, rejected)}`,
    `${encodeURI(path)}/comments/${own}/edit?key=${keyOf(context, own)}`,
    ...Object.values(await mailLinks(context, path)),
    ...[`${shown}/report`, `${shown}/report/thanks`, `${shown}/recommend`],
  ];
}

const opened = ['edit', 'report', 'report/thanks', 'recommend'];

/** Addresses below these stories, by the route that answers them. */
export const readersAddresses = (paths: () => string[]): Record<string, () => string[]> => ({
  ...Object.fromEntries(
    ['xml', 'atom', 'json'].map((ending) => [
      `GET ${story}/comments/feed\\.${ending}$`,
      () => paths().map((path) => `${path}/comments/feed.${ending}`),
    ]),
  ),
  [`GET ${story}/comments/news$`]: () => paths().map((path) => `${path}/comments/news`),
  'GET /replies/confirm/:token': () => [`/replies/confirm/1.${'a'.repeat(43)}`],
  'POST /replies/confirm/:token': () => [`/replies/confirm/1.${'a'.repeat(43)}`],
  'GET /replies/stop/:token': () => [`/replies/stop/${'a'.repeat(43)}`],
  'POST /replies/stop/:token': () => [`/replies/stop/${'a'.repeat(43)}`],
  ...Object.fromEntries(
    [...opened.map((act) => `GET ${act}`), ...Object.keys(acts).map((act) => `POST ${act}`)].map((asked) => {
      const [method, act] = asked.split(' ');
      return [`${method} ${comment}/${act}$`, () => paths().map((path) => `${path}/comments/1/${act}`)];
    }),
  ),
});
