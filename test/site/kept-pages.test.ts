import { beforeAll, describe, expect, test } from '@jest/globals';
import { changePerson } from '../../src/admin/actions/people.ts';
import { setSite } from '../../src/admin/actions/site.ts';
import { changeSection } from '../../src/articles/actions/filing/sections.ts';
import { rename } from '../../src/articles/actions/filing/topics.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { editComment, removeComment } from '../../src/comments/actions/change.ts';
import { publishComment, rejectComment } from '../../src/comments/actions/decide.ts';
import { endFlood, startFlood } from '../../src/comments/actions/flood.ts';
import { pinNote } from '../../src/comments/actions/pin.ts';
import { setClosings, setSpamCheck } from '../../src/comments/actions/rules.ts';
import { strikePassage } from '../../src/comments/actions/strike.ts';
import { noClosings } from '../../src/comments/comment/closing.ts';
import type { Context } from '../../src/context.ts';
import { curate } from '../../src/front/actions/curate.ts';
import { endBreaking, setBreaking } from '../../src/front/actions.ts';
import { idIn, leaveComment } from '../comments/newsroom.ts';
import { akismetKey } from '../support/akismet.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { versionOf } from '../support/fronts.ts';
import { type AddedStory, addStory } from '../support/stories.ts';
import { type KeptNewsroom, startKept } from './kept-newsroom.ts';

/*
 * Two programs over one database: one keeps pages, the other makes each anew. Whatever happens, by the hand of either, visitors of both
 * see the same at once. What one test did, the next finds.
 */

let newsroom: KeptNewsroom;
let latest: AddedStory;

beforeAll(async () => {
  newsroom = await startKept();
  const { context, editor, sectionId } = newsroom;
  latest = await addStory(context, { editor, content: { sectionId, headline: 'Tolls rise' } });
  await newsroom.compare();
});

const checkSpam = (context: Context, on: boolean) => setSpamCheck(context, newsroom.admin, { on, key: akismetKey });

let count = 0;
const write = () => {
  count += 1;
  return { ...emptyContent, headline: `News ${count}`, body: 'So.', sectionId: newsroom.sectionId };
};

async function publishAnew(context: Context): Promise<void> {
  const { admin, topicId } = newsroom;
  const { articleId } = latest;
  const content = { ...write(), topicIds: [topicId] };
  const saving = { articleId, baseRevisionId: latest.revisionId, content, kind: 'save' } as const;
  const saved = await saveRevision(context, admin, saving);
  await publishChanges(context, admin, { ...saved, kind: 'update', note: 'More is known.' });
  latest = { ...latest, revisionId: saved.revisionId };
}

async function placeFirst(context: Context): Promise<void> {
  const { version } = await versionOf(context, null);
  const { articleId } = context === newsroom.context ? newsroom.story : latest;
  const act = { act: 'place', articleId, slot: 'lead', until: null } as const;
  await curate(context, newsroom.admin, { frontId: null, version, act });
}

const renamePerson = (context: Context) => {
  const { id, slug } = newsroom.editor;
  const said = { address: slug, name: `Ilse ${write().headline}`, bio: '', pictureId: null, role: null };
  return changePerson(context, newsroom.admin, { id, ...said });
};

const renameSection = (context: Context) => {
  const said = { translations: '{}', descriptions: '{}', colour: '' };
  const { sectionId: id, admin } = newsroom;
  return changeSection(context, admin, { id, name: write().headline, address: 'politics', ...said });
};

const renameTopic = (context: Context) => {
  const said = { name: write().headline, address: 'harbour', translations: '{}' };
  return rename(context, newsroom.admin, { kind: 'topic', id: newsroom.topicId, ...said });
};

const ferry = { text: 'Ferry aground', language: 'en', path: null, hours: 1 } as const;

/** What is done, and where readers see it; '' for the page of the story, 'oldest' for that of its first comments. */
const acts: [string, (context: Context) => Promise<unknown>, string][] = [
  ['A story comes out', (context) => addStory(context, { editor: newsroom.admin, content: write() }), '/'],
  ['A story is changed', publishAnew, '/topics/harbour'],
  ['A section is renamed', renameSection, '/'],
  ['A topic is renamed', renameTopic, '/topics/harbour'],
  ['Somebody is renamed', renamePerson, '/politics'],
  ['The site is renamed', (context) => setSite(context, null, { name: write().headline }), '/'],
  ['News breaks', (context) => setBreaking(context, newsroom.admin, ferry), '/politics'],
  ['It breaks no longer', (context) => endBreaking(context, newsroom.admin), '/politics'],
  ['The front is arranged', placeFirst, '/'],
  [
    'A page beside the stories comes out',
    (context) => addStory(context, { editor: newsroom.admin, makes: 'page', content: { ...write(), sectionId: null } }),
    '/',
  ],
  [
    'A note is pinned above the comments',
    (context) => pinNote(context, newsroom.admin, { articleId: newsroom.story.articleId, text: 'So.', seen: '' }),
    '',
  ],
  [
    'The note is taken away',
    (context) => {
      const seen = context.now();
      return pinNote(context, newsroom.admin, { articleId: newsroom.story.articleId, text: '', seen });
    },
    '',
  ],
  [
    'A comment is rejected',
    (context) => rejectComment(context, newsroom.admin, { id: newsroom.commentId, seen: 'published' }),
    'oldest',
  ],
  [
    'It is let through again',
    (context) => publishComment(context, newsroom.admin, { id: newsroom.commentId, seen: 'rejected' }),
    'oldest',
  ],
  [
    'Comments on one story are closed',
    (context) => {
      const flood = { articleId: newsroom.story.articleId, mode: 'close', length: 'hour' } as const;
      return startFlood(context, newsroom.admin, flood);
    },
    '',
  ],
  ['They are open again', (context) => endFlood(context, newsroom.admin, newsroom.story.articleId), ''],
  [
    'Comments are closed everywhere',
    (context) => setClosings(context, newsroom.admin, { ...noClosings, all: true }),
    '',
  ],
  ['They are open again everywhere', (context) => setClosings(context, newsroom.admin, noClosings), ''],
  ['Comments are checked for spam', (context) => checkSpam(context, true), ''],
  ['They are checked no more', (context) => checkSpam(context, false), ''],
];

