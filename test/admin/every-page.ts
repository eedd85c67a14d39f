import type { Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { moveAddress } from '../../src/articles/queries/addresses.ts';
import { addPattern } from '../../src/comments/queries/rules.ts';
import type { Context } from '../../src/context.ts';
import { setBreaking } from '../../src/front/actions.ts';
import { moveListAddress } from '../../src/topics/queries/redirects.ts';
import { signInPages } from '../accounts/every-page.ts';
import type { Agent, Started } from '../support/app.ts';
import { addDocument, plainPdf } from '../support/documents.ts';
import { addSection, addTopic } from '../support/factories.ts';
import { addGuest, addInvitation, addLeft, addPortrait } from '../support/people.ts';
import { addRecording, addTexts, sample } from '../support/recordings.ts';
import { addColour, addStory, colourOf } from '../support/stories.ts';

const addUnwantedWord = (context: Context, { id }: Person) =>
  context.db.transaction((tx) =>
    addPattern(tx, { pattern: 'casino', outcome: 'hold', createdAt: context.now(), createdBy: id }),
  );

type Asked = [ask: () => Test, status: number];

/** Each kind of page on which sections, topics, series, old addresses and settings are seen to, and the status that it answers. */
export async function housePages(
  newsroom: Started,
  { admin, desk, editor }: Record<'admin' | 'desk', Agent> & { editor: Person },
): Promise<Asked[]> {
  const { context } = newsroom;
  const empty = await addSection(context, { slug: 'shore', name: 'Shore' });
  for (let number = 10; number < 62; number += 1) {
    await addTopic(context, { slug: `spare-${number}`, name: `Spare ${number}` });
  }
  const spare = await addTopic(context, { slug: 'spare', name: 'Spare' });
  const get = (agent: Agent, path: string, status = 200): Asked => [() => agent.get(path), status];
  const post = (agent: Agent, path: string, form: Record<string, string>, status: number): Asked => [
    () => agent.post(path).type('form').send(form),
    status,
  ];
  await context.db.transaction(async (tx) => {
    for (let number = 10; number < 62; number += 1) {
      const move = { kind: 'topic', id: spare, from: `old-${number}`, to: 'spare', now: context.now() } as const;
      await moveListAddress(tx, move);
    }
    await moveAddress(tx, { articleId: 1, from: '/2026/11/23/old', to: '/2026/11/23/new', now: context.now() });
  });
  const news = { text: 'News', language: 'en', path: null, hours: 2 } as const;
  await setBreaking(context, editor, news);
  await addUnwantedWord(context, editor);
  const invited = await addInvitation(context);
  const before = encodeURIComponent(`${context.now()}_/topics/old-20`);
  return [
    ...['', '?q=old', '?q=none', `?before=${before}`, '?done=removed'].map((query) =>
      get(desk, `/admin/redirects${query}`),
    ),
    get(desk, '/admin/redirects?before=x', 404),
    post(desk, '/admin/breaking', { text: '', hours: 'x' }, 422),
    get(desk, '/admin/breaking?done=set'),
    get(desk, '/admin/activity'),
    get(admin, '/admin/activity?kind=people&from=2026-11-01&to=2026-11-30'),
    get(desk, '/admin/activity?from=yesterday&to=2026-02-30', 422),
    get(desk, '/admin/activity?from=2030-01-01'),
    get(admin, '/admin/settings?done=saved'),
    post(admin, '/admin/settings', { name: '', zone: 'Oslo' }, 422),
    get(admin, '/admin/settings?done=checks'),
    get(admin, '/admin/settings?done=pages'),
    get(admin, '/admin/settings/comments?done=rules'),
    post(admin, '/admin/settings/comments/rules', { 'links-most': 'x' }, 422),
    post(admin, '/admin/settings/comments/closing', { days: 'x', nightFrom: '25', section: '1' }, 422),
    post(admin, '/admin/settings/comments/words', { pattern: '*' }, 422),
    post(admin, '/admin/settings/comments/spam', { spamCheck: 'on', akismetKey: 'x y' }, 422),
    post(admin, '/admin/settings/comments/test', { text: 'Casino' }, 200),
    post(admin, '/admin/settings/checks', { 'check-alt': 'perhaps' }, 422),
    post(admin, '/admin/settings', { press: 'look', name: 'Courier', language: 'ar' }, 200),
    post(admin, '/admin/settings', { press: 'look' }, 200),
    ...['/admin/sections?done=saved', '/admin/topics?q=spare', '/admin/topics?after=spare', '/admin/topics?q=none'].map(
      (path) => get(desk, path),
    ),
    ...['/admin/sections?done=moved', '/admin/sections/new', '/admin/sections/1?done=saved'].map((path) =>
      get(admin, path),
    ),
    get(admin, '/admin/sections/1/delete'),
    get(admin, `/admin/sections/${empty}/delete`),
    post(admin, '/admin/sections', { name: '', slug: '2026', colour: 'red' }, 422),
    post(admin, '/admin/sections/1/delete', { into: '' }, 422),
    get(admin, '/admin/people?done=invited'),
    get(admin, '/admin/account?done=saved'),
    get(admin, '/admin/people/invite'),
    ...(await pagesOfPeople(context, { admin, desk, editor, get, post })),
    post(admin, '/admin/people/invite', { email: 'x' }, 422),
    get(desk, invited.path),
    post(desk, invited.path, { name: 'I', password: 'short' }, 422),
    get(desk, '/admin/invitation/none', 404),
    ...(await pagesOfPictures(context, { admin, desk, editor, get, post })),
    get(desk, '/admin/series'),
    get(desk, '/admin/series/1?done=saved'),
    get(desk, '/admin/series/1/delete'),
    get(desk, '/admin/topics/1'),
    get(desk, '/admin/topics/1/delete'),
    get(desk, `/admin/topics/${spare}/delete`),
    get(desk, `/admin/topics/${spare}/merge?into=Spare+10`),
    get(desk, `/admin/topics/${spare}/merge?into=nobody`, 422),
    post(desk, '/admin/topics/1', { name: '' }, 422),
    // The last: time passes in them.
    ...(await signInPages(newsroom)),
  ];
}

interface Asking extends Record<'admin' | 'desk', Agent> {
  editor: Person;
  get(agent: Agent, path: string, status?: number): Asked;
  post(agent: Agent, path: string, form: Record<string, string>, status: number): Asked;
}

/** Of the library: enough for a second page, one that is used and one that is not. */
async function pagesOfPictures(context: Context, { desk, editor, get, post }: Asking): Promise<Asked[]> {
  for (let number = 0; number < 50; number += 1) await addColour(context, editor, colourOf(number));
  const free = await addColour(context, editor, '#abc');
  const { id } = await addPortrait(context, editor, editor, '#cba');
  const before = `${context.now()}_${free.id}`;
  return [
    ...['', '?q=abc', '?q=none', '?show=unused', '?show=undescribed', `?before=${before}`, '?done=removed'].map(
      (query) => get(desk, `/admin/media${query}`),
    ),
    get(desk, '/admin/media?before=x', 404),
    post(desk, '/admin/media', {}, 422),
    ...[id, free.id, 1].map((each) => get(desk, `/admin/media/${each}?done=saved`)),
    post(desk, `/admin/media/${free.id}`, { alt: 'x'.repeat(1001) }, 422),
    post(desk, `/admin/media/${id}/remove`, {}, 409),
    get(desk, '/admin/media/999999', 404),
    ...(await pagesOfRecordings(context, { desk, editor, get, post })),
    ...(await pagesOfDocuments(context, { desk, editor, get, post })),
  ];
}

/** Enough for a second page; one that is used comes with the stories. */
async function pagesOfDocuments(
  context: Context,
  { desk, editor, get, post }: Parameters<typeof pagesOfRecordings>[1],
) {
  const { id } = await addDocument(context, editor, { content: await plainPdf('Report') });
  return [
    ...['', '?q=report', '?q=nothing', '?done=removed'].map((query) => get(desk, `/admin/media/documents${query}`)),
    get(desk, `/admin/media/documents/${id}?done=saved`),
    post(desk, `/admin/media/documents/${id}`, { title: '' }, 422),
    get(desk, '/admin/media/documents/999999', 404),
  ];
}

async function pagesOfRecordings(
  context: Context,
  { desk, editor, get, post }: Omit<Asking, 'admin'>,
): Promise<Asked[]> {
  const film = await addRecording(context, editor, { content: await sample('harbour.mp4') });
  const sound = await addRecording(context, editor, { content: await sample('harbour.mp3'), name: 'harbour.mp3' });
  await addTexts(context, editor, { recordingId: film.id });
  const before = `${context.now()}_${sound.id}`;
  return [
    ...['', '?q=harbour', '?q=none', `?before=${before}`, '?done=removed'].map((query) =>
      get(desk, `/admin/media/recordings${query}`),
    ),
    ...[film.id, sound.id].map((id) => get(desk, `/admin/media/recordings/${id}?done=saved`)),
    post(desk, `/admin/media/recordings/${film.id}/tracks`, { trackLanguage: '?' }, 422),
    post(desk, `/admin/media/recordings/${film.id}`, { title: '', poster: 'x' }, 422),
    get(desk, '/admin/media/recordings/999999', 404),
  ];
}

/** Of somebody with an account, of one who left, and of a guest with a byline and of one without. */
async function pagesOfPeople(context: Context, { admin, desk, editor, get, post }: Asking): Promise<Asked[]> {
  const guest = await addGuest(context, { name: 'Nadia Haddad', bio: 'Writes letters.' });
  const idle = await addGuest(context);
  const left = await addLeft(context, { role: 'author', name: 'Tomas Brandt' });
  await addPortrait(context, editor, guest, '#246');
  await addPortrait(context, editor, editor, '#642');
  await addStory(context, {
    editor,
    content: { headline: 'By a guest', sectionId: 1, authorIds: [guest.id, editor.id] },
  });
  const pages = [guest, idle, left, editor].flatMap(({ id }) => [
    get(admin, `/admin/people/${id}?done=saved`),
    post(admin, `/admin/people/${id}`, { name: '', slug: '***', bio: 'x'.repeat(2000), role: 'author' }, 422),
  ]);
  return [
    ...pages,
    get(desk, '/admin/people?done=removed'),
    get(desk, '/admin/people/guest'),
    post(desk, '/admin/people/guest', { name: 'Nadia', slug: 'nadia-haddad' }, 422),
    ...[guest, idle].map(({ id }) => get(desk, `/admin/people/${id}/remove`)),
    get(admin, `/admin/people/${left.id}/remove`),
    ...[left, editor].map(({ id }) => get(admin, `/admin/people/${id}/close`)),
    get(admin, `/admin/people/${left.id}/invite`),
    post(admin, `/admin/people/${left.id}/invite`, { email: 'x' }, 422),
    get(desk, '/by/nadia-haddad'),
    get(desk, `/by/${editor.slug}`),
  ];
}