const place = (address: string) =>
  address === 'oldest' ? `${newsroom.story.path}/comments?order=oldest` : address || newsroom.story.path;

describe.each(['by this process', 'by another process'])('Done %s', (hand) => {
  test.each(acts)('%s: visitors see it at once', async (_what, act, address) => {
    const before = await newsroom.read(place(address));
    const own = hand === 'by this process';
    await act(own ? newsroom.context : newsroom.other);
    if (!own) await newsroom.hear();
    // Nothing is compared here that never changes.
    expect(await newsroom.read(place(address))).not.toBe(before);
    await newsroom.compare();
  });
});

test('Who posts a comment sees it, and so do others; changed and removed it is at once, too', async () => {
  const { context, other, story, admin, hear, read, compare } = newsroom;
  const reader = newsroom.reader();
  await leaveComment(reader, story.path, { Comment: 'It begins here.' });
  const waiting = context.db.reader.selectFrom('comments').select('id').where('state', '=', 'held');
  const { id } = await waiting.executeTakeFirstOrThrow();
  expect(await read(story.path)).not.toContain('It begins here.');
  await publishComment(other, admin, { id, seen: 'held' });
  await hear();
  expect(await read(story.path)).toContain('It begins here.');
  const answer = await leaveComment(reader, story.path, { Comment: 'And goes on.' });
  expect(await read(story.path)).toContain('And goes on.');
  await compare();
  const changer = { actor: null, browserHash: null, hasKey: true, network: { exact: '', wide: '' } };
  const own = { id: idIn(answer), path: story.path };
  await editComment(other, changer, { ...own, text: 'And goes on for long.' });
  await hear();
  expect(await read(story.path)).toContain('And goes on for long.');
  await removeComment(other, changer, own);
  await hear();
  expect(await read(story.path)).not.toContain('And goes on for long.');
  await compare();
});

test('What was changed past the program is shown once an administrator has all pages made anew', async () => {
  const { context, hear, read, signIn, admin, story } = newsroom;
  await read('/politics');
  const changing = context.db.writer.updateTable('published_articles').set({ headline: 'By hand' });
  await changing.where('article_id', '=', story.articleId).execute();
  expect(await read('/politics')).not.toContain('By hand');
  const desk = await signIn(admin);
  const done = await sendForm(desk, fillForm(await desk.get('/admin/settings'), 'Make all pages anew')).expect(303);
  expect((await desk.get(String(done.headers.location))).text).toContain('Every page is made anew from now on.');
  await hear();
  expect(await read('/politics')).toContain('By hand');
});

test('A passage that is struck out is gone at once', async () => {
  const { other, admin, threadId, hear, read, compare } = newsroom;
  expect(await read(place('oldest'))).toContain('5550123');
  await strikePassage(other, admin, { id: threadId, passage: '5550123' });
  await hear();
  expect(await read(place('oldest'))).not.toContain('5550123');
  await compare();
});

test('What readers recommend counts at once, and so does what they take back', async () => {
  const { context, story, threadId, read, compare } = newsroom;
  await setSite(context, null, { recommend: 'on' });
  expect(await read(place('oldest'))).not.toContain('</span> (1)</button>');
  const reader = newsroom.reader();
  const own = `${story.path}/comments/${threadId}/recommend`;
  await reader.post(own).expect(303);
  expect(await read(place('oldest'))).toContain('</span> (1)</button>');
  await sendForm(reader, fillForm(await reader.get(own), 'Take it back'));
  expect(await read(place('oldest'))).not.toContain('</span> (1)</button>');
  await compare();
});

test('A story that is withdrawn is gone at once, everywhere', async () => {
  const { other, admin, story, hear, read, visitor, compare } = newsroom;
  await withdraw(other, admin, { articleId: story.articleId, reason: 'Not so.' });
  await hear();
  await visitor().get(story.path).expect(410);
  expect(await read('/')).not.toContain(story.path);
  await compare();
});
